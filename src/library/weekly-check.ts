import { lookThrough, START, type Spot } from './piecewise.ts';
import type { Store } from './store.ts';

const A_WEEK = 7 * 86_400_000;
/** Problems kept of one look; the full check tells all. */
const MOST_KEPT = 20;

interface Progress {
  readonly spot: Spot;
  readonly problems: readonly string[];
}

/**
 * The look through the whole library once a week, in pieces while nothing else is asked for. Where it stands is kept in
 * the library, so that it goes on after a restart. What it finds is a notice until a check finds nothing.
 */
export class WeeklyCheck {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Does one piece; true when there is more to do now. */
  piece(): boolean {
    const { db } = this.#store;
    const noted = db.prepare('SELECT value FROM meta WHERE key = ?').pluck();
    const under = noted.get('weekly-check') as string | undefined;
    if (under === undefined) {
      const last = Date.parse((noted.get('checked-at') as string | undefined) ?? '');
      const now = Date.parse(this.#store.now());
      // a clock that went back must not put the check off for years
      if (now - last < A_WEEK && last <= now) return false;
    }
    const { spot, problems } =
      under === undefined ? { spot: START, problems: [] } : (JSON.parse(under) as Progress);
    const found = [...problems];
    const next = lookThrough(db, spot, (problem) => {
      if (found.length < MOST_KEPT) found.push(problem);
    });
    this.#store.writeUnlogged(next === null ? ['health'] : [], () => {
      const note = db.prepare(
        'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      );
      if (next !== null) {
        note.run('weekly-check', JSON.stringify({ spot: next, problems: found } satisfies Progress));
        return;
      }
      db.prepare("DELETE FROM meta WHERE key = 'weekly-check'").run();
      note.run('checked-at', this.#store.now());
      if (found.length > 0)
        note.run('damage-found', JSON.stringify({ at: this.#store.now(), problems: found }));
    });
    return next !== null;
  }
}
