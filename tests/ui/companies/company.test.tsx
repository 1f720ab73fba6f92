import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { CompaniesScreen } from '../../../src/ui/companies/companies.tsx';
import { CompanyScreen } from '../../../src/ui/companies/company.tsx';
import { layout } from '../../../src/ui/companies/layout.ts';
import { periodsOf } from '../../../src/ui/companies/months.ts';
import { figures, periodOrder, seriesOf } from '../../../src/ui/companies/series.ts';
import { useView } from '../../../src/ui/view.ts';
import { inputsOf, showScreen } from '../facts/answers.tsx';
import { accessibilityProblems, until } from '../window.ts';
import { company, fact, row } from './views.ts';

const answers = {
  'companies.open': () => company,
  'companies.list': () => [row],
  'companies.addAlias': () => company.company,
  'facts.prefer': () => company.facts[0],
  'annotations.list': () => ({ total: 0, annotations: [] }),
};
const dossier = () => showScreen(<CompanyScreen id="c1" />, { screen: 'company', id: 'c1' }, answers);

describe('the dossier', () => {
  test('shows names, figures and facts without an accessibility problem', async () => {
    dossier();
    await expect.element(page.getByRole('heading', { level: 1, name: 'Yunqiao Robotics' })).toBeVisible();
    await expect.element(page.getByText('4.1bn', { exact: false }).first()).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });

  test('shows two values of one measure side by side and prefers one with the reason', async () => {
    const asked = dossier();
    const group = page.getByRole('group', { name: 'Different values of Overseas share' });
    await expect.element(group).toBeVisible();
    await group.getByRole('textbox').fill('The filing counts service');
    await group.getByRole('button', { name: 'Prefer 31%' }).click();
    await until(() => inputsOf(asked, 'facts.prefer').length === 1);
    expect(inputsOf(asked, 'facts.prefer')).toEqual([{ factId: 'f1', reason: 'The filing counts service' }]);
  });

  test('adds an alias in another script from the keyboard', async () => {
    const asked = dossier();
    await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
    await userEvent.keyboard('a');
    await page.getByRole('textbox', { name: 'Another name, in any script' }).fill('雲樵');
    await userEvent.keyboard('{Enter}');
    await until(() => inputsOf(asked, 'companies.addAlias').length === 1);
    expect(inputsOf(asked, 'companies.addAlias')[0]).toEqual({
      id: 'c1',
      alias: { text: '雲樵', language: 'zh', kind: 'name' },
    });
  });

  test('opens the words of a fact with Enter on its row', async () => {
    dossier();
    await until(() => document.querySelector('tr[data-row]'));
    document.querySelector<HTMLElement>('tr[data-row]')!.focus();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await until(() => useView.getState().place.screen === 'library');
    expect(useView.getState().place).toMatchObject({ id: 's1' });
  });

  test('gives every picture as a table too', async () => {
    dossier();
    const region = page.getByRole('region', { name: 'Mentioned together' }).first();
    await region.getByRole('radio', { name: 'Table' }).click();
    await expect.element(region.getByRole('button', { name: 'Nordhavn Rail Ports' })).toBeVisible();
    await page
      .getByRole('region', { name: 'Mentions over time' })
      .first()
      .getByRole('radio', { name: 'Table' })
      .click();
    await expect.element(page.getByRole('button', { name: 'Feb 2025' })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });
});

describe('the company list', () => {
  test('opens a dossier with Enter and has no accessibility problem', async () => {
    showScreen(<CompaniesScreen />, { screen: 'companies' }, answers);
    const list = await until(() => document.querySelector<HTMLElement>('[role=listbox]'));
    await until(() => document.querySelector('[role=option]'));
    expect(await accessibilityProblems()).toEqual([]);
    list.focus();
    await userEvent.keyboard('{Enter}');
    expect(useView.getState().place).toEqual({ screen: 'company', id: 'c1' });
  });
});

describe('series and pictures', () => {
  test('a year is later than its parts, so that the full figure is the latest', () => {
    const periods = ['2024', '2024-Q3', '2024-11', '2024-H2', '2023'];
    expect(periods.toSorted((a, b) => periodOrder(a).localeCompare(periodOrder(b)))).toEqual([
      '2023',
      '2024-Q3',
      '2024-11',
      '2024-H2',
      '2024',
    ]);
  });

  test('draws one value a period, the preferred one, and pinned measures first', () => {
    const facts = [
      fact({ id: 'a', metric: 'Revenue', value: 1, asOf: '2023' }),
      fact({ id: 'b', metric: 'revenue', value: 2, asOf: '2024' }),
      fact({ id: 'c', metric: 'Revenue', value: 3, asOf: '2024' }),
      fact({ id: 'd', metric: 'Share', value: 9 }),
    ];
    const series = seriesOf(facts, new Set(['b']));
    expect(series[0]!.points.map((point) => point.value)).toEqual([1, 2]);
    expect(series[0]!.before?.value).toBe(1);
    expect(figures(series, ['Share']).map((one) => one.metric)).toEqual(['Share', 'revenue']);
  });

  test('the graph lies the same way each time, inside its picture', () => {
    const centre = { id: 'c1', name: 'Yunqiao', sources: 38 };
    const around = Array.from({ length: 40 }, (_, i) => ({
      id: `n${i}`,
      name: `Company ${i}`,
      sources: 40 - i,
    }));
    const one = layout(centre, around, 340, 280);
    expect(layout(centre, around, 340, 280)).toEqual(one);
    expect(one).toHaveLength(31);
    for (const { x, y } of one) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(340);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(280);
    }
  });

  test('months have no holes, and decades become years', () => {
    expect(periodsOf(company.months).map((period) => period.key)).toEqual(['2024-12', '2025-01', '2025-02']);
    const long = periodsOf([
      { month: '2001-05', annotated: 0, others: 1 },
      { month: '2025-05', annotated: 2, others: 1 },
    ]);
    expect(long).toHaveLength(25);
    expect(long.at(-1)).toEqual({ key: '2025', annotated: 2, others: 1 });
  });
});
