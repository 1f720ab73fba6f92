import { useEffect, useMemo, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { t } from '../messages/index.ts';
import { StripPicture, type Stretch } from '../parts/strip.tsx';
import type { OpenText } from './open-text.ts';
import type { Range } from './ranges.ts';
import { isShort } from './use-drawing.ts';
import type { OpenSource } from './open-source.ts';

interface Drawn {
  readonly height: number;
  /** Where each block stands on the page, from 0 to 1; null where the text is too long to be measured. */
  readonly blocks: ReadonlyMap<number, Stretch> | null;
}

/** The picture is no finer than this many steps, about three px each; what falls together is drawn once. */
const steps = 200;
/** Words of a mark shown at most when the pointer rests on it, in UTF-16 units. */
const mostTitle = 300;
/** The page has to stand still for this long, in ms, before it is measured again. */
const still = 200;

/** Where each block stands on the page, from 0 to 1. */
const measure = (page: HTMLElement, measured: boolean): Drawn => {
  const height = page.clientHeight;
  if (!measured) return { height, blocks: null };
  const whole = Math.max(1, page.scrollHeight);
  const top = page.getBoundingClientRect().top - page.scrollTop;
  const zoom = page.getBoundingClientRect().height / Math.max(1, page.offsetHeight);
  const blocks = new Map(
    [...page.querySelectorAll<HTMLElement>('[data-block]')].map((block) => {
      const box = block.getBoundingClientRect();
      const from = (box.top / zoom - top / zoom) / whole;
      return [Number(block.dataset['block']), { from, to: from + box.height / zoom / whole }] as const;
    }),
  );
  return { height, blocks };
};

type Hits = readonly { readonly start: number; readonly end: number }[];

/** Where blocks and offsets stand on the page, from 0 to 1. */
const placer = (text: OpenText, drawn: Drawn) => {
  const whole = Math.max(1, text.length);
  const stretchOf = (index: number): Stretch => {
    const measured = drawn.blocks?.get(index);
    if (measured) return measured;
    const { start, end } = text.stretchOf(index);
    return { from: start / whole, to: end / whole };
  };
  /** By its share of its block. */
  const place = (offset: number): number => {
    if (!drawn.blocks) return offset / whole;
    const index = text.blockAt(offset);
    const { start, end } = text.stretchOf(index);
    const block = stretchOf(index);
    return block.from + Math.min(1, (offset - start) / Math.max(1, end - start)) * (block.to - block.from);
  };
  return { stretchOf, place };
};

/**
 * Joins stretches that begin in the same step of the picture, so that a hundred thousand are drawn as two hundred: the
 * first of a step gives it its look.
 */
const joined = <T extends { readonly start: number | null; readonly end: number | null }>(
  all: readonly T[],
  place: (offset: number) => number,
): readonly (Stretch & { readonly first: T })[] => {
  const few = all.length <= steps;
  const found = new Map<number, { from: number; to: number; first: T }>();
  for (let i = 0; i < all.length; i++) {
    const each = all[i]!;
    if (each.start === null || each.end === null) continue;
    const from = place(each.start);
    const key = few ? i : Math.floor(from * steps);
    const there = found.get(key);
    const to = place(each.end);
    if (!there) found.set(key, { from, to, first: each });
    else if (to > there.to) there.to = to;
  }
  return [...found.values()];
};

/** The paragraphs of the picture; of a long text one for each step. */
const paragraphsOf = (text: OpenText, drawn: Drawn) => {
  const { stretchOf } = placer(text, drawn);
  const by = drawn.blocks ? 1 : Math.max(1, Math.floor(text.readable.length / steps));
  const shown = drawn.blocks ? [...new Set([...drawn.blocks.keys(), ...text.readable])] : [];
  if (!drawn.blocks) for (let i = 0; i < text.readable.length; i += by) shown.push(text.readable[i]!);
  return shown.map((index) => ({ ...stretchOf(index), heading: text.kind(index) === 'heading' }));
};

const marksOf = ({ text, annotations }: Pick<OpenSource, 'text' | 'annotations'>, drawn: Drawn) =>
  joined(annotations, placer(text, drawn).place).map(({ from, to, first }) => ({
    from,
    to,
    colour: first.colour,
    title: text.slice(first.start!, Math.min(first.end!, first.start! + mostTitle)) ?? '',
  }));

/** The whole page in 26 px: click or drag to move, arrow keys when it has the focus. */
export function ReaderStrip({
  view,
  ranges,
  page,
  pageId,
  hits,
}: {
  readonly view: OpenSource;
  /** The blocks that are drawn. */
  readonly ranges: readonly Range[];
  readonly page: RefObject<HTMLElement | null>;
  readonly pageId: string;
  readonly hits: Hits;
}) {
  const measured = isShort(view.text);
  // of a long text never block by block, not even at first: 170,000 rectangles held the window up for seconds
  const [drawn, setDrawn] = useState<Drawn>(() => ({ height: 600, blocks: measured ? new Map() : null }));
  const [frame, setFrame] = useState<Stretch>({ from: 0, to: 1 });
  useEffect(() => {
    const element = page.current;
    if (!element) return undefined;
    const onScroll = (): void => {
      const whole = Math.max(1, element.scrollHeight);
      setFrame({ from: element.scrollTop / whole, to: (element.scrollTop + element.clientHeight) / whole });
    };
    const remeasure = (): void => {
      setDrawn((old) => {
        const next = measure(element, measured);
        return next.blocks === null && old.blocks === null && old.height === next.height ? old : next;
      });
      onScroll();
    };
    // When the page stands still: measuring while it scrolls would make it stutter, and drawing inside the observer
    // would change sizes while they are being told.
    let waiting: ReturnType<typeof setTimeout> | null = null;
    const later = (): void => {
      if (waiting !== null) clearTimeout(waiting);
      waiting = setTimeout(remeasure, still);
    };
    const observer = new ResizeObserver(later);
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    element.addEventListener('scroll', onScroll, { passive: true });
    later();
    return () => {
      if (waiting !== null) clearTimeout(waiting);
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another version has another page to measure
  }, [page, view.version.id, measured, ranges]);

  const { text, annotations } = view;
  // what has no place stands last
  const marks = annotations.findLastIndex((mark) => mark.start !== null) + 1;
  // Scrolling moves only the frame; each part of the picture is drawn again when what it shows changes.
  const paragraphs = useMemo(() => paragraphsOf(text, drawn), [text, drawn]);
  const marked = useMemo(() => marksOf({ text, annotations }, drawn), [text, annotations, drawn]);
  const struck = useMemo(() => joined(hits, placer(text, drawn).place), [text, hits, drawn]);
  const picture = useMemo(
    () => (
      <StripPicture
        label={t('reader.strip', { marks })}
        height={drawn.height}
        paragraphs={paragraphs}
        marks={marked}
        titles={marked.map(({ title }) => title)}
        hits={struck}
      />
    ),
    [marks, drawn.height, paragraphs, marked, struck],
  );
  const scrollTo = (share: number): void => {
    const element = page.current;
    element?.scrollTo({ top: share * element.scrollHeight - element.clientHeight / 2 });
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.buttons !== 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const box = event.currentTarget.getBoundingClientRect();
    scrollTo((event.clientY - box.top) / box.height);
  };
  const onKey = (event: KeyboardEvent): void => {
    const element = page.current;
    const step = { ArrowDown: 60, ArrowUp: -60, PageDown: 500, PageUp: -500, Home: -1e9, End: 1e9 }[
      event.key
    ];
    if (!element || step === undefined) return;
    event.preventDefault();
    element.scrollBy({ top: step });
  };
  return (
    <div
      className="strip"
      role="scrollbar"
      aria-controls={pageId}
      aria-orientation="vertical"
      aria-label={t('reader.strip', { marks })}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(frame.from * 100)}
      tabIndex={0}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onKeyDown={onKey}
    >
      <div
        className="strip-frame"
        style={{ top: `${frame.from * 100}%`, height: `${(frame.to - frame.from) * 100}%` }}
      />
      {picture}
    </div>
  );
}
