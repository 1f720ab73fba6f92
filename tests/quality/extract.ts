import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { sha256 } from '../../src/core/capture/hash.ts';
import { articleFromHtml } from '../../src/core/capture/html/article.ts';
import { decodeBytes } from '../../src/core/capture/html/encoding.ts';
import { canonicalText } from '../../src/core/source.ts';
import { memoryHeld } from './memory.ts';
import { atLeast, atMost, type Row } from './row.ts';

type Truth = Readonly<Record<string, { readonly url?: string }>>;
type Bodies = Readonly<Record<string, string>>;
interface Shares {
  readonly right: number;
  readonly wrong: number;
}

interface Reading {
  readonly body: Bodies;
  readonly fields: Readonly<
    Record<string, { title: string | null; byline: string | null; date: string | null }>
  >;
  /** Milliseconds per page: ours, then Readability on linkedom, taken in turns in this run. */
  readonly times: readonly (readonly [number, number])[];
}

function readSet(folder: string, truth: Truth, timed: boolean): Reading {
  const body: Record<string, string> = {};
  const fields: Record<string, { title: string | null; byline: string | null; date: string | null }> = {};
  const times: [number, number][] = [];
  for (const [id, { url }] of Object.entries(truth)) {
    const bytes = gunzipSync(readFileSync(join(folder, 'html', `${id}.html.gz`)));
    const begun = performance.now();
    const { text } = decodeBytes(bytes);
    const article = articleFromHtml(text, { hash: sha256, url: url?.startsWith('http') ? url : undefined });
    const ours = performance.now() - begun;
    body[id] = canonicalText(article.blocks);
    fields[id] = { title: article.title, byline: article.byline, date: article.publishedOn };
    if (!timed) continue;
    const peerBegun = performance.now();
    new Readability(parseHTML(new TextDecoder().decode(bytes)).document).parse();
    times.push([ours, performance.now() - peerBegun]);
  }
  return { body, fields, times };
}

/** Pages read for the memory held: each saved page of the four sets, and again from the start. */
const PAGES = 1000;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Scores articles and metadata read from web pages with the scorers in `dataDir`; no rows when the data is absent. */
export async function run(dataDir: string): Promise<Row[]> {
  if (!existsSync(join(dataDir, 'extract'))) {
    console.warn(`extraction: ${join(dataDir, 'extract')} is absent, nothing was measured`);
    return [];
  }
  const load = async (name: string): Promise<unknown> =>
    import(pathToFileURL(join(dataDir, 'score', `${name}.mjs`)).href) as Promise<unknown>;
  const { readJson } = (await load('lib')) as { readJson: (path: string) => Truth };
  const shingles = (await load('extract')) as {
    score: (
      truth: Truth,
      bodies: Bodies,
      options: { bootstrap: number },
    ) => { f1: number; precision: number; recall: number };
  };
  const segments = (await load('segments')) as {
    score: (truth: Truth, bodies: Bodies) => { f1: number; precision: number; recall: number };
  };
  const metadata = (await load('metadata')) as {
    score: (truth: Truth, fields: Reading['fields']) => { title: Shares; byline: Shares; date: Shares };
  };
  const folder = (set: string): string => join(dataDir, 'extract', set);
  const truthOf = (set: string): Truth => readJson(join(folder(set), 'truth.json.gz'));

  const aebTruth = truthOf('aeb');
  readSet(folder('aeb'), Object.fromEntries(Object.entries(aebTruth).slice(0, 8)), true); // warms both up
  const aeb = readSet(folder('aeb'), aebTruth, true);
  const text = shingles.score(aebTruth, aeb.body, { bootstrap: 0 });
  const truth = truthOf('trafilatura');
  const pages = readSet(folder('trafilatura'), truth, true);
  const segment = segments.score(truth, pages.body);
  const { title, byline, date } = metadata.score(truth, pages.fields);
  const both = (score: { precision: number; recall: number }): string =>
    `precision ${score.precision.toFixed(3)}, recall ${score.recall.toFixed(3)}`;
  const times = [...aeb.times, ...pages.times];
  const ours = times.reduce((sum, [a]) => sum + a, 0);
  const peer = times.reduce((sum, [, b]) => sum + b, 0);
  const held = memoryHeld(dataDir, PAGES);
  const at200 = held.find(({ pages: count }) => count === 200)!;
  const later = held.filter(({ pages: count }) => count > 200);
  const grown = (of: 'heap' | 'rss'): number => Math.max(...later.map((sample) => sample[of])) / at200[of];
  const megabytes = (size: number): string => `${Math.round(size / 1e6)} MB`;
  return [
    atLeast('article text, aeb shingle F1', text.f1, 0.975, both(text)),
    atLeast('article text, trafilatura segment F1', segment.f1, 0.93, both(segment)),
    atLeast('title exact', title.right, 0.85),
    atMost('title wrong', title.wrong, 0.08),
    atLeast('author exact', byline.right, 0.72),
    atMost('author wrong', byline.wrong, 0.08),
    atLeast('date right', date.right, 0.85),
    atMost(
      'date wrong',
      date.wrong,
      0.03,
      'those of the developer half stand against every date on their page: slips of the truth, such as 2022-29-11',
    ),
    atMost(
      'time per page against Readability + linkedom',
      ours / peer,
      2,
      `medians ${median(times.map(([a]) => a)).toFixed(1)} and ${median(times.map(([, b]) => b)).toFixed(1)} ms`,
    ),
    atMost(
      `memory growth after 200 of ${PAGES} pages, heap`,
      grown('heap'),
      1.1,
      `after collection; ${megabytes(at200.heap)} at 200, ${megabytes(held.at(-1)!.heap)} at the end`,
    ),
    atMost(
      `memory growth after 200 of ${PAGES} pages, resident`,
      grown('rss'),
      1.2,
      `${megabytes(at200.rss)} at 200, ${megabytes(held.at(-1)!.rss)} at the end; the largest pages come after 200`,
    ),
  ];
}
