import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { backupDays } from '../../../src/ui/health/days.ts';
import { HealthScreen } from '../../../src/ui/health/health.tsx';
import { TrashScreen } from '../../../src/ui/trash/trash.tsx';
import { inputsOf, showScreen } from '../facts/answers.tsx';
import { accessibilityProblems, until } from '../window.ts';

const backups = [{ path: '/backups/a.dossier', at: new Date().toISOString(), size: 86_000_000, ok: true }];
const trashed = [
  {
    kind: 'source',
    id: 's1',
    title: 'The Warehouse Robots',
    trashedAt: '2026-03-11T08:00:00.000Z',
    citedIn: ['Yunqiao in Europe'],
  },
  { kind: 'company', id: 'c1', title: '云樵机器人', trashedAt: '2026-03-11T08:00:00.000Z', citedIn: [] },
];
const health = (more: Record<string, (input: never) => unknown> = {}) =>
  showScreen(
    <HealthScreen />,
    { screen: 'health' },
    {
      'health.status': () => ({
        file: '/home/me/research.dossier',
        size: 182_000_000,
        sources: 412,
        annotations: 900,
        lastBackup: backups[0]!.at,
        backups,
        notices: [],
      }),
      'requests.list': () => ({ total: 0, requests: [] }),
      'annotations.list': () => ({ total: 0, annotations: [] }),
      'trash.list': () => trashed,
      'health.check': () => ({ ok: false, problems: ['Original 12ab no longer matches its checksum.'] }),
      // oxlint-disable-next-line unicorn/no-thenable -- the word of the library's answer
      'health.restorePreview': () => ({ counts: [{ kind: 'source', now: 412, then: 400 }] }),
      'host.restore': () => ({}),
      ...more,
    },
  );

describe('library health', () => {
  test('says whether the library is sound and where its backups are', async () => {
    health();
    await expect.element(page.getByText('No known problem')).toBeVisible();
    await expect.element(page.getByRole('listitem').first()).toBeInTheDocument();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Check now' }).click();
    await expect.element(page.getByText('Original 12ab no longer matches its checksum.')).toBeVisible();
  });

  test('says above all else what is to be known about the files', async () => {
    health({
      'health.status': () => ({
        file: '/home/me/research.dossier',
        size: 182_000_000,
        sources: 412,
        annotations: 900,
        lastBackup: backups[0]!.at,
        backups,
        notices: [
          { kind: 'journal-missing', at: '2026-03-01T08:00:00.000Z', message: '', problems: [] },
          {
            kind: 'damage-found',
            at: '2026-03-02T08:00:00.000Z',
            message: '',
            problems: ['Original 12ab no longer matches its checksum.'],
          },
        ],
      }),
    });
    await expect.element(page.getByText('its journal was missing', { exact: false })).toBeVisible();
    await expect.element(page.getByText('Original 12ab no longer matches its checksum.')).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });

  test('lists every address that was asked for, with what came of it, and clears the list', async () => {
    const row = (id: string, address: string, outcome: string, size = 0) => ({
      id,
      at: '2026-03-01T08:00:00.000Z',
      address,
      purpose: 'page',
      outcome,
      bytes: size,
    });
    const asked = health({
      'requests.list': () => ({
        total: 4,
        requests: [
          row('1', 'https://example.org/article', '200', 90_000),
          row('2', 'https://example.org/old', '301'),
          row('3', 'http://10.0.0.1/', 'unsupported'),
          row('4', 'https://example.org/\u202egpj.exe', 'asked'),
        ],
      }),
      'requests.clear': () => ({ cleared: 4 }),
    });
    await expect.element(page.getByRole('cell', { name: 'answered 200' })).toBeVisible();
    await expect.element(page.getByRole('cell', { name: 'not allowed, so not asked' })).toBeVisible();
    await expect.element(page.getByRole('cell', { name: 'no answer yet' })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Clear the list' }).click();
    await until(() => inputsOf(asked, 'requests.clear').length === 1);
  });

  test('shows what a restore would change before it happens', async () => {
    const asked = health();
    await page.getByRole('button', { name: 'Restore…' }).click();
    await expect.element(page.getByRole('cell', { name: '400' })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Restore this backup' }).click();
    await until(() => inputsOf(asked, 'host.restore').length === 1);
    expect(inputsOf(asked, 'host.restore')[0]).toEqual({ path: '/backups/a.dossier' });
  });

  test('a missed day is a day, and days before the first backup are none', () => {
    const now = new Date(2026, 2, 10, 12);
    const on = (day: number) => ({
      path: String(day),
      at: new Date(2026, 2, day, 9).toISOString(),
      size: 1,
      ok: true,
    });
    const days = backupDays([on(10), on(7), on(10)], now, 30);
    expect(days.map((one) => one.backups.length)).toEqual([1, 0, 0, 2]);
    expect(backupDays([], now, 30)).toHaveLength(1);
  });
});

describe('trash', () => {
  const show = () =>
    showScreen(
      <TrashScreen />,
      { screen: 'trash' },
      {
        'trash.list': () => trashed,
        'trash.empty': () => ({ deleted: 1, kept: 1 }),
        'sources.restore': () => null,
        'companies.restore': () => null,
      },
    );

  test('puts each kind back by its own verb', async () => {
    const asked = show();
    await page.getByRole('checkbox', { name: 'Select 2 items' }).click();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Restore 2' }).click();
    await until(() => inputsOf(asked, 'companies.restore').length === 1);
    expect(inputsOf(asked, 'sources.restore')).toEqual([{ ids: ['s1'] }]);
  });

  test('asks before it is emptied, with the safe answer first', async () => {
    const asked = show();
    await page.getByRole('button', { name: 'Empty Trash' }).click();
    await expect.element(page.getByRole('button', { name: 'Keep everything' })).toHaveFocus();
    await expect.element(page.getByText('1 item is removed for good', { exact: false })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await userEvent.keyboard('{Enter}');
    expect(inputsOf(asked, 'trash.empty')).toEqual([]);
  });
});
