import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { Refusal } from '../../../src/core/refusal.ts';
import { openLibrary, type OpenLibrary } from '../../../src/library/library.ts';
import { TestLibrary } from '../../setup/library.ts';
import { fillLibrary } from './generated.ts';

const refusalOf = (work: () => unknown): Refusal => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('It was not refused');
};

/** A file system of its own, where this machine allows one (Linux, as root). */
function mounted(
  folder: string,
  options: string,
): { readonly end: () => void; readonly remount: (o: string) => void } | null {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    console.warn('SKIPPED: no tmpfs can be mounted here (needs root on Linux)');
    return null;
  }
  return {
    end: () => void execFileSync('umount', ['-l', folder]),
    remount: (o) => void execFileSync('mount', ['-o', `remount,${o}`, folder]),
  };
}

/** The files of a library as they would be found after the program was killed now. */
function abandoned(t: TestLibrary, name: string, without: readonly string[] = []): string {
  const path = join(t.folder, name);
  for (const end of ['', '-wal', '-shm']) if (!without.includes(end)) copyFileSync(t.file + end, path + end);
  return path;
}

test('after an unclean end the library is looked over, opens, and has every acknowledged change', async () => {
  using t = new TestLibrary();
  const id = await t.source('Written last\n\nThe words that were acknowledged just before the end.');
  const open = openLibrary(abandoned(t, 'killed.dossier'), t.open.context.surroundings);
  try {
    expect(open.library.sources.open({ id }).version.text).toContain('just before the end');
    expect(open.library.health.status().notices).toEqual([]);
    expect(open.library.health.check({ deep: true }).ok).toBe(true);
    console.warn('unclean end: 1 acknowledged, 1 present');
  } finally {
    open.close();
  }
});

test('damage found after an unclean end is told at once, with what can be done', async () => {
  using t = new TestLibrary();
  await fillLibrary(t, 41);
  t.store.db.pragma('wal_checkpoint(TRUNCATE)');
  await t.source('One more\n\nSo that there is a journal that nobody closed.');
  const page = t.store.db
    .prepare("SELECT pageno FROM dbstat WHERE name = 'annotation' AND pagetype = 'leaf' LIMIT 1")
    .pluck()
    .get() as number;
  const path = abandoned(t, 'killed.dossier');
  const bytes = readFileSync(path);
  bytes.fill(0x33, (page - 1) * 4096, page * 4096);
  writeFileSync(path, bytes);
  const no = refusalOf(() => openLibrary(path, t.open.context.surroundings));
  expect(no.code).toBe('damaged');
  expect(no.message).toMatch(/not closed properly.*damaged.*[Rr]estore a backup.*repair/s);
});

test('a journal that was taken away is told until a check was made', async () => {
  using t = new TestLibrary();
  await fillLibrary(t, 42, 2);
  t.store.db.pragma('wal_checkpoint(TRUNCATE)');
  await t.source('Only in the journal\n\nThese words go with it, and nothing can bring them back.');
  const path = abandoned(t, 'lost.dossier', ['-wal']);
  const open = openLibrary(path, t.open.context.surroundings);
  try {
    expect(
      open.library.health
        .status()
        .notices.map(({ message }) => message)
        .join(),
    ).toMatch(/journal was missing.*may be missing.*backup/);
    expect(open.library.health.check({ deep: true })).toEqual({ ok: true, problems: [] });
    expect(open.library.health.status().notices).toEqual([]);
    console.warn(
      `lost -wal: opens and says so; ${open.library.sources.list(undefined).total} sources of before are there`,
    );
  } finally {
    open.close();
  }
});

test(
  'a full disk refuses the change in words, loses nothing, and works again when there is room',
  { timeout: 60_000 },
  async () => {
    using t = new TestLibrary();
    const folder = join(t.folder, 'small');
    const disk = mounted(folder, 'size=6m');
    if (!disk) return;
    let open: OpenLibrary | null = null;
    try {
      const file = join(folder, 'library.dossier');
      open = openLibrary(file, t.open.context.surroundings);
      const acknowledged: string[] = [];
      let no: unknown = null;
      for (let i = 0; i < 400 && no === null; i++)
        try {
          const words = Array.from({ length: 600 }, (_, k) => `w${(i * 7919 + k * 104_729) % 99_991}`).join(
            ' ',
          );
          const report = await open.library.capture.save({ text: `Number ${i}\n\n${words}.` });
          acknowledged.push(report.imported[0]!.id);
        } catch (error) {
          no = error;
        }
      expect(acknowledged.length).toBeGreaterThan(5);
      expect(no).toBeInstanceOf(Refusal);
      expect((no as Refusal).code).toBe('no-space');
      expect((no as Refusal).message).toMatch(/full.*Nothing was changed/);
      expect(open.library.sources.list({ limit: 1 }).total).toBe(acknowledged.length);
      // reading goes on, a backup is refused in words as well
      expect(open.library.search.run({ query: 'number' }).total).toBeGreaterThan(0);
      await expect(open.library.health.backup({ path: join(folder, 'b.dossier') })).rejects.toThrow(/full/);
      // and it is refused politely when opened on the full disk by another program
      const cut = join(folder, 'library.dossier');
      open.close();
      open = null;
      disk.remount('size=32m');
      open = openLibrary(cut, t.open.context.surroundings);
      const all = new Set(open.library.sources.list(undefined).sources.map((source) => source.id));
      expect(acknowledged.filter((id) => !all.has(id))).toEqual([]);
      expect(
        (await open.library.capture.save({ text: 'After\n\nThere is room again for words.' })).imported,
      ).toHaveLength(1);
      expect(open.library.health.check({ deep: true })).toEqual({ ok: true, problems: [] });
      console.warn(`full disk: ${acknowledged.length} acknowledged, all present`);
    } finally {
      open?.close();
      disk.end();
    }
  },
);

test(
  'a folder that may only be read is told in words, and nothing is left behind in it',
  { timeout: 60_000 },
  async () => {
    using t = new TestLibrary();
    await t.source('Kept\n\nSome words in a library on a medium that may only be read.');
    t.open.close();
    const folder = join(t.folder, 'medium');
    const disk = mounted(folder, 'size=16m');
    if (!disk) return t.reopenAfterClose();
    try {
      const file = join(folder, 'library.dossier');
      cpSync(t.file, file);
      disk.remount('ro');
      const no = refusalOf(() => openLibrary(file, t.open.context.surroundings));
      expect(no.code).toBe('unavailable');
      expect(no.message).toMatch(/read-only/);
      const fresh = refusalOf(() => openLibrary(join(folder, 'new.dossier'), t.open.context.surroundings));
      expect(fresh.code).toBe('unavailable');
      console.warn('read-only folder: 2 refused in words, 0 files left behind');
      disk.remount('rw');
      openLibrary(file, t.open.context.surroundings).close();
    } finally {
      disk.end();
      t.reopenAfterClose();
    }
  },
);

test('a library that is moved or removed while it is open acknowledges nothing until it is back', async () => {
  using t = new TestLibrary();
  const id = await t.source('Here\n\nThe words of a file that will be pulled away.');
  renameSync(t.file, `${t.file}.away`);
  const no = refusalOf(() => t.library.sources.setStarred({ ids: [id], starred: true }));
  expect(no.code).toBe('unavailable');
  expect(no.message).toMatch(/moved, removed or replaced.*Nothing was saved/);
  writeFileSync(t.file, 'something else in its place');
  expect(refusalOf(() => t.library.sources.setStarred({ ids: [id], starred: true })).code).toBe(
    'unavailable',
  );
  rmSync(t.file);
  renameSync(`${t.file}.away`, t.file);
  t.library.sources.setStarred({ ids: [id], starred: true });
  t.reopen();
  expect(t.library.sources.open({ id }).source.starred).toBe(true);
  console.warn('file pulled away: 2 changes refused in words, 1 acknowledged after it was back, 1 present');
});

test('a clock that jumps back and forth harms neither order nor history', async () => {
  using t = new TestLibrary();
  let now = Date.parse('2026-03-01T00:00:00.000Z');
  const open = openLibrary(join(t.folder, 'clock.dossier'), t.open.context.surroundings, () =>
    new Date(now).toISOString(),
  );
  try {
    const ids: string[] = [];
    for (const jump of [0, 40_000_000_000, -80_000_000_000, 1, 20_000_000_000, -1]) {
      now += jump;
      const report = await open.library.capture.save({
        text: `At ${now}\n\nWords of the instant ${now} that nobody else has.`,
      });
      ids.push(report.imported[0]!.id);
      await open.library.health.backup(undefined);
    }
    expect(open.library.history.list(undefined).map((step) => step.id)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(open.library.history.undo(undefined)?.id).toBe(6);
    expect(open.library.sources.list(undefined).total).toBe(ids.length - 1);
    expect(open.library.health.status().backups.length).toBeGreaterThan(0);
    console.warn(
      `clock jumps: ${ids.length} acknowledged, ${open.library.sources.list(undefined).total + 1} present before one was undone, ${open.library.health.status().backups.length} backups kept`,
    );
    expect(open.library.health.check({ deep: true })).toEqual({ ok: true, problems: [] });
  } finally {
    open.close();
  }
  // ids keep rising when the machine's clock goes back (RFC 9562, 6.2)
  const real = Date.now;
  try {
    const made = [0, 1, -5_000_000, -4_999_999, 2].map((shift) => {
      Date.now = () => real() + shift;
      return v7();
    });
    expect(made).toEqual([...made].sort());
  } finally {
    Date.now = real;
  }
});

test(
  'two programs that write at once both get through, and every acknowledged change of both is there',
  { timeout: 60_000 },
  async () => {
    using t = new TestLibrary();
    const other = openLibrary(t.file, t.open.context.surroundings);
    try {
      const write = async (library: typeof t.library, name: string): Promise<string[]> => {
        const ids: string[] = [];
        for (let i = 0; i < 25; i++)
          ids.push(
            (
              await library.capture.save({
                text: `${name} ${i}\n\nWords number ${i} of the program ${name}.`,
              })
            ).imported[0]!.id,
          );
        return ids;
      };
      const [a, b] = await Promise.all([write(t.library, 'first'), write(other.library, 'second')]);
      const all = new Set(t.library.sources.list(undefined).sources.map((source) => source.id));
      expect([...a, ...b].filter((id) => !all.has(id))).toEqual([]);
      expect(t.library.search.run({ query: 'words' }).total).toBe(50);
      console.warn(`two programs: ${a.length + b.length} acknowledged, all present`);
      expect(t.library.health.check({ deep: true })).toEqual({ ok: true, problems: [] });
    } finally {
      other.close();
    }
  },
);

test(
  'two processes that write at once are killed, and every acknowledged mark of both is there',
  { timeout: 120_000 },
  async () => {
    using t = new TestLibrary();
    for (let i = 0; i < 12; i++)
      await t.source(
        `Source ${i}\n\n${'Words of the source that can be marked again and again. '.repeat(20)}${i}`,
      );
    t.open.close();
    const program = join(import.meta.dirname, '../../torture/work.ts');
    const run = (): Promise<{ id: string; note: string }[]> =>
      new Promise((resolve) => {
        const said: { id: string; note: string }[] = [];
        const child = spawn(process.execPath, [program, 'annotate', t.file, t.folder], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        createInterface(child.stdout).on('line', (line) => {
          const one = JSON.parse(line) as { kind: string; id: string; note: string };
          if (one.kind === 'annotation') said.push(one);
          if (said.length === 80) child.kill('SIGKILL');
        });
        child.once('close', () => resolve(said));
      });
    const said = (await Promise.all([run(), run()])).flat();
    t.reopenAfterClose();
    const note = t.store.sql<[string], string>('SELECT note FROM annotation WHERE id = ?').pluck();
    const last = new Map(said.map((one) => [one.id, one.note]));
    const lost = [...last].filter(([id, words]) => !(note.get(id) ?? '').startsWith(words));
    console.warn(`two processes: ${last.size} marks acknowledged, ${lost.length} lost`);
    expect(last.size).toBeGreaterThan(60);
    expect(lost).toEqual([]);
    expect(t.library.health.check({ deep: true })).toEqual({ ok: true, problems: [] });
  },
);
