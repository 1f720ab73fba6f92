import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';
import type { Context } from './context.ts';
import { newId } from './ids.ts';
import type { Change, Store } from './store.ts';
import { ids } from './inputs.ts';
import { label, moved, refuseInside, within, withinValues } from './paths.ts';
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
  /**
   * Gives a collection another name, with all that stand inside it: this is also how one is put into another
   * (`Ports` to `Trade/Ports`). A name that exists already joins the two.
   */
  rename: verb(z.object({ from: z.string(), to: label }), (input) => {
    const rows = collectionsWithin(store, input.from);
    if (input.from === input.to) return;
    refuseInside(input.from, input.to);
    store.write({ label: 'step.collection.rename', params: { from: input.from, to: input.to } }, (change) => {
      for (const row of rows) {
        const to = moved(row.name, input.from, input.to);
        const into = store.sql<[string], string>('SELECT id FROM collection WHERE name = ?').pluck().get(to);
        if (!into) {
          change.update('collection', row.id, { name: to });
          continue;
        }
        const held = store
          .sql<[string], { id: string; source_id: string }>(
            'SELECT id, source_id FROM collecting WHERE collection_id = ?',
          )
          .all(row.id);
        for (const each of held) change.remove('collecting', each.id);
        collect(
          store,
          change,
          to,
          held.map((each) => each.source_id),
        );
        change.remove('collection', row.id);
      }
    });
  }),
  /** Removes a collection and all that stand inside it; the sources in them stay in the library. */
  remove: verb(z.object({ name: z.string() }), (input) => {
    const rows = collectionsWithin(store, input.name);
    store.write({ label: 'step.collection.remove', params: { name: input.name } }, (change) => {
      for (const { id } of rows) {
        const held = store
          .sql<[string], string>('SELECT id FROM collecting WHERE collection_id = ?')
          .pluck()
          .all(id);
        for (const each of held) change.remove('collecting', each);
        change.remove('collection', id);
      }
    });
  }),
});

/** A collection and all that stand inside it. Throws a Refusal when there is none. */
function collectionsWithin(
  store: Store,
  name: string,
): readonly { readonly id: string; readonly name: string }[] {
  const rows = store
    .sql<[string, string, string], { id: string; name: string }>(
      `SELECT id, name FROM collection WHERE ${within('name')} ORDER BY name`,
    )
    .all(...withinValues(name));
  if (rows.length === 0) throw new Refusal('not-found', `There is no collection "${name}".`);
  return rows;
}
