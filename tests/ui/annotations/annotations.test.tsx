import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { AnnotationsScreen } from '../../../src/ui/annotations/annotations.tsx';
import type { Row } from '../../../src/ui/annotations/order.ts';
import { useView } from '../../../src/ui/view.ts';
import { row } from '../companies/views.ts';
import { inputsOf, showScreen } from '../facts/answers.tsx';
import { accessibilityProblems, until } from '../window.ts';

const mark = (given: Partial<Row> & Pick<Row, 'id' | 'quote'>): Row => ({
  sourceId: 's1',
  sourceTitle: 'The Warehouse Robots',
  start: 4,
  end: 20,
  prefix: '',
  suffix: '',
  note: '',
  colour: 'amber',
  tags: [],
  companies: [],
  createdAt: '2026-11-20T10:00:00Z',
  updatedAt: '2026-11-20T10:00:00Z',
  anchor: 'exact',
  current: given.quote,
  candidates: [],
  facts: [],
  briefs: [],
  links: [],
  ...given,
});
const rows = [
  mark({ id: 'm1', quote: 'booked RMB 4.1 billion', tags: ['margins'], note: 'Compare with the filing' }),
  mark({
    id: 'm2',
    quote: '清河半导体',
    colour: 'green',
    createdAt: '2026-11-21T10:00:00Z',
    anchor: 'changed',
  }),
  mark({ id: 'm3', quote: '', start: null, end: null, note: 'Read twice', anchor: 'exact' }),
];
const show = () =>
  showScreen(
    <AnnotationsScreen />,
    { screen: 'annotations' },
    {
      'annotations.list': () => ({ total: rows.length, annotations: rows }),
      'annotations.remove': () => null,
      'annotations.editMany': () => ({ changed: 3 }),
      'tags.list': () => [{ name: 'margins', count: 1, colour: null }],
      'companies.list': () => [row],
    },
  );

describe('the annotations of the library', () => {
  test('stand newest first with their source, without an accessibility problem', async () => {
    show();
    await expect.element(page.getByText('booked RMB 4.1 billion')).toBeVisible();
    const quotes = [...document.querySelectorAll('.an-row q')].map((quote) => quote.textContent);
    expect(quotes).toEqual(['清河半导体', 'booked RMB 4.1 billion']);
    expect(await accessibilityProblems()).toEqual([]);
  });

  test('are narrowed by colour, company and state', async () => {
    const asked = show();
    await page.getByRole('combobox', { name: 'Colour' }).selectOptions('green');
    await page.getByRole('combobox', { name: 'Company' }).selectOptions(row.id);
    await page.getByRole('combobox', { name: 'State of the quote' }).selectOptions('changed');
    await until(() =>
      inputsOf(asked, 'annotations.list').some(
        (input) =>
          JSON.stringify(input) ===
          JSON.stringify({ colour: 'green', companyId: row.id, anchor: 'changed', limit: 2000 }),
      ),
    );
  });

  test('open at their words', async () => {
    show();
    await page.getByRole('button', { name: 'The Warehouse Robots' }).first().click();
    expect(useView.getState().place).toMatchObject({ id: 's1', at: { start: 4, end: 20 } });
  });

  test('are recoloured and removed together', async () => {
    const asked = show();
    await page.getByRole('checkbox', { name: /booked/ }).click();
    await page.getByRole('button', { name: 'Select all shown' }).click();
    await page.getByRole('button', { name: /^2 / }).click();
    await until(() => inputsOf(asked, 'annotations.editMany').length === 1);
    expect(inputsOf(asked, 'annotations.editMany')[0]).toMatchObject({ colour: 'green' });
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await until(() => inputsOf(asked, 'annotations.remove').length === 1);
    expect((inputsOf(asked, 'annotations.remove')[0] as { ids: string[] }).ids.toSorted()).toEqual([
      'm1',
      'm2',
      'm3',
    ]);
  });
});
