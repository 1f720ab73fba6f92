import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectFolder } from '../../../db/folder.ts';
import { Workbench } from '../../../src/host/workbench.ts';
import { workerScript } from '../../../src/host/worker-script.ts';
import { listBackups, verifyCopy } from '../../../src/library/backups.ts';

let folder = '';
const bugs: string[] = [];
const open = (sample = false): Promise<Workbench> =>
  Workbench.open(
    {
      shell: 'browser',
      version: '1.2.3',
      file: join(folder, 'library.dossier'),
      sampleFile: join(folder, 'sample.dossier'),
      workers: { library: workerScript('library-worker'), parser: workerScript('parse-worker') },
      resources: join(projectFolder(), 'resources'),
      print: () => Promise.reject(new Error('no printer')),
      onBug: (message) => bugs.push(message),
    },
    sample,
  );
const ask = async <T>(bench: Workbench, noun: string, verb: string, input?: unknown): Promise<T> => {
  const answer = await bench.ask(noun, verb, input);
  if (!answer.ok) throw new Error(`${noun}.${verb}: ${answer.message}`);
  return answer.value as T;
};
const save = (bench: Workbench, title: string): Promise<{ imported: { id: string }[] }> =>
  ask(bench, 'capture', 'save', {
    text: `${title}\n\nA paragraph about ${title} that is long enough to be kept as the body of a source.`,
  });
const total = async (bench: Workbench): Promise<number> =>
  (await ask<{ total: number }>(bench, 'sources', 'list', {})).total;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-workbench-'));
  bugs.length = 0;
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  expect(bugs).toEqual([]);
});

describe('the workbench', () => {
  test('opens the sample beside the reader’s own library and leaves no trace of it', async () => {
    const bench = await open();
    await save(bench, 'Cranes of Nordhavn');
    const heard: string[] = [];
    bench.subscribe((name) => heard.push(name));
    const inside = await ask<{ library: { sample: boolean }; firstRun: boolean }>(
      bench,
      'host',
      'openSample',
    );
    expect(inside).toMatchObject({ library: { sample: true }, firstRun: false });
    expect(await total(bench)).toBeGreaterThanOrEqual(8);
    expect(heard).toContain('changed');
    await ask(bench, 'host', 'openSample');
    const outside = await ask<{ library: { sample: boolean } }>(bench, 'host', 'leaveSample');
    expect(outside.library.sample).toBe(false);
    expect(await total(bench)).toBe(1);
    expect(existsSync(join(folder, 'sample.dossier'))).toBe(false);
    await bench.close();
  });

  test('starts on the sample when asked to, and fills it once', async () => {
    const first = await open(true);
    const there = await total(first);
    expect(there).toBeGreaterThanOrEqual(8);
    await first.close();
    const second = await open(true);
    expect(await total(second)).toBe(there);
    await second.close();
  });

  test('puts a backup back, and keeps the present state as a backup', async () => {
    const bench = await open();
    await save(bench, 'Cranes of Nordhavn');
    const { path } = await ask<{ path: string }>(bench, 'health', 'backup', {});
    await save(bench, 'Harbours of the Baltic');
    expect(await total(bench)).toBe(2);
    await ask(bench, 'host', 'restore', { path });
    expect(await total(bench)).toBe(1);
    const backups = listBackups(join(folder, 'library.dossier'));
    // of one day the newest is kept; that is the present state, the restored one was copied before
    expect(backups.length).toBeGreaterThanOrEqual(1);
    for (const backup of backups) expect(verifyCopy(backup.path)).toEqual([]);
    await ask(bench, 'host', 'restore', { path: backups[0]!.path });
    expect(await total(bench)).toBe(2);
    await bench.close();
  });

  test('answers while a large backup is put back, and refuses to put back two at once', async () => {
    const bench = await open();
    await save(bench, 'Cranes of Nordhavn');
    const { path } = await ask<{ path: string }>(bench, 'health', 'backup', {});
    // a backup too large to be looked through at once
    const db = new Database(path);
    db.exec('CREATE TABLE padding (bytes BLOB) STRICT');
    for (let n = 0; n < 80; n++) db.prepare('INSERT INTO padding VALUES (zeroblob(1048576))').run();
    db.exec('DROP TABLE padding');
    db.close();
    await save(bench, 'Harbours of the Baltic');
    let turns = 0;
    const turning = setInterval(() => turns++, 1);
    const restored = bench.ask('host', 'restore', { path });
    expect(await bench.ask('host', 'restore', { path })).toMatchObject({ ok: false, code: 'conflict' });
    expect(await total(bench)).toBe(2);
    expect(await restored).toMatchObject({ ok: true });
    clearInterval(turning);
    expect(turns).toBeGreaterThan(5);
    expect(await total(bench)).toBe(1);
    await bench.close();
  });

  test('refuses a backup that is missing, no library, or damaged, and goes on as before', async () => {
    const bench = await open();
    await save(bench, 'Cranes of Nordhavn');
    const noise = join(folder, 'noise.dossier');
    writeFileSync(noise, 'x'.repeat(10_000));
    for (const path of [join(folder, 'missing.dossier'), noise, folder])
      expect(await bench.ask('host', 'restore', { path }), path).toMatchObject({ ok: false });
    expect(await total(bench)).toBe(1);
    await bench.close();
  });

  test('backs a library up by itself after it was opened, when something was done since the last backup', async () => {
    const file = join(folder, 'library.dossier');
    const made = (): string[] => listBackups(file).map(({ at }) => at);
    await (await open()).close();
    expect(made()).toHaveLength(0);
    const bench = await open();
    await save(bench, 'Cranes of Nordhavn');
    await bench.close();
    await (await open()).close();
    const first = made();
    expect(first).toHaveLength(1);
    expect(listBackups(file)[0]!.path).toMatch(/-opened\.dossier$/);
    expect(Date.now() - Date.parse(first[0]!)).toBeLessThan(600_000);
    await (await open()).close();
    expect(made()).toEqual(first);
    const again = await open();
    await save(again, 'Docks of Nordhavn');
    await again.close();
    await (await open()).close();
    // of those made by themselves on one day the last stays
    expect(made()).toHaveLength(1);
    expect(made()).not.toEqual(first);
  });

  test('gives pages no way to the spool, and calls nothing that is not a verb', async () => {
    const bench = await open();
    for (const [noun, verb] of [
      ['spool', 'find'],
      ['host', 'constructor'],
      ['host', 'toString'],
      ['hasOwnProperty', 'call'],
      [undefined, undefined],
    ] as const)
      expect(await bench.ask(noun, verb, {})).toMatchObject({ ok: false, code: 'usage' });
    await bench.close();
  });
});
