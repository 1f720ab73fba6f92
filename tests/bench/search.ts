import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import type { Indexable, SearchOptions } from '../../src/core/search/document.ts';
import { SearchIndex } from '../../src/library/search/index.ts';
import { ArticleGenerator, misspelled, random } from './generator.ts';

const MIGRATION = readFileSync(new URL('../../db/migrations/0002-search.sql', import.meta.url), 'utf8');
/** The engines that hold everything in memory are measured on the first so many articles. */
const IN_MEMORY = { minisearch: 2000, fuse: 500 } as const;
const KNOWN_ITEMS = 120;
const UPDATES = 200;
/** Above so many articles FTS5 is built once only, with everything it needs. */
const MOST_BUILT_TWICE = 100_000;

const processor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const quantile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

/** Times of calls in ms: by the clock, and of the processor, on which other work on the machine counts less. */
interface Times {
  readonly wall: number[];
  readonly busy: number[];
}

const figures = ({ wall, busy }: Times): string => {
  const [clock, spent] = [wall, busy].map((times) =>
    [0.5, 0.95, 0.99].map((share) => quantile(times, share).toFixed(2)).join(' / '),
  );
  return `${clock} (processor ${spent})`;
};

/** Times of a call, added to those before. */
const time = (times: Times, call: () => void): void => {
  const began = performance.now();
  const busy = processor();
  call();
  times.busy.push(processor() - busy);
  times.wall.push(performance.now() - began);
};

/** Times of a call per query, until `most` ms are spent. Each query is asked twice and the shorter times kept. */
const timed = (queries: readonly string[], ask: (query: string) => void, most = Infinity): Times => {
  const [first, again]: [Times, Times] = [{ wall: [], busy: [] }, { wall: [], busy: [] }]; // prettier-ignore
  const began = performance.now();
  for (const query of queries) {
    for (const times of [first, again]) time(times, () => ask(query));
    if (performance.now() - began > most) break;
  }
  return {
    wall: first.wall.map((ms, i) => Math.min(ms, again.wall[i]!)),
    busy: first.busy.map((ms, i) => Math.min(ms, again.busy[i]!)),
  };
};

/** How many times longer the other took, in processor time. */
const faster = (own: Times, other: Times, share: number): string =>
  (quantile(other.busy, share) / quantile(own.busy, share)).toFixed(1);

function indexable(generator: ArticleGenerator, number: number): Indexable {
  const article = generator.article(number);
  return {
    kind: 'source',
    id: String(number),
    sourceId: String(number),
    externalId: null,
    title: article.title,
    names: '',
    byline: article.byline,
    body: article.text,
    facets: {
      language: article.language,
      siteName: article.siteName,
      publishedOn: article.publishedOn,
      tags: [],
      companies: [],
      companyNames: [],
      state: 'inbox',
      starred: false,
      collections: [],
      annotated: false,
      orphan: false,
      duplicate: false,
      createdAt: '2025-01-01T00:00:00Z',
    },
  };
}

/** How a run is carried out. */
interface Way {
  readonly seed: number;
  readonly folder: string;
  /** Stop when everything is built. */
  readonly buildOnly: boolean;
  /** What raw FTS5 is asked per row ends after so many ms; the row then says how many queries that were. */
  readonly rawTime: number;
}

/** The processor time of a piece of building in ms; where the piece was finished in an earlier run, as it was then. */
function once(file: string, build: () => number): number {
  const noted = `${file}.built`;
  if (existsSync(noted)) return Number(readFileSync(noted, 'utf8'));
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  const ms = build();
  writeFileSync(noted, String(ms));
  return ms;
}

/** Writes generated articles down once, so that every engine is given the same texts and none waits for the generator. */
function generated(file: string, generator: ArticleGenerator, count: number): void {
  const texts = open(file);
  texts.exec('CREATE TABLE text (id INTEGER PRIMARY KEY, body TEXT NOT NULL, rest TEXT NOT NULL) STRICT');
  const keep = texts.prepare('INSERT INTO text VALUES (?, ?, ?)');
  for (let from = 0; from < count; from += 10_000) {
    texts.transaction(() => {
      for (let i = from; i < Math.min(count, from + 10_000); i++) {
        const { body, ...rest } = indexable(generator, i);
        keep.run(i, body, JSON.stringify(rest));
      }
    })();
  }
  texts.close();
}

/** Articles in order, with the processor time it took to read them kept apart. */
function* articles(texts: Database.Database, count: number, made: { ms: number }): Generator<Indexable> {
  const chunk = 200;
  const read = texts.prepare('SELECT body, rest FROM text WHERE id >= ? AND id < ? ORDER BY id');
  for (let from = 0; from < count; from += chunk) {
    const began = processor();
    const rows = read.all(from, Math.min(count, from + chunk)) as { body: string; rest: string }[];
    const documents = rows.map(({ body, rest }): Indexable => ({ ...(JSON.parse(rest) as Indexable), body }));
    made.ms += processor() - began;
    yield* documents;
  }
}

/** Raw FTS5 over the same articles: as it comes, or given what it needs to find Chinese (overlapping pairs of characters). */
function buildRaw(file: string, texts: Database.Database, count: number, pairs: boolean): number {
  const raw = open(file);
  const columns = pairs ? 'title, byline, body' : 'title, body';
  raw.exec(
    `CREATE VIRTUAL TABLE f USING fts5 (${columns}, content = '', tokenize = 'unicode61 remove_diacritics 2')`,
  );
  const insert = raw.prepare(`INSERT INTO f (rowid, ${columns}) VALUES (?, ?, ?${pairs ? ', ?' : ''})`);
  const made = { ms: 0 };
  const began = processor();
  raw.transaction(() => {
    for (const { id, title, byline, body } of articles(texts, count, made)) {
      if (pairs) insert.run(Number(id) + 1, paired(title), paired(byline), paired(body));
      else insert.run(Number(id) + 1, title, body);
    }
  })();
  const ms = processor() - began - made.ms;
  raw.close();
  return ms;
}

const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+/g;

/** A text with runs of unspaced characters as overlapping pairs, the shortest way there is. */
const paired = (text: string): string =>
  text.replace(UNSPACED, (run) => {
    let pairs = ' ';
    for (let i = 0; i < run.length; i++) pairs += `${run.slice(i, i + 2)} `;
    return pairs;
  });

function open(file: string): Database.Database {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  return db;
}

/** One size: builds both indexes, then asks both the same questions. */
function measure(count: number, { seed, folder, buildOnly, rawTime }: Way): void {
  console.log(`\n## ${count.toLocaleString('en')} articles (times in ms: p50 / p95 / p99)`);
  const generator = new ArticleGenerator();
  const [ownFile, rawFile, plainFile, textFile] = ['own', 'raw', 'plain', 'texts'].map((name) =>
    path.join(folder, `${name}-${count}.db`),
  ) as [string, string, string, string];
  once(textFile, () => {
    generated(textFile, generator, count);
    return 0;
  });
  const texts = open(textFile);
  const bodyOf = texts.prepare('SELECT body FROM text WHERE id = ?').pluck();
  const bytes = texts.prepare('SELECT sum(length(CAST(body AS BLOB))) FROM text').pluck().get() as number;

  const ownMs = once(ownFile, () => {
    const built = open(ownFile);
    built.exec(MIGRATION);
    const made = { ms: 0 };
    const began = processor();
    new SearchIndex(built).rebuild(articles(texts, count, made));
    const ms = processor() - began - made.ms;
    built.close();
    return ms;
  });
  const rate = (ms: number): string => `${Math.round((count / ms) * 1000)}/s`;
  console.log(`build, processor time: ours ${rate(ownMs)}`);
  if (count <= MOST_BUILT_TWICE) {
    const ms = once(plainFile, () => buildRaw(plainFile, texts, count, false));
    console.log(`raw FTS5, title and body only, no Chinese: ${rate(ms)}, ratio ${(ms / ownMs).toFixed(2)}`);
  }
  const rawMs = once(rawFile, () => buildRaw(rawFile, texts, count, true));
  console.log(
    `raw FTS5, the same fields, Chinese in pairs: ${rate(rawMs)}, ratio ${(rawMs / ownMs).toFixed(2)} (target >= .5)`,
  );
  const size = (file: string): string => (statSync(file).size / bytes).toFixed(2);
  console.log(`index / text: ours ${size(ownFile)} (target <= 1.2), raw FTS5 ${size(rawFile)}`);
  if (buildOnly) return void texts.close();

  const raw = open(rawFile);
  const db = open(ownFile);
  const memory = (): number => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  globalThis.gc?.();
  const before = memory();
  const started = performance.now();
  const index = new SearchIndex(db, (_, id) => bodyOf.get(Number(id)) as string);
  index.search('first', { bare: true, limit: 0 });
  const startMs = performance.now() - started;
  index.search('misspeling', { bare: true });
  globalThis.gc?.();
  console.log(
    `start-up ${startMs.toFixed(1)} (target <= 50), memory ${((memory() - before) / 1e6).toFixed(1)} MB (target <= 40)`,
  );

  const { words } = generator;
  const ranked = raw
    .prepare<[string]>('SELECT rowid FROM f WHERE f MATCH ? ORDER BY bm25(f) LIMIT 20')
    .pluck();
  const quoted = (query: string): string[] => query.split(' ').map((word) => `"${word}"`);
  const any = (query: string): string => quoted(query).join(' OR ');
  const prefix = (query: string): string => `${quoted(query).join(' ')} *`;
  const keystrokes: Times = { wall: [], busy: [] };
  const rawKeystrokes: Times = { wall: [], busy: [] };
  const noteIn = (all: Times, { wall, busy }: Times): void => {
    all.wall.push(...wall);
    all.busy.push(...busy);
  };
  const compare = (
    name: string,
    queries: readonly string[],
    options: SearchOptions,
    rawQuery: ((query: string) => string) | null,
    target = '',
  ): void => {
    for (const query of queries.slice(0, 3)) index.search(query, options);
    const own = timed(queries, (query) => index.search(query, options));
    if (options.live && !options.facets) noteIn(keystrokes, own);
    if (!rawQuery) return console.log(`${name}: ours ${figures(own)} ${target}`);
    const asked = queries.slice(0, 40);
    const other = timed(asked, (query) => ranked.all(rawQuery(query)), rawTime);
    if (options.live) noteIn(rawKeystrokes, other);
    const share = other.wall.length < asked.length ? ` (first ${other.wall.length} of ${asked.length})` : '';
    console.log(
      `${name}: ours ${figures(own)}, raw FTS5${share} ${figures(other)}, times faster p50 ${faster(own, other, 0.5)}, p99 ${faster(own, other, 0.99)} ${target}`,
    );
  };
  const bare = { bare: true } as const;
  const every = <T>(length: number, make: (i: number) => T): T[] => Array.from({ length }, (_, i) => make(i));
  compare('common word, ranking only', words.slice(3, 103), bare, any, '(target >= 30)');
  compare('common word with passages', words.slice(3, 43), {}, any);
  compare('rarer word, ranking only', words.slice(600, 700), bare, any);
  compare(
    'any of three words',
    every(60, (i) => [500 + i, 700 + i * 2, 900 + i * 3].map((n) => words[n]).join(' ')),
    bare,
    any,
  );
  compare(
    'twelve common words',
    every(20, (i) => words.slice(20 + i * 8, 32 + i * 8).join(' ')),
    bare,
    any,
  );
  const letters = 'abcdefghijklmnoprstuvw'.split('');
  const live = { live: true } as const;
  compare('keystroke, 1st letter', letters, live, prefix, '(target p99 <= 16, >= 50 times)');
  for (const length of [2, 3, 4])
    compare(
      `keystroke, ${length} letters`,
      every(100, (i) => words[300 + i * 37]!.slice(0, length)),
      live,
      prefix,
    );
  compare(
    'keystroke, 2nd word, 1st letter',
    every(60, (i) => `${words[500 + i]} ${words[300 + i * 37]![0]}`),
    live,
    prefix,
  );
  console.log(
    `all keystrokes: ours ${figures(keystrokes)}, raw FTS5 ${figures(rawKeystrokes)}, times faster at p99 ${faster(keystrokes, rawKeystrokes, 0.99)} (target >= 50)`,
  );
  const counted = { bare: true, facets: true } as const;
  compare('common word with counts of facets', words.slice(3, 43), counted, null);
  compare('rarer word with counts of facets', words.slice(600, 640), counted, null);
  compare('keystroke, 1st letter, with counts of facets', letters, { ...live, facets: true }, null);
  const chinese = every(Math.min(count, 5000), (i) => i)
    .filter((i) => generator.article(i).language === 'zh')
    .slice(0, 60);
  compare(
    'two Chinese characters',
    chinese.map((i) => /[\u4e00-\u9fff]{2}/.exec(generator.article(i).text)?.[0] ?? '中国'),
    {},
    null,
  );

  knownItems(index, generator, count, seed);
  updates(index, raw, db, generator, count);
  inMemory(generator, count, words);
  db.close();
  raw.close();
  texts.close();
}

/** Changes one article after the other, each in its own transaction, as a person's work does. */
function updates(
  index: SearchIndex,
  raw: Database.Database,
  db: Database.Database,
  generator: ArticleGenerator,
  count: number,
): void {
  const changed = Array.from({ length: UPDATES }, (_, i) => ({
    ...indexable(generator, count + i),
    id: String((i * 7919) % count),
  }));
  const own: Times = { wall: [], busy: [] };
  const other: Times = { wall: [], busy: [] };
  const write = db.transaction((document: Indexable) => index.refresh([document]));
  for (const document of changed) time(own, () => write(document));
  const insert = raw.prepare('INSERT INTO f (rowid, title, byline, body) VALUES (?, ?, ?, ?)');
  changed.forEach(({ title, byline, body }, i) =>
    time(other, () => insert.run(count + 1 + i, paired(title), paired(byline), paired(body))),
  );
  console.log(
    `one article changed and written: ours ${figures(own)}, one added to raw FTS5 ${figures(other)}, times faster p50 ${faster(own, other, 0.5)}`,
  );
}

/** Three rarer words of one article, as they are and with one and two slips in every word. */
function knownItems(index: SearchIndex, generator: ArticleGenerator, count: number, seed: number): void {
  const next = random(seed);
  const items: { readonly id: string; readonly words: string[] }[] = [];
  while (items.length < KNOWN_ITEMS) {
    const number = Math.floor(next() * count);
    const article = generator.article(number);
    if (article.language === 'zh') continue;
    const rare = [...new Set(article.text.toLowerCase().match(/[a-z]{7,}/g))].filter((word) => {
      const { total } = index.search(word, { bare: true, limit: 0 });
      return total >= 2 && total <= count / 50;
    });
    if (rare.length < 3) continue;
    items.push({
      id: String(number),
      words: [0, 1, 2].map(() => rare.splice(Math.floor(next() * rare.length), 1)[0]!),
    });
  }
  let clean = 0;
  for (const slips of [0, 1, 2]) {
    let found = 0;
    const times: Times = { wall: [], busy: [] };
    for (const item of items) {
      let typed = item.words;
      for (let i = 0; i < slips; i++) typed = typed.map((word) => misspelled(word, next));
      time(times, () => {
        const { hits } = index.search(typed.join(' '), { limit: 10 });
        if (hits.some((hit) => hit.id === item.id)) found++;
      });
    }
    const recall = found / items.length;
    if (slips === 0) clean = recall;
    const target = ['', '(target >= .97; processor p95 <= 12)', '(target >= .95; processor p95 <= 12)'][
      slips
    ];
    console.log(
      `known item, ${slips} slips per word: recall@10 ${recall.toFixed(3)}, of clean ${(recall / clean).toFixed(3)}, ${figures(times)} ${target}`,
    );
  }
}

/** MiniSearch and fuse.js on what fits them, with their usual options for tolerant search. */
function inMemory(generator: ArticleGenerator, count: number, words: readonly string[]): void {
  const documents = Array.from({ length: Math.min(count, IN_MEMORY.minisearch) }, (_, i) =>
    generator.article(i),
  );
  const queries = words.slice(600, 620).map((word) => misspelled(word, random(word.length)));
  const before = process.memoryUsage().heapUsed;
  const began = processor();
  const mini = new MiniSearch({
    fields: ['title', 'text'],
    idField: 'number',
    searchOptions: { fuzzy: 0.2, prefix: true },
  });
  mini.addAll(documents);
  const ms = processor() - began;
  console.log(
    `MiniSearch, ${documents.length} articles: build ${Math.round((documents.length / ms) * 1000)}/s, memory ${((process.memoryUsage().heapUsed - before) / 1e6).toFixed(0)} MB, fuzzy ${figures(timed(queries, (query) => mini.search(query)))}`,
  );
  const some = documents.slice(0, IN_MEMORY.fuse);
  const fuse = new Fuse(some, { keys: ['title', 'text'], ignoreLocation: true });
  console.log(
    `fuse.js, ${some.length} articles: fuzzy ${figures(timed(queries.slice(0, 3), (query) => fuse.search(query)))}`,
  );
}

/**
 * Compares this search with raw FTS5, MiniSearch and fuse.js in one run. Arguments: sizes (10000 and 100000 where none is
 * given), `--million` to add 1,000,000, `--seed N` for other known items. With `--keep FOLDER` what is built stays there and
 * is used again by the next run, `--build` ends after building, and `--raw-seconds N` (60) bounds what FTS5 is asked per row:
 * so that a run can be taken in pieces. Ratios are what to read: absolute times depend on what else the machine does.
 */
export async function run(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      million: { type: 'boolean', default: false },
      seed: { type: 'string', default: '99' },
      keep: { type: 'string' },
      build: { type: 'boolean', default: false },
      'raw-seconds': { type: 'string', default: '60' },
    },
  });
  const sizes = positionals.length > 0 ? positionals.map(Number) : [10_000, 100_000];
  if (values.million) sizes.push(1_000_000);
  const folder = values.keep ?? mkdtempSync(path.join(tmpdir(), 'dossier-bench-'));
  mkdirSync(folder, { recursive: true });
  const way = { seed: Number(values.seed), folder, buildOnly: values.build, rawTime: 1000 * Number(values['raw-seconds']) }; // prettier-ignore
  try {
    for (const size of sizes) measure(size, way);
  } finally {
    if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
  }
}
