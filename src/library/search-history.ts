import { settingIn } from './settings.ts';
import type { Store } from './store.ts';

/** A search that was run. */
export interface PastSearch {
  readonly query: string;
  /** ISO 8601 instant of the last time. */
  readonly at: string;
  readonly times: number;
}

/** Searches kept; older ones go. */
const KEPT = 500;

/** The last searches, newest first. They are memory of this machine: outside the change log and the archive. */
export const recentSearches = (store: Store, limit: number): PastSearch[] =>
  store
    .sql<[number], PastSearch>('SELECT query, at, times FROM search_history ORDER BY at DESC, query LIMIT ?')
    .all(limit);

/** Puts a query at the head of the last searches; nothing where the setting `searchHistory` is off. */
export function rememberSearch(store: Store, typed: string): void {
  const query = typed.replace(/\s+/g, ' ').trim().toWellFormed();
  if (query === '' || settingIn(store, 'searchHistory') === false) return;
  store.writeUnlogged(['setting'], (db) => {
    db.prepare(
      `INSERT INTO search_history (query, at) VALUES (?, ?)
         ON CONFLICT (query) DO UPDATE SET at = excluded.at, times = times + 1`,
    ).run(query, store.now());
    db.prepare(
      'DELETE FROM search_history WHERE query NOT IN (SELECT query FROM search_history ORDER BY at DESC LIMIT ?)',
    ).run(KEPT);
  });
}

/** Forgets one of the last searches, or all of them where none is named. */
export function forgetSearches(store: Store, query: string | undefined): void {
  store.writeUnlogged(['setting'], (db) => {
    if (query === undefined) db.prepare('DELETE FROM search_history').run();
    else db.prepare('DELETE FROM search_history WHERE query = ?').run(query);
  });
}
