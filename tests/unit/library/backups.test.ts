import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import {
  backupFolder,
  copyLibrary,
  expired,
  listBackups,
  rotateBackups,
  verifyCopy,
  type Backup,
} from '../../../src/library/backups.ts';
import { restoreFile } from '../../../src/host/workbench.ts';
import { TestLibrary } from '../../setup/library.ts';
import { random } from '../../bench/generator.ts';
import { canonicalDump, fillLibrary } from '../safety/generated.ts';

const DAY = 86_400_000;
const at = (instant: number): Backup => ({
  path: `b${instant}`,
  at: new Date(instant).toISOString(),
  size: 1,
});
const NOW = Date.parse('2026-06-15T12:00:00.000Z');

test('a year of daily backups leaves the last seven days and four weeks', () => {
  let held: Backup[] = [];
  for (let day = 365; day >= 0; day--) {
    const now = NOW - day * DAY;
    held = [at(now), ...held];
    const gone = new Set(expired(held, now).map(({ path }) => path));
    held = held.filter(({ path }) => !gone.has(path));
  }
  const ages = held.map((backup) => (NOW - Date.parse(backup.at)) / DAY);
  expect(ages.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(held.length).toBeGreaterThanOrEqual(9);
  expect(held.length).toBeLessThanOrEqual(11);
  expect(Math.max(...ages)).toBeGreaterThanOrEqual(18);
});

test('what a person asked for, and what holds the state before a restore, stays a week beside the daily ones', () => {
  const named = (instant: number, why: string): Backup => ({
    ...at(instant),
    path: `b${instant}-${why}.dossier`,
  });
  const held = [
    named(NOW - 1000, 'opened'),
    named(NOW - 2000, 'asked'),
    named(NOW - 3000, 'opened'),
    named(NOW - 4000, 'before-restore'),
    named(NOW - 5000, 'before-version-4'),
    named(NOW - 8 * DAY, 'opened'),
    named(NOW - 8 * DAY - 1000, 'asked'),
  ];
  expect(expired(held, NOW).map(({ path }) => path)).toEqual([
    `b${NOW - 3000}-opened.dossier`,
    `b${NOW - 8 * DAY - 1000}-asked.dossier`,
  ]);
  const many = Array.from({ length: 40 }, (_, i) => named(NOW - 1000 * (i + 1), 'asked'));
  expect(expired(many, NOW)).toHaveLength(20);
});

test('however the clock jumps, the newest backup and those of the future stay, and a backup is never the last to go', () => {
  const next = random(5);
  for (let run = 0; run < 200; run++) {
    let held: Backup[] = [];
    let now = NOW;
    for (let i = 0; i < 60; i++) {
      now += Math.round(next() < 0.1 ? (next() - 0.5) * 800 * DAY : next() * 2 * DAY);
      held = [at(now), ...held].sort((a, b) => (a.at < b.at ? 1 : -1));
      const gone = expired(held, now);
      expect(gone.map(({ path }) => path)).not.toContain(`b${now}`);
      expect(gone.some((backup) => Date.parse(backup.at) > now)).toBe(false);
      held = held.filter((backup) => !gone.includes(backup));
      expect(held.length).toBeGreaterThan(0);
    }
  }
});

test('a backup made while work goes on is whole, opens, and gives the same library back', async () => {
  using t = new TestLibrary();
  await fillLibrary(t, 31);
  const before = canonicalDump(t);
  const { path } = await t.library.health.backup(undefined);
  expect(verifyCopy(path)).toEqual([]);
  expect(readdirSync(backupFolder(t.file)).filter((name) => !name.endsWith('.dossier'))).toEqual([]);
  await fillLibrary(t, 32);
  const { counts: all } = await t.library.health.restorePreview({ path });
  const counts = all.find(({ kind }) => kind === 'source');
  expect(counts!.now).toBeGreaterThan(counts!.then);
  expect(counts!.then).toBeGreaterThan(0);
  t.open.close();
  await restoreFile(path, t.file);
  t.reopenAfterClose();
  expect(canonicalDump(t)).toEqual(before);
  expect(t.library.health.check({ deep: true })).toEqual({ ok: true, problems: [] });
});

test('a damaged library makes no backup, and the sound one it had stays', async () => {
  using t = new TestLibrary();
  await fillLibrary(t, 33);
  const good = await rotateBackups(t.store.db, t.file, '2026-05-01T00:00:00.000Z', 'daily');
  t.store.db.pragma('wal_checkpoint(TRUNCATE)');
  const page = t.store.db
    .prepare("SELECT pageno FROM dbstat WHERE name = 'version' AND pagetype = 'leaf' LIMIT 1")
    .pluck()
    .get() as number;
  t.open.close();
  const bytes = readFileSync(t.file);
  bytes.fill(0x6b, (page - 1) * 4096, page * 4096);
  writeFileSync(t.file, bytes);
  const db = new Database(t.file);
  await expect(rotateBackups(db, t.file, '2026-05-02T00:00:00.000Z', 'daily')).rejects.toThrow(
    /check|damaged/,
  );
  db.close();
  expect(listBackups(t.file).map((backup) => backup.path)).toEqual([good]);
  expect(verifyCopy(good)).toEqual([]);
  expect(readdirSync(backupFolder(t.file))).toHaveLength(1);
  writeFileSync(t.file, readFileSync(good));
  t.reopenAfterClose();
});

test('a backup that cannot be written leaves nothing behind and says why', async () => {
  using t = new TestLibrary();
  const inTheWay = join(t.folder, 'file');
  writeFileSync(inTheWay, '');
  await expect(copyLibrary(t.store.db, join(inTheWay, 'b.dossier'))).rejects.toThrow();
  expect(existsSync(`${inTheWay}.part`)).toBe(false);
});
