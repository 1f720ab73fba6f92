import type { Alias, Company } from '../core/company.ts';
import { Refusal } from '../core/refusal.ts';
import { factViews } from './fact-rows.ts';
import { notesWhere } from './note-rows.ts';
import type { Store } from './store.ts';

/** A company as the table holds it. */
export interface StoredCompany {
  readonly id: string;
  readonly name: string;
  readonly ticker: string | null;
  readonly country: string | null;
  readonly website: string | null;
  readonly fields: string;
  readonly trashed_at: string | null;
}

/** The stored row of a company, or a refusal in words. */
export function storedCompany(store: Store, id: string): StoredCompany {
  const row = store.sql<[string], StoredCompany>('SELECT * FROM company WHERE id = ?').get(id);
  if (!row) throw new Refusal('not-found', `There is no company ${id}.`);
  return row;
}

/** Sources, not in the trash, that mention a company and were not rejected. */
export const SOURCES_OF_COMPANY = `
  SELECT s.id FROM source s WHERE s.trashed_at IS NULL AND s.id IN (
    SELECT source_id FROM mention WHERE company_id = @company
    UNION SELECT source_id FROM mention_choice WHERE company_id = @company AND choice = 'accepted')
  AND s.id NOT IN (SELECT source_id FROM mention_choice WHERE company_id = @company AND choice = 'rejected')`;

export const countSources = (store: Store, id: string): number =>
  store
    .sql<object, number>(`SELECT count(*) FROM (${SOURCES_OF_COMPANY})`)
    .pluck()
    .get({ company: id }) as number;

export const aliasesOf = (store: Store, id: string): Alias[] =>
  store
    .sql<[string], Alias>('SELECT text, language, kind FROM alias WHERE company_id = ? ORDER BY id')
    .all(id);

const LABELS = {
  tag: 'SELECT t.name FROM tagging g JOIN tag t ON t.id = g.tag_id WHERE g.entity_id = ? ORDER BY t.name COLLATE NOCASE',
  group:
    'SELECT o.name FROM grouping g JOIN company_group o ON o.id = g.group_id WHERE g.company_id = ? ORDER BY o.name COLLATE NOCASE',
} as const;

/** The names of the tags or groups of a company. */
export const labelsOf = (store: Store, kind: keyof typeof LABELS, id: string): string[] =>
  store.sql<[string], string>(LABELS[kind]).pluck().all(id);

/** A company in the shape of the terminal contract. */
export function toCompany(store: Store, row: StoredCompany): Company {
  return {
    id: row.id,
    name: row.name,
    aliases: aliasesOf(store, row.id),
    ticker: row.ticker,
    country: row.country,
    website: row.website,
    sources: countSources(store, row.id),
    facts: factViews(store, { companyId: row.id }),
    notes: notesWhere(store, 'company_id', row.id),
  };
}
