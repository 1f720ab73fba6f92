import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { rebuildDerived, salvageLibrary } from '../../../src/library/salvage.ts';
import { openLibrary } from '../../../src/library/library.ts';
import { random } from '../../bench/generator.ts';
import { TestLibrary } from '../../setup/library.ts';
import { newestVersion, writeOlder } from '../../torture/older.ts';
import { fillLibrary } from '../safety/generated.ts';

const TRIALS = Number(process.env['DOSSIER_FLIPS'] ?? 20);

const TABLES = [
  'original',
  'asset',
  'source',
  'version',
  'address',
  'annotation',
  'tag',
  'tagging',
  'collection',
  'collecting',
  'company',
  'alias',
  'mention_choice',
  'annotation_company',
  'fact',
  'note',
  'brief',
  'saved_search',
  'annotation_link',
  'relation',
  'company_group',
  'grouping',
  'grid',
  'grid_question',
  'grid_company',
  'grid_cell',
  'about_choice',
  'dismissed_name',
  'site_rule',
  'request',
];

interface Page {
  readonly table: string;
  readonly kind: string;
  /** Keys of the rows that lie on it, or whose overflow does; null when it leads to rows instead of holding them. */
  readonly rows: readonly string[] | null;
}

const keyOf = (table: string): string => (['original', 'asset'].includes(table) ? 'hash' : 'id');

/** Which rows lie on which page of a sound library (SQLite's dbstat table). */
function pagesOf(db: Database.Database): Map<number, Page> {
  const pages = new Map<number, Page>();
  for (const { name, path, pageno, pagetype } of db
    .prepare('SELECT name, path, pageno, pagetype FROM dbstat ORDER BY name, path')
    .all() as { name: string; path: string; pageno: number; pagetype: string }[])
    pages.set(pageno, { table: name, kind: `${pagetype} ${path}`, rows: null });
  for (const table of TABLES) {
    const keys = db
      .prepare(`SELECT ${keyOf(table)} FROM ${table} NOT INDEXED ORDER BY rowid`)
      .pluck()
      .all() as string[];
    const leaves = db
      .prepare("SELECT path, pageno, ncell FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path")
      .all(table) as { path: string; pageno: number; ncell: number }[];
    let at = 0;
    for (const { path, pageno, ncell } of leaves) {
      const rows = keys.slice(at, at + ncell);
      at += ncell;
      pages.set(pageno, { table, kind: `leaf ${path}`, rows });
      for (const [number, page] of pages)
        if (page.table === table && page.kind.startsWith('overflow') && page.kind.includes(` ${path}+`))
          pages.set(number, { ...page, rows });
    }
    expect(at).toBe(keys.length);
  }
  return pages;
}

test(
  `bytes flipped at ${TRIALS} places: every row on an untouched page is recovered, and what is lost is told`,
  { timeout: 60_000 + TRIALS * 3000 },
  async () => {
    using t = new TestLibrary();
    await fillLibrary(t, 21, 30);
    t.store.db.pragma('wal_checkpoint(TRUNCATE)');
    const db = new Database(t.file, { readonly: true });
    const pages = pagesOf(db);
    const everything = new Map<string, Map<string, string>>();
    for (const table of TABLES)
      everything.set(
        table,
        new Map(
          (db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]).map((row) => [
            String(row[keyOf(table)]),
            JSON.stringify(row),
          ]),
        ),
      );
    db.close();
    const sound = readFileSync(t.file);
    const size = 4096;
    const next = random(99);
    const outcome = {
      trials: 0,
      expected: 0,
      recovered: 0,
      affected: 0,
      affectedRecovered: 0,
      altered: 0,
      interior: 0,
      schema: 0,
    };
    const numbers = [...pages.keys()].filter((number) => number > 0);
    for (let trial = 0; trial < TRIALS; trial++) {
      const bytes = Buffer.from(sound);
      const hit = new Set<number>();
      for (let flips = 1 + Math.floor(next() * 6); flips > 0; flips--) {
        const number = numbers[Math.floor(next() * numbers.length)]!;
        hit.add(number);
        const start = (number - 1) * size;
        // one bit, a byte, or the whole head of the page
        if (next() < 0.3) bytes.fill(Math.floor(next() * 256), start, start + 64);
        else
          for (let k = 0; k < 8; k++)
            bytes[start + Math.floor(next() * size)]! ^= 1 << Math.floor(next() * 8);
      }
      const damaged = join(t.folder, `damaged-${trial}.dossier`);
      writeFileSync(damaged, bytes);
      const to = join(t.folder, `saved-${trial}.dossier`);
      const report = salvageLibrary(damaged, to);
      expect(readFileSync(damaged).equals(bytes), 'the damaged file is only read').toBe(true);
      const affected = new Set<string>();
      for (const number of hit) {
        const page = pages.get(number)!;
        if (page.table === 'sqlite_schema') outcome.schema++;
        if (!TABLES.includes(page.table)) continue;
        if (page.rows) for (const key of page.rows) affected.add(`${page.table} ${key}`);
        else outcome.interior++;
      }
      const saved = new Database(to, { readonly: true });
      let missing = 0;
      for (const [table, rows] of everything) {
        const found = new Map(
          (saved.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]).map((row) => [
            String(row[keyOf(table)]),
            JSON.stringify(row),
          ]),
        );
        missing -= [...found.keys()].filter((key) => !rows.has(key)).length;
        for (const [key, row] of rows) {
          if (affected.has(`${table} ${key}`)) {
            outcome.affected++;
            if (found.get(key) === row) outcome.affectedRecovered++;
            // a letter that was changed inside a row cannot be told by anyone, not even in its id
            else if (found.has(key)) outcome.altered++;
            else missing++;
            continue;
          }
          outcome.expected++;
          // what points at a lost row may be settled anew, but its own words are there
          const own = found.get(key);
          if (own === row || (own !== undefined && affected.size > 0)) outcome.recovered++;
          else if (own === undefined && leansOnLost(row, affected)) outcome.recovered++;
          else
            console.warn(
              `trial ${trial}: ${table} ${key} is missing; hit ${[...hit].map((n) => JSON.stringify(pages.get(n))).join()}`,
            );
        }
      }
      saved.close();
      if (missing > 0) expect(report.lost.length, `trial ${trial} tells what it lost`).toBeGreaterThan(0);
      outcome.trials++;
    }
    console.warn(`salvage: ${JSON.stringify(outcome)}`);
    expect(outcome.recovered).toBe(outcome.expected);
  },
);

/** A row whose own page is sound but that names a lost row cannot stand: a tagging of a lost tag. */
function leansOnLost(row: string, affected: ReadonlySet<string>): boolean {
  return [...affected].some((lost) => row.includes(lost.split(' ')[1]!));
}

test('what was recovered is a sound library: it opens, passes the deep check, and is found by search', async () => {
  using t = new TestLibrary();
  await fillLibrary(t, 22, 12);
  const found = t.library.search.run({ query: 'harbour' }).total;
  const to = join(t.folder, 'saved.dossier');
  t.store.db.pragma('wal_checkpoint(TRUNCATE)');
  const damaged = join(t.folder, 'damaged.dossier');
  copyFileSync(t.file, damaged);
  // the search index alone is hit: all the content comes back and the index is made anew
  const bytes = readFileSync(damaged);
  for (const page of t.store.db
    .prepare("SELECT pageno FROM dbstat WHERE name LIKE 'search_%' AND name NOT LIKE '%search_history%'")
    .pluck()
    .all() as number[])
    bytes.fill(0x5a, (page - 1) * 4096, page * 4096);
  writeFileSync(damaged, bytes);
  const report = salvageLibrary(damaged, to);
  expect(report.lost).toEqual([]);
  const open = openLibrary(to, t.open.context.surroundings);
  try {
    rebuildDerived(open.context);
    expect(open.library.health.check({ deep: true })).toEqual({ ok: true, problems: [] });
    expect(open.library.search.run({ query: 'harbour' }).total).toBe(found);
    expect(open.library.sources.list(undefined).total).toBe(t.library.sources.list(undefined).total);
  } finally {
    open.close();
  }
});

test('a library of an older version is repaired into one of this version, with all its rows', async () => {
  using t = new TestLibrary();
  await fillLibrary(t, 23, 6);
  t.store.writeUnlogged(['job'], (db) => {
    db.prepare(
      "INSERT INTO job (id, kind, state, total, pid, started_at) VALUES ('0190a2b4-0000-7000-8000-000000000001', 'import', 'done', 3, 1, '2026-01-01T00:00:00.000Z')",
    ).run();
  });
  t.store.db.pragma('wal_checkpoint(TRUNCATE)');
  for (let version = 1; version < newestVersion(); version++) {
    const older = join(t.folder, `version-${version}.dossier`);
    writeOlder(t.file, older, version);
    const to = join(t.folder, `saved-from-${version}.dossier`);
    const report = salvageLibrary(older, to);
    const known = new Database(older, { readonly: true });
    const saved = new Database(to, { readonly: true });
    const lost: string[] = [];
    for (const table of [...TABLES, 'job', 'step', 'change', 'setting', 'progress']) {
      const held = known.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table);
      const count = (db: Database.Database): number =>
        db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
      if (held && count(saved) < count(known)) lost.push(`${table}: ${count(saved)} of ${count(known)}`);
    }
    known.close();
    saved.close();
    expect(lost, `version ${version}: ${report.lost.join(' ')}`).toEqual([]);
    expect(report.lost.filter((sentence) => /is not in the damaged library/.test(sentence))).toEqual([]);
    const open = openLibrary(to, t.open.context.surroundings);
    rebuildDerived(open.context);
    expect(open.library.health.check({ deep: true })).toEqual({ ok: true, problems: [] });
    open.close();
  }
});

test('repair refuses to write over a file, and says when nothing at all is left', () => {
  using t = new TestLibrary();
  expect(() => salvageLibrary(t.file, t.file)).toThrow(/exists already/);
  const noise = join(t.folder, 'noise.dossier');
  writeFileSync(noise, Buffer.alloc(20_000, 7));
  expect(() => salvageLibrary(noise, join(t.folder, 'new.dossier'))).toThrow(/[Nn]othing|not a Dossier/);
  expect(existsSync(join(t.folder, 'new.dossier'))).toBe(false);
  expect(() => salvageLibrary(join(t.folder, 'none'), join(t.folder, 'new.dossier'))).toThrow(/no file/);
});
