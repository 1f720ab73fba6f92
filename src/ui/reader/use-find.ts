import { useEffect, useMemo, useState, type RefObject } from 'react';
import type { SourceView } from '../../library/views.ts';
import { t } from '../messages/index.ts';
import { announce } from '../parts/toast.tsx';
import { findAll } from './find.ts';
import { paintHits } from './highlights.ts';
import { rangeAt, rangesAt } from './offsets.ts';

/** Words found on the page, painted in ink; the current one is brought into view. */
export interface Finding {
  readonly words: string;
  readonly hits: readonly { readonly start: number; readonly end: number }[];
  readonly at: number;
  readonly setWords: (words: string) => void;
  readonly step: (by: 1 | -1) => void;
}

/** How many hits are painted; more would slow the page and tell nothing. */
const mostPainted = 500;

export function useFind(
  view: SourceView | undefined,
  article: RefObject<HTMLElement | null>,
  first: string,
): Finding {
  const [words, setWords] = useState(first);
  const [at, setAt] = useState(0);
  const [asked, setAsked] = useState(first);
  if (asked !== first) {
    setAsked(first);
    setWords(first);
    setAt(0);
  }
  const text = view?.version.text ?? '';
  const hits = useMemo(() => findAll(text, words), [text, words]);
  useEffect(() => {
    const root = article.current;
    if (!root || hits.length === 0) {
      paintHits([], null);
      return undefined;
    }
    const ranges = rangesAt(root, hits.slice(0, mostPainted));
    const hit = hits[at];
    const current = hit ? rangeAt(root, hit.start, hit.end) : null;
    paintHits(ranges, current);
    current?.startContainer.parentElement?.scrollIntoView({ block: 'nearest' });
    return () => paintHits([], null);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what is drawn changes with the view, and the ranges with it
  }, [hits, at, article, view]);
  useEffect(() => {
    if (words === '') return undefined;
    const waiting = setTimeout(
      () => announce(t('reader.hitOf', { at: hits.length === 0 ? 0 : at + 1, of: hits.length })),
      500,
    );
    return () => clearTimeout(waiting);
  }, [hits, at, words]);
  return {
    words,
    hits,
    at,
    setWords: (next) => {
      setWords(next);
      setAt(0);
    },
    step: (by) => setAt((old) => (hits.length === 0 ? 0 : (old + by + hits.length) % hits.length)),
  };
}
