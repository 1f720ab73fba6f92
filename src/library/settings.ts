import { z } from 'zod';
import type { Context } from './context.ts';
import type { Store } from './store.ts';
import { ask, verb } from './verb.ts';

/** All settings that were changed from their defaults. */
export const allSettings = (store: Store): Record<string, unknown> =>
  Object.fromEntries(
    store
      .sql<[], { key: string; value: string }>('SELECT key, value FROM setting')
      .all()
      .map((row) => [row.key, JSON.parse(row.value) as unknown]),
  );

/** Verbs about settings. A setting applies at once; null resets it. */
export const settingVerbs = ({ store }: Context) => ({
  all: ask(() => allSettings(store)),
  set: verb(z.object({ key: z.string().regex(/^[a-zA-Z][\w.]{0,80}$/), value: z.json() }), (input) => {
    store.writeUnlogged(['setting'], (db) => {
      if (input.value === null) db.prepare('DELETE FROM setting WHERE key = ?').run(input.key);
      else
        db.prepare(
          'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
        ).run(input.key, JSON.stringify(input.value));
    });
  }),
});
