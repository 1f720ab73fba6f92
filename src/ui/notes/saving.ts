import { useCallback, useEffect, useRef, useState } from 'react';
import { library } from '../library.ts';

/** How the note on the screen stands to the library. */
export type SaveState = 'saved' | 'saving' | { readonly failed: string };

/** What a note is about. */
export interface About {
  readonly companyId?: string;
  readonly sourceId?: string;
}

interface Change {
  readonly title?: string;
  readonly text?: string;
}

const WAIT = 600;

/**
 * Keeps a note saved while it is written: shortly after typing rests, and on leaving. A note that is not in the library
 * yet is added with its first words; one without a word is never added.
 */
export function useNoteSaving(
  first: string | null,
  about: About,
  onAdded?: (id: string) => void,
): {
  readonly state: SaveState;
  readonly change: (change: Change) => void;
  readonly flush: () => Promise<void>;
  /** True while nothing waits to be saved. */
  readonly clean: () => boolean;
} {
  const [state, setState] = useState<SaveState>('saved');
  const id = useRef(first);
  const waiting = useRef<Change | null>(null);
  const running = useRef<Promise<void> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const added = useRef(onAdded);
  useEffect(() => {
    added.current = onAdded;
  }, [onAdded]);
  const { companyId, sourceId } = about;

  const save = useCallback(
    async (change: Change): Promise<void> => {
      if (id.current !== null) {
        await library.notes.edit({ id: id.current, ...change, join: true });
        return;
      }
      if (!change.text?.trim() && !change.title?.trim()) return;
      const made = await library.notes.add({
        text: change.text ?? '',
        ...(change.title?.trim() && { title: change.title }),
        ...(companyId !== undefined && { companyId }),
        ...(sourceId !== undefined && { sourceId }),
      });
      id.current = made.id;
      added.current?.(made.id);
    },
    [companyId, sourceId],
  );

  const flush = useCallback(async (): Promise<void> => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    if (running.current) await running.current;
    const change = waiting.current;
    if (!change) return;
    waiting.current = null;
    running.current = save(change).then(
      () => setState(waiting.current ? 'saving' : 'saved'),
      (reason: unknown) => {
        // what could not be saved stays waiting, beneath whatever was typed since
        waiting.current = { ...change, ...waiting.current };
        setState({ failed: reason instanceof Error ? reason.message : String(reason) });
      },
    );
    await running.current;
    running.current = null;
  }, [save]);

  const change = useCallback(
    (next: Change): void => {
      waiting.current = { ...waiting.current, ...next };
      setState('saving');
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), WAIT);
    },
    [flush],
  );

  useEffect(() => {
    const leave = () => void flush();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [flush]);

  const clean = useCallback(() => waiting.current === null && running.current === null, []);
  return { state, change, flush, clean };
}
