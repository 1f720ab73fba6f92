import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react';
import { keysOf } from '../../commands/bindings.ts';
import { t } from '../../messages/index.ts';
import { IconButton } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { reasonOf } from '../../parts/toast.tsx';
import type { Drawn } from '../drawn.ts';
import type { Stretch } from '../marking.ts';
import { openPdf, type OpenPdf } from './document.ts';
import { selectedOn } from './layer.ts';
import type { PageText } from './page-text.ts';
import { PdfPage, type HitOver, type Over } from './page.tsx';
import { usePlaces } from './use-places.ts';
import { useZoom, type Zoom } from './use-zoom.ts';
import type { OpenSource } from '../open-source.ts';
import type { Finding } from '../use-find.ts';

/** What the reader asks of the pages. */
export interface PdfHandle extends Drawn {
  /** The stretch of canonical text that is selected on the pages; null when there is none or it is not in it. */
  readonly selected: () => Stretch | null;
  /** Whether words are selected on the pages at all. */
  readonly touched: () => boolean;
  /** The first page in view, from 1. */
  readonly pageInView: () => number;
  /** Draws the pages larger or smaller, or as wide as they were at first. */
  readonly zoom: Zoom['step'];
}

/** Pages this much above and below the window are drawn, in windows. */
const margin = '120%';
const A4 = 297 / 210;

const noHits: readonly HitOver[] = [];

/** The pages of a PDF as they were captured, with the same marks as on the clean page. */
export function PdfPages({
  view,
  words,
  found,
  active,
  focused,
  from,
  onPick,
  ref,
}: {
  readonly view: OpenSource;
  /** The words on the pages; null until they are all here. */
  readonly words: PageText | null;
  /** What was found in `words`; null where finding is about another page. */
  readonly found: Pick<Finding, 'hits' | 'at'> | null;
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
  const { version, text } = view;
  const zoom = useZoom(scroll);
  const { laid, onLaid, bring, rangeAt, show } = usePlaces(scroll, text, words);
  const drawn = pdf !== null && words !== null && room > 0;
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
    if (!element || !drawn) return undefined;
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
  }, [drawn, pdf]);

  const pageInView = useCallback((): number => {
    const element = scroll.current;
    if (!element) return 1;
    const top = element.getBoundingClientRect().top + 60;
    const page = [...element.querySelectorAll<HTMLElement>('[data-page]')].find(
      (each) => each.getBoundingClientRect().bottom > top,
    );
    return Number(page?.dataset['page'] ?? 1);
  }, []);

  // the pages open where the clean page was
  const begun = useRef(false);
  useEffect(() => {
    if (!drawn || begun.current) return;
    begun.current = true;
    if (from > 0) show(from, from + 1, 'start');
  }, [drawn, from, show]);

  const hits = useMemo(() => {
    const byPage = new Map<number, HitOver[]>();
    if (words && found)
      found.hits.forEach(({ start, end }, index) => {
        const place = words.placeOf(start, end);
        for (const number of place.pages) {
          const there = byPage.get(number);
          if (there) there.push({ id: String(index), place });
          else byPage.set(number, [{ id: String(index), place }]);
        }
      });
    return byPage;
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- stepping changes which hit is current and none of the places
  }, [words, found?.hits]);

  // Only finding and stepping move the pages: a mark made meanwhile must not take the reader away from it.
  const hit = found?.hits[found.at];
  const hitStart = hit?.start ?? -1;
  const hitEnd = hit?.end ?? -1;
  const toHit = useRef<(start: number, end: number) => void>(undefined);
  useEffect(() => {
    toHit.current = (start, end) => {
      if (words) bring(words.placeOf(start, end), 'nearest');
    };
  });
  useEffect(() => {
    if (drawn && hitStart >= 0) toHit.current?.(hitStart, hitEnd);
  }, [drawn, hitStart, hitEnd]);

  useImperativeHandle(
    ref,
    () => ({
      rangeAt,
      show,
      pageInView,
      zoom: zoom.step,
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
    [rangeAt, show, pageInView, zoom.step, laid],
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
  const width = Math.max(200, Math.min(900, room - 48)) * zoom.now;
  return (
    <div className="pdf">
      {scanned && <div className="banner">{t('reader.noTextLayer')}</div>}
      <div className="pdf-tools">
        <IconButton
          icon="minus"
          small
          label={t('command.pages.smaller')}
          keys={keysOf('pages.smaller') ?? ''}
          disabled={zoom.smallest}
          onClick={() => zoom.step(-1)}
        />
        <span className="num sm">{`${Math.round(zoom.now * 100)}%`}</span>
        <IconButton
          icon="plus"
          small
          label={t('command.pages.larger')}
          keys={keysOf('pages.larger') ?? ''}
          disabled={zoom.largest}
          onClick={() => zoom.step(1)}
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
        {pdf && words ? (
          Array.from({ length: pdf.document.numPages }, (_, i) => (
            <PdfPage
              key={i}
              document={pdf.document}
              number={i + 1}
              width={Math.round(width)}
              ratio={ratios.get(i + 1) ?? ratios.get(1) ?? A4}
              near={near.has(i + 1)}
              words={words}
              overs={overs}
              hits={hits.get(i + 1) ?? noHits}
              current={found && String(found.at)}
              onLaid={onLaid}
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
