import { describedArticle } from '../described.ts';
import type { CaptureInput, Captured, Format } from '../format.ts';
import { blocksFromPages } from '../pdf/blocks.ts';
import type { Page } from '../pdf/blocks.ts';
import { pageLines } from '../pdf/lines.ts';
import type { Piece } from '../pdf/lines.ts';
import { Refusal } from '../../refusal.ts';
import type { Block } from '../../source.ts';
import { headText, startsWith } from '../sniff.ts';

const MOST_PAGES = 5000;
const MOST_PIECES = 3_000_000;

type PdfJs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

let loaded: Promise<PdfJs> | null = null;

/** pdf.js is loaded with the first PDF. Its worker code runs in this thread: capture is in a worker already. */
async function pdfjs(): Promise<PdfJs> {
  loaded ??= (async () => {
    // @ts-expect-error: the worker build comes without types; loading it registers `globalThis.pdfjsWorker`.
    await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
    return import('pdfjs-dist/legacy/build/pdf.mjs');
  })();
  return loaded;
}

function refusalOf(error: unknown, name: string): Refusal | null {
  if (!(error instanceof Error)) return null;
  if (error.name === 'PasswordException')
    return new Refusal('unreadable', `${name} is encrypted with a password.`);
  if (
    /^(?:InvalidPDF|MissingPDF|FormatError|UnknownError|XRef|ResponseException|ParserEOF)/.test(error.name)
  ) {
    return new Refusal('unreadable', `${name} is not a readable PDF: it is damaged or cut short.`);
  }
  return null;
}

const words = (value: unknown): string | null =>
  typeof value === 'string' && value.trim().length > 1 ? value.trim() : null;

/** Titles that programs put in without asking. */
const DULL =
  /^(?:untitled|file:\/\/|microsoft word - |powerpoint presentation|document\d*$|slide 1$|\S+\.(?:docx?|pdf|indd|tex|qxd|dvi|rtf|odt|pptx?|html?)$)/i;

/** The title as set in the largest letters at the top of the first page, when that is clearly a heading. */
function largestHeading(blocks: readonly Block[]): string | null {
  const first = blocks.filter((block) => block.page === 1 && !block.removed).slice(0, 6);
  const heading =
    first.find((block) => block.kind === 'heading' && block.level === 1) ??
    first.find((block) => block.kind === 'heading');
  return heading && heading.text.length >= 4 && heading.text.length <= 250 ? heading.text : null;
}

async function* read(input: CaptureInput): AsyncIterable<Captured> {
  const library = await pdfjs();
  const task = library.getDocument({
    data: Uint8Array.from(input.bytes),
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: false,
    verbosity: 0,
    ...(input.characterMaps === undefined ? {} : { cMapUrl: input.characterMaps, cMapPacked: true }),
  });
  try {
    const document = await task.promise;
    if (document.numPages > MOST_PAGES)
      throw new Refusal('too-large', `${input.name} has more than ${MOST_PAGES} pages.`);
    const pages: Page[] = [];
    let pieces = 0;
    let unreadable = 0;
    for (let number = 1; number <= document.numPages; number += 1) {
      try {
        const page = await document.getPage(number);
        const content = await page.getTextContent();
        const read: Piece[] = [];
        for (const item of content.items) {
          if (!('str' in item)) continue;
          const [, , c = 0, d = 0, x = 0, y = 0] = item.transform as number[];
          read.push({
            text: item.str.replace(/[\p{Cc}\ufffe\uffff]/gu, (c) => (c === '\t' ? ' ' : '')),
            x,
            y,
            width: item.width,
            height: item.height || Math.hypot(c, d),
          });
        }
        pieces += read.length;
        if (pieces > MOST_PIECES)
          throw new Refusal('too-large', `${input.name} holds too much text to be read at once.`);
        const [, bottom = 0, , top = 792] = page.view;
        pages.push({
          number,
          height: top - bottom,
          lines: pageLines(read.map((piece) => ({ ...piece, y: piece.y - bottom }))),
        });
        page.cleanup();
      } catch (error) {
        if (error instanceof Refusal || refusalOf(error, input.name) === null) throw error;
        unreadable += 1;
      }
    }
    const blocks = blocksFromPages(pages);
    const info = (await document.getMetadata()).info as Readonly<Record<string, unknown>>;
    const said = words(info['Title']);
    const title = said !== null && !DULL.test(said) ? said : null;
    const heading = title === null ? largestHeading(blocks) : null;
    const article = describedArticle(
      'document properties',
      { title: title ?? heading, byline: words(info['Author']), url: input.url },
      blocks,
      {
        doubts: [
          ...(blocks.some((block) => !block.removed) ? [] : [{ code: 'no-text-layer' }]),
          ...(unreadable > 0
            ? [
                {
                  code: 'unreadable-pages',
                  detail: `${unreadable} of ${document.numPages} pages could not be read`,
                },
              ]
            : []),
        ],
      },
    );
    yield {
      kind: 'pdf',
      article: {
        ...article,
        provenance: { ...article.provenance, ...(heading === null ? {} : { title: 'largest heading' }) },
      },
      original: { bytes: input.bytes, mediaType: 'application/pdf' },
    };
  } catch (error) {
    throw refusalOf(error, input.name) ?? error;
  } finally {
    await task.destroy();
  }
}

/** PDF files with a text layer, page by page; a scan without one is kept and labelled. */
export const pdf: Format = {
  id: 'pdf',
  detect: (input) =>
    startsWith(input.bytes, '%PDF-') ? 0.99 : headText(input.bytes, 1024).includes('%PDF-') ? 0.9 : 0,
  read,
};
