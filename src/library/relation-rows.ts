import type { AnchorState } from '../core/annotation.ts';
import type { RelationKind } from '../core/relation.ts';
import { Refusal } from '../core/refusal.ts';
import type { Store } from './store.ts';
import type { RelationView } from './company-views.ts';

interface StoredRelation {
  readonly id: string;
  readonly company_id: string;
  readonly kind: RelationKind;
  readonly other_id: string;
  readonly as_of: string | null;
  readonly annotation_id: string | null;
  readonly note: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly quote: string | null;
  readonly source_id: string | null;
  readonly start: number | null;
  readonly end: number | null;
  readonly anchor: AnchorState | null;
  readonly company_name: string;
  readonly other_name: string;
  readonly source_title: string | null;
  readonly site_name: string | null;
  readonly published_on: string | null;
}

const toRelation = (row: StoredRelation): RelationView => ({
  id: row.id,
  companyId: row.company_id,
  companyName: row.company_name,
  kind: row.kind,
  otherId: row.other_id,
  otherName: row.other_name,
  asOf: row.as_of,
  annotationId: row.annotation_id,
  quote: row.quote,
  sourceId: row.source_id,
  at: row.start === null || row.end === null ? null : { start: row.start, end: row.end },
  anchor: row.anchor,
  sourceTitle: row.source_title,
  siteName: row.site_name,
  publishedOn: row.published_on,
  note: row.note,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** Relations not in the trash whose two companies are not either: of one company on either side, or of one source. */
export function relationViews(
  store: Store,
  filter: {
    readonly companyId?: string | undefined;
    readonly sourceId?: string | undefined;
    readonly id?: string | undefined;
  },
): RelationView[] {
  const parts = ['r.trashed_at IS NULL', 'c.trashed_at IS NULL', 'o.trashed_at IS NULL'];
  const values: Record<string, string> = {};
  const wanted = {
    companyId: '(r.company_id = @companyId OR r.other_id = @companyId)',
    sourceId: 'a.source_id = @sourceId',
    id: 'r.id = @id',
  };
  for (const [key, condition] of Object.entries(wanted) as [keyof typeof wanted, string][]) {
    const value = filter[key];
    if (value === undefined) continue;
    parts.push(condition);
    values[key] = value;
  }
  return store
    .sql<object, StoredRelation>(
      `SELECT r.*, a.quote, a.source_id, a.start, a."end", a.anchor, c.name AS company_name, o.name AS other_name,
              s.title AS source_title, s.site_name, s.published_on
         FROM relation r JOIN company c ON c.id = r.company_id JOIN company o ON o.id = r.other_id
         LEFT JOIN annotation a ON a.id = r.annotation_id LEFT JOIN source s ON s.id = a.source_id
        WHERE ${parts.join(' AND ')} ORDER BY r.as_of DESC NULLS LAST, r.created_at, r.id`,
    )
    .all(values)
    .map(toRelation);
}

/** One relation, or a refusal in words. */
export function relationById(store: Store, id: string): RelationView {
  const relation = relationViews(store, { id })[0];
  if (!relation) throw new Refusal('not-found', `There is no relation ${id}.`);
  return relation;
}
