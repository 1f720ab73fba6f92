import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type Database from 'better-sqlite3';
import { SearchIndex } from '../../src/library/search/index.ts';
import { ArticleGenerator } from './generator.ts';
import { inMemory } from './search/in-memory.ts';
import { knownItems } from './search/known-items.ts';
import { Built, open } from './search/library.ts';
import { askBoth } from './search/questions.ts';
import { updates } from './search/updates.ts';

/** Above so many articles FTS5 is built once only, with everything it needs. */
const MOST_BUILT_TWICE = 100_000;

/** How a run is carried out. */
interface Way {
  readonly seed: number;
  readonly folder: string;
  /** Stop when everything is built. */
  readonly buildOnly: boolean;
  /** What raw FTS5 is asked per row ends after so many ms; the row then says how many queries that were. 0 asks it nothing. */
  readonly rawTime: number;
  /** Whether a row is asked for, by its name. */
  readonly isWanted: (row: string) => boolean;
}

/** Builds what is not built yet, and says at what rate and size. */
function build(built: Built): void {
  const { count } = built;
  const bytes = built.texts.prepare('SELECT sum(length(CAST(body AS BLOB))) FROM text').pluck().get() as number; // prettier-ignore
  const own = built.buildOwn();
  const rate = (ms: number): string => `${Math.round((count / ms) * 1000)}/s`;
  console.log(`build, processor time: ours ${rate(own)}`);
  if (count <= MOST_BUILT_TWICE) {
    const ms = built.buildPlain();
    console.log(`raw FTS5, title and body only, no Chinese: ${rate(ms)}, ratio ${(ms / own).toFixed(2)}`);
  }
  const ms = built.buildRaw();
  console.log(
    `raw FTS5, the same fields, Chinese in pairs: ${rate(ms)}, ratio ${(ms / own).toFixed(2)} (target >= .5)`,
  );
  const size = (file: string): string => (statSync(file).size / bytes).toFixed(2);
  console.log(`index / text: ours ${size(built.own)} (target <= 1.2), raw FTS5 ${size(built.raw)}`);
}

/** Opens our index as a start of the program does, and says how long that takes and what stays in memory. */
function start(db: Database.Database, texts: Database.Database): SearchIndex {
  const bodyOf = texts.prepare('SELECT body FROM text WHERE id = ?').pluck();
  const memory = (): number => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  globalThis.gc?.();
  const before = memory();
  const began = performance.now();
  const index = new SearchIndex(db, (_, id) => bodyOf.get(Number(id)) as string);
  index.search('first', { bare: true, limit: 0 });
  const ms = performance.now() - began;
  index.search('misspeling', { bare: true });
  globalThis.gc?.();
  console.log(
    `start-up ${ms.toFixed(1)} (target <= 50), memory ${((memory() - before) / 1e6).toFixed(1)} MB (target <= 40)`,
  );
  return index;
}

/** One size: builds both indexes, then asks both the same questions. */
function measure(count: number, way: Way): void {
  console.log(`\n## ${count.toLocaleString('en')} articles (times in ms: p50 / p95 / p99)`);
  const generator = new ArticleGenerator();
  const built = new Built(way.folder, generator, count);
  build(built);
  if (!way.buildOnly) {
    const [raw, db] = [open(built.raw), open(built.own)];
    const index = start(db, built.texts);
    askBoth(index, raw, generator, count, way);
    if (way.isWanted('known item')) knownItems(index, generator, count, way.seed);

    if (way.isWanted('in memory')) inMemory(generator, count);
    db.close();
    raw.close();
    if (way.isWanted('one article changed')) updates(built, generator);
  }
  built.texts.close();
}

/**
 * Compares this search with raw FTS5, MiniSearch and fuse.js in one run. Arguments: sizes (10000 and 100000 where none is
 * given), `--million` to add 1,000,000, `--seed N` for other known items. With `--keep FOLDER` what is built stays there and
 * is used again by the next run, `--build` ends after building, `--rows NAME,NAME` asks only rows whose names begin so
 * (`in memory` stands for MiniSearch and fuse.js), and `--raw-seconds N` (60) bounds what FTS5 is asked per row (0: nothing):
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
      rows: { type: 'string' },
      'raw-seconds': { type: 'string', default: '60' },
    },
  });
  const sizes = positionals.length > 0 ? positionals.map(Number) : values.million ? [] : [10_000, 100_000];
  if (values.million) sizes.push(1_000_000);
  const folder = values.keep ?? mkdtempSync(path.join(tmpdir(), 'dossier-bench-'));
  mkdirSync(folder, { recursive: true });
  const rows = values.rows?.split(/,(?! )/);
  const way: Way = {
    seed: Number(values.seed),
    folder,
    buildOnly: values.build,
    rawTime: 1000 * Number(values['raw-seconds']),
    isWanted: (row) => rows === undefined || rows.some((wanted) => row.startsWith(wanted)),
  };
  try {
    for (const size of sizes) measure(size, way);
  } finally {
    if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
  }
}
