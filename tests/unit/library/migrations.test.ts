import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { Refusal } from '../../../src/core/refusal.ts';
import { backupFolder, listBackups, verifyCopy } from '../../../src/library/backups.ts';
import { APPLICATION_ID } from '../../../src/library/database.ts';
import { migrate, readMigrations } from '../../../src/library/migrations.ts';
import { openLibrary } from '../../../src/library/library.ts';
import { rebuildDerived } from '../../../src/library/salvage.ts';
import { TestLibrary } from '../../setup/library.ts';

const VERSIONS = join(import.meta.dirname, 'versions');
const NEWEST = readMigrations().length;

/** A library file of an old version with the rows that were kept of it. */
function oldLibrary(path: string, version: number): void {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma(`application_id = ${APPLICATION_ID}`);
  migrate(db, readMigrations().slice(0, version));
  db.pragma('foreign_keys = OFF');
  db.exec(readFileSync(join(VERSIONS, `${version}.sql`), 'utf8'));
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.close();
}

const kept = readdirSync(VERSIONS)
  .filter((name) => name.endsWith('.sql'))
  .map((name) => Number(name.split('.')[0]));

test('a library of the first release is kept for every later version to open', () => {
  expect(kept).toContain(2);
});

for (const version of kept)
  test(`a library of version ${version} opens with all its rows, after a backup that opens as well`, () => {
    using t = new TestLibrary();
    const path = join(t.folder, 'old.dossier');
    oldLibrary(path, version);
    const before = new Database(path, { readonly: true });
    const titles = before.prepare('SELECT title FROM source ORDER BY id').pluck().all();
    const notes = before.prepare('SELECT count(*) FROM annotation').pluck().get();
    before.close();
    expect(titles.length).toBeGreaterThan(0);
    const open = openLibrary(path, t.open.context.surroundings);
    try {
      rebuildDerived(open.context);
      expect(open.context.store.db.pragma('user_version', { simple: true })).toBe(NEWEST);
      expect(open.context.store.db.prepare('SELECT title FROM source ORDER BY id').pluck().all()).toEqual(
        titles,
      );
      expect(open.context.store.db.prepare('SELECT count(*) FROM annotation').pluck().get()).toBe(notes);
      expect(open.library.health.check({ deep: true })).toEqual({ ok: true, problems: [] });
    } finally {
      open.close();
    }
    const backups = listBackups(path);
    expect(backups).toHaveLength(version < NEWEST ? 1 : 0);
    for (const backup of backups) {
      expect(verifyCopy(backup.path)).toEqual([]);
      const copy = new Database(backup.path, { readonly: true });
      expect(copy.pragma('user_version', { simple: true })).toBe(version);
      expect(copy.prepare('SELECT title FROM source ORDER BY id').pluck().all()).toEqual(titles);
      copy.close();
    }
  });

test('no migration happens when the backup before it cannot be made', () => {
  using t = new TestLibrary();
  const path = join(t.folder, 'old.dossier');
  oldLibrary(path, 2);
  const db = new Database(path);
  db.pragma('user_version = 1');
  db.close();
  // where the folder of backups should be, there is a file
  writeFileSync(backupFolder(path), 'in the way');
  const no = (() => {
    try {
      openLibrary(path, t.open.context.surroundings).close();
    } catch (error) {
      return error;
    }
    return null;
  })();
  expect(no).toBeInstanceOf(Refusal);
  expect((no as Refusal).message).toMatch(/backup.*could not be made.*not changed/s);
  const after = new Database(path, { readonly: true });
  expect(after.pragma('user_version', { simple: true })).toBe(1);
  after.close();
});

test('a migration that fails in the middle leaves the step before it, whole', () => {
  const db = new Database(':memory:');
  const all = readMigrations();
  migrate(db, all.slice(0, 2));
  const schema = db.prepare('SELECT group_concat(sql) FROM sqlite_schema').pluck().get();
  const broken = {
    number: 3,
    name: '0003-broken.sql',
    sql: 'CREATE TABLE half (a TEXT) STRICT; DROP TABLE brief; INSERT INTO nowhere VALUES (1);',
  };
  expect(() => migrate(db, [...all.slice(0, 2), broken])).toThrow(/nowhere/);
  expect(db.pragma('user_version', { simple: true })).toBe(2);
  expect(db.prepare('SELECT group_concat(sql) FROM sqlite_schema').pluck().get()).toBe(schema);
});

test('a program that waited while another one migrated finds the work done', () => {
  using t = new TestLibrary();
  const path = join(t.folder, 'old.dossier');
  const all = readMigrations();
  const db = new Database(path);
  migrate(db, all.slice(0, 1));
  const other = new Database(path);
  // the other program finishes between the first look at the number and the transaction
  const rival = Object.assign(Object.create(db) as Database.Database, {
    transaction: (work: () => void) => {
      if (db.pragma('user_version', { simple: true }) === 1) migrate(other, all);
      return db.transaction(work);
    },
    pragma: db.pragma.bind(db),
    exec: db.exec.bind(db),
  });
  migrate(rival, all);
  expect(db.pragma('user_version', { simple: true })).toBe(all.length);
  other.close();
  db.close();
});

test('a new library needs no backup', () => {
  using t = new TestLibrary();
  expect(existsSync(backupFolder(t.file))).toBe(false);
  expect(statSync(t.file).size).toBeGreaterThan(0);
});
