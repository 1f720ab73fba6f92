import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupPlan, copyFolder } from '../../../src/library/backup-plan.ts';
import { expired, listBackups, verifyCopy, type Backup } from '../../../src/library/backups.ts';
import { TestLibrary } from '../../setup/library.ts';

const TEXT = 'The quay at Nordhavn\n\nThe harbour company opened its second quay on Monday, a year late.';

test('every backup is copied, whole, into the folder that was chosen, and what is there is told', async () => {
  using t = new TestLibrary();
  await t.source(TEXT);
  const folder = join(t.folder, 'other disk');
  mkdirSync(folder);
  expect(t.library.health.copyTo({ folder: `${folder}/` })).toMatchObject({ folder, count: 0, last: null });
  const { path } = await t.library.health.backup({ why: 'daily' });
  const { copies } = t.library.health.status();
  expect(copies.count).toBe(1);
  expect(copies.last).toMatchObject({ problem: null });
  expect(copies.last!.path).not.toBe(path);
  expect(verifyCopy(copies.last!.path!)).toEqual([]);
  expect(readdirSync(copies.inside!).filter((name) => name.endsWith('.part'))).toEqual([]);
  // how it went is a state of this machine, the folder a preference
  const { settings } = t.library.settings.export();
  expect(settings).toEqual({ 'backups.folder': folder });
  t.library.health.copyTo({ folder: null });
  await t.library.health.backup({ why: 'daily' });
  expect(readdirSync(copies.inside!)).toHaveLength(1);
});

test('a folder that is gone or cannot be written fails no backup and is told; when it is back, copying goes on', async () => {
  using t = new TestLibrary();
  await t.source(TEXT);
  const folder = join(t.folder, 'stick');
  mkdirSync(folder);
  t.library.health.copyTo({ folder });
  rmSync(folder, { recursive: true });
  const { path } = await t.library.health.backup({ why: 'daily' });
  expect(existsSync(path)).toBe(true);
  expect(t.library.health.status().copies.last).toMatchObject({
    path: null,
    problem: `There is no folder ${folder}.`,
  });
  // nothing was made where a disk should have been mounted
  expect(existsSync(folder)).toBe(false);
  mkdirSync(folder);
  // a file where the copies' own folder belongs
  writeFileSync(copyFolder(t.file, folder), 'in the way');
  await t.library.health.backup({ why: 'daily' });
  expect(t.library.health.status().copies.last!.path).toBeNull();
  rmSync(copyFolder(t.file, folder));
  await t.library.health.backup({ why: 'daily' });
  expect(t.library.health.status().copies).toMatchObject({ count: 1, last: { problem: null } });
});

test('a path that is no folder for copies is refused in words', () => {
  using t = new TestLibrary();
  const file = join(t.folder, 'a file');
  writeFileSync(file, '');
  for (const [folder, words] of [
    ['backups', /whole path/],
    [join(t.folder, 'nowhere'), /There is no folder/],
    [file, /is not a folder/],
    [t.folder, /already/],
  ] as const)
    expect(() => t.library.health.copyTo({ folder })).toThrow(words);
  if (process.getuid?.() !== 0) {
    const closed = join(t.folder, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    expect(() => t.library.health.copyTo({ folder: closed })).toThrow(/cannot be written to/);
  }
  expect(t.library.settings.all()).toEqual({});
});

test('two libraries of one name never share a folder of copies', () => {
  expect(copyFolder('/a/library.dossier', '/disk')).not.toBe(copyFolder('/b/library.dossier', '/disk'));
});

test('the settings say how many days and weeks stay, beside the library and in the copies', async () => {
  using t = new TestLibrary();
  await t.source(TEXT);
  const folder = join(t.folder, 'disk');
  mkdirSync(folder);
  t.library.health.copyTo({ folder });
  t.library.settings.set({ key: 'backups.daily', value: 2 });
  t.library.settings.set({ key: 'backups.weekly', value: 0 });
  const inside = copyFolder(t.file, folder);
  await t.library.health.backup({ why: 'daily' });
  for (const where of [`${t.file}.backups`, inside])
    for (const day of ['20251220', '20251222', '20251224', '20251226'])
      writeFileSync(join(where, `${day}T030405000Z-daily.dossier`), '');
  await t.library.health.backup({ why: 'daily' });
  const days = (list: readonly Backup[]) => [...new Set(list.map(({ at }) => at.slice(0, 10)))];
  expect(days(listBackups(t.file))).toEqual(['2026-01-02', '2025-12-26']);
  expect(days(listBackups(t.file, inside))).toEqual(['2026-01-02', '2025-12-26']);
});

test('a number that makes no sense keeps what was kept at first, and never nothing', () => {
  using t = new TestLibrary();
  for (const value of [0, -3, 1.5, 1e9, 'many', true, []]) {
    t.library.settings.set({ key: 'backups.daily', value });
    expect(backupPlan(t.store.db).daily, JSON.stringify(value)).toBe(7);
  }
  t.library.settings.set({ key: 'backups.weekly', value: -1 });
  t.library.settings.set({ key: 'backups.folder', value: 'not/whole' });
  expect(backupPlan(t.store.db)).toEqual({ daily: 7, weekly: 4, folder: null });
  const one: Backup = { path: 'a', at: '2026-01-01T00:00:00.000Z', size: 1 };
  expect(expired([one], Date.parse('2027-01-01'), { daily: 1, weekly: 0 })).toEqual([]);
});
