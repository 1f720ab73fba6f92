import { useEffect, useMemo, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import type { SourceView } from '../../library/views.ts';
import { blockOffsets } from '../../core/source.ts';
import { t } from '../messages/index.ts';
import { StripPicture, type Stretch } from '../parts/strip.tsx';

interface Drawn {
  readonly height: number;
  readonly blocks: ReadonlyMap<number, Stretch>;
}

/** Where each block stands on the page, from 0 to 1. */
const measure = (page: HTMLElement): Drawn => {
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
  return { height: page.clientHeight, blocks };
};

type Hits = readonly { readonly start: number; readonly end: number }[];

const pictureOf = (view: SourceView, drawn: Drawn, hits: Hits) => {
  const offsets = blockOffsets(view.version.blocks);
  /** Where an offset of the canonical text stands, by its share of its block. */
  const place = (offset: number): number => {
    const index = offsets.findLastIndex((start) => start !== null && start <= offset);
    const block = drawn.blocks.get(index);
    const start = offsets[index];
    if (!block || start === null || start === undefined) return 0;
    const share = (offset - start) / Math.max(1, view.version.blocks[index]!.text.length);
    return block.from + Math.min(1, share) * (block.to - block.from);
  };
  const marks = view.annotations.flatMap((mark) =>
    mark.start === null || mark.end === null
      ? []
      : [{ from: place(mark.start), to: place(mark.end), colour: mark.colour }],
  );
  const paragraphs = [...drawn.blocks].map(([index, stretch]) => ({
    ...stretch,
    heading: view.version.blocks[index]?.kind === 'heading',
  }));
  return (
    <StripPicture
      label={t('reader.strip', { marks: marks.length })}
      height={drawn.height}
      paragraphs={paragraphs}
      marks={marks}
      titles={view.annotations.filter((mark) => mark.start !== null).map((mark) => mark.quote)}
      hits={hits.map((hit) => ({ from: place(hit.start), to: place(hit.end) }))}
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
  const [frame, setFrame] = useState<Stretch>({ from: 0, to: 1 });
  useEffect(() => {
    const element = page.current;
    if (!element) return undefined;
    const onScroll = (): void => {
      const whole = Math.max(1, element.scrollHeight);
      setFrame({ from: element.scrollTop / whole, to: (element.scrollTop + element.clientHeight) / whole });
    };
    const remeasure = (): void => {
      setDrawn(measure(element));
      onScroll();
    };
    // In the next frame: drawing inside the observer would change sizes while they are being told.
    let frameAsked = 0;
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(frameAsked);
      frameAsked = requestAnimationFrame(remeasure);
    });
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    element.addEventListener('scroll', onScroll, { passive: true });
    remeasure();
    return () => {
      cancelAnimationFrame(frameAsked);
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another version has another page to measure
  }, [page, view.version.id]);

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
