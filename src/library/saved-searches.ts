import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';
import type { Context } from './context.ts';
import { newId } from './ids.ts';
import { ask, verb } from './verb.ts';

/** Verbs about searches kept in the sidebar. */
export const savedSearchVerbs = ({ store, search }: Context) => ({
  list: ask(() =>
    store
      .sql<[], { id: string; name: string; query: string }>(
        'SELECT id, name, query FROM saved_search ORDER BY created_at',
      )
      .all()
      .map((row) => ({ ...row, count: search.search(row.query, { limit: 0, bare: true }).total })),
  ),
  add: verb(
    z.object({ name: z.string().trim().min(1).max(200), query: z.string().trim().min(1).max(4000) }),
    (input) => {
      const id = newId();
      store.write({ label: 'step.search.save', params: { name: input.name } }, (change) => {
        change.insert('saved_search', { id, name: input.name, query: input.query, created_at: store.now() });
      });
      return { id, ...input };
    },
  ),
  remove: verb(z.object({ id: z.string() }), (input) => {
    const name = store
      .sql<[string], string>('SELECT name FROM saved_search WHERE id = ?')
      .pluck()
      .get(input.id);
    if (typeof name !== 'string') throw new Refusal('not-found', 'There is no such saved search.');
    store.write({ label: 'step.search.remove', params: { name } }, (change) =>
      change.remove('saved_search', input.id),
    );
  }),
});
