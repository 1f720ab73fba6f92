import type { RelationView } from '../../library/company-views.ts';
import { openSource } from '../view.ts';

/** Opens the words a relation was read from, highlighted in their source; nothing happens for one without a source. */
export function openRelation(relation: RelationView): void {
  if (relation.sourceId !== null) openSource(relation.sourceId, relation.at ?? undefined);
}
