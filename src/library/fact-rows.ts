import type { AnchorState } from '../core/annotation.ts';
import type { Bound } from '../core/fact.ts';
import { isStale, monthsFor } from '../core/fact/stale.ts';
import { Refusal } from '../core/refusal.ts';
import { factAges } from './fact-rules.ts';
import type { Store } from './store.ts';
import type { FactView } from './views.ts';

interface StoredFact {
  readonly id: string;
  readonly company_id: string;
  readonly metric: string;
  readonly metric_key: string;
  readonly value: number | null;
  readonly value_high: number | null;
  readonly value_text: string;
  readonly bound: Bound;
  readonly unit: string | null;
  readonly currency: string | null;
  readonly as_of: string | null;
  readonly annotation_id: string | null;
  readonly preferred: number;
  readonly reason: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly quote: string | null;
  readonly source_id: string | null;
  readonly company_name: string;
  readonly source_title: string | null;
  readonly site_name: string | null;
  readonly published_on: string | null;
  readonly anchor: AnchorState | null;
  readonly words_trashed: string | null;
}

/** A fact with the reader's choice between conflicting values. */
export interface ChosenFact extends FactView {
  readonly metricKey: string;
  readonly preferred: boolean;
  readonly reason: string | null;
  readonly wordsTrashed: boolean;
  readonly stale: boolean;
}

const toFact = (row: StoredFact, stale: (fact: StoredFact) => boolean): ChosenFact => ({
  id: row.id,
  companyId: row.company_id,
  metric: row.metric,
  metricKey: row.metric_key,
  value: row.value,
  valueHigh: row.value_high,
  valueText: row.value_text,
  bound: row.bound,
  unit: row.unit,
  currency: row.currency,
  asOf: row.as_of,
  annotationId: row.annotation_id,
  quote: row.quote,
  sourceId: row.source_id,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  companyName: row.company_name,
  sourceTitle: row.source_title,
  siteName: row.site_name,
  publishedOn: row.published_on,
  anchor: row.anchor,
  preferred: row.preferred === 1,
  reason: row.reason,
  wordsTrashed: row.words_trashed !== null,
  stale: stale(row),
});

/** Facts not in the trash, by company, annotation, source or id; in the order of metric and period. */
export function factViews(
  store: Store,
  filter: {
    readonly companyId?: string | undefined;
    readonly annotationId?: string | undefined;
    readonly sourceId?: string | undefined;
    readonly id?: string | undefined;
  },
): ChosenFact[] {
  const parts = ['f.trashed_at IS NULL'];
  const values: string[] = [];
  const columns = {
    companyId: 'f.company_id',
    annotationId: 'f.annotation_id',
    sourceId: 'a.source_id',
    id: 'f.id',
  };
  for (const [key, column] of Object.entries(columns) as [keyof typeof columns, string][]) {
    const value = filter[key];
    if (value === undefined) continue;
    parts.push(`${column} = ?`);
    values.push(value);
  }
  const ages = factAges(store);
  const today = store.now().slice(0, 10);
  const stale = (row: StoredFact): boolean => {
    const months = monthsFor(ages, row.metric_key);
    return months !== null && isStale(row.as_of, today, months);
  };
  return store
    .sql<string[], StoredFact>(
      `SELECT f.*, a.quote, a.source_id, a.anchor, a.trashed_at AS words_trashed, c.name AS company_name, s.title AS source_title, s.site_name, s.published_on
         FROM fact f JOIN company c ON c.id = f.company_id
         LEFT JOIN annotation a ON a.id = f.annotation_id LEFT JOIN source s ON s.id = a.source_id
        WHERE ${parts.join(' AND ')} ORDER BY f.metric_key, f.as_of DESC, f.created_at`,
    )
    .all(...values)
    .map((row) => toFact(row, stale));
}

/** One fact, or a refusal in words. */
export function factById(store: Store, id: string): ChosenFact {
  const fact = factViews(store, { id })[0];
  if (!fact) throw new Refusal('not-found', `There is no fact ${id}.`);
  return fact;
}
