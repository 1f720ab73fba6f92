import { useEffect, type RefObject } from 'react';
import { blockOffsets } from '../../core/source.ts';
import type { SourceView } from '../../library/views.ts';
import { library } from '../library.ts';
import { fail } from '../parts/toast.tsx';

/** A page that fits the window counts as begun after this many ms. */
const glance = 4000;
const pause = 800;

/** The first block in view, by its index among all blocks. */
const topBlock = (page: HTMLElement): number => {
  const top = page.getBoundingClientRect().top;
  const block = [...page.querySelectorAll<HTMLElement>('[data-block]')].find(
    (each) => each.getBoundingClientRect().bottom > top + 20,
  );
  return Number(block?.dataset['block'] ?? -1);
};

/** Share of the page that has been in view, 0 to 1. */
export const readShare = (page: HTMLElement): number =>
  Math.min(1, (page.scrollTop + page.clientHeight) / Math.max(1, page.scrollHeight));

/** Remembers how far the source was read and where to go on; `onShare` tells the share while scrolling. */
export function useProgress(
  view: SourceView | undefined,
  page: RefObject<HTMLElement | null>,
  onShare: (share: number) => void,
): void {
  useEffect(() => {
    const element = page.current;
    if (!view || !element) return undefined;
    const { id } = view.source;
    const offsets = blockOffsets(view.version.blocks);
    let waiting: ReturnType<typeof setTimeout> | null = null;
    let furthest = view.source.progress;
    const save = (): void => {
      waiting = null;
      furthest = Math.max(furthest, readShare(element));
      library.sources
        .saveProgress({ id, position: offsets[topBlock(element)] ?? 0, progress: furthest })
        .catch(fail);
    };
    const onScroll = (): void => {
      onShare(readShare(element));
      if (waiting !== null) clearTimeout(waiting);
      waiting = setTimeout(save, pause);
    };
    const begun = setTimeout(save, glance);
    onShare(readShare(element));
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
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
