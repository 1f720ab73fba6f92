import Database from 'better-sqlite3';
import { migrate, readMigrations } from './migrations.ts';

/** A row as it could be read. */
export type ReadRow = Readonly<Record<string, string | number | Buffer | null>>;

/** What a row is called in the report. */
export const named = (table: string, row: ReadRow): string =>
  `The ${table} ${String(row['id'] ?? row['hash'] ?? row['key'] ?? row['source_id'] ?? '').slice(0, 80)}`;

/** Gaps this small are not asked for row by row any more. */
const MOST_STEPS = 200_000;

const isDamage = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error &&
  'code' in error &&
  /^SQLITE_(CORRUPT|NOTADB|IOERR|ERROR)/.test(String(error.code));

/**
 * Every row of a table that can still be read, each once; returns whether that was all of them. The table is read from its beginning until a damaged page stops
 * the reading, then from its end backwards, then the gap between is halved until each readable stretch is found; rows
 * SQLite still reaches only through an index are taken from there. What stays unread is told as one sentence a gap.
 */
export function* readRows(
  file: string,
  table: string,
  tell: (sentence: string) => void,
): Generator<ReadRow, boolean> {
  let db: Database.Database;
  try {
    db = open(file);
  } catch (error) {
    if (!isDamage(error)) throw error;
    tell(`The table ${table} cannot be opened: ${error.message}.`);
    return false;
  }
  try {
    const sql = db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table) as
      string | undefined;
    if (sql === undefined) {
      // a table that came with a later version is not lost
      if (!tablesAt(db.pragma('user_version', { simple: true }) as number).has(table)) return true;
      tell(`The table ${table} is not in the damaged library.`);
      return false;
    }
    return /WITHOUT ROWID\s*$/i.test(sql) ? yield* byKey(db, table, tell) : yield* byRowid(db, table, tell);
  } catch (error) {
    if (!isDamage(error)) throw error;
    tell(`The table ${table} cannot be read: ${error.message}.`);
    return false;
  } finally {
    db.close();
  }
}

const known = new Map<number, ReadonlySet<string>>();

/** The tables a sound library of a version has; of the newest version where the number makes no sense. */
function tablesAt(version: number): ReadonlySet<string> {
  const migrations = readMigrations();
  const number = version >= 1 && version <= migrations.length ? version : migrations.length;
  const there = known.get(number);
  if (there) return there;
  const db = new Database(':memory:');
  try {
    migrate(db, migrations.slice(0, number));
    const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
    const tables = new Set(names);
    known.set(number, tables);
    return tables;
  } finally {
    db.close();
  }
}

function open(file: string): Database.Database {
  const db = new Database(file);
  db.pragma('trusted_schema = OFF');
  // a damaged page is to fail, not to be believed
  db.pragma('cell_size_check = ON');
  return db;
}

function* byRowid(
  db: Database.Database,
  table: string,
  tell: (sentence: string) => void,
): Generator<ReadRow, boolean> {
  const up = db.prepare(
    `SELECT rowid AS rowid_, * FROM ${table} NOT INDEXED WHERE rowid >= ? AND rowid <= ? ORDER BY rowid`,
  );
  const down = db.prepare(
    `SELECT rowid AS rowid_, * FROM ${table} NOT INDEXED WHERE rowid >= ? AND rowid <= ? ORDER BY rowid DESC`,
  );
  /** Reads one way as far as it goes; returns where it stopped (null: at once), or undefined when it came to the end. */
  const read = function* (
    statement: Database.Statement,
    low: number,
    high: number,
  ): Generator<ReadRow, number | null | undefined> {
    let at: number | null = null;
    try {
      for (const row of statement.iterate(low, high) as Iterable<ReadRow & { rowid_: number }>) {
        at = row.rowid_;
        yield row;
      }
      return undefined;
    } catch (error) {
      if (!isDamage(error)) throw error;
      return at;
    }
  };
  const last = lastRowid(db, table);
  const gaps: { low: number; high: number }[] = [{ low: 1, high: last }];
  const unread: { low: number; high: number }[] = [];
  let steps = 0;
  for (let gap = gaps.pop(); gap; gap = gaps.pop()) {
    if (++steps > MOST_STEPS) {
      unread.push(gap);
      continue;
    }
    const stopped = yield* read(up, gap.low, gap.high);
    if (stopped === undefined) continue;
    const low = stopped === null ? gap.low : stopped + 1;
    if (low > gap.high) continue;
    const back = yield* read(down, low, gap.high);
    if (back === undefined) continue;
    const high = back === null ? gap.high : back - 1;
    if (low > high) continue;
    if (low === high) {
      unread.push({ low, high });
      continue;
    }
    const middle = low + Math.floor((high - low) / 2);
    gaps.push({ low: middle + 1, high }, { low, high: middle });
  }
  if (unread.length === 0) return true;
  // which of the unread places hold a row is known to the indexes, where those are sound
  const places = indexedRowids(db, table);
  const gone =
    places === null
      ? unread.reduce((sum, { low, high }) => sum + high - low + 1, 0)
      : unread.reduce(
          (sum, gap) => sum + [...places].filter((id) => id >= gap.low && id <= gap.high).length,
          0,
        );
  if (gone > 0) {
    const about = places === null ? 'up to ' : '';
    const sorted = unread.sort((a, b) => a.low - b.low);
    tell(
      `${about}${gone} row${gone === 1 ? '' : 's'} of ${table} could not be reached (places ${sorted[0]!.low} to ${sorted.at(-1)!.high}).`,
    );
  }
  return gone === 0;
}

/** The highest place in a table that anything still knows of. */
function lastRowid(db: Database.Database, table: string): number {
  let last = 0;
  for (const from of [
    `${table} NOT INDEXED`,
    ...indexes(db, table).map((name) => `${table} INDEXED BY ${name}`),
  ])
    try {
      const found = db.prepare(`SELECT max(rowid) FROM ${from}`).pluck().get() as number | null;
      if (found !== null && found > last && found < 2 ** 40) last = found;
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  // when even that is unreadable, a file cannot hold more rows than this
  const pages = pageCount(db);
  return last === 0 ? Math.min(pages * 64, 1_000_000) : Math.max(last, Math.min(pages, 10_000));
}

const pageCount = (db: Database.Database): number => {
  try {
    return db.pragma('page_count', { simple: true }) as number;
  } catch (error) {
    if (!isDamage(error)) throw error;
    return 10_000;
  }
};

function indexes(db: Database.Database, table: string): string[] {
  return db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL")
    .pluck()
    .all(table) as string[];
}

/** Places that an index names; null when no index can be read through. */
function indexedRowids(db: Database.Database, table: string): ReadonlySet<number> | null {
  const automatic = `sqlite_autoindex_${table}_1`;
  for (const name of [automatic, ...indexes(db, table)])
    try {
      return new Set(db.prepare(`SELECT rowid FROM ${table} INDEXED BY ${name}`).pluck().all() as number[]);
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  return null;
}

/** Tables kept by their key are small: read from both ends. */
function* byKey(
  db: Database.Database,
  table: string,
  tell: (sentence: string) => void,
): Generator<ReadRow, boolean> {
  const key = (db.pragma(`table_info(${table})`) as { name: string; pk: number }[])
    .filter((column) => column.pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map((column) => column.name);
  const seen = new Set<string>();
  let whole = false;
  for (const direction of ['ASC', 'DESC']) {
    const rows: ReadRow[] = [];
    try {
      const order = key.map((column) => `"${column}" ${direction}`).join(', ');
      for (const row of db
        .prepare(`SELECT * FROM ${table} ORDER BY ${order}`)
        .iterate() as Iterable<ReadRow>) {
        const id = JSON.stringify(key.map((column) => row[column]));
        if (seen.has(id)) continue;
        seen.add(id);
        rows.push(row);
      }
      whole = true;
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    yield* rows;
    if (whole) return true;
  }
  tell(`Part of the table ${table} could not be read.`);
  return false;
}
