import { Refusal } from '../core/refusal.ts';
import type { GridCell, GridQuestion, GridRow, GridTable, GridView } from './company-views.ts';
import { factViews } from './fact-rows.ts';
import type { Store } from './store.ts';
import type { FactView } from './views.ts';

interface StoredGrid {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly trashed_at: string | null;
}

/** The stored row of a grid, or a refusal in words. */
export function storedGrid(store: Store, id: string): StoredGrid {
  const row = store.sql<[string], StoredGrid>('SELECT * FROM grid WHERE id = ?').get(id);
  if (!row) throw new Refusal('not-found', `There is no grid ${id}.`);
  return row;
}

/** A question with its grid, or a refusal in words. */
export function storedQuestion(store: Store, id: string): GridQuestion & { readonly gridId: string } {
  const row = store
    .sql<[string], GridQuestion & { readonly gridId: string }>(
      'SELECT id, text, metric, grid_id AS gridId FROM grid_question WHERE id = ?',
    )
    .get(id);
  if (!row) throw new Refusal('not-found', `There is no question ${id}.`);
  return row;
}

/** The grids that are not in the trash, the one changed last first. Cells of companies in the trash do not count. */
export const gridRows = (store: Store): GridRow[] =>
  store
    .sql<[], GridRow>(
      `SELECT g.id, g.name, g.updated_at AS updatedAt,
         (SELECT count(*) FROM grid_question q WHERE q.grid_id = g.id) AS questions,
         (SELECT count(*) FROM grid_company k JOIN company c ON c.id = k.company_id AND c.trashed_at IS NULL
           WHERE k.grid_id = g.id) AS companies,
         (SELECT count(*) FROM grid_cell x JOIN grid_question q ON q.id = x.question_id AND q.grid_id = g.id
           JOIN grid_company k ON k.grid_id = g.id AND k.company_id = x.company_id
           JOIN company c ON c.id = x.company_id AND c.trashed_at IS NULL
           JOIN fact f ON f.id = x.fact_id AND f.trashed_at IS NULL) AS facts,
         (SELECT count(*) FROM grid_cell x JOIN grid_question q ON q.id = x.question_id AND q.grid_id = g.id
           JOIN grid_company k ON k.grid_id = g.id AND k.company_id = x.company_id
           JOIN company c ON c.id = x.company_id AND c.trashed_at IS NULL
           WHERE x.looked_on IS NOT NULL) AS looked
       FROM grid g WHERE g.trashed_at IS NULL ORDER BY g.updated_at DESC, g.id`,
    )
    .all();

/** A grid with everything in it. A cell whose fact is in the trash reads as empty until the fact is restored. */
export function gridView(store: Store, id: string): GridView {
  const grid = storedGrid(store, id);
  const questions = store
    .sql<[string], GridQuestion>(
      'SELECT id, text, metric FROM grid_question WHERE grid_id = ? ORDER BY position, id',
    )
    .all(id);
  const companies = store
    .sql<[string], { id: string; name: string }>(
      `SELECT c.id, c.name FROM grid_company k JOIN company c ON c.id = k.company_id AND c.trashed_at IS NULL
        WHERE k.grid_id = ? ORDER BY k.position, k.id`,
    )
    .all(id);
  const facts = new Map<string, FactView>();
  for (const company of companies)
    for (const fact of factViews(store, { companyId: company.id })) facts.set(fact.id, fact);
  const shown = new Set(companies.map((company) => company.id));
  const cells = store
    .sql<[string], { questionId: string; companyId: string; factId: string | null; lookedOn: string | null }>(
      `SELECT x.question_id AS questionId, x.company_id AS companyId, x.fact_id AS factId, x.looked_on AS lookedOn
         FROM grid_cell x JOIN grid_question q ON q.id = x.question_id WHERE q.grid_id = ?`,
    )
    .all(id)
    .flatMap(({ factId, ...cell }): GridCell[] => {
      const fact = factId === null ? null : (facts.get(factId) ?? null);
      return shown.has(cell.companyId) && (fact !== null || cell.lookedOn !== null)
        ? [{ ...cell, fact }]
        : [];
    });
  return {
    id: grid.id,
    name: grid.name,
    questions,
    companies,
    cells,
    createdAt: grid.created_at,
    updatedAt: grid.updated_at,
  };
}

/** The words of a cell: the value as it was written, with its period, or the day on which nothing was found. */
export const cellText = (cell: GridCell | undefined): string => {
  if (cell?.fact) return `${cell.fact.valueText}${cell.fact.asOf === null ? '' : ` (${cell.fact.asOf})`}`;
  return cell?.lookedOn ? `– (${cell.lookedOn})` : '';
};

/** A grid as a table of words, companies down and questions across, each cell with the fact it rests on. */
export function gridTable(view: GridView): GridTable {
  const cells = new Map(view.cells.map((cell) => [`${cell.questionId} ${cell.companyId}`, cell]));
  return {
    columns: ['', ...view.questions.map((question) => question.text)],
    rows: view.companies.map((company) => ({
      cells: [
        { text: company.name, factId: null },
        ...view.questions.map((question) => {
          const cell = cells.get(`${question.id} ${company.id}`);
          return { text: cellText(cell), factId: cell?.fact?.id ?? null };
        }),
      ],
    })),
  };
}

/** What each filled cell rests on: one row per cell, titles first. */
export function gridEvidence(view: GridView): string[][] {
  const company = new Map(view.companies.map(({ id, name }) => [id, name]));
  const question = new Map(view.questions.map(({ id, text }) => [id, text]));
  return [
    ['company', 'question', 'value', 'as of', 'quote', 'source', 'site', 'published', 'looked, not found'],
    ...view.cells.map(({ questionId, companyId, fact, lookedOn }) => [
      company.get(companyId) ?? '',
      question.get(questionId) ?? '',
      fact?.valueText ?? '',
      fact?.asOf ?? '',
      fact?.quote ?? '',
      fact?.sourceTitle ?? '',
      fact?.siteName ?? '',
      fact?.publishedOn ?? '',
      lookedOn ?? '',
    ]),
  ];
}
