import { statSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import { sha256 } from '../core/capture/hash.ts';
import { canonicalText, type Block } from '../core/source.ts';

/** How far a look through a library has come: the table, by its place in the list, and the last row seen in it. */
export interface Spot {
  readonly table: number;
  readonly row: number;
}

export const START: Spot = { table: 0, row: 0 };

/** Below this size SQLite's own check of a whole table is a matter of moments, in bytes. */
const SMALL = 256 * 1024 ** 2;
/** Content read in one piece, in bytes: some twenty milliseconds. */
const PIECE = 8 * 1024 ** 2;
/** Tables that are derived and numerous: made anew when wrong, and not looked through in a large library. */
const DERIVED = new Set(['similar_band', 'similar_link', 'mention']);

interface ListedTable {
  readonly name: string;
  readonly type: string;
  readonly wr: number;
}

/** The tables of a library that hold rows of their own, in a fixed order. */
const tablesOf = (db: Database.Database): ListedTable[] =>
  (db.pragma('table_list') as (ListedTable & { schema: string })[])
    .filter(
      ({ schema, type, name }) =>
        schema === 'main' && type !== 'virtual' && type !== 'view' && !name.startsWith('sqlite_'),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/**
 * Looks through one more piece of a library; `tell` hears what is wrong. Returns where to go on, null at the end. A small
 * library is checked by SQLite table by table, rows against indexes. Of a large one every row is read to its end, a few
 * megabytes at a time, so that no piece takes long; originals, images and clean texts are held against their checksums in both.
 */
export function lookThrough(db: Database.Database, spot: Spot, tell: (problem: string) => void): Spot | null {
  const tables = tablesOf(db);
  const table = tables[spot.table];
  if (!table) return null;
  const next = { table: spot.table + 1, row: 0 };
  const large = statSync(db.name).size > SMALL;
  try {
    if (spot.row === 0 && (!large || table.wr === 1) && !(large && DERIVED.has(table.name)))
      for (const row of db.pragma(`integrity_check('${table.name}')`) as { integrity_check: string }[])
        if (row.integrity_check !== 'ok') tell(`${table.name}: ${row.integrity_check}`);
    if (table.wr === 1) return next;
    const sums = SUMS[table.name];
    if (!large && !sums) return next;
    const rows = db.prepare(`SELECT rowid AS spot_row, * FROM ${table.name} WHERE rowid > ? ORDER BY rowid`);
    let read = 0;
    for (const row of rows.iterate(spot.row) as Iterable<Record<string, unknown> & { spot_row: number }>) {
      const problem = sums?.(row);
      if (problem) tell(problem);
      for (const value of Object.values(row))
        read += typeof value === 'string' || Buffer.isBuffer(value) ? value.length : 8;
      if (read > PIECE) return { table: spot.table, row: row.spot_row };
    }
    return next;
  } catch (error) {
    // what cannot be read in one table does not hide what is wrong in the next
    tell(`${table.name}: ${error instanceof Error ? error.message : String(error)}`);
    return next;
  }
}

/** What a row says of itself, held against it: null when it fits. */
const SUMS: Readonly<Record<string, (row: Record<string, unknown>) => string | null>> = {
  original: (row) => {
    const bytes =
      row['encoding'] === 'deflate' ? inflateRawSync(row['bytes'] as Buffer) : (row['bytes'] as Buffer);
    return sha256(bytes) === row['hash']
      ? null
      : `Original ${String(row['hash']).slice(0, 12)} no longer matches its checksum.`;
  },
  asset: (row) =>
    sha256(row['bytes'] as Buffer) === row['hash']
      ? null
      : `Image ${String(row['hash']).slice(0, 12)} no longer matches its checksum.`,
  version: (row) =>
    canonicalText(JSON.parse(String(row['blocks'])) as Block[]) === row['text']
      ? null
      : `Version ${String(row['id'])}: its text does not follow from its blocks.`,
};
