/** How one company stands to another; `competes` holds both ways, the others from the first to the second. */
export const RELATION_KINDS = ['owns', 'acquired', 'supplies', 'competes', 'invested'] as const;

export type RelationKind = (typeof RELATION_KINDS)[number];

/** One company owns, acquired, supplies, competes with or invested in another, tied to the words that say so. */
export interface Relation {
  readonly id: string;
  readonly companyId: string;
  readonly kind: RelationKind;
  readonly otherId: string;
  /** YYYY, YYYY-MM or YYYY-MM-DD; also YYYY-Qn and YYYY-Hn. */
  readonly asOf: string | null;
  /** Null only for a relation marked "no source". */
  readonly annotationId: string | null;
  readonly quote: string | null;
  readonly sourceId: string | null;
  readonly note: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}
