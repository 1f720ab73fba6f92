import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Job } from '../../../src/library/views.ts';
import { runImport } from '../../../src/library/import-run.ts';
import { TestLibrary } from '../../setup/library.ts';

const article = (i: number): string =>
  `Freight notes, part ${i}\n\nBy Ilse Brandt\n\nThe ${i}th terminal moved ${i * 37} boxes in a week, said the port of Lindau. ` +
  `Nobody at the quay number ${i} had counted them before, and the ledger of ${1900 + i} was found in a cellar.\n\n` +
  `A second paragraph about crane ${i * 11} gives the text enough words to be kept as an article of its own.`;

/** A folder of articles, and one file that cannot be read. */
function folderOf(t: TestLibrary, count: number): string {
  const folder = join(t.folder, 'clippings');
  mkdirSync(folder);
  for (let i = 0; i < count; i++)
    writeFileSync(join(folder, `${String(i).padStart(3, '0')}.txt`), article(i));
  writeFileSync(join(folder, '002-bad.pdf'), '%PDF-1.7 cut short');
  return folder;
}

const filesOf = async (folder: string) => {
  const { inputFiles } = await import('../../../src/library/input-files.ts');
  return inputFiles(folder);
};

const ended = async (t: TestLibrary, id: string): Promise<Job> => {
  for (;;) {
    const job = t.library.imports.list().find((one) => one.id === id)!;
    if (job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

test('an import that was cancelled goes on where it stopped: everything once, one report', async () => {
  using t = new TestLibrary();
  const inputs = await filesOf(folderOf(t, 24));
  const abort = new AbortController();
  const stopped = await runImport(t.open.context, { inputs, tags: ['port'] }, abort.signal, (job) => {
    if (job.done >= 9) abort.abort();
  });
  const job = t.library.imports.list()[0]!;
  expect(job).toMatchObject({ state: 'cancelled', resumable: true, interrupted: false });
  expect(job.done).toBeLessThan(25);
  const before = t.library.sources.list(undefined).total;
  expect(before).toBe(stopped.items.filter(({ outcome }) => outcome === 'imported').length);
  const { jobId } = await t.library.imports.resume({ jobId: job.id });
  expect(jobId).toBe(job.id);
  const done = await ended(t, jobId);
  expect(done).toMatchObject({ state: 'done', done: 25, resumable: false });
  expect(done.counts).toEqual({ imported: 24, duplicate: 0, failed: 1 });
  const report = t.library.imports.report({ jobId });
  expect(new Set(report.map(({ input }) => input)).size).toBe(25);
  const sources = t.library.sources.list({ limit: 100 }).sources;
  expect(sources).toHaveLength(24);
  expect(sources.every((row) => row.tags.includes('port'))).toBe(true);
  // nothing was done in between: it is one step, and one undo takes all of it back
  t.library.history.undo({});
  expect(t.library.sources.list(undefined).total).toBe(0);
  t.library.history.redo();
  expect(t.library.sources.list(undefined).total).toBe(24);
  expect(() => t.library.imports.resume({ jobId })).toThrow(/nothing left/);
});

test('what was done while an import stood still is not swallowed by its step', async () => {
  using t = new TestLibrary();
  const inputs = await filesOf(folderOf(t, 8));
  const abort = new AbortController();
  await runImport(t.open.context, { inputs }, abort.signal, (job) => {
    if (job.done >= 2) abort.abort();
  });
  const first = t.library.sources.list(undefined).total;
  const company = t.library.companies.add({ name: 'Lindau Port' });
  const { jobId } = await t.library.imports.resume({
    jobId: t.library.imports.list()[0]!.id,
  });
  await ended(t, jobId);
  expect(t.library.sources.list(undefined).total).toBe(8);
  t.library.history.undo({});
  expect(t.library.sources.list(undefined).total).toBe(first);
  expect(t.library.companies.list({}).some(({ id }) => id === company.id)).toBe(true);
  t.library.imports.undo({ jobId });
  expect(t.library.sources.list(undefined).total).toBe(0);
});

test('an import whose program ended is told as interrupted and goes on after the next start', async () => {
  using t = new TestLibrary();
  const inputs = await filesOf(folderOf(t, 12));
  const abort = new AbortController();
  await runImport(t.open.context, { inputs }, abort.signal, (job) => {
    if (job.done >= 5) abort.abort();
  });
  // as a program that died would have left it: still running, by a process that is gone
  const id = t.library.imports.list()[0]!.id;
  t.store.db.prepare("UPDATE job SET state = 'running', ended_at = NULL, pid = 999999 WHERE id = ?").run(id);
  rmSync(inputs.at(-1)!.path);
  t.reopen();
  expect(t.library.imports.list()[0]).toMatchObject({
    state: 'cancelled',
    interrupted: true,
    resumable: true,
  });
  await t.library.imports.resume({ jobId: id });
  const job = await ended(t, id);
  expect(job).toMatchObject({ state: 'done', interrupted: false });
  // the file that went away meanwhile is reported; the rest is there
  expect(job.counts).toEqual({ imported: 11, duplicate: 0, failed: 2 });
  expect(t.library.imports.report({ jobId: id }).at(-1)).toMatchObject({ outcome: 'failed' });
});
