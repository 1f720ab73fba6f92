import { useEffect, useMemo, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import type { SourceView } from '../../library/views.ts';
import { blockOffsets } from '../../core/source.ts';
import { t } from '../messages/index.ts';
import { StripPicture, type Stretch } from '../parts/strip.tsx';

interface Drawn {
  readonly height: number;
  /** Where each block stands on the page, from 0 to 1; null where the text is too long to be measured. */
  readonly blocks: ReadonlyMap<number, Stretch> | null;
}

/** From this many signs on the page is not measured block by block: every block stands where its text does. */
const longText = 120_000;
/** The picture is no finer than this many steps; what falls together is drawn once. */
const steps = 600;
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

/** Joins stretches that begin in the same step of the picture and look alike, so that thousands are drawn as hundreds. */
const joined = <T extends Stretch>(stretches: readonly T[], look: (one: T) => string): readonly T[] => {
  if (stretches.length <= steps) return stretches;
  const first = new Map<string, T>();
  for (const each of stretches) {
    const key = `${Math.floor(each.from * steps)} ${look(each)}`;
    const there = first.get(key);
    first.set(key, there ? { ...there, to: Math.max(there.to, each.to) } : each);
  }
  return [...first.values()];
};

const pictureOf = (view: SourceView, drawn: Drawn, hits: Hits) => {
  const { blocks, text } = view.version;
  const offsets = blockOffsets(blocks);
  const begun = offsets.flatMap((start, index) => (start === null ? [] : [{ index, start }]));
  const stretchOf = (index: number, start: number): Stretch | undefined =>
    drawn.blocks
      ? drawn.blocks.get(index)
      : { from: start / text.length, to: (start + blocks[index]!.text.length) / text.length };
  /** Where an offset of the canonical text stands, by its share of its block. */
  const place = (offset: number): number => {
    let low = 0;
    let high = begun.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (begun[middle]!.start <= offset) low = middle + 1;
      else high = middle;
    }
    const found = begun[low - 1];
    const block = found && stretchOf(found.index, found.start);
    if (!found || !block) return 0;
    const share = (offset - found.start) / Math.max(1, blocks[found.index]!.text.length);
    return block.from + Math.min(1, share) * (block.to - block.from);
  };
  const marks = joined(
    view.annotations.flatMap((mark) =>
      mark.start === null || mark.end === null
        ? []
        : [{ from: place(mark.start), to: place(mark.end), colour: mark.colour, quote: mark.quote }],
    ),
    ({ colour }) => colour,
  );
  const paragraphs = joined(
    drawn.blocks
      ? [...drawn.blocks].map(([index, stretch]) => ({
          ...stretch,
          heading: blocks[index]?.kind === 'heading',
        }))
      : begun.map(({ index, start }) => ({
          ...stretchOf(index, start)!,
          heading: blocks[index]!.kind === 'heading',
        })),
    ({ heading }) => String(heading),
  );
  return (
    <StripPicture
      label={t('reader.strip', { marks: view.annotations.filter((mark) => mark.start !== null).length })}
      height={drawn.height}
      paragraphs={paragraphs}
      marks={marks}
      titles={marks.map(({ quote }) => quote)}
      hits={joined(
        hits.map((hit) => ({ from: place(hit.start), to: place(hit.end) })),
        () => '',
      )}
    />
  );
};

/** The whole page in 26 px: click or drag to move, arrow keys when it has the focus. */
export function ReaderStrip({
  view,
  page,
  pageId,
  hits,
}: {
  readonly view: SourceView;
  readonly page: RefObject<HTMLElement | null>;
  readonly pageId: string;
  readonly hits: Hits;
}) {
  const [drawn, setDrawn] = useState<Drawn>({ height: 600, blocks: new Map() });
  const measured = view.version.text.length < longText;
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
    remeasure();
    return () => {
      if (waiting !== null) clearTimeout(waiting);
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another version has another page to measure
  }, [page, view.version.id, measured]);

  const marks = view.annotations.filter((mark) => mark.start !== null).length;
  // Scrolling moves only the frame; the picture is drawn again when the page, the marks or the hits change.
  const picture = useMemo(() => pictureOf(view, drawn, hits), [view, drawn, hits]);
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
