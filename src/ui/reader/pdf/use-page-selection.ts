import { useEffect, useState, type RefObject } from 'react';
import { t } from '../../messages/index.ts';
import { say } from '../../parts/toast.tsx';
import type { Selected } from '../use-selection.ts';
import type { PdfHandle } from './pages.tsx';

/** How long the pointer must rest before the toolbar appears, in ms. */
const rest = 120;

/**
 * The stretch of canonical text that is selected on the pages of a PDF. Words that the clean text leaves out, such as a
 * repeated page header, cannot be marked, and that is said.
 */
export function usePageSelection(pages: RefObject<PdfHandle | null>, shown: boolean): Selected | null {
  const [state, setState] = useState<Selected | null>(null);
  useEffect(() => {
    if (!shown) return undefined;
    let waiting: ReturnType<typeof setTimeout> | null = null;
    let pressed = false;
    const place = (): void => {
      const stretch = pages.current?.selected() ?? null;
      const selection = document.getSelection();
      if (!stretch || !selection || selection.rangeCount === 0) {
        if (pages.current?.touched() === true && selection?.toString().trim() !== '')
          say(t('reader.notInClean'));
        setState(null);
        return;
      }
      const rects = [...selection.getRangeAt(0).getClientRects()].filter((rect) => rect.width > 1);
      setState({ ...stretch, rects });
    };
    const later = (): void => {
      if (waiting !== null) clearTimeout(waiting);
      if (!pressed) waiting = setTimeout(place, rest);
    };
    const onChange = (): void => {
      if (document.activeElement?.matches('input, textarea')) return;
      if (pages.current?.touched() !== true) {
        if (waiting !== null) clearTimeout(waiting);
        setState(null);
        return;
      }
      // known at once, so that a colour pressed right after is about these words; where they are drawn follows
      const stretch = pages.current.selected();
      setState((old) =>
        stretch === null
          ? null
          : old && old.start === stretch.start && old.end === stretch.end
            ? old
            : { ...stretch, rects: [] },
      );
      later();
    };
    const onDown = (): void => {
      pressed = true;
    };
    const onUp = (): void => {
      pressed = false;
      if (pages.current?.touched() === true) later();
    };
    document.addEventListener('selectionchange', onChange);
    window.addEventListener('pointerdown', onDown);
    window.addEventListener('pointerup', onUp);
    return () => {
      if (waiting !== null) clearTimeout(waiting);
      document.removeEventListener('selectionchange', onChange);
      window.removeEventListener('pointerdown', onDown);
      window.removeEventListener('pointerup', onUp);
    };
  }, [pages, shown]);
  return shown ? state : null;
}
