import { z } from 'zod';
import { writeListCsv } from '../core/company/csv.ts';
import { writeWorkbook } from '../core/company/sheet.ts';
import { metricKey } from '../core/fact/metrics.ts';
import { Refusal } from '../core/refusal.ts';
import { storedCompany } from './company-rows.ts';
import type { Context } from './context.ts';
import { factById, factViews } from './fact-rows.ts';
import { factInsertion, newFact } from './facts.ts';
import { gridEvidence, gridRows, gridTable, gridView, storedGrid, storedQuestion } from './grid-rows.ts';
import { newId } from './ids.ts';
import { id, ids } from './inputs.ts';
import type { Change } from './store.ts';
import { ask, verb } from './verb.ts';

const name = z.string().trim().min(1, 'a grid needs a name').max(200);
const question = z.object({
  text: z.string().trim().min(1, 'a question needs words').max(1000),
  metric: z.string().trim().max(200).nullable().optional(),
});
const cell = z.object({ questionId: z.string(), companyId: z.string() });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Most questions and companies of one grid. */
const MOST_QUESTIONS = 500;
const MOST_COMPANIES = 10_000;

/** Verbs about grids: questions asked of several companies, each answer a fact with its quote or a day of looking. */
export const gridVerbs = ({ store, surroundings }: Context) => {
  const setTrashed = (label: string, given: readonly string[], at: string | null): void => {
    store.write({ label, params: { count: given.length } }, (change) => {
      for (const grid of given) change.update('grid', grid, { trashed_at: at });
    });
  };
  const end = (table: 'grid_question' | 'grid_company', gridId: string): number =>
    store
      .sql<[string], number>(`SELECT coalesce(max(position), 0) FROM ${table} WHERE grid_id = ?`)
      .pluck()
      .get(gridId) as number;
  const count = (table: 'grid_question' | 'grid_company', gridId: string): number =>
    store
      .sql<[string], number>(`SELECT count(*) FROM ${table} WHERE grid_id = ?`)
      .pluck()
      .get(gridId) as number;
  const addQuestions = (
    change: Change,
    gridId: string,
    questions: readonly z.output<typeof question>[],
  ): void => {
    if (count('grid_question', gridId) + questions.length > MOST_QUESTIONS)
      throw new Refusal('too-large', `A grid holds at most ${MOST_QUESTIONS} questions.`);
    let position = end('grid_question', gridId);
    for (const { text, metric } of questions)
      change.insert('grid_question', {
        id: newId(),
        grid_id: gridId,
        text,
        metric: metric || null,
        position: ++position,
      });
  };
  const addCompanies = (change: Change, gridId: string, companies: readonly string[]): void => {
    if (count('grid_company', gridId) + companies.length > MOST_COMPANIES)
      throw new Refusal('too-large', `A grid holds at most ${MOST_COMPANIES} companies.`);
    let position = end('grid_company', gridId);
    const has = store.sql('SELECT 1 FROM grid_company WHERE grid_id = ? AND company_id = ?');
    for (const companyId of companies) {
      storedCompany(store, companyId);
      if (!has.get(gridId, companyId))
        change.insert('grid_company', {
          id: newId(),
          grid_id: gridId,
          company_id: companyId,
          position: ++position,
        });
    }
  };
  const cellId = (questionId: string, companyId: string): string | undefined =>
    store
      .sql<[string, string], string>('SELECT id FROM grid_cell WHERE question_id = ? AND company_id = ?')
      .pluck()
      .get(questionId, companyId);
  /** Makes the cell hold this; a company that is not in the grid joins it. */
  const put = (
    change: Change,
    at: z.output<typeof cell>,
    answer: { readonly fact_id: string | null; readonly looked_on: string | null },
  ): void => {
    const { gridId } = storedQuestion(store, at.questionId);
    addCompanies(change, gridId, [at.companyId]);
    const there = cellId(at.questionId, at.companyId);
    if (there) change.update('grid_cell', there, answer);
    else
      change.insert('grid_cell', {
        id: newId(),
        question_id: at.questionId,
        company_id: at.companyId,
        ...answer,
      });
    change.update('grid', gridId, { updated_at: store.now() });
  };
  const viewOf = (questionId: string) => gridView(store, storedQuestion(store, questionId).gridId);
  /** A write to a grid that says the grid changed. */
  const edit = (gridId: string, work: (change: Change) => void): void => {
    const grid = storedGrid(store, gridId);
    store.write({ label: 'step.grid.edit', params: { name: grid.name } }, (change) => {
      work(change);
      change.update('grid', gridId, { updated_at: store.now() });
    });
  };
  return {
    list: ask(() => gridRows(store)),
    open: verb(id, (input) => gridView(store, input.id)),
    add: verb(
      z.object({
        name,
        questions: z.array(question).max(MOST_QUESTIONS).default([]),
        companyIds: z.array(z.string()).max(MOST_COMPANIES).default([]),
      }),
      (input) => {
        const gridId = newId();
        store.write({ label: 'step.grid.add', params: { name: input.name } }, (change) => {
          change.insert('grid', {
            id: gridId,
            name: input.name,
            created_at: store.now(),
            updated_at: store.now(),
            trashed_at: null,
          });
          addQuestions(change, gridId, input.questions);
          addCompanies(change, gridId, input.companyIds);
        });
        return gridView(store, gridId);
      },
    ),
    rename: verb(z.object({ id: z.string(), name }), (input) => {
      edit(input.id, (change) => change.update('grid', input.id, { name: input.name }));
      return gridView(store, input.id);
    }),
    trash: verb(ids, (input) => setTrashed('step.grid.trash', input.ids, store.now())),
    restore: verb(ids, (input) => setTrashed('step.grid.restore', input.ids, null)),
    /** Asks more questions of every company in the grid; companies given with them join it. */
    addQuestions: verb(
      z.object({
        id: z.string(),
        questions: z.array(question).min(1).max(MOST_QUESTIONS),
        companyIds: z.array(z.string()).max(MOST_COMPANIES).default([]),
      }),
      (input) => {
        edit(input.id, (change) => {
          addQuestions(change, input.id, input.questions);
          addCompanies(change, input.id, input.companyIds);
        });
        return gridView(store, input.id);
      },
    ),
    editQuestion: verb(question.partial().extend({ id: z.string() }), (input) => {
      const was = storedQuestion(store, input.id);
      edit(was.gridId, (change) =>
        change.update('grid_question', input.id, {
          text: input.text ?? was.text,
          metric: input.metric === undefined ? was.metric : input.metric || null,
        }),
      );
      return gridView(store, was.gridId);
    }),
    /** Takes a question away with its cells; the facts stay in the dossiers. */
    removeQuestion: verb(id, (input) => {
      const { gridId } = storedQuestion(store, input.id);
      const cells = store
        .sql<[string], string>('SELECT id FROM grid_cell WHERE question_id = ?')
        .pluck()
        .all(input.id);
      edit(gridId, (change) => {
        for (const row of cells) change.remove('grid_cell', row);
        change.remove('grid_question', input.id);
      });
      return gridView(store, gridId);
    }),
    /** Puts a question at another place, counted from 0. */
    moveQuestion: verb(z.object({ id: z.string(), to: z.number().int().min(0) }), (input) => {
      const { gridId } = storedQuestion(store, input.id);
      const order = gridView(store, gridId)
        .questions.map((one) => one.id)
        .filter((one) => one !== input.id);
      order.splice(input.to, 0, input.id);
      edit(gridId, (change) => {
        for (const [i, one] of order.entries()) change.update('grid_question', one, { position: i + 1 });
      });
      return gridView(store, gridId);
    }),
    addCompanies: verb(
      z.object({ id: z.string(), companyIds: z.array(z.string()).min(1).max(MOST_COMPANIES) }),
      (input) => {
        edit(input.id, (change) => addCompanies(change, input.id, input.companyIds));
        return gridView(store, input.id);
      },
    ),
    /** Takes a company out of a grid with its cells; the dossier stays. */
    removeCompany: verb(z.object({ id: z.string(), companyId: z.string() }), (input) => {
      const rows = (sql: string): string[] =>
        store.sql<[string, string], string>(sql).pluck().all(input.id, input.companyId);
      edit(input.id, (change) => {
        for (const row of rows(
          'SELECT x.id FROM grid_cell x JOIN grid_question q ON q.id = x.question_id WHERE q.grid_id = ? AND x.company_id = ?',
        ))
          change.remove('grid_cell', row);
        for (const row of rows('SELECT id FROM grid_company WHERE grid_id = ? AND company_id = ?'))
          change.remove('grid_company', row);
      });
      return gridView(store, input.id);
    }),
    /** Facts of a company that may answer a question: those of its measure first, newest first. */
    candidates: verb(cell, (input) => {
      const { metric, text } = storedQuestion(store, input.questionId);
      const wanted = metricKey(metric ?? text);
      const facts = factViews(store, { companyId: input.companyId });
      return [
        ...facts.filter((fact) => fact.metricKey === wanted),
        ...facts.filter((fact) => fact.metricKey !== wanted),
      ];
    }),
    /** Answers a question with a fact that is there. Throws a Refusal for a fact of another company. */
    set: verb(cell.extend({ factId: z.string() }), (input) => {
      const fact = factById(store, input.factId);
      if (fact.companyId !== input.companyId)
        throw new Refusal(
          'conflict',
          `This fact is about ${fact.companyName}, not about the company of the cell.`,
        );
      store.write({ label: 'step.grid.fill', params: { company: fact.companyName } }, (change) =>
        put(change, input, { fact_id: input.factId, looked_on: null }),
      );
      return viewOf(input.questionId);
    }),
    /** Makes a fact and answers a question with it, in one step. Its measure is the question's unless one is given. */
    answer: verb(cell.extend({ ...newFact, metric: newFact.metric.optional() }), (input) => {
      const { metric, text } = storedQuestion(store, input.questionId);
      const company = storedCompany(store, input.companyId);
      const insert = factInsertion(store, {
        ...input,
        metric: input.metric ?? metric ?? text.slice(0, 200),
      });
      const factId = store.write({ label: 'step.grid.fill', params: { company: company.name } }, (change) => {
        const made = insert(change);
        put(change, input, { fact_id: made, looked_on: null });
        return made;
      });
      return factById(store, factId);
    }),
    /** Says that somebody looked on a day (today when left out) and found nothing. */
    looked: verb(
      cell.extend({
        on: z
          .string()
          .regex(/^\d{4}-\d\d-\d\d$/, 'a day is YYYY-MM-DD')
          .optional(),
      }),
      (input) => {
        const company = storedCompany(store, input.companyId);
        store.write({ label: 'step.grid.looked', params: { company: company.name } }, (change) =>
          put(change, input, { fact_id: null, looked_on: input.on ?? store.now().slice(0, 10) }),
        );
        return viewOf(input.questionId);
      },
    ),
    /** Makes a cell empty again; its fact stays in the dossier. */
    clear: verb(cell, (input) => {
      const there = cellId(input.questionId, input.companyId);
      const { gridId } = storedQuestion(store, input.questionId);
      if (there) edit(gridId, (change) => change.remove('grid_cell', there));
      return gridView(store, gridId);
    }),
    /** Fills every empty cell whose question names a measure of which the company has facts, with the newest one. */
    fillFromFacts: verb(id, (input) => {
      const view = gridView(store, input.id);
      const filled = new Set(
        view.cells.filter((one) => one.fact).map((one) => one.questionId + one.companyId),
      );
      const found: { questionId: string; companyId: string; factId: string }[] = [];
      for (const { id: companyId } of view.companies) {
        const facts = factViews(store, { companyId });
        for (const { id: questionId, metric, text } of view.questions) {
          const wanted = metricKey(metric ?? text);
          // in order of period, newest first; a preferred value goes before another of the same period
          const of = facts.filter((fact) => fact.metricKey === wanted);
          const fact = of.find((one) => one.asOf === of[0]?.asOf && one.preferred) ?? of[0];
          if (fact && !filled.has(questionId + companyId))
            found.push({ questionId, companyId, factId: fact.id });
        }
      }
      if (found.length > 0)
        edit(input.id, (change) => {
          for (const { factId, ...at } of found) put(change, at, { fact_id: factId, looked_on: null });
        });
      return { filled: found.length };
    }),
    /** The grid as a table of words with the facts they rest on, for a brief. */
    table: verb(id, (input) => gridTable(gridView(store, input.id))),
    /** Writes the grid as a file; XLSX has a second sheet with the quotes, CSV says them below the table. */
    export: verb(z.object({ id: z.string(), format: z.enum(['csv', 'xlsx']) }), async (input) => {
      const view = gridView(store, input.id);
      const table = gridTable(view);
      const cells = [table.columns, ...table.rows.map((row) => row.cells.map(({ text }) => text))];
      const evidence = gridEvidence(view);
      const fileName = `${view.name.replace(/[\\/:*?"<>|\p{Cc}\s]+/gu, ' ').trim() || 'grid'}.${input.format}`;
      const mediaType = input.format === 'csv' ? 'text/csv;charset=utf-8' : XLSX;
      const bytes =
        input.format === 'csv'
          ? new TextEncoder().encode(writeListCsv([...cells, [], ...evidence]))
          : await writeWorkbook([
              { name: view.name, cells },
              { name: 'Evidence', cells: evidence },
            ]);
      return { token: surroundings.spool.put(fileName, mediaType, bytes), fileName, mediaType };
    }),
  };
};
