import { useEffect, useState, type RefObject } from 'react';
import { selected } from './offsets.ts';
import type { OpenText } from './open-text.ts';
import type { Stretch } from './marking.ts';

/** Words selected in the article, and where they are drawn. */
export interface Selected extends Stretch {
  readonly rects: readonly DOMRect[];
}

/** How long the pointer must rest before the toolbar appears, in ms. */
const rest = 120;

/**
 * The stretch selected in the article. `rects` is empty until the selection has stood still for a moment,
 * so that the toolbar does not run after the pointer.
 */
export function useSelected(article: RefObject<HTMLElement | null>, text: OpenText): Selected | null {
  const [state, setState] = useState<Selected | null>(null);
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | null = null;
    let pressed = false;
    const place = (): void => {
      const root = article.current;
      const selection = document.getSelection();
      const stretch = root ? selected(root, selection, text) : null;
      if (!stretch || !selection) return;
      const rects = [...selection.getRangeAt(0).getClientRects()].filter((rect) => rect.width > 1);
      setState({ ...stretch, rects });
    };
    const later = (): void => {
      if (waiting !== null) clearTimeout(waiting);
      if (!pressed) waiting = setTimeout(place, rest);
    };
    const onChange = (): void => {
      const root = article.current;
      // The selection stays while a text field has the focus; typing into the inspector must not lose it.
      if (document.activeElement?.matches('input, textarea')) return;
      const stretch = root ? selected(root, document.getSelection(), text) : null;
      setState((old) =>
        stretch === null
          ? null
          : old && old.start === stretch.start && old.end === stretch.end
            ? old
            : { ...stretch, rects: [] },
      );
      if (stretch) later();
    };
    const onDown = (): void => {
      pressed = true;
    };
    const onUp = (): void => {
      pressed = false;
      later();
    };
    document.addEventListener('selectionchange', onChange);
    window.addEventListener('pointerdown', onDown);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('resize', later);
    return () => {
      if (waiting !== null) clearTimeout(waiting);
      document.removeEventListener('selectionchange', onChange);
      window.removeEventListener('pointerdown', onDown);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('resize', later);
    };
  }, [article, text]);
  return state;
}
