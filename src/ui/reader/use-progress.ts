import { useEffect, type RefObject } from 'react';
import { typing } from '../commands/run.ts';
import { library } from '../library.ts';
import { fail } from '../parts/toast.tsx';
import type { OpenSource } from './open-source.ts';

/** A page that fits the window counts as begun after this many ms. */
const glance = 4000;
const pause = 800;
/** How long between two looks while the page scrolls, in ms. */
const between = 150;

/** How far below the top edge of the page the line is that counts as being read, in px; more where a gap lies there. */
const probes = [24, 60, 120];

/** The first block in view, by its index among all blocks; -1 when the head of the article is there. */
const topBlock = (page: HTMLElement): number => {
  const box = page.getBoundingClientRect();
  for (const below of probes) {
    const block = document
      .elementsFromPoint(box.left + box.width / 2, box.top + below)
      .map((element) => element.closest<HTMLElement>('[data-block]'))
      .find((element) => element !== null && page.contains(element));
    if (block) return Number(block.dataset['block']);
  }
  return -1;
};

/** Share of the page that has been in view, 0 to 1. */
export const readShare = (page: HTMLElement): number =>
  Math.min(1, (page.scrollTop + page.clientHeight) / Math.max(1, page.scrollHeight));

/** Remembers how far the source was read and where to go on; `onShare` tells the share while scrolling. */
export function useProgress(
  view: OpenSource | undefined,
  page: RefObject<HTMLElement | null>,
  onShare: (share: number) => void,
): void {
  useEffect(() => {
    const element = page.current;
    if (!view || !element) return undefined;
    const { id } = view.source;
    const { text } = view;
    let waiting: ReturnType<typeof setTimeout> | null = null;
    let furthest = view.source.progress;
    let { position } = view;
    // Taken while the page stands: when it is left there is nothing to be measured any more.
    const look = (): void => {
      position = text.startOf(topBlock(element)) ?? 0;
      // until the whole text is drawn its height says nothing
      if (element.querySelector('[data-partial]')) return;
      const share = readShare(element);
      furthest = Math.max(furthest, share);
      onShare(share);
    };
    const current = view.versions[0]?.id === view.version.id;
    const save = (): void => {
      waiting = null;
      // an older version is looked up, and where it was left is not where reading goes on
      if (!current) return;
      library.sources.saveProgress({ id, position, progress: furthest }).catch(fail);
    };
    let asked: ReturnType<typeof setTimeout> | null = null;
    const onScroll = (): void => {
      // seldom: looking makes the browser lay the page out, which a page full of marks would feel in every frame
      if (asked === null) {
        look();
        asked = setTimeout(() => {
          asked = null;
          look();
        }, between);
      }
      if (waiting !== null) clearTimeout(waiting);
      waiting = setTimeout(save, pause);
    };
    // not while a note is being typed: the keys come first
    const begin = (): void => {
      if (typing()) {
        begun = setTimeout(begin, glance);
        return;
      }
      look();
      save();
    };
    let begun = setTimeout(begin, glance);
    // with the frame, which lays the page out anyway
    const first = requestAnimationFrame(() =>
      onShare(element.querySelector('[data-partial]') ? view.source.progress : readShare(element)),
    );
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      cancelAnimationFrame(first);
      if (asked !== null) clearTimeout(asked);
      clearTimeout(begun);
      if (waiting !== null) {
        clearTimeout(waiting);
        save();
      }
      element.removeEventListener('scroll', onScroll);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- one listener per opened version; marks may change meanwhile
  }, [view?.version.id, page]);
}
