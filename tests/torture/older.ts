import Database from 'better-sqlite3';
import { APPLICATION_ID } from '../../src/library/database.ts';
import { migrate, readMigrations } from '../../src/library/migrations.ts';

/** Tables that an older program fills by itself. */
const DERIVED = /^(sqlite_|search_|similar|mention$|note_link$)/;

/** The newest version of a library this program knows. */
export const newestVersion = (): number => readMigrations().length;

/**
 * Writes what a library holds as a library of an older version: its schema, and of each table the columns that existed
 * then. Derived tables are left empty and marked as made by another version, so that opening makes them anew.
 */
export function writeOlder(from: string, to: string, version: number): void {
  const db = new Database(to);
  try {
    db.pragma(`application_id = ${APPLICATION_ID}`);
    migrate(db, readMigrations().slice(0, version));
    db.pragma('foreign_keys = OFF');
    db.prepare('ATTACH ? AS newer').run(from);
    const columns = (schema: string, table: string): string[] =>
      (db.pragma(`${schema}.table_info(${table})`) as { name: string }[]).map(({ name }) => `"${name}"`);
    const tables = db
      .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY name")
      .pluck()
      .all() as string[];
    db.transaction(() => {
      for (const table of tables.filter((name) => !DERIVED.test(name))) {
        const there = new Set(columns('newer', table));
        const shared = columns('main', table)
          .filter((name) => there.has(name))
          .join(', ');
        if (shared !== '')
          db.exec(`INSERT OR IGNORE INTO main.${table} (${shared}) SELECT ${shared} FROM newer.${table}`);
      }
      if (tables.includes('search_state')) db.exec('UPDATE search_state SET version = 0');
    })();
    db.exec('DETACH newer');
    db.pragma('journal_mode = WAL');
  } finally {
    db.close();
  }
}
