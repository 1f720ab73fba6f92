import { startTransition, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { SourceFilter, SourceRow, Topic } from '../../library/views.ts';
import { library, listen } from '../library.ts';
import type { Place } from '../view.ts';

/** Rows are read in portions of this many as they come into view. */
export const portion = 100;
/** Portions that are kept; those looked at longest ago are forgotten, and read again when they are looked at. */
export const keptPortions = 60;
/** Portions read again when something changes: those in view, and some that were a moment ago. */
const FRESH = 4;
/** Questions on their way at once. A list that is dragged through asks for where it stops, not for all it passed. */
const AT_ONCE = 2;

const topics: readonly Topic[] = ['source', 'annotation', 'mention', 'tag', 'collection', 'company'];

/** The sources a place shows, in the order the user chose. */
export const filterOf = (
  place: Extract<Place, { screen: 'inbox' | 'library' }>,
  sort: NonNullable<SourceFilter['sort']>,
): SourceFilter => ({
  view: place.screen,
  ...(place.tag !== undefined && { tag: place.tag }),
  ...(place.collection !== undefined && { collection: place.collection }),
  sort,
  descending: sort !== 'title',
});

type Portion = Awaited<ReturnType<typeof library.sources.list>>;

/** The first rows of a list that is about to be drawn, and what they were asked for with. */
let ahead: { readonly key: string; readonly answer: Promise<Portion> } | null = null;

/** Asks for the first rows of a list before it is drawn. They are given out once; what fails is asked for again. */
export const readAhead = (filter: SourceFilter): void => {
  const answer = library.sources.list({ ...filter, limit: portion, offset: 0 });
  // whoever takes it hears of a failure; nobody may
  answer.catch(() => undefined);
  ahead = { key: JSON.stringify(filter), answer };
};

const taken = (key: string, page: number): Promise<Portion> | null => {
  const known = ahead;
  if (known === null || known.key !== key || page !== 0) return null;
  ahead = null;
  return known.answer;
};

/** A list of any length of which only what was looked at has been read. */
export interface Rows {
  /** Null before the first answer. */
  readonly total: number | null;
  readonly error: Error | null;
  readonly at: (index: number) => SourceRow | undefined;
  /** Makes sure the rows from one index to another are read; what was asked for before and not yet sent is dropped. */
  readonly need: (from: number, to: number) => void;
  /** The place of a source among the rows that have been read; -1 when it has not been seen. */
  readonly indexOf: (id: string) => number;
}

/** Portions by their number, the one read last at the end. */
type Portions = ReadonlyMap<number, readonly SourceRow[]>;

interface Read {
  readonly key: string;
  readonly total: number | null;
  readonly portions: Portions;
  readonly error: Error | null;
}

/** Portions with some read anew; the ones looked at longest ago go. */
function withPortions(old: Portions, fresh: Portions): Portions {
  const next = new Map(old);
  for (const [page, rows] of fresh) {
    next.delete(page);
    next.set(page, rows);
  }
  for (const page of next.keys()) {
    if (next.size <= keptPortions) break;
    next.delete(page);
  }
  return next;
}

/** The sources that match a filter, kept fresh. The filter is compared by its content. */
export function useRows(filter: SourceFilter): Rows {
  const key = JSON.stringify(filter);
  const [state, setState] = useState<Read>({ key, total: null, portions: new Map(), error: null });
  const held = useRef<ReadonlySet<number>>(new Set());
  useLayoutEffect(() => {
    held.current = state.key === key ? new Set(state.portions.keys()) : new Set();
  }, [state, key]);
  /** Portions that are to be read next, the ones in view. */
  const wanted = useRef<readonly number[]>([]);
  const underWay = useRef(new Set<number>());
  /** Counts the starts from nothing; an answer to an earlier one is dropped. */
  const turn = useRef(0);

  const ask = useCallback(
    async (page: number) =>
      taken(key, page) ??
      library.sources.list({ ...(JSON.parse(key) as SourceFilter), limit: portion, offset: page * portion }),
    [key],
  );
  const failed = useCallback(
    (reason: unknown): void =>
      setState((old) => ({
        ...old,
        key,
        error: reason instanceof Error ? reason : new Error(String(reason)),
      })),
    [key],
  );

  const next = useCallback((): void => {
    const step = (): void => {
      while (underWay.current.size < AT_ONCE) {
        const page = wanted.current.find((each) => !held.current.has(each) && !underWay.current.has(each));
        if (page === undefined) return;
        const mine = turn.current;
        underWay.current.add(page);
        ask(page)
          .then(
            ({ total, sources }) => {
              if (mine !== turn.current) return;
              setState((old) => ({
                key,
                total,
                portions: withPortions(
                  old.key === key ? old.portions : new Map(),
                  new Map([[page, sources]]),
                ),
                error: null,
              }));
              held.current = new Set([...held.current, page]);
            },
            (reason: unknown) => {
              if (mine === turn.current) failed(reason);
              // not asked for again by itself: a library that refuses would be asked without end
              wanted.current = wanted.current.filter((each) => each !== page);
            },
          )
          .finally(() => {
            if (mine !== turn.current) return;
            underWay.current.delete(page);
            step();
          });
      }
    };
    step();
  }, [ask, failed, key]);

  /** Reads what is in view again, and forgets the rest. */
  const again = useCallback(
    async (forget: boolean): Promise<void> => {
      const mine = ++turn.current;
      underWay.current = new Set();
      const seen = [...wanted.current, ...[...held.current].reverse()];
      const pages = forget || seen.length === 0 ? [0] : [...new Set(seen)].slice(0, FRESH);
      if (forget) wanted.current = [0];
      try {
        const fresh = new Map<number, readonly SourceRow[]>();
        let total = 0;
        for (const page of pages) {
          const answer = await ask(page);
          if (mine !== turn.current) return;
          total = answer.total;
          fresh.set(page, answer.sources);
        }
        const show = (): void => setState({ key, total, portions: fresh, error: null });
        // what changed by itself is drawn piece by piece
        if (forget) show();
        else startTransition(show);
        held.current = new Set(fresh.keys());
        next();
      } catch (reason) {
        if (mine === turn.current) failed(reason);
      }
    },
    [ask, failed, key, next],
  );

  useEffect(() => {
    void Promise.resolve().then(() => again(true));
  }, [again]);

  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | null = null;
    let reading = false;
    let outdated = false;
    const read = async (): Promise<void> => {
      reading = true;
      await again(false);
      reading = false;
      // one more reading for all that changed meanwhile, a moment later: an import announces without pause
      if (outdated && waiting === null) {
        outdated = false;
        waiting = setTimeout(start, 300);
      }
    };
    const start = (): void => {
      waiting = null;
      void read();
    };
    const stop = listen('changed', (change) => {
      if (waiting !== null || !change.topics.some((topic) => topics.includes(topic))) return;
      if (reading) outdated = true;
      else waiting = setTimeout(start, 0);
    });
    return () => {
      if (waiting !== null) clearTimeout(waiting);
      stop();
    };
  }, [again]);

  const need = useCallback(
    (from: number, to: number) => {
      const [first, last] = [Math.max(0, Math.floor(from / portion)), Math.floor(to / portion)];
      wanted.current = Array.from({ length: last - first + 1 }, (_, i) => first + i);
      next();
    },
    [next],
  );

  return useMemo(() => {
    const places = new Map<string, number>();
    for (const [page, rows] of state.portions)
      rows.forEach((row, i) => places.set(row.id, page * portion + i));
    return {
      total: state.key === key ? state.total : null,
      error: state.error,
      at: (index: number) => state.portions.get(Math.floor(index / portion))?.[index % portion],
      need,
      indexOf: (id: string) => places.get(id) ?? -1,
    };
  }, [state, key, need]);
}
