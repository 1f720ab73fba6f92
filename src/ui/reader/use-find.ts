import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { findAll } from '../../core/reading/find.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { announce, fail } from '../parts/toast.tsx';
import { crossTo, placesOnTrail } from '../search/trail.ts';
import { paintHits } from './highlights.ts';
import { rangeAt, rangesAt } from './offsets.ts';
import type { Range } from './ranges.ts';
import type { Drawn } from './drawn.ts';
import type { OpenSource } from './open-source.ts';
import type { PageText } from './pdf/page-text.ts';

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

type Hits = Finding['hits'];

const none: Hits = [];

/**
 * Where the words stand: looked for here while the whole text is here, else by the library. On the pages of a PDF
 * they are looked for in the words of the pages, and offsets are those of that text.
 */
function useHits(
  { text, source, version }: OpenSource,
  words: string,
  how: How,
  pages: PageText | null,
): Hits {
  const { language } = source;
  const [asked, setAsked] = useState<{ readonly key: string; readonly hits: Hits }>({ key: '', hits: none });
  const here = useMemo(() => {
    const all = pages ? pages.text : text.whole ? text.slice(0, text.length) : null;
    if (all === null) return null;
    // The words of the search one came from mark everything that it found, in all forms.
    return (how === loosely ? placesOnTrail(all, words) : null) ?? findAll(all, words, { ...how, language });
  }, [text, pages, words, how, language]);
  const key = [version.id, words, how.wholeWords, how.matchCase].join('\n');
  const elsewhere = here === null && words.trim() !== '';
  useEffect(() => {
    if (!elsewhere) return undefined;
    let live = true;
    library.reading
      .find({ versionId: version.id, words, ...how, language })
      .then((hits) => live && setAsked({ key, hits }), fail);
    return () => {
      live = false;
    };
  }, [elsewhere, key, version.id, words, how, language]);
  return here ?? (asked.key === key ? asked.hits : none);
}

const loosely: How = { wholeWords: false, matchCase: false };

/** How many hits are painted; more would slow the page and tell nothing. */
const mostPainted = 500;

/** The hit one stepped to: its number on the page it was found on, and where it is in the canonical text. */
interface Current {
  readonly at: number;
  readonly pages: PageText | null;
  readonly from: number;
}

/** The number of the first hit that ends after an offset into the canonical text; 0 where there is none. */
const nearest = (hits: Hits, from: number, pages: PageText | null): number => {
  const offset = pages && from > 0 ? pages.fromClean(from) : from;
  return Math.max(
    0,
    hits.findIndex((hit) => hit.end > offset),
  );
};

export function useFind(
  view: OpenSource,
  article: RefObject<HTMLElement | null>,
  first: string,
  /** Hits are painted on one page at a time. */
  painting: boolean,
  /** The blocks that are drawn: what is drawn later is painted then. */
  ranges: readonly Range[],
  show: Drawn['show'],
  /** Where the source was opened, in UTF-16 units: the hit there is the first to be current. */
  from = 0,
  /** The words of the pages, while these are what is found in; null on the clean page. */
  pages: PageText | null = null,
): Finding {
  const [words, setWords] = useState(first);
  const [current, setCurrent] = useState<Current | null>(null);
  const [how, setHow] = useState<How>(loosely);
  const [asked, setAsked] = useState({ first, from });
  if (asked.first !== first || asked.from !== from) {
    setAsked({ first, from });
    setWords(first);
    setCurrent(null);
  }
  const hits = useHits(view, words, how, pages);
  const now = current?.pages === pages ? current.at : nearest(hits, current?.from ?? from, pages);
  const goTo = (at: number): void => {
    const start = hits[at]?.start ?? 0;
    setCurrent({ at, pages, from: pages ? pages.toClean(start) : start });
  };
  useEffect(() => {
    const root = article.current;
    if (!painting) return undefined;
    if (!root || hits.length === 0) {
      paintHits([], null);
      return undefined;
    }
    const { text } = view;
    const here = ranges.flatMap(({ from: first, to }) => {
      const top = text.offsetBefore(first);
      const bottom = to < text.count ? text.offsetBefore(to) : text.length;
      return hits.filter((each) => each.start >= top && each.end <= bottom);
    });
    const painted = rangesAt(root, here.slice(0, mostPainted));
    const hit = hits[now];
    const current = hit ? rangeAt(root, hit.start, hit.end) : null;
    paintHits(painted, current);
    return () => paintHits([], null);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what is drawn changes with the view, and the ranges with it
  }, [hits, now, article, view, painting, ranges]);
  // Only stepping and typing move the page: a mark made meanwhile must not take the reader away from it.
  const bring = useRef(show);
  useEffect(() => {
    bring.current = show;
  });
  useEffect(() => {
    const hit = hits[now];
    if (painting && hit) bring.current(hit.start, hit.end, 'nearest');
  }, [hits, now, painting]);
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
      setCurrent({ at: 0, pages, from: 0 });
    },
    setHow: (next) => {
      setHow(next);
      setCurrent({ at: 0, pages, from: 0 });
    },
    step: (by) => {
      const next = now + by;
      // Past the last hit of a source found by a search comes the next source.
      if ((next < 0 || next >= hits.length) && crossTo(view.source.id, words, by)) return;
      goTo(hits.length === 0 ? 0 : (next + hits.length) % hits.length);
    },
  };
}
