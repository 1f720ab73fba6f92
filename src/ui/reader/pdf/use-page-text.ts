import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { fail } from '../../parts/toast.tsx';
import type { OpenText } from '../open-text.ts';
import { pageText, type PageText } from './page-text.ts';

/** The words on the pages of a PDF, fetched where they are not here; null until all of them are, or while not wanted. */
export function usePageText(text: OpenText, wanted: boolean): PageText | null {
  const turn = useSyncExternalStore(text.subscribe, text.snapshot);
  useEffect(() => {
    if (wanted) text.load(0, text.count).catch(fail);
  }, [text, wanted]);
  return useMemo(
    () => (wanted && text.whole ? pageText(text.all()) : null),
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies -- `turn` tells that pages came
    [text, wanted, turn],
  );
}
