import type { JSONContent } from '@tiptap/core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { library } from '../library.ts';

/** How the text on the screen stands to the library. */
export type SaveState = 'saved' | 'saving' | { readonly failed: string };

interface Change {
  readonly title?: string;
  /** Gives the text when it is saved: making it of a long brief with every key would be felt. */
  readonly body?: () => JSONContent;
  readonly style?: string;
  readonly language?: string;
}

const WAIT = 600;
/** A brief of this many characters is saved later, because saving it takes a moment. */
const LONG = 200_000;
const WAIT_LONG = 2500;

/** Keeps a brief saved while it is written: shortly after typing rests, on leaving, and before an export. */
export function useSaving(
  id: string,
  length: () => number,
): {
  readonly state: SaveState;
  readonly change: (change: Change) => void;
  /** Saves what waits. */
  readonly flush: () => Promise<void>;
  /** True while something is not in the library yet. */
  readonly dirty: () => boolean;
  /** The instant of the last save of ours; null before the first. */
  readonly last: string | null;
} {
  const [state, setState] = useState<SaveState>('saved');
  const [last, setLast] = useState<string | null>(null);
  const waiting = useRef<Change | null>(null);
  const running = useRef<Promise<void> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const flush = useCallback(async (): Promise<void> => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    if (running.current) await running.current;
    const change = waiting.current;
    if (!change) return;
    waiting.current = null;
    const save = async () => {
      try {
        const { body, ...rest } = change;
        const saved = await library.briefs.save({ id, ...rest, ...(body && { body: body() }) });
        setLast(saved.updatedAt);
        setState(waiting.current ? 'saving' : 'saved');
      } catch (reason) {
        // What could not be saved stays waiting, beneath whatever was typed since.
        waiting.current = { ...change, ...waiting.current };
        setState({ failed: reason instanceof Error ? reason.message : String(reason) });
      }
    };
    running.current = save();
    await running.current;
    running.current = null;
  }, [id]);

  const change = useCallback(
    (next: Change): void => {
      waiting.current = { ...waiting.current, ...next };
      setState('saving');
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), length() > LONG ? WAIT_LONG : WAIT);
    },
    [flush, length],
  );

  useEffect(() => {
    const leave = () => void flush();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [flush]);

  const dirty = useCallback(() => waiting.current !== null || running.current !== null, []);
  return useMemo(() => ({ state, change, flush, dirty, last }), [state, change, flush, dirty, last]);
}
