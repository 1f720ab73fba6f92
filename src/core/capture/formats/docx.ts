import { zipSync } from 'fflate';
import mammoth from 'mammoth';
import { folderOf } from '../archive/folder.ts';
import { zipEntries, zipNames } from '../archive/zip.ts';
import { describedArticle } from '../described.ts';
import type { CaptureInput, Captured, Format } from '../format.ts';
import { readFragment } from '../fragment.ts';
import { decodeBytes } from '../html/encoding.ts';
import { isZip } from '../sniff.ts';
import { childOf, parseXml, xmlText } from '../xml.ts';
import type { Block } from '../../source.ts';
import { Refusal } from '../../refusal.ts';

const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Largest body of a document that is converted, unpacked; a book of a thousand pages has about 10 MB. */
const LARGEST_BODY = 100 * 1024 * 1024;

/** Title and author from docProps/core.xml (ECMA-376 part 2). Dates of creation are not dates of publication. */
function properties(
  bytes: Uint8Array,
  name: string,
): { title: string | null; byline: string | null; language: string | null } {
  const root = parseXml(decodeBytes(bytes).text, name);
  const core = childOf(root, 'coreProperties');
  const of = (tag: string): string | null => (core === null ? null : xmlText(childOf(core, tag)) || null);
  return { title: of('title'), byline: of('creator'), language: of('language') };
}

/** Word's backward links of footnotes carry an arrow that is no text. */
const withoutArrows = (blocks: readonly Block[]): readonly Block[] =>
  blocks
    .map((block) =>
      block.kind === 'footnote' || block.text.endsWith('↑')
        ? { ...block, text: block.text.replace(/\s*↑$/, '') }
        : block,
    )
    .map((block) => {
      const spans = block.spans?.filter((span) => span.end <= block.text.length);
      return spans && spans.length !== block.spans!.length ? { ...block, spans } : block;
    });

async function* read(input: CaptureInput): AsyncIterable<Captured> {
  const folder = folderOf(zipEntries(input.bytes, input.name));
  const parts: Record<string, Uint8Array> = {};
  if ((folder.get('word/document.xml')?.size ?? 0) > LARGEST_BODY)
    throw new Refusal('too-large', `${input.name} is too large a document to convert.`);
  // Mammoth unpacks archives itself, without limits: it is given one repacked from entries that were checked.
  for (const [path, entry] of folder)
    if (/^(?:word\/|_rels\/|docProps\/|\[Content_Types\])/.test(path)) parts[path] = entry.bytes();
  let html: string;
  try {
    const converted = await mammoth.convertToHtml(
      { buffer: Buffer.from(zipSync(parts, { level: 0 })) },
      {
        externalFileAccess: false,
        styleMap: [
          "p[style-name='Title'] => h1:fresh",
          "p[style-name='Subtitle'] => h2:fresh",
          "p[style-name='Quote'] => blockquote > p:fresh",
          "p[style-name='Intense Quote'] => blockquote > p:fresh",
        ],
      },
    );
    html = converted.value;
  } catch (error) {
    if (error instanceof Error)
      throw new Refusal(
        'unreadable',
        `${input.name} is not a readable Word document (${error.message.slice(0, 120)}).`,
      );
    throw error;
  }
  const core = folder.get('docProps/core.xml');
  const said = core
    ? properties(core.bytes(), `${input.name}/docProps/core.xml`)
    : { title: null, byline: null, language: null };
  const { blocks: all, assets, doubts } = readFragment(html);
  const blocks = withoutArrows(all);
  const first = blocks.find((block) => block.text !== '');
  const heading = first?.kind === 'heading' && first.level === 1 ? first.text : null;
  const article = describedArticle(
    'document properties',
    { ...said, title: said.title ?? heading, url: input.url },
    blocks.map((block) =>
      block === first && heading !== null && heading === (said.title ?? heading)
        ? { ...block, removed: { rule: 'title-line', by: 'rule' } as const }
        : block,
    ),
    { assets, doubts: blocks.length === 0 ? [...doubts, { code: 'no-text' }] : doubts },
  );
  yield {
    kind: 'document',
    article:
      said.title === null && heading !== null
        ? { ...article, provenance: { ...article.provenance, title: 'first heading' } }
        : article,
    original: { bytes: input.bytes, mediaType: MEDIA_TYPE },
  };
}

/** Word documents (.docx): headings, lists, tables, footnotes and pictures. */
export const docx: Format = {
  id: 'docx',
  detect: (input) =>
    isZip(input.bytes) && zipNames(input.bytes).includes('word/document.xml')
      ? 0.98
      : isZip(input.bytes) && /\.docx$/i.test(input.name)
        ? 0.7
        : 0,
  read,
};
