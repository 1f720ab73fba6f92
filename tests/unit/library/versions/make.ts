import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrate, readMigrations } from '../../../../src/library/migrations.ts';
import { TestLibrary } from '../../../setup/library.ts';
import { fillLibrary } from '../../safety/generated.ts';

/**
 * Writes a library of the given version as SQL text beside this file, to be opened by every later version. Run once when a
 * version is released: `node tests/unit/library/versions/make.ts 3`. Derived tables are left empty.
 */
export async function makeVersion(version: number): Promise<void> {
  using t = new TestLibrary();
  await fillLibrary(t, 2, 3);
  const old = new Database(':memory:');
  migrate(old, readMigrations().slice(0, version));
  const tables = old
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%' AND name NOT LIKE 'similar%' AND name <> 'mention'",
    )
    .pluck()
    .all() as string[];
  const lines = [`-- A library of version ${version}, made by versions/make.ts.`];
  for (const table of tables) {
    const columns = (old.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => `"${name}"`);
    const rows = t.store.db
      .prepare(`SELECT ${columns.map((name) => `quote(${name})`).join(" || ', ' || ")} FROM ${table}`)
      .pluck()
      .all() as string[];
    for (const row of rows) lines.push(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${row});`);
  }
  writeFileSync(join(import.meta.dirname, `${version}.sql`), `${lines.join('\n')}\n`);
}

if (process.argv[1] === import.meta.filename) await makeVersion(Number(process.argv[2]));
