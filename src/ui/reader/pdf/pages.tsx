import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type Ref,
} from 'react';
import type { Block } from '../../../core/source.ts';
import { t } from '../../messages/index.ts';
import { IconButton } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { fail, reasonOf } from '../../parts/toast.tsx';
import type { Drawn } from '../drawn.ts';
import type { Stretch } from '../marking.ts';
import { openPdf, type OpenPdf } from './document.ts';
import { rangeOn, selectedOn } from './layer.ts';
import { PdfPage, type LaidPage, type Over } from './page.tsx';
import type { OpenSource } from '../open-source.ts';
import type { OpenText } from '../open-text.ts';

/** What the reader asks of the pages. */
export interface PdfHandle extends Drawn {
  /** The stretch of canonical text that is selected on the pages; null when there is none or it is not in it. */
  readonly selected: () => Stretch | null;
  /** Whether words are selected on the pages at all. */
  readonly touched: () => boolean;
  /** The first page in view, from 1. */
  readonly pageInView: () => number;
}

/** Pages this much above and below the window are drawn, in windows. */
const margin = '120%';
const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const;
const A4 = 297 / 210;

const pageOf = ({ text }: OpenSource, offset: number): number => text.pageAt(offset);

/** Every block of a text, fetched where they are not here; null until all of them are. */
function useAllBlocks(text: OpenText): readonly Block[] | null {
  const turn = useSyncExternalStore(text.subscribe, text.snapshot);
  useEffect(() => {
    text.load(0, text.count).catch(fail);
  }, [text]);
  // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies -- `turn` tells that pages came
  return useMemo(() => (text.whole ? text.all() : null), [text, turn]);
}

/** The pages of a PDF as they were captured, with the same marks as on the clean page. */
export function PdfPages({
  view,
  active,
  focused,
  from,
  onPick,
  ref,
}: {
  readonly view: OpenSource;
  readonly active: string | null;
  /** The paragraph the keyboard is at. */
  readonly focused: Stretch | null;
  /** Where to begin, as an offset into the canonical text. */
  readonly from: number;
  /** A mark was clicked; null for a click beside every mark. */
  readonly onPick: (ids: readonly string[]) => void;
  readonly ref: Ref<PdfHandle>;
}) {
  const scroll = useRef<HTMLDivElement>(null);
  const [pdf, setPdf] = useState<OpenPdf | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [ratios, setRatios] = useState<ReadonlyMap<number, number>>(new Map());
  const [near, setNear] = useState<ReadonlySet<number>>(new Set());
  const [room, setRoom] = useState(0);
  const [zoom, setZoom] = useState(1);
  const laid = useRef(new Map<number, LaidPage>());
  const waiting = useRef<{ page: number; work: () => void } | null>(null);
  const { version, text } = view;
  const blocks = useAllBlocks(text);
  const scanned = version.doubts.some(({ code }) => code === 'no-text-layer') || text.length === 0;

  useEffect(() => {
    let gone = false;
    let opened: OpenPdf | null = null;
    openPdf(version.id).then(
      (next) => {
        opened = next;
        if (gone) next.close();
        else setPdf(next);
      },
      (reason: unknown) => {
        if (!gone) setError(reason);
      },
    );
    return () => {
      gone = true;
      opened?.close();
    };
  }, [version.id]);

  useEffect(() => {
    const element = scroll.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the element comes when the document is there
  }, [pdf]);

  useEffect(() => {
    const element = scroll.current;
    if (!element || !pdf || room === 0) return undefined;
    const seen = new Set<number>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const number = Number((target as HTMLElement).dataset['page']);
          if (isIntersecting) seen.add(number);
          else seen.delete(number);
        }
        setNear(new Set(seen));
      },
      { root: element, rootMargin: `${margin} 0px` },
    );
    for (const page of element.querySelectorAll('[data-page]')) observer.observe(page);
    return () => observer.disconnect();
  }, [pdf, room]);

  const pageInView = useCallback((): number => {
    const element = scroll.current;
    if (!element) return 1;
    const top = element.getBoundingClientRect().top + 60;
    const page = [...element.querySelectorAll<HTMLElement>('[data-page]')].find(
      (each) => each.getBoundingClientRect().bottom > top,
    );
    return Number(page?.dataset['page'] ?? 1);
  }, []);

  const rangeAt = useCallback(
    (start: number, end: number): Range | null => {
      const page = pageOf(view, start);
      for (const number of [page, page + 1]) {
        const there = laid.current.get(number);
        const [first] = there?.map.toPage(start, end) ?? [];
        if (there && first) return rangeOn(there.layer, first.start, first.end);
      }
      return null;
    },
    [view],
  );
  const show = useCallback(
    (start: number, end: number, block: ScrollLogicalPosition, then?: () => void): void => {
      const element = scroll.current;
      const number = pageOf(view, start);
      const place = (): void => {
        const range = rangeAt(start, end);
        const box = range?.getBoundingClientRect();
        const window_ = element?.getBoundingClientRect();
        if (element && box && window_) {
          const outside = box.top < window_.top + 40 || box.bottom > window_.bottom - 40;
          if (block !== 'nearest' || outside)
            element.scrollTop += box.top - window_.top - element.clientHeight / 3;
        }
        then?.();
      };
      if (laid.current.has(number)) {
        place();
        return;
      }
      waiting.current = { page: number, work: place };
      element?.querySelector(`[data-page="${number}"]`)?.scrollIntoView({ block: 'start' });
    },
    [view, rangeAt],
  );

  // the pages open where the clean page was
  const begun = useRef(false);
  useEffect(() => {
    if (!pdf || room === 0 || begun.current) return;
    begun.current = true;
    if (from > 0) show(from, from + 1, 'start');
  }, [pdf, room, from, show]);

  useImperativeHandle(
    ref,
    () => ({
      rangeAt,
      show,
      pageInView,
      touched: () => {
        const selection = document.getSelection();
        return (
          selection !== null &&
          !selection.isCollapsed &&
          scroll.current !== null &&
          selection.getRangeAt(0).intersectsNode(scroll.current)
        );
      },
      selected: () => {
        const selection = document.getSelection();
        if (!selection || selection.isCollapsed) return null;
        const range = selection.getRangeAt(0);
        let found: Stretch | null = null;
        for (const [, { layer, map }] of [...laid.current].sort(([one], [other]) => one - other)) {
          const words = selectedOn(layer, range);
          const stretch = words && map.toCanonical(words.start, words.end);
          if (stretch)
            found = found
              ? { start: Math.min(found.start, stretch.start), end: Math.max(found.end, stretch.end) }
              : stretch;
        }
        return found;
      },
    }),
    [rangeAt, show, pageInView],
  );

  const overs = useMemo(
    (): readonly Over[] => [
      ...view.annotations.flatMap((mark) =>
        mark.start === null || mark.end === null
          ? []
          : [
              {
                id: mark.id,
                start: mark.start,
                end: mark.end,
                colour: mark.colour,
                active: mark.id === active,
              },
            ],
      ),
      ...(focused ? [{ id: 'focus', ...focused, colour: null, active: false }] : []),
    ],
    [view.annotations, active, focused],
  );
  if (error !== null)
    return (
      <Empty icon="triangle-alert" title={t('reader.pdfFailed')}>
        {reasonOf(error)}
      </Empty>
    );
  const width = Math.max(200, Math.min(900, room - 48)) * zoom;
  const stepZoom = (by: 1 | -1): void =>
    setZoom(
      (now) => zooms[Math.max(0, Math.min(zooms.length - 1, zooms.findIndex((each) => each >= now) + by))]!,
    );
  return (
    <div className="pdf">
      {scanned && <div className="banner">{t('reader.noTextLayer')}</div>}
      <div className="pdf-tools">
        <IconButton
          icon="minus"
          small
          label={t('reader.pdfSmaller')}
          disabled={zoom <= zooms[0]}
          onClick={() => stepZoom(-1)}
        />
        <span className="num sm">{`${Math.round(zoom * 100)}%`}</span>
        <IconButton
          icon="plus"
          small
          label={t('reader.pdfLarger')}
          disabled={zoom >= zooms.at(-1)!}
          onClick={() => stepZoom(1)}
        />
      </div>
      <div
        ref={scroll}
        className="pdf-scroll"
        tabIndex={0}
        data-focus-first=""
        role="document"
        aria-label={t('reader.pagesOf', { title: view.source.title })}
        onClick={(event) => {
          const ids = document
            .elementsFromPoint(event.clientX, event.clientY)
            .flatMap((element) => (element instanceof HTMLElement ? (element.dataset['pdfMark'] ?? []) : []));
          onPick([...new Set(ids)]);
        }}
      >
        {pdf && blocks ? (
          Array.from({ length: pdf.document.numPages }, (_, i) => (
            <PdfPage
              key={i}
              document={pdf.document}
              number={i + 1}
              width={Math.round(width)}
              ratio={ratios.get(i + 1) ?? ratios.get(1) ?? A4}
              near={near.has(i + 1)}
              blocks={blocks}
              overs={overs}
              onLaid={(number, next) => {
                if (!next) laid.current.delete(number);
                else {
                  laid.current.set(number, next);
                  const wanted = waiting.current;
                  if (wanted?.page === number) {
                    waiting.current = null;
                    wanted.work();
                  }
                }
              }}
              onRatio={(number, ratio) =>
                setRatios((old) => (old.get(number) === ratio ? old : new Map(old).set(number, ratio)))
              }
            />
          ))
        ) : (
          <Skeleton lines={12} />
        )}
      </div>
    </div>
  );
}
