import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SourceFilter, SourceRow, Topic } from '../../library/views.ts';
import { library, listen } from '../library.ts';

/** Rows are read in portions of this many as they come into view. */
export const portion = 100;

const topics: readonly Topic[] = ['source', 'annotation', 'mention', 'tag', 'collection', 'company'];

/** A list of any length of which only what was looked at has been read. */
export interface Rows {
  /** Null before the first answer. */
  readonly total: number | null;
  readonly error: Error | null;
  readonly at: (index: number) => SourceRow | undefined;
  /** Makes sure the rows around an index are read. */
  readonly need: (from: number, to: number) => void;
  /** The place of a source among the rows that have been read; -1 when it has not been seen. */
  readonly indexOf: (id: string) => number;
}

/** The sources that match a filter, kept fresh. The filter is compared by its content. */
export function useRows(filter: SourceFilter): Rows {
  const key = JSON.stringify(filter);
  const [state, setState] = useState<{
    key: string;
    total: number | null;
    rows: ReadonlyMap<number, SourceRow>;
    error: Error | null;
  }>({
    key,
    total: null,
    rows: new Map(),
    error: null,
  });
  const asked = useRef(new Set<number>());
  const turn = useRef(0);

  const read = useCallback(
    async (page: number, fresh: boolean): Promise<void> => {
      asked.current.add(page);
      const mine = turn.current;
      try {
        const answer = await library.sources.list({
          ...(JSON.parse(key) as SourceFilter),
          limit: portion,
          offset: page * portion,
        });
        if (mine !== turn.current) return;
        setState((old) => {
          const rows = new Map(fresh || old.key !== key ? [] : old.rows);
          answer.sources.forEach((row, i) => rows.set(page * portion + i, row));
          return { key, total: answer.total, rows, error: null };
        });
      } catch (reason) {
        if (mine !== turn.current) return;
        setState((old) => ({
          ...old,
          key,
          error: reason instanceof Error ? reason : new Error(String(reason)),
        }));
      }
    },
    [key],
  );

  const again = useCallback(
    async (forget: boolean): Promise<void> => {
      const pages = forget ? [0] : [...asked.current].sort((one, other) => one - other).slice(-4);
      turn.current++;
      asked.current = new Set();
      for (const [i, page] of (pages.length > 0 ? pages : [0]).entries()) await read(page, i === 0);
    },
    [read],
  );

  useEffect(() => {
    void again(true);
  }, [again]);

  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | null = null;
    const stop = listen('changed', (change) => {
      if (waiting !== null || !change.topics.some((topic) => topics.includes(topic))) return;
      waiting = setTimeout(() => {
        waiting = null;
        void again(false);
      }, 0);
    });
    return () => {
      if (waiting !== null) clearTimeout(waiting);
      stop();
    };
  }, [again]);

  const need = useCallback(
    (from: number, to: number) => {
      for (let page = Math.floor(from / portion); page <= Math.floor(to / portion); page++)
        if (!asked.current.has(page)) void read(page, false);
    },
    [read],
  );

  return useMemo(() => {
    const places = new Map([...state.rows].map(([index, row]) => [row.id, index]));
    return {
      total: state.key === key ? state.total : null,
      error: state.error,
      at: (index: number) => state.rows.get(index),
      need,
      indexOf: (id: string) => places.get(id) ?? -1,
    };
  }, [state, key, need]);
}
