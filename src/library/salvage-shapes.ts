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
  'tagging.kind': /^(source|annotation|company|note)$/,
  'mention_choice.choice': /^(accepted|rejected)$/,
  'tag.colour': /^[a-z]{1,20}$/,
  'address.url': /^[a-z][a-z0-9+.-]*:/i,
  'annotation_link.kind': /^(supports|contradicts|explains)$/,
  'relation.kind': /^(owns|acquired|supplies|competes|invested)$/,
  'site_rule.action': /^(keep|remove)$/,
  'site_rule.pattern': /^(words|rule):/,
  'request.purpose': /^(page|image)$/,
  'watched_file.outcome': /^(imported|duplicate|failed)$/,
};
const letters = (value: Stored): string =>
  String(value)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** Columns that follow from each other; a row that has them so is that table's before any other's. */
const FOLLOWS: Readonly<Record<string, (row: ReadRow) => boolean>> = {
  // a folded name is made of letters of the name
  dismissed_name: (row) => row['key'] !== '' && letters(row['name']!).includes(letters(row['key']!)),
};

/** The undo history is numbered, not named, and of no use in part; tables kept by their key have other pages. */
const UNNAMED = new Set([
  'step',
  'change',
  'meta',
  'setting',
  'progress',
  'job_item',
  'search_history',
  'watched_file',
]);

/** A row found on a page, as a row of one of the tables it may belong to. */
export interface Scanned {
  readonly table: string;
  readonly row: ReadRow;
}

/**
 * Rows of the given tables found by reading the pages of a file themselves. The shape of a record says whose it is; where
 * it is the shape of several tables, all of them are given, the likeliest first.
 */
export function* scannedRows(
  file: string,
  schema: Database.Database,
  tables: readonly string[],
): Generator<readonly Scanned[]> {
  const shapes = tables
    .filter((table) => !UNNAMED.has(table))
    .map((table) => ({ table, columns: columnsOf(schema, table) }));
  for (const values of scanRecords(file)) {
    const candidates = shapes
      .filter(({ table, columns }) => fits(table, columns, values))
      .map(({ table, columns }) => ({
        table,
        row: Object.fromEntries(columns.map((column, i) => [column.name, values[i] ?? null])),
      }));
    const sure = candidates.filter(({ table, row }) => FOLLOWS[table]?.(row));
    const possible = candidates.filter(({ table }) => FOLLOWS[table] === undefined);
    if (sure.length > 0) yield sure;
    else if (possible.length > 0) yield possible;
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
