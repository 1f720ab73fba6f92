import { useEffect, useMemo, useState, type RefObject } from 'react';
import type { SourceView } from '../../library/views.ts';
import { t } from '../messages/index.ts';
import { announce } from '../parts/toast.tsx';
import { crossTo, placesOnTrail } from '../search/trail.ts';
import { findAll } from './find.ts';
import { paintHits } from './highlights.ts';
import { rangeAt, rangesAt } from './offsets.ts';

/** Words found on the page, painted in ink; the current one is brought into view. */
export interface Finding {
  readonly words: string;
  readonly hits: readonly { readonly start: number; readonly end: number }[];
  readonly at: number;
  readonly how: How;
  readonly setWords: (words: string) => void;
  readonly setHow: (how: How) => void;
  readonly step: (by: 1 | -1) => void;
}

/** How words are compared while finding. */
export interface How {
  readonly wholeWords: boolean;
  readonly matchCase: boolean;
}

const loosely: How = { wholeWords: false, matchCase: false };

/** How many hits are painted; more would slow the page and tell nothing. */
const mostPainted = 500;

export function useFind(
  view: SourceView | undefined,
  article: RefObject<HTMLElement | null>,
  first: string,
  /** Hits are painted on one page at a time. */
  painting: boolean,
  /** How many blocks are drawn: what is drawn later is painted then. */
  drawnTo: number,
  /** Where the source was opened, in UTF-16 units: the hit there is the first to be current. */
  from = 0,
): Finding {
  const [words, setWords] = useState(first);
  const [at, setAt] = useState(-1);
  const [how, setHow] = useState<How>(loosely);
  const [asked, setAsked] = useState({ first, from });
  if (asked.first !== first || asked.from !== from) {
    setAsked({ first, from });
    setWords(first);
    setAt(-1);
  }
  const text = view?.version.text ?? '';
  const language = view?.source.language ?? null;
  const hits = useMemo(
    // The words of the search one came from mark everything that it found, in all forms.
    () => (how === loosely ? placesOnTrail(text, words) : null) ?? findAll(text, words, { ...how, language }),
    [text, words, how, language],
  );
  const begin = Math.max(
    0,
    hits.findIndex((hit) => hit.end > from),
  );
  const now = at < 0 ? begin : at;
  useEffect(() => {
    const root = article.current;
    if (!painting) return undefined;
    if (!root || hits.length === 0) {
      paintHits([], null);
      return undefined;
    }
    const ranges = rangesAt(root, hits.slice(0, mostPainted));
    const hit = hits[now];
    const current = hit ? rangeAt(root, hit.start, hit.end) : null;
    paintHits(ranges, current);
    return () => paintHits([], null);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what is drawn changes with the view, and the ranges with it
  }, [hits, now, article, view, painting, drawnTo]);
  // Only stepping and typing move the page: a mark made meanwhile must not take the reader away from it.
  useEffect(() => {
    const hit = hits[now];
    const root = article.current;
    if (!painting || !root || !hit) return;
    rangeAt(root, hit.start, hit.end)?.startContainer.parentElement?.scrollIntoView({ block: 'nearest' });
  }, [hits, now, article, painting]);
  useEffect(() => {
    if (words === '') return undefined;
    const waiting = setTimeout(
      () => announce(t('reader.hitOf', { at: hits.length === 0 ? 0 : now + 1, of: hits.length })),
      500,
    );
    return () => clearTimeout(waiting);
  }, [hits, now, words]);
  return {
    words,
    hits,
    at: now,
    how,
    setWords: (next) => {
      setWords(next);
      setAt(0);
    },
    setHow: (next) => {
      setHow(next);
      setAt(0);
    },
    step: (by) => {
      const next = now + by;
      // Past the last hit of a source found by a search comes the next source.
      if ((next < 0 || next >= hits.length) && view && crossTo(view.source.id, words, by)) return;
      setAt(hits.length === 0 ? 0 : (next + hits.length) % hits.length);
    },
  };
}
