import { startTransition, useCallback, useEffect, useRef, useState } from 'react';
import type { Topic } from '../library/views.ts';
import { listen } from './library.ts';

/** What a screen reads from the library, kept fresh. */
export interface Live<T> {
  /** The last value read; the old one stays while a new one is on its way. */
  readonly value: T | undefined;
  readonly error: Error | null;
  /** True until the first answer for the present `deps`. */
  readonly loading: boolean;
  readonly reload: () => void;
}

/** More announcements than this within so many milliseconds are the work of a job, such as an import. */
const MANY = 5;
const LATELY = 2000;

/**
 * Reads from the library and reads again when one of the topics is announced or a dependency changes.
 * An answer that comes after a newer question is dropped. Announcements in one burst cause one reading, and those that come
 * while an answer is on its way cause one more after it. What is read again while one announcement follows the other, as in an
 * import, is drawn piece by piece and gives way to what a person does meanwhile; what a single deed changed is drawn at once.
 */
export function useLive<T>(
  topics: readonly Topic[],
  read: () => Promise<T>,
  deps: readonly unknown[] = [],
): Live<T> {
  const [state, setState] = useState<Omit<Live<T>, 'reload'>>({
    value: undefined,
    error: null,
    loading: true,
  });
  const reader = useRef(read);
  reader.current = read;
  const turn = useRef(0);
  const underWay = useRef(0);
  const outdated = useRef(false);
  const heard = useRef<readonly number[]>([]);

  const ask = useCallback((gently: boolean) => {
    const mine = ++turn.current;
    underWay.current++;
    const answered = (): void => {
      if (--underWay.current > 0 || !outdated.current) return;
      outdated.current = false;
      ask(heard.current.length > MANY);
    };
    const put = gently ? startTransition : (work: () => void): void => work();
    reader.current().then(
      (value) => {
        if (mine === turn.current) put(() => setState({ value, error: null, loading: false }));
        answered();
      },
      (reason: unknown) => {
        const error = reason instanceof Error ? reason : new Error(String(reason));
        if (mine === turn.current) setState((old) => ({ value: old.value, error, loading: false }));
        answered();
      },
    );
  }, []);

  const reload = useCallback(() => ask(false), [ask]);

  const forget = useCallback(() => {
    turn.current++;
    outdated.current = false;
  }, []);

  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the caller names what the reading depends on
  useEffect(() => {
    setState((old) => ({ ...old, loading: true }));
    reload();
    return forget;
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the caller names what the reading depends on
  }, deps);

  const watched = topics.join(' ');
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | null = null;
    const stop = listen('changed', ({ topics: announced }) => {
      if (!announced.some((topic) => watched.split(' ').includes(topic))) return;
      const now = performance.now();
      heard.current = [...heard.current.filter((at) => now - at < LATELY), now];
      if (waiting !== null) return;
      waiting = setTimeout(() => {
        waiting = null;
        // while an answer is on its way no second question goes out: a busy library would drown in them
        if (underWay.current > 0) outdated.current = true;
        else ask(heard.current.length > MANY);
      }, 0);
    });
    return () => {
      if (waiting !== null) clearTimeout(waiting);
      stop();
    };
  }, [watched, ask]);

  return { ...state, reload };
}
