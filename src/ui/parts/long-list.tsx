import {
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ComponentProps,
  type ReactElement,
  type Ref,
} from 'react';
import { flushSync } from 'react-dom';
import { VList, type VListHandle } from 'virtua';
import { t } from '../messages/index.ts';

/**
 * Rows that can be reached by scrolling at once. A browser cannot make a box higher than some 33 million pixels, which a
 * million rows would be; a longer list is scrolled a chapter at a time, and the rail beside it goes anywhere.
 */
export const chapter = 100_000;
/** Rows from the end of a chapter at which the next one is taken. */
const MARGIN = 2_000;

export interface LongListHandle {
  /** Brings a row into view; one of another chapter comes to the top. */
  readonly scrollToIndex: (index: number) => void;
}

/** Where a row should stand after the chapter has changed: its index, and how far the view is inside it, in pixels. */
interface Pending {
  readonly index: number;
  readonly within: number;
}

/** The first row of the chapter around a row. */
const chapterAround = (index: number, total: number): number =>
  Math.max(0, Math.min(total - chapter, index - chapter / 2));

/** A list of which only the rows in view are drawn, of up to millions of rows. `renderRow` draws one; they may differ in height. */
export function LongList({
  handle,
  total,
  rowHeight,
  renderRow,
  onView,
  box,
  ref,
  ...trigger
}: {
  /** Gets what moves the list. */
  readonly handle: Ref<LongListHandle>;
  readonly total: number;
  /** The likely height of a row in pixels; every row is measured when it is drawn. */
  readonly rowHeight: number;
  readonly renderRow: (index: number) => ReactElement;
  /** Called with the first and the last row in view. */
  readonly onView: (from: number, to: number) => void;
  /** What the box around the rows is, such as a listbox with its name. */
  readonly box: ComponentProps<'div'>;
  /** Gets the box; with the other props of an element it is what makes a list the trigger of a context menu. */
  readonly ref?: Ref<HTMLDivElement>;
} & Omit<ComponentProps<'div'>, 'ref' | 'children'>) {
  const list = useRef<VListHandle>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [wantedBase, setBase] = useState(0);
  const base = total <= chapter ? 0 : Math.max(0, Math.min(wantedBase, total - chapter));
  const pending = useRef<Pending | null>(null);
  const [first, setFirst] = useState(0);
  const length = Math.min(total, chapter);
  // the windowed list only asks how many there are; the rows are drawn by their index
  const blank = useMemo(() => Array.from({ length }, () => null), [length]);

  useLayoutEffect(() => {
    const scroller = frame.current?.firstElementChild;
    if (!pending.current || !list.current || !scroller) return;
    const { index, within } = pending.current;
    pending.current = null;
    // the box itself: the windowed list repeats a scrolling of its own until all is measured, and would take back what
    // is scrolled meanwhile
    scroller.scrollTop = list.current.getItemOffset(index - base) + within;
  }, [base]);

  const jump = (index: number, within = 0): void => {
    const next = chapterAround(index, total);
    if (next === base) list.current?.scrollToIndex(index - base, { align: 'start' });
    else {
      pending.current = { index, within };
      // at once: what is scrolled until a later drawing would be taken back
      flushSync(() => setBase(next));
    }
  };
  const bring = (index: number): void => {
    if (index >= base && index < base + length)
      list.current?.scrollToIndex(index - base, { align: 'nearest' });
    else jump(index);
  };
  const newest = useRef(bring);
  useLayoutEffect(() => {
    newest.current = bring;
  });
  // one handle for as long as the list is shown: who keeps it in its state must not be drawn again with every drawing
  useImperativeHandle(handle, () => ({ scrollToIndex: (index) => newest.current(index) }), []);

  const boxed = useCallback(
    (element: HTMLDivElement | null) => {
      frame.current = element;
      if (typeof ref === 'function') ref(element);
      else if (ref) ref.current = element;
    },
    [ref],
  );

  const onScroll = (): void => {
    const { current } = list;
    if (!current) return;
    const from = current.findItemIndex(current.scrollOffset);
    const to = current.findItemIndex(current.scrollOffset + current.viewportSize);
    onView(base + from, Math.min(total - 1, base + to));
    if (total <= chapter) return;
    setFirst(base + from);
    const [before, after] = [base > 0 && from < MARGIN, base + length < total && to > length - MARGIN];
    if (before || after) jump(base + from, current.scrollOffset - current.getItemOffset(from));
  };

  return (
    <div className="long-list">
      <div {...trigger} {...box} ref={boxed}>
        <VList key={base} ref={list} data={blank} itemSize={rowHeight} onScroll={onScroll}>
          {(_, index) => renderRow(base + index)}
        </VList>
      </div>
      {total > chapter && <Rail first={first} total={total} onGo={jump} />}
    </div>
  );
}

/** The place in the whole list, and the way to any other: a scroll bar for a list that is longer than one can be. */
function Rail({
  first,
  total,
  onGo,
}: {
  readonly first: number;
  readonly total: number;
  readonly onGo: (index: number) => void;
}) {
  const goTo = (index: number): void => onGo(Math.max(0, Math.min(total - 1, Math.round(index))));
  const share = first / Math.max(1, total - 1);
  const dragged = (element: HTMLElement, y: number): void => {
    const box = element.getBoundingClientRect();
    goTo(((y - box.top) / box.height) * (total - 1));
  };
  return (
    <div
      className="rail-track"
      role="slider"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('library.place')}
      aria-valuemin={1}
      aria-valuemax={total}
      aria-valuenow={first + 1}
      aria-valuetext={t('library.place.value', { row: first + 1, total })}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        dragged(event.currentTarget, event.clientY);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId))
          dragged(event.currentTarget, event.clientY);
      }}
      onKeyDown={(event) => {
        const step = {
          ArrowDown: 100,
          ArrowUp: -100,
          PageDown: total / 20,
          PageUp: -total / 20,
          Home: -total,
          End: total,
        }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        goTo(first + step);
      }}
    >
      <span className="rail-thumb" style={{ top: `${share * 100}%` }} />
    </div>
  );
}
