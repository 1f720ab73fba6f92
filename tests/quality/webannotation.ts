import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Annotation } from '../../src/core/annotation.ts';
import { describeQuote } from '../../src/core/anchor/describe.ts';
import { toJsonLd } from '../../src/core/exchange/json-ld.ts';
import { fromJsonLd } from '../../src/core/exchange/json-ld-in.ts';
import type { Source } from '../../src/core/source.ts';
import { atLeast, type Row } from './row.ts';
import { CORRECT, mutations } from './webannotation-samples.ts';

const TEXT =
  '海尔集团收购了通用电气家电业务。 “Sales rose 12 % — the fastest growth in a decade,” the company said 😀.';

const SOURCE: Source = {
  id: 's1',
  externalId: null,
  origin: null,
  kind: 'article',
  title: 'Haier and GE',
  byline: null,
  siteName: null,
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
  contentHash: '0',
};

const annotationOf = (k: number, start: number, end: number, rest: Partial<Annotation> = {}): Annotation => ({
  id: `0190b7c4-0000-7000-8000-00000000000${k}`,
  sourceId: 's1',
  note: '',
  colour: 'amber',
  tags: [],
  companies: [],
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:05:00.000Z',
  anchor: 'exact',
  ...describeQuote(TEXT, start, end),
  start,
  end,
  ...rest,
});

const ANNOTATIONS: readonly Annotation[] = [
  annotationOf(1, 0, 4),
  annotationOf(2, 18, 32, {
    note: 'A *claim* with "quotes" <b>',
    tags: ['growth', '增长'],
    companies: ['c 1'],
  }),
  annotationOf(3, TEXT.length - 4, TEXT.length, { colour: 'violet', sourceId: 'gone' }),
];

interface Suite {
  readonly run: (suite: string, document: unknown) => { readonly ok: boolean }[];
}

/** The scorer reads its options when it is loaded; it must be told where the schemas are. */
async function suiteOf(scorer: string, schemas: string): Promise<Suite> {
  const given = process.argv;
  process.argv = [given[0]!, scorer, '--schemas', schemas, '--modules', process.cwd()];
  try {
    return (await import(`${pathToFileURL(scorer).href}?suite`)) as Suite;
  } finally {
    process.argv = given;
  }
}

const refuses = (document: unknown): boolean => {
  try {
    return fromJsonLd(document).refused.length > 0;
  } catch {
    return true;
  }
};

/** Issue 5's exchange figures: W3C assertions passed by an export, and incorrect annotations refused on import. */
export async function run(dataDir: string): Promise<Row[]> {
  const scorer = path.join(dataDir, 'score', 'webannotation.mjs');
  const schemas = path.join(dataDir, 'webannotation', 'schemas.json');
  const suite = await suiteOf(scorer, schemas);
  const collection = toJsonLd(ANNOTATIONS, [SOURCE], { name: 'A reader' });
  const page = collection['first'] as { items: unknown[] };
  const passed = (name: string, documents: readonly unknown[]): number => {
    const results = documents.map((document) => suite.run(name, document));
    return results[0]!.filter((_, k) => results.every((one) => one[k]!.ok)).length;
  };
  const folder = mkdtempSync(path.join(tmpdir(), 'webannotation-'));
  let house: number;
  try {
    const file = path.join(folder, 'export.jsonld');
    writeFileSync(file, JSON.stringify(page.items));
    const options = ['--schemas', schemas, '--modules', process.cwd(), '--target', file];
    // A flag without a value takes the file name for its value, so the file is given once more.
    const result = spawnSync(process.execPath, [scorer, ...options, file], { encoding: 'utf8' });
    house = result.status === 0 && result.stdout.includes(`"documents":${page.items.length}`) ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
  const breaks = (name: string) => (document: unknown) => suite.run(name, document).some(({ ok }) => !ok);
  const suiteRefuses = breaks('annotationMusts');
  const wrong = [
    ...CORRECT.flatMap((document) => mutations(document)).filter(suiteRefuses),
    ...mutations({ ...collection, first: { ...page, items: [] } }).filter(breaks('collectionMusts')),
    ...mutations({ ...page, items: [] }).filter(breaks('pageMusts')),
  ];
  const right = CORRECT.filter((document) => !suiteRefuses(document));
  return [
    atLeast('W3C assertions: annotation', passed('annotationMusts', page.items), 54),
    atLeast('W3C assertions: collection', passed('collectionMusts', [collection]), 10),
    atLeast('W3C assertions: page', passed('pageMusts', [page]), 15),
    atLeast('house profile of exported annotations', house, 1),
    atLeast(
      'incorrect annotations refused',
      wrong.filter(refuses).length / wrong.length,
      1,
      `${wrong.length} made by one fault each; of the suite's own 39 samples 17 were at hand once, all refused`,
    ),
    atLeast(
      'correct annotations read',
      right.filter((document) => !refuses(document)).length / right.length,
      1,
    ),
  ];
}

/** Reads the schemas only to tell early that they are missing. */
export const schemasAt = (dataDir: string): string =>
  readFileSync(path.join(dataDir, 'webannotation', 'schemas.json'), 'utf8');
