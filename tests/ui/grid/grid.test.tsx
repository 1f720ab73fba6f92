import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { GridView } from '../../../src/library/company-views.ts';
import { FromReader } from '../../../src/ui/grid/from-reader.tsx';
import { GridScreen } from '../../../src/ui/grid/grid.tsx';
import { GridsScreen } from '../../../src/ui/grid/grids.tsx';
import { useReading } from '../../../src/ui/reader/state.ts';
import { useView } from '../../../src/ui/view.ts';
import { fact, row, sourceView } from '../companies/views.ts';
import { inputsOf, showScreen } from '../facts/answers.tsx';
import { accessibilityProblems, until } from '../window.ts';

const revenue = fact({
  id: 'f1',
  metric: 'Revenue',
  valueText: 'RMB 4.1 billion',
  value: 4.1e9,
  currency: 'CNY',
  unit: null,
});
const view: GridView = {
  id: 'g1',
  name: 'Warehouse robots',
  questions: [
    { id: 'q1', text: 'Revenue', metric: 'Revenue' },
    { id: 'q2', text: 'Who supplies it?', metric: null },
  ],
  companies: [
    { id: 'c1', name: 'Yunqiao Robotics' },
    { id: 'c2', name: '清河半导体' },
  ],
  cells: [
    { questionId: 'q1', companyId: 'c1', fact: revenue, lookedOn: null },
    { questionId: 'q2', companyId: 'c2', fact: null, lookedOn: '2026-01-02' },
  ],
  createdAt: '2026-03-11T08:00:00.000Z',
  updatedAt: '2026-03-11T08:00:00.000Z',
};
const big: GridView = {
  ...view,
  questions: Array.from({ length: 300 }, (_, i) => ({ id: `q${i}`, text: `Question ${i}`, metric: null })),
  companies: Array.from({ length: 2000 }, (_, i) => ({ id: `c${i}`, name: `Company ${i}` })),
  cells: [],
};
const answers = {
  'grids.open': () => view,
  'grids.list': () => [
    { id: 'g1', name: view.name, questions: 2, companies: 2, facts: 1, looked: 1, updatedAt: view.updatedAt },
  ],
  'grids.candidates': () => [revenue],
  'grids.set': () => view,
  'grids.looked': () => view,
  'grids.clear': () => view,
  'grids.answer': () => revenue,
  'annotations.list': () => ({ total: 0, annotations: [{ id: 'a1', start: 3, end: 9 }] }),
  'annotations.get': () => sourceView.annotations[0],
  'reading.words': ({ start, end }: { start: number; end: number }) =>
    sourceView.version.text.slice(start, end),
  'sources.get': () => sourceView.source,
  'mentions.list': () => sourceView.mentions,
  'companies.list': () => [row],
  'facts.parse': ({ text }: { text: string }) => ({
    facts: [
      {
        ...revenue,
        valueText: text.slice(0, 20),
        asOf: '2024',
        doubts: [],
        approximate: false,
        start: 0,
        end: 5,
      },
    ],
  }),
  'settings.set': () => null,
};
const screen = (given: GridView = view) =>
  showScreen(<GridScreen id="g1" />, { screen: 'grid', id: 'g1' }, { ...answers, 'grids.open': () => given });
const theGrid = async (): Promise<HTMLElement> => {
  const grid = await until(() => document.querySelector<HTMLElement>('[role=grid]'));
  grid.focus();
  return grid;
};

describe('a grid', () => {
  test('is an ARIA grid: arrows move, Enter opens the words of an answer', async () => {
    screen();
    const grid = await theGrid();
    expect(grid.getAttribute('aria-rowcount')).toBe('3');
    expect(await accessibilityProblems()).toEqual([]);
    expect(grid.getAttribute('aria-activedescendant')).toBe('grid-cell-1-1');
    await userEvent.keyboard('{ArrowRight}{ArrowDown}{Home}{ArrowUp}{ArrowRight}');
    expect(grid.getAttribute('aria-activedescendant')).toBe('grid-cell-1-1');
    await userEvent.keyboard('{Enter}');
    await until(() => useView.getState().place.screen === 'library');
    expect(useView.getState().place).toMatchObject({ id: 's1', at: { start: 3, end: 9 } });
  });

  test('N says that nothing was found, Delete empties, Enter on an empty cell asks for an answer', async () => {
    const asked = screen();
    await theGrid();
    await userEvent.keyboard('{ArrowRight}n');
    await until(() => inputsOf(asked, 'grids.looked').length === 1);
    expect(inputsOf(asked, 'grids.looked')[0]).toEqual({ questionId: 'q2', companyId: 'c1' });
    await userEvent.keyboard('{ArrowDown}{Delete}');
    await until(() => inputsOf(asked, 'grids.clear').length === 1);
    expect(inputsOf(asked, 'grids.clear')[0]).toEqual({ questionId: 'q2', companyId: 'c2' });
    await userEvent.keyboard('{ArrowUp}{Enter}');
    await expect.element(page.getByRole('heading', { name: 'Answer for Yunqiao Robotics' })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Revenue', exact: false }).click();
    await until(() => inputsOf(asked, 'grids.set').length === 1);
    expect(inputsOf(asked, 'grids.set')[0]).toEqual({ questionId: 'q2', companyId: 'c1', factId: 'f1' });
  });

  test('draws only what is in view of 600,000 cells, and End and Ctrl+End still reach the last one', async () => {
    screen(big);
    const grid = await theGrid();
    expect(grid.querySelectorAll('[role=gridcell]').length).toBeLessThan(800);
    await userEvent.keyboard('{Control>}{End}{/Control}');
    await until(() => document.getElementById('grid-cell-2000-300'));
    expect(grid.getAttribute('aria-activedescendant')).toBe('grid-cell-2000-300');
    const [cell, box] = [document.getElementById('grid-cell-2000-300')!, grid].map((one) =>
      one.getBoundingClientRect(),
    );
    expect(cell!.bottom).toBeLessThanOrEqual(box!.bottom + 1);
    expect(cell!.right).toBeLessThanOrEqual(box!.right + 1);
    expect(grid.querySelectorAll('[role=gridcell]').length).toBeLessThan(800);
  });

  test('the list of grids opens one and has no accessibility problem', async () => {
    showScreen(<GridsScreen />, { screen: 'grids' }, answers);
    await expect.element(page.getByText('1 answered, 1 looked for, of 4')).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Warehouse robots', exact: false }).first().click();
    expect(useView.getState().place).toEqual({ screen: 'grid', id: 'g1' });
  });
});

describe('from the reader', () => {
  test('Q and Enter put the selected words into the next cell without an answer', async () => {
    const asked = showScreen(<FromReader />, { screen: 'library', id: 's1' }, answers);
    useReading.setState({ selection: { start: 8, end: 34 } });
    await userEvent.keyboard('q');
    const value = page.getByRole('textbox', { name: 'Answer' });
    await expect.element(value).toHaveValue(sourceView.version.text.slice(8, 28).trim());
    await expect.element(page.getByRole('combobox', { name: 'Question' })).toHaveValue('q2');
    await userEvent.keyboard('{Enter}');
    await until(() => inputsOf(asked, 'grids.answer').length === 1);
    expect(inputsOf(asked, 'grids.answer')[0]).toMatchObject({
      questionId: 'q2',
      companyId: 'c1',
      asOf: '2024',
      words: { sourceId: 's1', start: 8, end: 34 },
    });
    useReading.setState({ selection: null });
  });

  test('R makes a relation of them, with the kind the words speak of', async () => {
    const asked = showScreen(
      <FromReader />,
      { screen: 'library', id: 's1' },
      {
        ...answers,
        'companies.resolve': () => ({ companyId: 'c7', candidates: [] }),
        'relations.add': () => null,
      },
    );
    useReading.setState({ selection: { start: 0, end: 34 } });
    await userEvent.keyboard('r');
    await page.getByRole('combobox', { name: 'Other company' }).fill('Qinghe');
    await page.getByRole('combobox', { name: 'Relation' }).selectOptions('acquired');
    await userEvent.keyboard('{Enter}');
    await until(() => inputsOf(asked, 'relations.add').length === 1);
    expect(inputsOf(asked, 'relations.add')[0]).toMatchObject({
      companyId: 'c1',
      kind: 'acquired',
      otherId: 'c7',
      words: { sourceId: 's1', start: 0, end: 34 },
    });
    useReading.setState({ selection: null });
  });
});
