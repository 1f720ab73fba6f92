import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { SearchResult } from '../../../src/core/search/document.ts';
import { placesOf } from '../../../src/ui/search/hits.ts';
import {
  filtersIn,
  hasFilter,
  readAs,
  replaceWord,
  withFilter,
  withoutFilter,
  wordsOnly,
  withYears,
  yearsIn,
} from '../../../src/ui/search/query.ts';
import { foundIn } from '../../../src/ui/search/found.ts';
import { SearchScreen } from '../../../src/ui/search/search.tsx';
import { crossTo, placesOnTrail, useTrail } from '../../../src/ui/search/trail.ts';
import { useView } from '../../../src/ui/view.ts';
import { row, sourceView } from '../companies/views.ts';
import { inputsOf, showScreen, type Answers } from '../facts/answers.tsx';
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
const show = (query: string, answer = result, others: Answers = {}) =>
  showScreen(<AtPlace />, { screen: 'search', query }, { ...answers(answer), ...others });
const showLike = () => showScreen(<AtPlace />, { screen: 'search', like: 's1' }, answers(result));

/** The search page as the window shows it: what is typed comes back as its query. */
function AtPlace() {
  const place = useView((view) => view.place);
  return place.screen === 'search' ? <SearchScreen {...place} /> : null;
}

const answers = (answer: SearchResult): Answers => ({
  'search.run': () => answer,
  'companies.list': () => [row],
  'sources.open': () => sourceView,
  'search.recent': () => [{ query: 'port deal', at: '2026-11-22T12:00:00Z', times: 1 }],
  'search.remember': () => null,
  'search.forget': () => null,
  'search.like': () => ({ ...result, terms: [], corrected: null, hits: [result.hits[1]!] }),
  'search.values': (input: { operator: string }) =>
    input.operator === 'site'
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
});

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
      find: 'yunqaio sales',
    });
  });

  test('unfolds the passages of a source by key and by mouse, and opens the one that is chosen', async () => {
    const text = `${sourceView.version.text}\nA second paragraph tells of sales again.`;
    const view = { ...sourceView, version: { ...sourceView.version, text } };
    show('yunqaio sales', result, { 'sources.open': () => view });
    await expect.element(page.getByText('2 passages')).toBeVisible();
    await userEvent.keyboard('{ArrowDown}{Alt>}{ArrowDown}{/Alt}');
    await until(() => document.querySelectorAll('#search-results [role=option]').length === 4);
    await userEvent.keyboard('{ArrowDown}');
    expect(document.querySelector('.se-row.inner[aria-selected=true]')?.textContent).toContain('Yunqiao');
    expect(await accessibilityProblems()).toEqual([]);
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await until(() => document.querySelectorAll('#search-results [role=option]').length === 2);
    await page.getByText('2 passages').click();
    await until(() => document.querySelectorAll('#search-results [role=option]').length === 4);
  });

  test('takes the found words and the order of the sources along into the reader', async () => {
    show('yunqaio sales');
    await expect.element(page.getByRole('option').first()).toBeVisible();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByText(/hit 1 of 2/)).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(useTrail.getState().trail).toMatchObject({
      words: 'yunqaio sales',
      sources: [{ id: 's1', at: { start: 0, end: 44 } }],
    });
    const places = placesOnTrail(sourceView.version.text, 'yunqaio sales')!;
    expect(places.map(({ start, end }) => sourceView.version.text.slice(start, end))).toEqual([
      'Yunqiao',
      'sales',
    ]);
    expect(placesOnTrail(sourceView.version.text, 'other words')).toBeNull();
    expect(crossTo('s1', 'yunqaio sales', 1)).toBe(false);
  });

  test('completes an operator and its value without the mouse, and leaves the caret after it', async () => {
    show('');
    await userEvent.keyboard('chip si');
    await until(() => document.querySelector('.se-suggestion')?.textContent.startsWith('site:'));
    expect(await accessibilityProblems()).toEqual([]);
    await userEvent.keyboard('{Tab}');
    await until(() => document.querySelectorAll('.se-suggestion').length === 2);
    const input = await until(() => document.querySelector<HTMLInputElement>('[role=combobox]'));
    expect(input.value).toBe('chip site:');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.getElementById(input.getAttribute('aria-activedescendant')!)?.textContent).toContain(
      'Times',
    );
    await userEvent.keyboard('{Enter}');
    await until(() => input.value === 'chip site:"The Delta Times" ');
    expect(input.selectionStart).toBe(input.value.length);
    expect(document.querySelector('.se-suggest')).toBeNull();
    // The pieces are coloured behind the words and cover all of them.
    expect(document.querySelector('.se-ink')?.textContent).toBe(input.value);
    expect(document.querySelector('.qp-name')?.textContent).toBe('site:');
    await userEvent.keyboard('ta');
    await until(() => document.querySelector('.se-suggest'));
    await userEvent.keyboard('{Escape}');
    await until(() => document.querySelector('.se-suggest') === null);
    expect(document.activeElement).toBe(input);
  });

  test('typing in the middle leaves the caret where it is', async () => {
    show('chip supply');
    const input = await until(() => document.querySelector<HTMLInputElement>('[role=combobox]'));
    await until(() => document.activeElement === input);
    input.setSelectionRange(4, 4);
    await userEvent.keyboard('set');
    expect(input.value).toBe('chipset supply');
    expect(input.selectionStart).toBe(7);
  });

  test('nothing is searched while an input method composes', async () => {
    const asked = show('');
    const input = await until(() => document.querySelector<HTMLInputElement>('[role=combobox]'));
    input.focus();
    input.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    // oxlint-disable-next-line typescript/unbound-method -- it is called on the field below
    const put = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!;
    for (const text of ['x', 'xin', 'xinp']) {
      put.call(input, text);
      input.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
    }
    expect(input.value).toBe('xinp');
    expect(inputsOf(asked, 'search.run')).toEqual([]);
    put.call(input, '芯片');
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '芯片' }));
    await until(() => useView.getState().place.screen === 'search' && input.value === '芯片');
    expect((useView.getState().place as { query?: string }).query).toBe('芯片');
  });

  test('a pasted megabyte, half characters and control characters leave the box quick and whole', async () => {
    show('');
    const input = await until(() => document.querySelector<HTMLInputElement>('[role=combobox]'));
    input.focus();
    for (const pasted of [
      'word '.repeat(210_000),
      '\ud800 a\u0000b\nc',
      '((('.repeat(400_000),
      '🙂'.repeat(5000),
    ]) {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      const began = performance.now();
      input.select();
      input.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
      await until(() => input.value !== '');
      expect(performance.now() - began).toBeLessThan(1500);
      expect(input.value.length).toBeLessThanOrEqual(4097);
      expect(input.value.isWellFormed()).toBe(true);
      // eslint-disable-next-line no-control-regex
      expect(input.value).not.toMatch(/[\u0000-\u001f]/);
    }
  });

  test('the same word twice is two words', async () => {
    const twice: SearchResult = { ...result, terms: [...result.terms, ...result.terms] };
    const errors: unknown[] = [];
    const before = console.error;
    console.error = (...said: unknown[]) => errors.push(said);
    show('yunqaio sales yunqaio sales', twice);
    await until(() => document.querySelectorAll('.se-term').length === 4);
    console.error = before;
    expect(errors).toEqual([]);
  });

  test('shows what is like a source, with a chip that leads back to a search', async () => {
    showLike();
    await expect.element(page.getByText(/More like “/)).toBeVisible();
    await until(() => document.querySelectorAll('#search-results [role=option]').length === 1);
    expect(await accessibilityProblems()).toEqual([]);
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

  test('what was searched for instead names every word that was corrected', () => {
    expect(
      readAs('yunqaio chip suply', [
        { typed: 'yunqaio', matched: ['yunqiao', '云樵'] },
        { typed: 'chip', matched: ['chip', 'chips'] },
        { typed: 'suply', matched: ['supply'] },
      ]),
    ).toBe('yunqiao chip supply');
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
