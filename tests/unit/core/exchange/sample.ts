import type { Annotation } from '../../../../src/core/annotation.ts';
import { type Block, canonicalText, type Source, type Version } from '../../../../src/core/source.ts';

export const BLOCKS: readonly Block[] = [
  { kind: 'heading', level: 2, text: 'Haier & the <GE> deal' },
  {
    kind: 'paragraph',
    text: 'Sales rose 12 % — see the report for more.',
    spans: [
      { start: 0, end: 5, type: 'strong' },
      { start: 22, end: 32, type: 'link', href: 'https://example.org/r?a=1&b="2' },
      { start: 33, end: 36, type: 'link', href: 'javascript:alert(1)' },
    ],
  },
  { kind: 'paragraph', text: 'An advertisement', removed: { rule: 'advert', by: 'rule' } },
  { kind: 'item', text: 'first', ordinal: 3 },
  { kind: 'item', text: 'second', ordinal: 4 },
  {
    kind: 'table',
    text: 'Year\tSales\n2016\t5.4',
    cells: [
      { row: 0, column: 0, start: 0, end: 4, header: true },
      { row: 0, column: 1, start: 5, end: 10, header: true },
      { row: 1, column: 0, start: 11, end: 15 },
      { row: 1, column: 1, start: 16, end: 19 },
    ],
  },
  { kind: 'figure', text: '', image: { asset: 'abc', alt: 'A <chart>' } },
  { kind: 'quotation', text: '海尔集团收购了通用电气家电业务。' },
];

export const VERSION: Version = {
  id: 'v1',
  sourceId: 's1',
  number: 1,
  capturedAt: '2026-11-20T08:30:00.000Z',
  format: 'html',
  originalHash: '0',
  text: canonicalText(BLOCKS),
  blocks: BLOCKS,
  doubts: [],
  provenance: {},
};

export const SOURCE: Source = {
  id: 's1',
  externalId: null,
  origin: null,
  kind: 'article',
  title: 'Haier *and* <script>alert(1)</script> GE',
  byline: 'A. Writer',
  siteName: 'The Paper',
  publishedOn: '2016-06',
  language: 'en',
  url: 'https://example.org/haier?a=1&b=2',
  capturedAt: '2026-11-20T08:30:00.000Z',
  wordCount: 20,
  state: 'inbox',
  starred: false,
  tags: [],
  collections: [],
  companies: [],
  contentHash: 'c0ffee',
};

/** An annotation of the words `quote` in the sample text. */
export function annotationOf(id: string, quote: string, rest: Partial<Annotation> = {}): Annotation {
  const start = VERSION.text.indexOf(quote);
  return {
    id,
    sourceId: 's1',
    start,
    end: start + quote.length,
    quote,
    prefix: VERSION.text.slice(Math.max(0, start - 64), start),
    suffix: VERSION.text.slice(start + quote.length, start + quote.length + 64),
    note: '',
    colour: 'amber',
    tags: [],
    companies: [],
    createdAt: '2026-11-21T10:00:00.000Z',
    updatedAt: '2026-11-21T10:05:00.000Z',
    anchor: 'exact',
    ...rest,
  };
}
