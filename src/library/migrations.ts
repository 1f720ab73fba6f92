import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { projectFolder } from '../../db/folder.ts';

/** One step of the schema: its number is the `user_version` a library has after it. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** Every migration in `db/migrations`, in order. Throws when the numbers have a gap. */
export function readMigrations(
  folder: string = join(projectFolder(), 'db', 'migrations'),
): readonly Migration[] {
  const found = readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
    .map((name) => ({
      number: Number(name.slice(0, 4)),
      name,
      sql: readFileSync(join(folder, name), 'utf8'),
    }));
  found.forEach((migration, i) => {
    if (migration.number !== i + 1) throw new Error(`Migration numbers have a gap before ${migration.name}`);
  });
  return found;
}

/**
 * Brings a library to the newest schema, one transaction per migration, so that a crash leaves a whole step or none.
 * Another program may be migrating the same file: the number is looked at again inside each transaction.
 */
export function migrate(db: Database.Database, migrations: readonly Migration[]): void {
  const at = db.pragma('user_version', { simple: true }) as number;
  for (const migration of migrations.slice(at)) {
    db.transaction(() => {
      if ((db.pragma('user_version', { simple: true }) as number) >= migration.number) return;
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.number}`);
    }).immediate();
  }
}
