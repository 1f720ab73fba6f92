import type Database from 'better-sqlite3';
import { scanRecords, type Stored } from './salvage-pages.ts';
import type { ReadRow } from './salvage-rows.ts';

/** A column as the schema describes it. */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

export const columnsOf = (db: Database.Database, table: string): Column[] =>
  db.pragma(`table_info(${table})`) as Column[];

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
/** Columns whose few values tell tables of the same shape apart. */
const WORDS: Readonly<Record<string, RegExp>> = {
  'tagging.kind': /^(source|annotation)$/,
  'mention_choice.choice': /^(accepted|rejected)$/,
  'tag.colour': /^[a-z]{1,20}$/,
  'address.url': /^[a-z][a-z0-9+.-]*:/i,
};
/** The undo history is numbered, not named, and of no use in part; tables kept by their key have other pages. */
const UNNAMED = new Set(['step', 'change', 'meta', 'setting', 'progress', 'job_item']);

/** Rows of the given tables found by reading the pages of a file themselves; the shape of a record says whose it is. */
export function* scannedRows(
  file: string,
  schema: Database.Database,
  tables: readonly string[],
): Generator<{ readonly table: string; readonly row: ReadRow }> {
  const shapes = tables
    .filter((table) => !UNNAMED.has(table))
    .map((table) => ({ table, columns: columnsOf(schema, table) }));
  // a tag may look like a saved search or the other way about: what fits the narrower shape is that
  for (const values of scanRecords(file)) {
    const shape = shapes.find(({ table, columns }) => fits(table, columns, values));
    if (!shape) continue;
    const row = Object.fromEntries(shape.columns.map((column, i) => [column.name, values[i] ?? null]));
    yield { table: shape.table, row };
  }
}

function fits(table: string, columns: readonly Column[], values: readonly Stored[]): boolean {
  if (values.length !== columns.length) return false;
  return columns.every(({ name, type, notnull, pk }, i) => {
    const value = values[i]!;
    if (value === null) return notnull === 0 && pk === 0;
    if (type === 'TEXT') {
      if (typeof value !== 'string') return false;
      if (name === 'id' || name.endsWith('_id')) return name === 'external_id' || ID.test(value);
      if (name === 'hash' || name === 'original_hash') return HASH.test(value);
      if (name.endsWith('_at')) return INSTANT.test(value);
      return WORDS[`${table}.${name}`]?.test(value) ?? true;
    }
    if (type === 'BLOB') return Buffer.isBuffer(value);
    return typeof value === 'number';
  });
}
