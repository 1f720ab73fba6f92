import { useEffect, useMemo, useRef } from 'react';

/** A function that stays the same while what it does is always the newest; for handlers, never for drawing. */
export function useStable<A extends readonly unknown[], T>(run: (...given: A) => T): (...given: A) => T {
  const newest = useRef(run);
  useEffect(() => {
    newest.current = run;
  });
  return useMemo(
    () =>
      (...given: A) =>
        newest.current(...given),
    [],
  );
}
