import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { ImportItem, Job } from '../../../src/library/views.ts';
import { ImportsScreen } from '../../../src/ui/imports/imports.tsx';
import { paceOf } from '../../../src/ui/imports/rate.ts';
import { inputsOf, showScreen } from '../facts/answers.tsx';
import { useView } from '../../../src/ui/view.ts';
import { accessibilityProblems, until } from '../window.ts';

const job = (given: Partial<Job>): Job => ({
  id: 'j1',
  kind: 'import',
  state: 'running',
  total: 1240,
  done: 862,
  current: 'port-rail-2021-44.html',
  startedAt: new Date(Date.now() - 60_000).toISOString(),
  endedAt: null,
  counts: { imported: 784, duplicate: 54, failed: 24 },
  interrupted: false,
  resumable: false,
  ...given,
});
const item = (given: Partial<ImportItem>): ImportItem => ({
  input: 'clippings/a.html',
  outcome: 'imported',
  sourceId: 's1',
  title: 'Port and rail freight',
  code: null,
  message: null,
  kind: null,
  ...given,
});
const items = [
  item({}),
  item({ input: 'clippings/b.html', outcome: 'duplicate', kind: 'exact' }),
  item({
    input: 'clippings/scan.pdf',
    outcome: 'failed',
    sourceId: null,
    title: null,
    code: 'unreadable',
    message: 'Pages are pictures with no text.',
  }),
];
const inbox = {
  folder: '/home/me/To read',
  watching: true,
  problem: null,
  files: [
    {
      path: '/home/me/To read/quay.html',
      seenAt: '2026-01-01T00:00:00Z',
      outcome: 'imported',
      sourceId: 's7',
      message: null,
    },
    {
      path: '/home/me/To read/bad.pdf',
      seenAt: '2026-01-01T00:00:00Z',
      outcome: 'failed',
      sourceId: null,
      message: 'bad.pdf is cut short.',
    },
  ],
};
const show = (jobs: readonly Job[]) =>
  showScreen(
    <ImportsScreen />,
    { screen: 'imports' },
    {
      'imports.list': () => jobs,
      'imports.report': () => items,
      'imports.cancel': () => null,
      'imports.resume': () => ({ jobId: 'j1' }),
      'inbox.status': () => inbox,
      'inbox.set': () => inbox,
      'imports.undo': () => ({ count: 1 }),
    },
  );

describe('activity', () => {
  test('shows how far an import is, what is left, and can stop it', async () => {
    const asked = show([job({})]);
    await expect
      .element(page.getByRole('progressbar', { name: 'Import under way' }))
      .toHaveAttribute('aria-valuenow', '862');
    await expect.element(page.getByText('862 of 1,240')).toBeVisible();
    await expect.element(page.getByText(/about \d+ seconds left/)).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await until(() => inputsOf(asked, 'imports.cancel').length === 1);
  });

  test('reports each input and undoes the whole import', async () => {
    const asked = show([job({ state: 'done', done: 1240, endedAt: new Date().toISOString() })]);
    await expect.element(page.getByText(/Pages are pictures with no text/)).toBeVisible();
    await page.getByRole('button', { name: 'Failed 1' }).click();
    await expect.element(page.getByText('Port and rail freight')).not.toBeInTheDocument();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Undo the import' }).click();
    await until(() => inputsOf(asked, 'imports.undo').length === 1);
  });

  test('offers to go on with an import that was interrupted', async () => {
    const asked = show([job({ state: 'cancelled', interrupted: true, resumable: true })]);
    await expect.element(page.getByText('Import was interrupted; what was done is kept')).toBeVisible();
    await page.getByRole('button', { name: 'Go on with 378 files' }).click();
    await until(() => inputsOf(asked, 'imports.resume').length === 1);
  });

  test('shows the inbox folder, what came out of it, and takes another one', async () => {
    const asked = show([]);
    const card = page.getByRole('region', { name: 'Inbox folder' });
    await expect.element(card.getByText('Watching', { exact: true })).toBeVisible();
    await expect.element(card.getByText('bad.pdf is cut short.', { exact: false })).toBeVisible();
    await card.getByRole('textbox', { name: 'Folder' }).fill('/home/me/Papers');
    await card.getByRole('button', { name: 'Watch it' }).click();
    await until(() => inputsOf(asked, 'inbox.set').length === 1);
    expect(inputsOf(asked, 'inbox.set')).toEqual([{ folder: '/home/me/Papers' }]);
    expect(await accessibilityProblems()).toEqual([]);
    await card.getByRole('button', { name: 'Open: quay.html' }).click();
    expect(useView.getState().place).toMatchObject({ id: 's7' });
  });

  test('without imports says how they begin', async () => {
    show([]);
    await expect.element(page.getByText('Nothing has been imported yet')).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });

  test('no time left is guessed in the first five seconds or without an end', () => {
    const now = Date.parse('2026-01-01T00:01:00Z');
    expect(paceOf(job({ startedAt: '2026-01-01T00:00:57Z' }), now)?.left).toBeNull();
    expect(paceOf(job({ total: null }), Date.now())?.left).toBeNull();
    expect(paceOf(job({ startedAt: '2026-01-01T00:00:00Z', done: 600, total: 1200 }), now)).toEqual({
      rate: 10,
      left: 60,
    });
  });
});
