import { lazy, Suspense, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { focusRegion } from '../frame/regions.ts';
import { t } from '../messages/index.ts';
import { Skeleton } from '../parts/skeleton.tsx';
import { usePreferences } from '../preferences.ts';
import { useView } from '../view.ts';
import { Adder } from './adder.tsx';
import { CleanPage, type CleanHandle } from './clean-page.tsx';
import { Compare } from './compare.tsx';
import { FindBar } from './find-bar.tsx';
import { ReaderFoot } from './foot.tsx';
import { markOn, type Stretch } from './marking.ts';
import { Notices } from './notices.tsx';
import { Original } from './original.tsx';
import { fail } from '../parts/toast.tsx';
import type { PdfHandle } from './pdf/pages.tsx';
import type { Range as BlockRange } from './ranges.ts';
import { usePageText } from './pdf/use-page-text.ts';
import { usePageSelection } from './pdf/use-page-selection.ts';
import { PaneContext, setReading, usePaneReading, useReading } from './state.ts';
import { ReaderToolbar } from './toolbar.tsx';
import { useDeeds } from './use-deeds.ts';
import { useFind } from './use-find.ts';
import { usePassage } from './use-passage.ts';
import { useReaderCommands } from './use-reader-commands.ts';
import { useSelected } from './use-selection.ts';
import type { OpenSource } from './open-source.ts';

const FactPopover = lazy(async () => ({ default: (await import('../facts/fact-popover.tsx')).FactPopover }));
const PdfPages = lazy(async () => ({ default: (await import('./pdf/pages.tsx')).PdfPages }));

/** Whether the original is a PDF, whose pages are drawn with the same marks as the clean text. */
const isPdf = (view: OpenSource): boolean => view.original.mediaType.startsWith('application/pdf');

const noRanges: readonly BlockRange[] = [];

/** The open source: its words, what is marked in them, and everything that can be done with a passage. */
export function Reader({
  view,
  at,
  find,
  live,
  arrived,
}: {
  readonly view: OpenSource;
  readonly at: Stretch | null;
  readonly find: string;
  /** Keys, marks and finding belong to this reader and not to one beside it. */
  readonly live: boolean;
  /** This is what was asked for, and not what is shown until that is there. */
  readonly arrived: boolean;
}) {
  const pane = useContext(PaneContext);
  const page = useRef<HTMLDivElement>(null);
  const article = useRef<HTMLElement>(null);
  const [section, setSection] = useState<HTMLElement | null>(null);
  const clean = useRef<CleanHandle>(null);
  const pdf = useRef<PdfHandle>(null);
  const pageTheme = usePreferences((preferences) => preferences.pageTheme);
  const arriving = useView((place) => place.arriving);
  const { original, finding, active, wanted, showHidden, comparing } = usePaneReading();
  const [ranges, setRanges] = useState<readonly BlockRange[]>(noRanges);
  const [fact, setFact] = useState<(Stretch & { readonly rect: DOMRect; readonly words: string }) | null>(
    null,
  );
  const { version, text } = view;
  const pages = original && isPdf(view);
  const readOnly = view.versions[0] !== undefined && view.versions[0].id !== version.id;
  const onClean = useSelected(article, text);
  const onPages = usePageSelection(pdf, pages);
  const pageWords = usePageText(text, pages);
  const selection = pages ? onPages : original || comparing !== null ? null : onClean;
  const activeMark = view.annotations.find((each) => each.id === active);
  // where the clean page was when the pages were opened, and the other way round
  const [here, setHere] = useState(view.position);

  const drawn = {
    rangeAt: (start: number, end: number): Range | null =>
      (pages ? pdf.current : clean.current)?.rangeAt(start, end) ?? null,
    show: (start: number, end: number, block: ScrollLogicalPosition, then?: () => void): void =>
      (pages ? pdf.current : clean.current)?.show(start, end, block, then),
  };
  const found = useFind(
    view,
    article,
    find,
    live && !original && comparing === null,
    ranges,
    drawn.show,
    at?.start ?? 0,
    pageWords,
  );
  const passage = usePassage({
    view,
    selection,
    activeMark,
    drawn,
    firstInView: () =>
      pages ? text.firstOnPage(pdf.current?.pageInView() ?? 1) : (clean.current?.firstInView() ?? null),
  });
  const openFact = (stretch: Stretch): void => {
    const range = drawn.rangeAt(stretch.start, stretch.end);
    const rect = selection?.rects.at(-1) ?? range?.getBoundingClientRect();
    if (rect)
      text.words(stretch.start, stretch.end).then((words) => setFact({ ...stretch, rect, words }), fail);
  };
  const deeds = useDeeds({ view, passage, selection, activeMark, readOnly, onFact: openFact });

  /** Turns between the clean page and the original, and stays at the same words where the original is a PDF. */
  const toggleOriginal = (to: boolean): void => {
    if (isPdf(view)) {
      const first = pages
        ? text.firstOnPage(pdf.current?.pageInView() ?? 1)
        : (clean.current?.firstInView() ?? -1);
      setHere(passage.offsetOf(activeMark?.start ?? null, first) ?? here);
    }
    setReading(pane, { original: to });
    requestAnimationFrame(() => focusRegion('reader'));
  };

  useReaderCommands({
    live,
    view,
    passage,
    deeds,
    found,
    selected: selection !== null,
    activeMark,
    comparing: comparing !== null,
    pages,
    zoom: (by) => pdf.current?.zoom(by),
    original,
    scroller: () => section?.querySelector<HTMLElement>('.page, .pdf-scroll') ?? null,
    toggleOriginal: () => toggleOriginal(!original),
  });

  useEffect(() => {
    if (live) useReading.setState({ selection: selection && { start: selection.start, end: selection.end } });
  }, [selection, live]);

  // A saved page in a frame cannot be taken to a place; the clean page can, and so can the pages of a PDF.
  const showWanted = useRef(drawn.show);
  useEffect(() => {
    showWanted.current = drawn.show;
  });
  useEffect(() => {
    if (!wanted) return;
    if (original && !pages) setReading(pane, { original: false });
    else showWanted.current(wanted.start, wanted.end, 'center');
  }, [wanted, original, pages, pane]);

  useEffect(() => {
    if (!arriving || !arrived || !live) return;
    useView.setState({ arriving: false });
    focusRegion('reader');
  }, [arriving, arrived, live]);

  const onPick = useCallback(
    (ids: readonly string[]): void => {
      // Where marks overlap, clicking goes through them.
      const { active: now } = useReading.getState();
      setReading(pane, { active: ids.length === 0 ? null : ids[(ids.indexOf(now ?? '') + 1) % ids.length]! });
    },
    [pane],
  );
  const pageId = pane === 'main' ? 'reader-page' : 'reader-page-beside';
  const focusedStretch = passage.focused === null ? null : passage.stretchOf(passage.focused);

  return (
    <section
      ref={setSection}
      className="reader"
      aria-label={t(pane === 'main' ? 'reader.region' : 'reader.regionBeside')}
      data-region={live ? 'reader' : 'reader-other'}
      data-context="reader"
      data-theme={pageTheme === 'same' ? undefined : pageTheme}
      tabIndex={-1}
    >
      <ReaderToolbar
        view={view}
        live={live}
        marked={activeMark?.colour ?? null}
        onColour={(colour) => void deeds.colour(colour)}
        onOriginal={toggleOriginal}
        onCopy={deeds.copy}
      />
      <Notices view={view} />
      {finding && (pages || !original) && comparing === null && (
        <FindBar
          finding={found}
          onClose={() => {
            setReading(pane, { finding: false });
            found.setWords('');
            focusRegion('reader');
          }}
        />
      )}
      {comparing !== null ? (
        <Compare key={comparing} view={view} before={comparing} live={live} />
      ) : pages ? (
        <Suspense fallback={<Skeleton lines={12} />}>
          <PdfPages
            key={version.id}
            ref={pdf}
            view={view}
            words={pageWords}
            found={live ? found : null}
            active={active}
            focused={focusedStretch}
            from={here}
            onPick={onPick}
          />
        </Suspense>
      ) : original ? (
        <Original view={view} />
      ) : (
        <CleanPage
          ref={clean}
          view={view}
          at={at}
          from={here}
          live={live}
          selection={selection}
          focused={passage.focused}
          hits={found.hits}
          readOnly={readOnly}
          showHidden={showHidden}
          pageId={pageId}
          page={page}
          article={article}
          onPick={onPick}
          onDrawn={setRanges}
          onOriginal={() => toggleOriginal(true)}
        />
      )}
      <ReaderFoot view={view} page={page} shown={!original && comparing === null} />
      {selection && selection.rects.length > 0 && !fact && section && !readOnly && (
        <Adder
          rects={selection.rects}
          pane={section}
          marked={markOn(view, selection)?.colour ?? null}
          onColour={(colour) => void deeds.colour(colour)}
          onNote={deeds.note}
          onFact={deeds.fact}
          onCite={() => deeds.cite(false)}
        />
      )}
      {fact && (
        <Suspense fallback={null}>
          <FactPopover
            sourceId={view.source.id}
            start={fact.start}
            end={fact.end}
            text={fact.words}
            anchorRect={fact.rect}
            onClose={() => setFact(null)}
          />
        </Suspense>
      )}
    </section>
  );
}
