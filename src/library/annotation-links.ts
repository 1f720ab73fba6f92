import { z } from 'zod';
import { LINK_KINDS, type LinkKind } from '../core/annotation.ts';
import { Refusal } from '../core/refusal.ts';
import { storedAnnotation, type StoredAnnotation } from './annotation-rows.ts';
import type { Context } from './context.ts';
import { newId } from './ids.ts';
import type { Change, Store } from './store.ts';
import { verb } from './verb.ts';

const link = z.object({ fromId: z.string(), toId: z.string(), kind: z.enum(LINK_KINDS) });

/** An annotation that is not in the trash, or a refusal in words. */
function present(store: Store, id: string): StoredAnnotation {
  const row = storedAnnotation(store, id);
  if (row.trashed_at !== null)
    throw new Refusal('conflict', 'This annotation is in the trash. Restore it first.');
  return row;
}

/** Links two annotations unless they are linked so already. */
export function insertLink(store: Store, change: Change, fromId: string, toId: string, kind: LinkKind): void {
  const known = store
    .sql('SELECT 1 FROM annotation_link WHERE from_id = ? AND to_id = ? AND kind = ?')
    .get(fromId, toId, kind);
  if (!known)
    change.insert('annotation_link', {
      id: newId(),
      from_id: fromId,
      to_id: toId,
      kind,
      created_at: store.now(),
    });
}

/** Hangs the links of one annotation on another; a link between the two goes, because nothing supports itself. */
export function moveLinks(store: Store, change: Change, fromId: string, intoId: string): void {
  const rows = store
    .sql<[string, string], { id: string; from_id: string; to_id: string; kind: LinkKind }>(
      'SELECT * FROM annotation_link WHERE from_id = ? OR to_id = ?',
    )
    .all(fromId, fromId);
  for (const row of rows) {
    change.remove('annotation_link', row.id);
    const [from, to] = [row.from_id, row.to_id].map((id) => (id === fromId ? intoId : id)) as [
      string,
      string,
    ];
    if (from !== to) insertLink(store, change, from, to, row.kind);
  }
}

/** Verbs about links between annotations, of one source or of several. */
export const annotationLinkVerbs = ({ store }: Context) => ({
  /** Says that one annotation supports, contradicts or explains another. Saying it twice changes nothing. */
  link: verb(link, (input) => {
    if (input.fromId === input.toId)
      throw new Refusal('usage', 'An annotation cannot be linked to itself. Choose another one.');
    const from = present(store, input.fromId);
    const to = present(store, input.toId);
    store.write({ label: 'step.annotation.link' }, (change) =>
      insertLink(store, change, from.id, to.id, input.kind),
    );
  }),
  /** Takes a link away; the annotations stay. */
  unlink: verb(z.object({ id: z.string() }), (input) => {
    if (!store.sql('SELECT 1 FROM annotation_link WHERE id = ?').get(input.id))
      throw new Refusal('not-found', `There is no link ${input.id}.`);
    store.write({ label: 'step.annotation.unlink' }, (change) => change.remove('annotation_link', input.id));
  }),
});
