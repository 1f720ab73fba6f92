import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';
import type { Context, FetchBounds, Fetched, WatchRequests } from './context.ts';
import { newId } from './ids.ts';
import { allSettings } from './settings.ts';
import type { Store } from './store.ts';
import { ask, verb } from './verb.ts';

/** One address the program asked for because a person wanted it. */
export interface OutgoingRequest {
  readonly id: string;
  /** ISO 8601 instant at which it was asked for. */
  readonly at: string;
  readonly address: string;
  readonly purpose: 'page' | 'image';
  /** The status that was answered, `asked` while there is no answer, or the code of the refusal. */
  readonly outcome: string;
  /** Bytes that came back, after unpacking. */
  readonly bytes: number;
}

/** Rows kept; older ones are let go. */
const KEPT = 5000;

/** Writes each request down before it is made, and again what came of it, so that a killed program hides none. */
const watcher =
  (store: Store, purpose: OutgoingRequest['purpose']): WatchRequests =>
  (address) => {
    const id = newId();
    store.writeUnlogged(['request'], (db) => {
      db.prepare("INSERT INTO request (id, at, address, purpose, outcome) VALUES (?, ?, ?, ?, 'asked')").run(
        id,
        store.now(),
        address.slice(0, 4000),
        purpose,
      );
      db.prepare(
        'DELETE FROM request WHERE id <= (SELECT id FROM request ORDER BY id DESC LIMIT 1 OFFSET ?)',
      ).run(KEPT);
    });
    return (outcome, bytes) =>
      store.writeUnlogged(['request'], (db) => {
        db.prepare('UPDATE request SET outcome = ?, bytes = ? WHERE id = ?').run(outcome, bytes, id);
      });
  };

/**
 * Fetches an address at the person's request, unless the person has switched the network off in the settings. Every
 * address that is asked for on the way, redirects included, is written down first. Throws a Refusal.
 */
export function fetchAddress(
  { store, surroundings }: Context,
  url: string,
  purpose: OutgoingRequest['purpose'] = 'page',
  bounds: FetchBounds = {},
): Promise<Fetched> {
  if (allSettings(store)['network'] === false)
    return Promise.reject(
      new Refusal(
        'unavailable',
        'Fetching addresses is switched off in Settings. Save the page as a file and capture that, or switch it on.',
      ),
    );
  return surroundings.fetch(url, watcher(store, purpose), bounds);
}

/** Verbs about what was asked of other machines. */
export const requestVerbs = ({ store }: Context) => ({
  /** The newest first. */
  list: verb(
    z
      .object({
        limit: z.number().int().min(1).max(KEPT).optional(),
        offset: z.number().int().min(0).optional(),
      })
      .optional(),
    (input) => ({
      total: store.sql('SELECT count(*) FROM request').pluck().get() as number,
      requests: store
        .sql<[number, number], OutgoingRequest>(
          'SELECT id, at, address, purpose, outcome, bytes FROM request ORDER BY id DESC LIMIT ? OFFSET ?',
        )
        .all(input?.limit ?? 100, input?.offset ?? 0),
    }),
  ),
  /** Forgets all of them; returns how many there were. */
  clear: ask(() =>
    store.writeUnlogged(['request'], (db) => ({ cleared: db.prepare('DELETE FROM request').run().changes })),
  ),
});
