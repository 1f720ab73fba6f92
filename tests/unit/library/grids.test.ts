import { readFileSync } from 'node:fs';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../src/core/refusal.ts';
import { TestLibrary } from '../../setup/library.ts';

const text = 'Yunqiao booked RMB 4.1 billion in 2024 sales.\n\nQinghe supplies 61% of its controllers.';

async function filled() {
  const t = new TestLibrary();
  const sourceId = await t.source(text);
  const companies = ['Yunqiao', 'Qinghe', 'Nordhavn'].map((name) => t.library.companies.add({ name }).id);
  const grid = t.library.grids.add({
    name: 'Robots: margins',
    questions: [{ text: 'What did it sell?', metric: 'Revenue' }, { text: 'Who supplies it?' }],
    companyIds: companies.slice(0, 2),
  });
  const [revenue, supplier] = grid.questions.map((question) => question.id) as [string, string];
  const words = { sourceId, start: 0, end: text.indexOf('.\n') };
  return { t, sourceId, companies: companies as [string, string, string], grid, revenue, supplier, words };
}

describe('grids', () => {
  test('a cell is a fact with its quote, a day of looking, or empty, and each change is one step', async () => {
    const { t, companies, grid, revenue, supplier, words } = await filled();
    using _ = t;
    const { grids, history } = t.library;
    const [yunqiao, qinghe] = companies;
    const fact = grids.answer({
      questionId: revenue,
      companyId: yunqiao,
      value: 4.1e9,
      valueText: 'RMB 4.1 billion',
      currency: 'CNY',
      asOf: '2024',
      words,
    });
    expect(fact).toMatchObject({ metric: 'Revenue', quote: text.slice(0, words.end) });
    grids.looked({ questionId: supplier, companyId: qinghe, on: '2026-01-02' });
    const view = grids.open({ id: grid.id });
    expect(view.cells).toMatchObject([
      { questionId: revenue, companyId: yunqiao, fact: { id: fact.id }, lookedOn: null },
      { questionId: supplier, companyId: qinghe, fact: null, lookedOn: '2026-01-02' },
    ]);
    expect(grids.list()).toMatchObject([{ questions: 2, companies: 2, facts: 1, looked: 1 }]);
    history.undo(undefined);
    history.undo(undefined);
    expect(grids.open({ id: grid.id }).cells).toEqual([]);
    expect(t.library.facts.list({})).toEqual([]);
    expect(t.library.annotations.list({}).total).toBe(0);
  });

  test('a company that is not in the grid joins it with its first answer; a fact of another one is refused', async () => {
    const { t, companies, grid, revenue } = await filled();
    using _ = t;
    const [yunqiao, , nordhavn] = companies;
    t.library.grids.looked({ questionId: revenue, companyId: nordhavn });
    expect(t.library.grids.open({ id: grid.id }).companies.map((one) => one.name)).toEqual([
      'Yunqiao',
      'Qinghe',
      'Nordhavn',
    ]);
    const fact = t.library.facts.add({ companyId: nordhavn, metric: 'Revenue', value: 1, noSource: true });
    expect(() => t.library.grids.set({ questionId: revenue, companyId: yunqiao, factId: fact.id })).toThrow(
      /is about Nordhavn/,
    );
    expect(
      t.library.grids.set({ questionId: revenue, companyId: nordhavn, factId: fact.id }).cells,
    ).toHaveLength(1);
  });

  test('empty cells are filled from the facts on file, the newest of the measure', async () => {
    const { t, companies, grid, revenue } = await filled();
    using _ = t;
    const [yunqiao, qinghe] = companies;
    const add = (companyId: string, asOf: string, value: number) =>
      t.library.facts.add({ companyId, metric: 'revenue', value, asOf, noSource: true });
    add(yunqiao, '2023', 3);
    const newest = add(yunqiao, '2024', 4);
    t.library.grids.looked({ questionId: revenue, companyId: qinghe });
    expect(t.library.grids.candidates({ questionId: revenue, companyId: yunqiao })[0]?.id).toBe(newest.id);
    expect(t.library.grids.fillFromFacts({ id: grid.id })).toEqual({ filled: 1 });
    expect(t.library.grids.fillFromFacts({ id: grid.id })).toEqual({ filled: 0 });
    expect(t.library.grids.open({ id: grid.id }).cells.find((cell) => cell.fact)?.fact?.id).toBe(newest.id);
  });

  test('questions are moved, corrected and removed, companies taken out; facts stay in the dossiers', async () => {
    const { t, companies, grid, revenue, supplier } = await filled();
    using _ = t;
    const { grids } = t.library;
    grids.answer({ questionId: revenue, companyId: companies[0], value: 1, noSource: true });
    expect(grids.moveQuestion({ id: supplier, to: 0 }).questions.map((one) => one.id)).toEqual([
      supplier,
      revenue,
    ]);
    expect(grids.editQuestion({ id: supplier, text: 'Suppliers?' }).questions[0]).toMatchObject({
      text: 'Suppliers?',
      metric: null,
    });
    expect(grids.removeQuestion({ id: revenue }).cells).toEqual([]);
    expect(grids.removeCompany({ id: grid.id, companyId: companies[0] }).companies).toHaveLength(1);
    expect(t.library.facts.list({})).toHaveLength(1);
    t.library.history.undo(undefined);
    t.library.history.undo(undefined);
    expect(grids.open({ id: grid.id }).cells).toHaveLength(1);
  });

  test('a cell whose fact is in the trash reads empty and comes back with it; emptying the trash leaves the library sound', async () => {
    const { t, companies, grid, revenue } = await filled();
    using _ = t;
    const fact = t.library.grids.answer({
      questionId: revenue,
      companyId: companies[0],
      value: 1,
      noSource: true,
    });
    t.library.facts.remove({ ids: [fact.id] });
    expect(t.library.grids.open({ id: grid.id }).cells).toEqual([]);
    t.library.facts.restore({ ids: [fact.id] });
    expect(t.library.grids.open({ id: grid.id }).cells).toHaveLength(1);
    t.library.facts.remove({ ids: [fact.id] });
    t.library.trash.empty();
    expect(t.library.health.check({ deep: true }).problems).toEqual([]);
    t.library.grids.trash({ ids: [grid.id] });
    expect(t.library.grids.list()).toEqual([]);
    t.library.trash.empty();
    expect(() => t.library.grids.open({ id: grid.id })).toThrow(Refusal);
    expect(t.library.health.check({ deep: true }).problems).toEqual([]);
  });

  test('a grid is written as CSV without formulas, as XLSX with its quotes, and as a table for a brief', async () => {
    const { t, companies, grid, revenue, supplier, words } = await filled();
    using _ = t;
    const { grids } = t.library;
    const fact = grids.answer({
      questionId: revenue,
      companyId: companies[0],
      value: null,
      valueText: '=HYPERLINK("http://x")',
      words,
    });
    grids.looked({ questionId: supplier, companyId: companies[0], on: '2026-01-02' });
    expect(grids.table({ id: grid.id })).toEqual({
      columns: ['', 'What did it sell?', 'Who supplies it?'],
      rows: [
        {
          cells: [
            { text: 'Yunqiao', factId: null },
            { text: '=HYPERLINK("http://x")', factId: fact.id },
            { text: '– (2026-01-02)', factId: null },
          ],
        },
        {
          cells: [
            { text: 'Qinghe', factId: null },
            { text: '', factId: null },
            { text: '', factId: null },
          ],
        },
      ],
    });
    const csv = await grids.export({ id: grid.id, format: 'csv' });
    expect(csv.fileName).toBe('Robots margins.csv');
    const written = readFileSync(t.spool.find(csv.token)!.path, 'utf8');
    expect(written).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(written).toContain('Yunqiao booked RMB 4.1 billion in 2024 sales');
    const xlsx = await grids.export({ id: grid.id, format: 'xlsx' });
    const bytes = readFileSync(t.spool.find(xlsx.token)!.path);
    expect(await readSheet(bytes, 1)).toMatchObject([
      [null, 'What did it sell?', 'Who supplies it?'],
      ['Yunqiao', '=HYPERLINK("http://x")', '– (2026-01-02)'],
      ['Qinghe', null, null],
    ]);
    expect((await readSheet(bytes, 2))[1]?.slice(0, 5)).toEqual([
      'Yunqiao',
      'What did it sell?',
      '=HYPERLINK("http://x")',
      null,
      'Yunqiao booked RMB 4.1 billion in 2024 sales',
    ]);
  });
});
