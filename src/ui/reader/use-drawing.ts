import { startTransition, useCallback, useEffect, useRef, useState } from 'react';

/** Blocks drawn before the first picture; about three screens of text. */
const firstBlocks = 60;

/**
 * Draws a long source bit by bit: the part that is asked for first, so that reading can start, the rest while nothing
 * else is to be done. `until(block, work)` runs the work as soon as the block is drawn.
 */
export function useDrawing(
  version: string,
  count: number,
  from: number,
): { readonly drawnTo: number; readonly until: (block: number, work: () => void) => void } {
  const begin = Math.min(count, Math.max(0, from) + firstBlocks);
  const [drawn, setDrawn] = useState({ version, to: begin });
  if (drawn.version !== version) setDrawn({ version, to: begin });
  const drawnTo = Math.min(count, drawn.version === version ? drawn.to : begin);
  const waiting = useRef<(() => void)[]>([]);
  const now = useRef(drawnTo);
  useEffect(() => {
    now.current = drawnTo;
    const works = waiting.current;
    if (drawnTo >= count) waiting.current = [];
    if (drawnTo >= count) for (const work of works) work();
    if (drawnTo >= count) return undefined;
    const timer = setTimeout(
      () => startTransition(() => setDrawn({ version, to: drawnTo * 2 + firstBlocks })),
      30,
    );
    return () => clearTimeout(timer);
  }, [version, drawnTo, count]);
  const until = useCallback(
    (block: number, work: () => void): void => {
      if (block < now.current) work();
      else {
        waiting.current.push(work);
        setDrawn({ version, to: count });
      }
    },
    [version, count],
  );
  return { drawnTo, until };
}
