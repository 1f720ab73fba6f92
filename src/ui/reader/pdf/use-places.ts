import { useCallback, useRef, type RefObject } from 'react';
import type { Drawn } from '../drawn.ts';
import type { OpenText } from '../open-text.ts';
import { rangeOn } from './layer.ts';
import type { LaidPage } from './page.tsx';
import type { PagePlace, PageText } from './page-text.ts';

/** Where words are on the pages that are laid out now, and the way to those that are not. */
export interface Places extends Drawn {
  /** The pages that are laid out, by number. */
  readonly laid: RefObject<Map<number, LaidPage>>;
  /** A page was laid out, or is drawn no more. */
  readonly onLaid: (number: number, page: LaidPage | null) => void;
  /** Brings words into view, at the page they are on. */
  readonly bring: (place: PagePlace, block: ScrollLogicalPosition, then?: () => void) => void;
}

/** The drawn stretch of a page that shows words; null when they are not on it. */
const rangeIn = (page: LaidPage, { start, end, leftOut }: PagePlace): Range | null => {
  const [first] = (leftOut ? page.leftOut() : page.map).toPage(start, end);
  return first ? rangeOn(page.layer, first.start, first.end) : null;
};

/** Knows where words are on the pages. `scroll` is the element that scrolls them. */
export function usePlaces(
  scroll: RefObject<HTMLElement | null>,
  text: OpenText,
  words: PageText | null,
): Places {
  const laid = useRef(new Map<number, LaidPage>());
  const waiting = useRef<{ page: number; work: () => void } | null>(null);

  const onLaid = useCallback((number: number, page: LaidPage | null): void => {
    if (!page) {
      laid.current.delete(number);
      return;
    }
    laid.current.set(number, page);
    const wanted = waiting.current;
    if (wanted?.page !== number) return;
    waiting.current = null;
    wanted.work();
  }, []);

  const cleanPlace = useCallback(
    (start: number, end: number): PagePlace => ({
      start,
      end,
      leftOut: false,
      pages: words?.pagesOf(start) ?? [text.pageAt(start)],
    }),
    [words, text],
  );

  const rangeAt = useCallback(
    (start: number, end: number): Range | null => {
      const place = cleanPlace(start, end);
      for (const number of place.pages) {
        const page = laid.current.get(number);
        const range = page ? rangeIn(page, place) : null;
        if (range) return range;
      }
      return null;
    },
    [cleanPlace],
  );

  const bring = useCallback(
    (place: PagePlace, block: ScrollLogicalPosition, then?: () => void): void => {
      const element = scroll.current;
      const pageAt = (number: number): Element | null | undefined =>
        element?.querySelector(`[data-page="${number}"]`);
      waiting.current = null;
      const look = (turn: number): void => {
        const number = place.pages[turn];
        const page = number === undefined ? undefined : laid.current.get(number);
        if (number !== undefined && !page) {
          waiting.current = { page: number, work: () => look(turn) };
          pageAt(number)?.scrollIntoView({ block: 'start' });
          return;
        }
        const box = page && rangeIn(page, place)?.getBoundingClientRect();
        if (page && !box && turn + 1 < place.pages.length && pageAt(place.pages[turn + 1]!)) {
          look(turn + 1);
          return;
        }
        const frame = element?.getBoundingClientRect();
        if (element && box && frame) {
          const outside = box.top < frame.top + 40 || box.bottom > frame.bottom - 40;
          const aside = box.left < frame.left + 8 || box.right > frame.left + element.clientWidth - 8;
          element.scrollBy({
            top: block !== 'nearest' || outside ? box.top - frame.top - element.clientHeight / 3 : 0,
            left: aside ? box.left - frame.left - element.clientWidth / 3 : 0,
            behavior: 'instant',
          });
        } else if (!box) pageAt(place.pages[0]!)?.scrollIntoView({ block: 'nearest' });
        then?.();
      };
      look(0);
    },
    [scroll],
  );

  const show = useCallback(
    (start: number, end: number, block: ScrollLogicalPosition, then?: () => void): void =>
      bring(cleanPlace(start, end), block, then),
    [bring, cleanPlace],
  );
  return { laid, onLaid, bring, rangeAt, show };
}
