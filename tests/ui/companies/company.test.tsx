import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { CompaniesScreen } from '../../../src/ui/companies/companies.tsx';
import { CompanyScreen } from '../../../src/ui/companies/company.tsx';
import { layout } from '../../../src/ui/companies/layout.ts';
import { sorted, sortingOf, staleBefore } from '../../../src/ui/companies/list-state.ts';
import { periodsOf } from '../../../src/ui/companies/months.ts';
import { figures, periodOrder, seriesOf } from '../../../src/ui/companies/series.ts';
import { useView } from '../../../src/ui/view.ts';
import { inputsOf, showScreen } from '../facts/answers.tsx';
import { accessibilityProblems, until } from '../window.ts';
import { company, fact, row } from './views.ts';

const answers = {
  'companies.open': () => company,
  'companies.list': () => [row],
  'companies.addAlias': () => ({
    ...company.company,
    doubts: [{ code: 'alias-shared', detail: 'Delta Ledger' }],
  }),
  'notes.templates': () => [],
  'notes.edit': () => company.company.notes[0],
  'tags.list': () => [],
  'groups.list': () => [],
  'grids.list': () => [],
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
    await expect
      .element(page.getByText('Also a name of Delta Ledger', { exact: false }).first())
      .toBeVisible();
  });

  test('opens the words of a relation at their place, from the list and from the table', async () => {
    dossier();
    await page.getByRole('button', { name: `Open the words “${company.relations[0]!.quote}”` }).click();
    await until(() => useView.getState().place.screen === 'library');
    expect(useView.getState().place).toMatchObject({ id: 's1', at: { start: 12, end: 40 } });
    dossier();
    const region = page.getByRole('region', { name: 'Mentioned together' }).first();
    await region.getByRole('radio', { name: 'Table' }).click();
    await region.getByRole('button', { name: 'is supplied by' }).click();
    await until(() => useView.getState().place.screen === 'library');
    expect(useView.getState().place).toMatchObject({ id: 's1', at: { start: 12, end: 40 } });
  });

  test('ticks an open question in the note it stands in', async () => {
    const asked = dossier();
    const questions = page.getByRole('region', { name: 'Open questions' });
    await questions.getByRole('checkbox', { name: 'Who is the third supplier?' }).click({ force: true });
    await until(() => inputsOf(asked, 'notes.edit').length === 1);
    expect(inputsOf(asked, 'notes.edit')[0]).toMatchObject({
      id: 'n1',
      text: expect.stringContaining('- [x] Who is the third supplier?') as string,
    });
  });

  test('adds a relation from the keyboard, and not without a source or the mark that it has none', async () => {
    const asked = showScreen(
      <CompanyScreen id="c1" />,
      { screen: 'company', id: 'c1' },
      {
        ...answers,
        'companies.resolve': () => ({ companyId: 'c2', candidates: [] }),
        'relations.add': () => company.relations[0],
      },
    );
    await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
    await userEvent.keyboard('l');
    await page.getByRole('combobox', { name: 'Other company' }).fill('Nordhavn Rail Ports');
    await page.getByRole('combobox', { name: 'Relation' }).selectOptions('competes with');
    const save = page.getByRole('button', { name: 'Save' });
    await expect.element(save).toBeDisabled();
    await page.getByRole('checkbox', { name: 'It has no source' }).click({ force: true });
    await save.click();
    await until(() => inputsOf(asked, 'relations.add').length === 1);
    expect(inputsOf(asked, 'relations.add')[0]).toMatchObject({
      companyId: 'c1',
      kind: 'competes',
      otherId: 'c2',
      noSource: true,
    });
  });

  test('tells what a merge would move, and in words why a company is not merged into itself', async () => {
    const asked = showScreen(
      <CompanyScreen id="c1" />,
      { screen: 'company', id: 'c1' },
      {
        ...answers,
        'companies.list': () => [row, { ...row, id: 'c2', name: 'Nordhavn Rail Ports' }],
        'companies.mergePreview': () => ({
          aliases: ['Yunqiao Robotics'],
          facts: 4,
          notes: 1,
          relations: 1,
          cells: 0,
          tags: 0,
          groups: 0,
          choices: 0,
          fields: [],
          between: 1,
        }),
        'companies.merge': () => company.company,
      },
    );
    await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
    await userEvent.keyboard('m');
    const into = page.getByRole('combobox', { name: 'Company to keep' });
    await into.fill('Yunqiao Robotics');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('A company cannot be merged into itself.')).toBeVisible();
    await into.fill('Nordhavn Rail Ports');
    await expect.element(page.getByText('4 facts')).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await userEvent.keyboard('{Enter}');
    await until(() => inputsOf(asked, 'companies.merge').length === 1);
    expect(inputsOf(asked, 'companies.merge')[0]).toEqual({ from: ['c1'], into: 'c2' });
  });

  test('splits off what is ticked, under the name that was ticked first', async () => {
    const asked = showScreen(
      <CompanyScreen id="c1" />,
      { screen: 'company', id: 'c1' },
      {
        ...answers,
        'companies.split': () => company.company,
      },
    );
    await page.getByRole('button', { name: 'More', exact: true }).first().click();
    await page.getByRole('menuitem', { name: 'Split into two companies' }).click();
    await page.getByRole('checkbox', { name: '云樵机器人' }).click({ force: true });
    await page.getByRole('checkbox', { name: 'Employees', exact: false }).click({ force: true });
    await expect.element(page.getByText('Goes: 1 name, 1 fact, 0 notes, 0 relations')).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Split', exact: true }).click();
    await until(() => inputsOf(asked, 'companies.split').length === 1);
    expect(inputsOf(asked, 'companies.split')[0]).toEqual({
      id: 'c1',
      name: '云樵机器人',
      aliases: ['云樵机器人'],
      facts: ['f4'],
      notes: [],
      relations: [],
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

  test('ticks with X and a stretch with Shift, and labels them in one step', async () => {
    const rows = ['c1', 'c2', 'c3'].map((id, i) => ({
      ...row,
      id,
      name: `Company ${i}`,
      tags: [],
      groups: [],
    }));
    const asked = showScreen(
      <CompaniesScreen />,
      { screen: 'companies' },
      {
        ...answers,
        'companies.list': () => rows,
        'companies.editMany': () => null,
        'tags.list': () => [{ name: 'watch', colour: null, count: 1 }],
      },
    );
    const list = await until(() => document.querySelector<HTMLElement>('[role=listbox]'));
    await until(() => document.querySelector('[role=option]'));
    list.focus();
    await userEvent.keyboard('x{Shift>}{ArrowDown}{/Shift}');
    await expect.element(page.getByText('2 chosen').first()).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Tags and groups' }).click();
    await page.getByRole('checkbox', { name: 'watch' }).click({ force: true });
    await until(() => inputsOf(asked, 'companies.editMany').length === 1);
    expect(inputsOf(asked, 'companies.editMany')[0]).toEqual({ ids: ['c1', 'c2'], addTags: ['watch'] });
  });

  test('shows what an import would do, lets a column become something else, and then does it', async () => {
    const preview = (roles: readonly string[]) => ({
      header: ['Name', 'Chef'],
      roles,
      sample: [['Xiaomi', 'Lei Jun']],
      lines: 1,
      counts: { new: 1, known: 0, repeated: 0 },
      doubts: [],
      clashes: [{ line: 2, name: 'MI', other: 'Michelin' }],
      clashCount: 1,
    });
    const asked = showScreen(
      <CompaniesScreen />,
      { screen: 'companies' },
      {
        ...answers,
        'companies.previewList': (input: { roles?: string[] }) => preview(input.roles ?? ['name', 'field']),
        'companies.importList': () => ({
          added: 1,
          merged: 0,
          failed: [],
          companies: ['x'],
          doubts: [],
          clashes: [],
          clashCount: 0,
        }),
      },
    );
    await page.getByRole('button', { name: 'Import a list' }).click();
    await page.getByRole('textbox', { name: 'Or paste the rows' }).fill('Name,Chef\nXiaomi,Lei Jun');
    await page.getByRole('button', { name: 'Preview' }).click();
    await expect
      .element(page.getByText('1 line: 1 new, 0 known already, 0 repeated in the list'))
      .toBeVisible();
    await expect.element(page.getByText('Line 2: “MI” is a name of Michelin too')).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('combobox', { name: 'Column Chef becomes' }).selectOptions('Leave out');
    await until(() => inputsOf(asked, 'companies.previewList').length === 2);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect.element(page.getByText('1 added, 0 merged, 0 not read')).toBeVisible();
    expect(inputsOf(asked, 'companies.importList')[0]).toMatchObject({ roles: ['name', 'skip'] });
  });

  test('sorts by a column either way, empty ones last by name', () => {
    const rows = [
      { ...row, id: '1', name: 'b', sources: 2 },
      { ...row, id: '2', name: 'a', sources: 2 },
      { ...row, id: '3', name: 'c', sources: 9 },
    ];
    const names = (stored: string) => sorted(rows, sortingOf(stored)).map((one) => one.name);
    expect(names('sources down')).toEqual(['c', 'a', 'b']);
    expect(names('name')).toEqual(['a', 'b', 'c']);
    expect(names('name down')).toEqual(['c', 'b', 'a']);
    expect(names('nonsense')).toEqual(['a', 'b', 'c']);
    expect(staleBefore(new Date('2026-03-01T00:00:00Z'), 2)).toBe('2024-03-01');
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
