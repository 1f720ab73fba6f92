import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { Refusal } from '../../../src/core/refusal.ts';
import { openDatabase } from '../../../src/library/database.ts';
import { readMigrations } from '../../../src/library/migrations.ts';
import { currentSchema } from '../../../src/library/schema.ts';
import { TestLibrary } from '../../setup/library.ts';

const refusal = (work: () => unknown): Refusal => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('It was not refused');
};

test('db/schema.sql is what the migrations make', () => {
  expect(readFileSync(join(import.meta.dirname, '../../../db/schema.sql'), 'utf8')).toBe(currentSchema());
});

test('a library is in WAL mode with full synchronisation, strict tables and foreign keys', () => {
  using t = new TestLibrary();
  const { db } = t.store;
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(db.pragma('synchronous', { simple: true })).toBe(2);
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(db.pragma('user_version', { simple: true })).toBe(readMigrations().length);
  const loose = db
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all();
  expect(loose).toEqual([]);
});

test('a file that is no database is refused in words and left as it is', () => {
  using t = new TestLibrary();
  const path = join(t.folder, 'letter.txt');
  writeFileSync(path, 'Dear reader, this is not a database at all.');
  const no = refusal(() => openDatabase(path));
  expect(no.code).toBe('damaged');
  expect(no.message).toContain('not a Dossier library');
  expect(readFileSync(path, 'utf8')).toBe('Dear reader, this is not a database at all.');
});

test('another program’s database is refused', () => {
  using t = new TestLibrary();
  const path = join(t.folder, 'other.sqlite');
  const other = new Database(path);
  other.exec('CREATE TABLE things (name TEXT)');
  other.close();
  expect(refusal(() => openDatabase(path)).message).toContain('another program');
});

test('a library of a newer program is refused and not changed', () => {
  using t = new TestLibrary();
  t.open.close();
  const path = join(t.folder, 'newer.dossier');
  copyFileSync(t.file, path);
  const db = new Database(path);
  db.pragma('user_version = 999');
  db.close();
  const before = readFileSync(path);
  const no = refusal(() => openDatabase(path));
  expect(no.code).toBe('newer');
  expect(readFileSync(path).equals(before)).toBe(true);
  t.reopenAfterClose();
});

test('a damaged library is told, and its backup restores every word', async () => {
  using t = new TestLibrary();
  const id = await t.source(
    'A title for the damaged one\n\nSome words that must survive the flipped bytes of this test.',
  );
  const backup = join(t.folder, 'backup.dossier');
  await t.library.health.backup({ path: backup });
  t.open.close();
  const bytes = readFileSync(t.file);
  bytes.fill(0xff, 4096, Math.min(bytes.length, 4096 * 40));
  writeFileSync(t.file, bytes);
  const no = refusal(() => {
    t.reopenAfterClose();
    t.library.health.check({ deep: true });
    throw new Refusal('damaged', t.library.health.check({ deep: true }).problems.join(' '));
  });
  expect(no.code).toBe('damaged');
  const copy = new Database(backup, { readonly: true });
  expect(
    copy
      .prepare('SELECT text FROM version v JOIN source s ON s.version_id = v.id WHERE s.id = ?')
      .pluck()
      .get(id),
  ).toContain('must survive');
  copy.close();
});
