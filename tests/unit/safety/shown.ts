import { articleFromHtml } from '../../../src/core/capture/html/article.ts';
import { inertPage } from '../../../src/core/capture/html/inert.ts';
import { blocksFromMarkdown } from '../../../src/core/capture/markdown/blocks.ts';
import { sha256 } from '../../../src/core/capture/hash.ts';
import { canonicalText, type Block, type Source, type Version } from '../../../src/core/source.ts';
import { annotatedHtml } from '../../../src/core/exchange/annotated-html.ts';
import { exportBrief } from '../../../src/core/brief/formats.ts';
import { parseBriefDocument } from '../../../src/core/brief/document.ts';
import { citationData } from '../core/brief/citation-data.ts';
import {
  cite,
  doc,
  gather,
  makeBrief,
  makeSource,
  mark,
  paragraph,
  quotation,
  words,
} from '../core/brief/made.ts';
import { HOSTILE_ADDRESSES, pageAround, PAYLOADS, type Payload } from './payloads.ts';

/** The blocks a payload becomes when it is captured, as a page and (for Markdown) as a note. */
export const captured = (payload: Payload): readonly Block[] =>
  payload.kind === 'markdown'
    ? blocksFromMarkdown(payload.text).blocks
    : articleFromHtml(pageAround(payload), { url: 'http://example.com/page', hash: sha256 }).blocks;

/** Every block of every payload, with the raw payloads as text besides: titles, quotes and notes can hold anything. */
export const allBlocks = (): Block[] =>
  PAYLOADS.flatMap((payload) => [
    ...captured(payload),
    { kind: 'paragraph' as const, text: payload.text },
  ]).map(({ removed: _removed, ...block }) => block);

const HOSTILE = PAYLOADS.slice(0, 60)
  .map(({ text }) => text)
  .join(' ');

/** The annotated article of all payloads, hostile in every field. */
export function annotated(): string {
  const blocks = allBlocks();
  const text = canonicalText(blocks);
  const source: Source = {
    id: 's1',
    externalId: HOSTILE,
    origin: HOSTILE,
    kind: 'article',
    title: HOSTILE,
    byline: HOSTILE,
    siteName: HOSTILE,
    publishedOn: '2025"><script>dossierRan("date")</script>',
    language: 'en" onload="dossierRan(1)',
    url: HOSTILE_ADDRESSES[0]!,
    capturedAt: '2025-01-01T00:00:00.000Z',
    wordCount: 1,
    state: 'inbox',
    starred: false,
    tags: [],
    collections: [],
    companies: [],
    contentHash: '',
  };
  const version: Version = {
    id: 'v1',
    sourceId: 's1',
    number: 1,
    capturedAt: '2025-01-01T00:00:00.000Z',
    format: 'html',
    originalHash: '',
    text,
    blocks,
    doubts: [],
    provenance: {},
  };
  const annotations = PAYLOADS.map((payload, i) => ({
    id: `a${i}`,
    sourceId: 's1',
    start: (i * 97) % (text.length - 80),
    end: ((i * 97) % (text.length - 80)) + 40,
    quote: payload.text,
    prefix: payload.text,
    suffix: payload.text,
    note: payload.text,
    colour: 'amber" onclick="dossierRan(2)' as 'amber',
    tags: [payload.text],
    companies: [],
    createdAt: '2025-01-01T00:00:00.000Z',
    updatedAt: '2025-01-01T00:00:00.000Z',
    anchor: 'exact' as const,
  }));
  return annotatedHtml(source, version, annotations);
}

/** A brief that quotes every payload, with every hostile address as a link, as its exported HTML. */
export async function brief(): Promise<string> {
  const texts = PAYLOADS.map(({ text }) => text.replaceAll(/\s+/g, ' ').trim()).filter((text) => text !== '');
  const sources = Array.from({ length: 5 }, (_, k) =>
    makeSource(
      `s${k}`,
      texts.filter((_, i) => i % 5 === k),
      {
        title: HOSTILE.slice(k * 500, k * 500 + 2000),
        byline: texts[k]!,
        siteName: texts[k + 5]!,
        url: HOSTILE_ADDRESSES[k]!,
        language: 'en" onload="dossierRan(3)',
      },
    ),
  );
  const marks = texts.map((text, i) => mark(`a${i}`, sources[i % 5]!, text));
  const linked = HOSTILE_ADDRESSES.map((href) =>
    paragraph({ type: 'text', text: `link ${href}`, marks: [{ type: 'link', attrs: { href } }] } as never),
  );
  const body = parseBriefDocument(
    JSON.parse(
      JSON.stringify(
        doc(
          ...texts.map((text) => paragraph(words(text))),
          ...marks.map((one) => quotation(one)),
          paragraph(...marks.slice(0, 50).map((one) => cite(one))),
          ...linked,
        ),
      ),
    ),
  );
  const made = makeBrief(body, { title: HOSTILE.slice(0, 400) });
  const exported = await exportBrief('html', made, gather(sources, marks), {
    allowBroken: true,
    citations: citationData(made.style),
    print: () => Promise.reject(new Error('not printed')),
  });
  return Buffer.from(exported.bytes).toString('utf8');
}

export const inert = (payload: Payload): string => inertPage(pageAround(payload));
