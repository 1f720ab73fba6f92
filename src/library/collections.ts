import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';
import type { Context } from './context.ts';
import { newId } from './ids.ts';
import type { Change, Store } from './store.ts';
import { ids } from './inputs.ts';
import { label } from './tags.ts';
import { ask, verb } from './verb.ts';

/** Puts sources into a collection, made when there is none of that name. */
export function collect(store: Store, change: Change, name: string, sourceIds: readonly string[]): void {
  let id = store.sql<[string], string>('SELECT id FROM collection WHERE name = ?').pluck().get(name);
  if (!id) {
    id = newId();
    change.insert('collection', { id, name, created_at: store.now() });
  }
  const has = store.sql('SELECT 1 FROM collecting WHERE source_id = ? AND collection_id = ?');
  for (const sourceId of sourceIds)
    if (!has.get(sourceId, id))
      change.insert('collecting', { id: newId(), collection_id: id, source_id: sourceId });
}

/** Verbs about collections of sources. */
export const collectionVerbs = ({ store }: Context) => ({
  list: ask(() =>
    store
      .sql<[], { name: string; count: number }>(
        `SELECT c.name, count(s.id) AS count FROM collection c LEFT JOIN collecting g ON g.collection_id = c.id
           LEFT JOIN source s ON s.id = g.source_id AND s.trashed_at IS NULL GROUP BY c.id ORDER BY c.name COLLATE NOCASE`,
      )
      .all(),
  ),
  add: verb(z.object({ name: label }), (input) => {
    store.write({ label: 'step.collection.add', params: { name: input.name } }, (change) =>
      collect(store, change, input.name, []),
    );
  }),
  assign: verb(ids.extend({ collection: label }), (input) => {
    store.write(
      { label: 'step.collection.assign', params: { name: input.collection, count: input.ids.length } },
      (change) => collect(store, change, input.collection, input.ids),
    );
  }),
  unassign: verb(ids.extend({ collection: z.string() }), (input) => {
    store.write(
      { label: 'step.collection.unassign', params: { name: input.collection, count: input.ids.length } },
      (change) => {
        const row = store.sql<[string, string], string>(
          'SELECT g.id FROM collecting g JOIN collection c ON c.id = g.collection_id WHERE g.source_id = ? AND c.name = ?',
        );
        for (const id of input.ids) {
          const found = row.pluck().get(id, input.collection);
          if (found) change.remove('collecting', found);
        }
      },
    );
  }),
  remove: verb(z.object({ name: z.string() }), (input) => {
    const id = store
      .sql<[string], string>('SELECT id FROM collection WHERE name = ?')
      .pluck()
      .get(input.name);
    if (!id) throw new Refusal('not-found', `There is no collection "${input.name}".`);
    store.write({ label: 'step.collection.remove', params: { name: input.name } }, (change) => {
      const rows = store
        .sql<[string], string>('SELECT id FROM collecting WHERE collection_id = ?')
        .pluck()
        .all(id);
      for (const row of rows) change.remove('collecting', row);
      change.remove('collection', id);
    });
  }),
});
