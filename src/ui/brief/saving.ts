import type { Node } from '@tiptap/pm/model';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { BriefDocument } from '../../core/brief.ts';
import { library } from '../library.ts';
import { reasonOf } from '../parts/toast.tsx';
import { blocksOf, documentOf } from './stretches.ts';

/** How the text on the screen stands to the library. */
export type SaveState = 'saved' | 'saving' | { readonly failed: string };

interface Change {
  readonly title?: string;
  /** Gives the text of the editor when it is saved: making it of a long brief with every key would be felt. */
  readonly doc?: () => Node;
  readonly style?: string;
  readonly language?: string;
}

/** A text of the editor that the library holds, and when it was saved there. */
interface Base {
  readonly doc: Node;
  readonly at: string;
}

/** Saved this long after typing rests, in milliseconds: what a crash can cost. */
const WAIT = 600;

/** What changed between two texts: the first block that is another, how many gave way, and the blocks that are there now. */
export function changeBetween(
  before: Node,
  after: Node,
): { readonly from: number; readonly removed: number; readonly count: number; readonly blocks: unknown[] } {
  const old = blocksOf(before);
  const now = blocksOf(after);
  // blocks never change, they are replaced: what is the same object is the same text
  let from = 0;
  while (from < old.length && from < now.length && old[from] === now[from]) from += 1;
  let same = 0;
  while (same < old.length - from && same < now.length - from && old.at(-1 - same) === now.at(-1 - same))
    same += 1;
  return {
    from,
    removed: old.length - from - same,
    count: old.length,
    blocks: now.slice(from, now.length - same).map((block) => block.toJSON() as unknown),
  };
}

/** Keeps a brief saved while it is written: shortly after typing rests, on leaving, and before an export. */
export function useSaving(id: string): {
  readonly state: SaveState;
  readonly change: (change: Change) => void;
  /** Says which text of the editor the library holds, so that only what changes from now on is sent. */
  readonly begin: (doc: Node, body: BriefDocument, at: string) => void;
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
  const base = useRef<Base | null>(null);

  const flush = useCallback(async (): Promise<void> => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    if (running.current) await running.current;
    const change = waiting.current;
    if (!change) return;
    waiting.current = null;
    const save = async () => {
      try {
        const { doc: made, ...rest } = change;
        const doc = made?.() ?? null;
        const from = base.current;
        const saved =
          (from &&
            (await library.briefs.save({
              id,
              ...rest,
              ...(doc && { change: { ...changeBetween(from.doc, doc), since: from.at } }),
            }))) ??
          // somebody else changed the text meanwhile, or it was never compared: what is typed here is kept whole
          (await library.briefs.save({ id, ...rest, ...(doc && { body: documentOf(doc) }) }));
        if (saved) {
          const held = doc ?? from?.doc;
          if (held) base.current = { doc: held, at: saved.updatedAt };
          setLast(saved.updatedAt);
        }
        setState(waiting.current ? 'saving' : 'saved');
      } catch (reason) {
        // What could not be saved stays waiting, beneath whatever was typed since.
        waiting.current = { ...change, ...waiting.current };
        setState({ failed: reasonOf(reason) });
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
      timer.current = setTimeout(() => void flush(), WAIT);
    },
    [flush],
  );

  const begin = useCallback((doc: Node, body: BriefDocument, at: string): void => {
    // an editor that made other blocks of the text than it was given cannot say which of them changed
    base.current = blocksOf(doc).length === body.content.length ? { doc, at } : null;
  }, []);

  useEffect(() => {
    const leave = () => void flush();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [flush]);

  const dirty = useCallback(() => waiting.current !== null || running.current !== null, []);
  return useMemo(
    () => ({ state, change, begin, flush, dirty, last }),
    [state, change, begin, flush, dirty, last],
  );
}
