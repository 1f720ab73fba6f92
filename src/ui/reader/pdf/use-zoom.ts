import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const;

/** How large the pages are drawn; 1 fits the window. */
export interface Zoom {
  readonly now: number;
  readonly smallest: boolean;
  readonly largest: boolean;
  /** One step larger or smaller, or back to 1. */
  readonly step: (by: 1 | -1 | 0) => void;
}

/** The pages in an element that scrolls grow and shrink around the words at its upper edge. */
export function useZoom(scroll: RefObject<HTMLElement | null>): Zoom {
  const [now, setNow] = useState(1);
  const held = useRef<{ zoom: number; page: string; share: number; across: number } | null>(null);
  useLayoutEffect(() => {
    const element = scroll.current;
    const place = held.current;
    if (place?.zoom !== now) return;
    held.current = null;
    const page = element?.querySelector(`[data-page="${place.page}"]`);
    if (!element || !page) return;
    const box = page.getBoundingClientRect();
    element.scrollTo({
      top: element.scrollTop + box.top + place.share * box.height - element.getBoundingClientRect().top,
      left: place.across * element.scrollWidth - element.clientWidth / 2,
      behavior: 'instant',
    });
  }, [now, scroll]);
  return {
    now,
    smallest: now <= zooms[0],
    largest: now >= zooms.at(-1)!,
    step: (by) => {
      const at = zooms.findIndex((each) => each >= now);
      const next = by === 0 ? 1 : zooms[Math.max(0, Math.min(zooms.length - 1, at + by))]!;
      const element = scroll.current;
      if (next === now || !element) return;
      const { top } = element.getBoundingClientRect();
      const page = [...element.querySelectorAll<HTMLElement>('[data-page]')].find(
        (each) => each.getBoundingClientRect().bottom > top,
      );
      if (page) {
        const box = page.getBoundingClientRect();
        held.current = {
          zoom: next,
          page: page.dataset['page']!,
          share: (top - box.top) / box.height,
          across: (element.scrollLeft + element.clientWidth / 2) / element.scrollWidth,
        };
      }
      setNow(next);
    },
  };
}
