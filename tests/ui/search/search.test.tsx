import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { SearchResult } from '../../../src/core/search/document.ts';
import { placesOf } from '../../../src/ui/search/hits.ts';
import {
  filtersIn,
  hasFilter,
  replaceWord,
  withFilter,
  withoutFilter,
  wordsOnly,
  withYears,
  yearsIn,
} from '../../../src/ui/search/query.ts';
import { foundIn } from '../../../src/ui/search/found.ts';
import { SearchScreen } from '../../../src/ui/search/search.tsx';
import { useView } from '../../../src/ui/view.ts';
import { row, sourceView } from '../companies/views.ts';
import { inputsOf, showScreen } from '../facts/answers.tsx';
import { accessibilityProblems, until } from '../window.ts';

const hit = { externalId: null, score: 1, exact: true, start: null, end: null } as const;
const result: SearchResult = {
  query: 'yunqaio sales',
  total: 3,
  took_ms: 4,
  corrected: 'yunqiao sales',
  hits: [
    {
      ...hit,
      kind: 'company',
      id: 'c1',
      sourceId: null,
      title: 'Yunqiao Robotics',
      snippet: '云樵',
      marks: [],
    },
    {
      ...hit,
      kind: 'source',
      id: 's1',
      sourceId: 's1',
      title: 'The Warehouse Robots',
      snippet: 'Yunqiao booked RMB 4.1 billion in 2024 sales',
      marks: [
        [0, 7],
        [39, 44],
      ],
      start: 0,
      end: 44,
    },
    {
      ...hit,
      kind: 'annotation',
      id: 'a1',
      sourceId: 's1',
      title: '',
      snippet: 'a mark about Yunqiao',
      marks: [[13, 20]],
    },
  ],
  doubts: [],
  terms: [
    { typed: 'yunqaio', matched: ['yunqiao', '云樵'] },
    { typed: 'sales', matched: ['sales'] },
  ],
  facets: {
    kind: [{ value: 'source', count: 1 }],
    year: [
      { value: '2023', count: 4 },
      { value: '2025', count: 9 },
    ],
    language: [{ value: 'en', count: 1 }],
    site: [{ value: 'The Delta Ledger', count: 14 }],
    tag: [],
    company: [{ value: 'c1', count: 38 }],
    colour: [],
  },
};
const show = (query: string) =>
  showScreen(
    <SearchScreen query={query} />,
    { screen: 'search', query },
    {
      'search.run': () => result,
      'companies.list': () => [row],
      'sources.open': () => sourceView,
      'search.recent': () => [{ query: 'port deal', at: '2026-11-22T12:00:00Z', times: 1 }],
      'search.remember': () => null,
      'search.forget': () => null,
      'search.like': () => ({ ...result, terms: [], corrected: null, hits: [result.hits[1]!] }),
      'search.values': (input) =>
        (input as { operator: string }).operator === 'site'
          ? [
              { value: 'The Delta Ledger', count: 14 },
              { value: 'The Delta Times', count: 2 },
            ]
          : [],
      'settings.all': () => ({}),
      'savedSearches.look': () => null,
      'savedSearches.list': () => [
        { id: 'q', name: 'Chip supply risk', query: 'chip supply', count: 23, fresh: 2 },
      ],
    },
  );

describe('the search page', () => {
  test('shows mixed results, what words were taken for, and the text at the hit', async () => {
    show('yunqaio sales');
    await expect.element(page.getByRole('option').first()).toBeVisible();
    await expect.element(page.getByRole('button', { name: /yunqiao for “yunqaio”/ })).toBeVisible();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByText(/hit 1 of 2/)).toBeVisible();
    expect(document.querySelector('#current-hit')?.textContent).toBe('Yunqiao');
    expect(await accessibilityProblems()).toEqual([]);
  });

  test('walks results and hits and opens at the hit without the mouse', async () => {
    show('yunqaio sales');
    await expect.element(page.getByRole('option').first()).toBeVisible();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByText(/hit 1 of 2/)).toBeVisible();
    await userEvent.keyboard('{Control>}g{/Control}');
    await expect.element(page.getByText(/hit 2 of 2/)).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(useView.getState().place).toMatchObject({
      screen: 'library',
      id: 's1',
      at: { start: 39, end: 44 },
      find: 'sales',
    });
  });

  test('a ticked filter is written into the query', async () => {
    show('yunqaio');
    await page.getByRole('checkbox', { name: 'The Delta Ledger' }).click();
    expect(useView.getState().place).toEqual({ screen: 'search', query: 'yunqaio site:"The Delta Ledger"' });
  });

  test('the search for exact words is asked for', async () => {
    const asked = show('yunqaio');
    await page.getByRole('button', { name: 'Search exact words only' }).click();
    await until(() => (inputsOf(asked, 'search.run').at(-1) as { exactWords?: boolean }).exactWords === true);
  });

  test('before anything is typed it offers the last searches', async () => {
    show('');
    await expect.element(page.getByRole('button', { name: 'port deal' })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });
});

describe('filters written in the query', () => {
  test('are found, added, replaced and taken away', () => {
    expect(
      filtersIn('chip site:"The Delta Ledger" -tag:old lang:zh').map(({ name, value }) => [name, value]),
    ).toEqual([
      ['site', 'The Delta Ledger'],
      ['lang', 'zh'],
    ]);
    expect(withFilter('chip lang:zh', 'lang', 'en', true)).toBe('chip lang:en');
    expect(withFilter('chip', 'company', '云樵', false)).toBe('chip company:云樵');
    expect(withoutFilter('chip site:"The Delta Ledger" supply', 'site', 'the delta ledger')).toBe(
      'chip supply',
    );
    expect(hasFilter('chip lang:zh', 'lang', 'zh')).toBe(true);
    expect(wordsOnly('chip tag:a supply lang:zh')).toBe('chip supply');
  });

  test('years are both included and the same years again take them away', () => {
    expect(withYears('chip', 2023, 2024)).toBe('chip after:2023 before:2025');
    expect(yearsIn('chip after:2023 before:2025')).toEqual({ from: 2023, to: 2024 });
    expect(withYears('chip after:2023 before:2025', 2023, 2024)).toBe('chip');
  });

  test('a word is dropped or replaced where it stands', () => {
    expect(replaceWord('yunqaio chip suply', 'chip', null)).toBe('yunqaio suply');
    expect(replaceWord('yunqaio chip', 'yunqaio', '云樵')).toBe('"云樵" chip');
  });
});

describe('hits', () => {
  test('begin where a word begins, carry its ending, and never overlap', () => {
    const text = 'A supplier supplies the resupply of 云樵芯片.';
    const places = placesOf(text, [
      { typed: 'suppl', matched: ['supplier'] },
      { typed: '芯片', matched: [] },
    ]);
    expect(places.map(({ start, end }) => text.slice(start, end))).toEqual(['supplier', 'supplies', '芯片']);
    expect(foundIn(result.hits).map((one) => [one.hit.kind, one.more.length])).toEqual([
      ['company', 0],
      ['source', 1],
    ]);
  });
});
