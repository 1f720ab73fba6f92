import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type CSSProperties } from 'react';
import { COLOURS, type Colour } from '../../core/annotation.ts';
import { blockOffsets } from '../../core/source.ts';
import type { SourceView } from '../../library/views.ts';
import { useCommands } from '../commands/run.ts';
import { doing } from '../frame/undo.ts';
import { focusRegion } from '../frame/regions.ts';
import { library } from '../library.ts';
import { percent } from '../messages/formats.ts';
import { rich, t } from '../messages/index.ts';
import { Kbd } from '../parts/kbd.tsx';
import { announce } from '../parts/toast.tsx';
import { usePreferences } from '../preferences.ts';
import { useView } from '../view.ts';
import { Adder } from './adder.tsx';
import { Article } from './article.tsx';
import { FindBar } from './find-bar.tsx';
import { paintArrival } from './highlights.ts';
import {
  cite,
  copyWithSource,
  mark,
  markOn,
  recolour,
  removeMark,
  writeNote,
  type Stretch,
} from './marking.ts';
import { MentionCard } from './mention-card.tsx';
import { rangeAt } from './offsets.ts';
import { Original } from './original.tsx';
import { sentencesOf } from './sentences.ts';
import { revealMark, useReading } from './state.ts';
import { ReaderStrip } from './strip.tsx';
import { ReaderToolbar } from './toolbar.tsx';
import { useFind } from './use-find.ts';
import { useProgress } from './use-progress.ts';
import { useSelected } from './use-selection.ts';

const FactPopover = lazy(async () => ({ default: (await import('../facts/fact-popover.tsx')).FactPopover }));

/** The foot with its hints goes away after this many marks made by keyboard. */
const practised = 20;

const faces = {
  serif: 'var(--font-serif)',
  sans: 'var(--font-ui)',
  system: 'system-ui, sans-serif',
} as const;

/** The open source: its words, what is marked in them, and everything that can be done with a passage. */
export function Reader({
  view,
  at,
  find,
}: {
  readonly view: SourceView;
  readonly at: Stretch | null;
  readonly find: string;
}) {
  const page = useRef<HTMLDivElement>(null);
  const article = useRef<HTMLElement>(null);
  const pane = useRef<HTMLElement>(null);
  const preferences = usePreferences();
  const { original, finding, active, wanted } = useReading();
  const [focused, setFocused] = useState<number | null>(null);
  const [share, setShare] = useState(0);
  const [fact, setFact] = useState<(Stretch & { readonly rect: DOMRect }) | null>(null);
  const [mention, setMention] = useState<{ readonly companyId: string; readonly anchor: Element } | null>(
    null,
  );
  const { source, version } = view;
  const text = version.text;
  const selection = useSelected(article, text);
  const found = useFind(view, article, find);
  useProgress(view, page, setShare);
  const offsets = useMemo(() => blockOffsets(version.blocks), [version.blocks]);
  const readable = useMemo(
    () => offsets.flatMap((offset, index) => (offset === null ? [] : [index])),
    [offsets],
  );
  const blockStretch = (index: number): Stretch => ({
    start: offsets[index]!,
    end: offsets[index]! + version.blocks[index]!.text.length,
  });
  const activeMark = view.annotations.find((each) => each.id === active);

  const show = useCallback((start: number, end: number, block: ScrollLogicalPosition): void => {
    const range = article.current ? rangeAt(article.current, start, end) : null;
    range?.startContainer.parentElement?.scrollIntoView({ block });
  }, []);

  // A source opens where it was left, or at the words that were asked for.
  useEffect(() => {
    setFocused(null);
    if (at) {
      show(at.start, at.end, 'center');
      const range = article.current ? rangeAt(article.current, at.start, at.end) : null;
      paintArrival(range);
    } else if (view.position > 0) show(view.position, view.position + 1, 'start');
    else if (page.current) page.current.scrollTop = 0;
    return () => paintArrival(null);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only opening moves the page; later changes leave it where it is
  }, [version.id, at?.start, at?.end]);

  useEffect(() => {
    useReading.setState({ selection: selection && { start: selection.start, end: selection.end } });
  }, [selection]);

  useEffect(() => {
    if (wanted) show(wanted.start, wanted.end, 'center');
  }, [wanted, show]);

  /** What a command is about: the selected words, else the active mark, else the focused paragraph. */
  const subject = (): Stretch | null => {
    if (selection) return { start: selection.start, end: selection.end };
    if (activeMark && activeMark.start !== null && activeMark.end !== null)
      return { start: activeMark.start, end: activeMark.end };
    return focused === null ? null : blockStretch(focused);
  };
  const clear = (): void => {
    document.getSelection()?.removeAllRanges();
    // the browser tells later, when the focus may be in a text field already and the news is not listened to
    document.dispatchEvent(new Event('selectionchange'));
  };
  const needWords = (): void => announce(t('reader.selectFirst'));

  const colourIt = async (colour: Colour): Promise<void> => {
    if (!selection && activeMark) {
      recolour(activeMark, colour);
      return;
    }
    const stretch = subject();
    if (!stretch) {
      needWords();
      return;
    }
    await mark(view, stretch, colour);
    clear();
  };
  const byKey = (colour: Colour): void => {
    usePreferences.setState({ keyboardMarks: preferences.keyboardMarks + 1 });
    void colourIt(colour);
  };
  /** The mark on the subject, made in the last colour where there is none. */
  const ensureMark = async (): Promise<string | null> => {
    const stretch = subject();
    if (!stretch) {
      needWords();
      return null;
    }
    const there = markOn(view, stretch);
    const id = there ? there.id : await mark(view, stretch, preferences.lastColour);
    clear();
    return id;
  };
  const withMark = async (use: (id: string) => void): Promise<void> => {
    const id = await ensureMark();
    if (id !== null) use(id);
  };
  const openFact = (): void => {
    const stretch = subject();
    const range = stretch && article.current ? rangeAt(article.current, stretch.start, stretch.end) : null;
    if (stretch && range) setFact({ ...stretch, rect: range.getBoundingClientRect() });
    else needWords();
  };

  /** Leaves the paragraph of the subject out of the clean text, as cleaning on capture would have. */
  const hideBlock = (): void => {
    const stretch = subject();
    const block = stretch && readable.findLast((index) => offsets[index]! <= stretch.start);
    if (block === null || block === undefined) {
      needWords();
      return;
    }
    clear();
    setFocused(null);
    void doing(library.sources.setBlock({ id: source.id, block, removed: true }), t('reader.hidden'));
  };

  const focusBlock = (step: 1 | -1): void => {
    const top = page.current?.getBoundingClientRect().top ?? 0;
    const firstInView = readable.find(
      (index) =>
        (article.current?.querySelector(`[data-block="${index}"]`)?.getBoundingClientRect().top ?? 0) >= top,
    );
    const now = focused === null ? -1 : readable.indexOf(focused);
    const next =
      now < 0
        ? (firstInView ?? readable[0])
        : readable[Math.max(0, Math.min(readable.length - 1, now + step))];
    if (next === undefined) return;
    clear();
    useReading.setState({ active: null });
    setFocused(next);
    article.current?.querySelector(`[data-block="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const selectStretch = (stretch: Stretch): void => {
    const range = article.current ? rangeAt(article.current, stretch.start, stretch.end) : null;
    const current = document.getSelection();
    if (!range || !current) return;
    current.removeAllRanges();
    current.addRange(range);
    show(stretch.start, stretch.end, 'nearest');
  };
  const sentence = (extend: boolean): void => {
    const index =
      focused ??
      readable.find((each) => selection !== null && blockStretch(each).end > selection.start) ??
      readable[0];
    if (index === undefined) return;
    if (focused === null) setFocused(index);
    const block = version.blocks[index]!;
    const { start } = blockStretch(index);
    const sentences = sentencesOf(block.text, block.language ?? source.language);
    const next = sentences.find((each) => selection === null || start + each.start >= selection.end);
    if (next)
      selectStretch({
        start: extend && selection ? selection.start : start + next.start,
        end: start + next.end,
      });
    else if (!extend) {
      const after = readable[readable.indexOf(index) + 1];
      if (after === undefined) return;
      setFocused(after);
      const following = version.blocks[after]!;
      const [first] = sentencesOf(following.text, following.language ?? source.language);
      const base = offsets[after]!;
      if (first) selectStretch({ start: base + first.start, end: base + first.end });
    }
  };
  const stepMark = (step: 1 | -1): void => {
    const placed = view.annotations.filter((each) => each.start !== null);
    if (placed.length === 0) return;
    const now = placed.findIndex((each) => each.id === active);
    const next =
      placed[now < 0 ? (step > 0 ? 0 : placed.length - 1) : (now + step + placed.length) % placed.length]!;
    revealMark(next);
    announce(
      t('reader.atMark', {
        at: placed.indexOf(next) + 1,
        of: placed.length,
        words: next.quote.slice(0, 120),
      }),
    );
  };
  const turnPage = (share_: number): void =>
    page.current?.scrollBy({ top: share_ * page.current.clientHeight });

  useCommands(
    {
      'hl.1': () => byKey('amber'),
      'hl.2': () => byKey('green'),
      'hl.3': () => byKey('blue'),
      'hl.4': () => byKey('rose'),
      'hl.5': () => byKey('violet'),
      'hl.last': () => byKey(preferences.lastColour),
      'hl.remove': () => activeMark && removeMark(activeMark.id),
      next: () => focusBlock(1),
      prev: () => focusBlock(-1),
      'sentence.next': () => sentence(false),
      'sentence.extend': () => sentence(true),
      'block.hide': hideBlock,
      note: () => void withMark(writeNote),
      fact: openFact,
      'brief.cite': () => void withMark((id) => void cite(id, false)),
      'brief.choose': () => void withMark((id) => void cite(id, true)),
      'view.toggle': () => useReading.setState({ original: !original }),
      'copy.cite': () =>
        void copyWithSource(view, subject() ? text.slice(subject()!.start, subject()!.end) : ''),
      'page.down': () => turnPage(0.9),
      'page.up': () => turnPage(-0.9),
      tag: () =>
        selection || activeMark || focused !== null
          ? void withMark((id) =>
              useView.setState({
                picking: {
                  kind: 'mark-tags',
                  id,
                  tags: view.annotations.find((each) => each.id === id)?.tags ?? [],
                },
              }),
            )
          : useView.setState({ picking: { kind: 'tags', ids: [source.id] } }),
      escape: () => {
        if (selection) clear();
        else if (finding) useReading.setState({ finding: false });
        else if (activeMark) useReading.setState({ active: null });
        else if (focused !== null) setFocused(null);
        else if (useView.getState().focusMode) useView.setState({ focusMode: false });
        else focusRegion('list');
      },
    },
    'reader',
  );
  useCommands({
    'find.open': () => useReading.setState({ finding: true, original: false }),
    'find.next': () => found.step(1),
    'find.prev': () => found.step(-1),
    'next.marker': () => stepMark(1),
    'prev.marker': () => stepMark(-1),
    'open.original': () => source.url !== null && void window.open(source.url, '_blank', 'noopener'),
  });

  const onClick = (event: React.MouseEvent): void => {
    const target = event.target as Element;
    if (target.closest('a') || selection) return;
    const name = target.closest<HTMLElement>('[data-mention]');
    const marks = [...closestMarks(target)];
    if (marks.length > 0) {
      // Where marks overlap, clicking goes through them.
      const next = marks[(marks.indexOf(active ?? '') + 1) % marks.length]!;
      useReading.setState({ active: next });
    } else if (name) setMention({ companyId: name.dataset['mention']!, anchor: name });
    else useReading.setState({ active: null });
  };

  const style = {
    '--reading-size': `${preferences.readingSize}px`,
    '--reading-leading': preferences.readingLeading / 100,
    '--reading-leading-cjk': (preferences.readingLeading + 25) / 100,
    '--reading-measure': `${preferences.readingWidth}ch`,
    // 36 characters of Chinese stand for 66 Latin ones.
    '--reading-measure-cjk': `${Math.round((preferences.readingWidth * 36) / 66)}em`,
    '--font-reading': faces[preferences.readingFont],
  } as CSSProperties;
  const pageTheme = preferences.pageTheme === 'same' ? undefined : preferences.pageTheme;

  return (
    <section
      ref={pane}
      className="reader"
      aria-label={t('reader.region')}
      data-region="reader"
      data-context="reader"
      data-theme={pageTheme}
      tabIndex={-1}
    >
      <ReaderToolbar
        view={view}
        marked={activeMark?.colour ?? null}
        onColour={(colour) => void colourIt(colour)}
      />
      {finding && (
        <FindBar
          words={found.words}
          at={found.hits.length === 0 ? 0 : found.at + 1}
          of={found.hits.length}
          onWords={found.setWords}
          onStep={found.step}
          onClose={() => {
            useReading.setState({ finding: false });
            found.setWords('');
            focusRegion('reader');
          }}
        />
      )}
      {original ? (
        <Original view={view} />
      ) : (
        <div className="scroll">
          <div
            ref={page}
            id="reader-page"
            className={`page${preferences.readingJustify ? ' justify' : ''}${preferences.showNames ? '' : ' no-names'}${focused !== null || selection ? ' placed' : ''}`}
            tabIndex={0}
            data-focus-first=""
            role="document"
            aria-label={source.title}
            style={style}
            onClick={onClick}
          >
            {text === '' ? <p className="no-text">{t('reader.noText')}</p> : null}
            <Article ref={article} view={view} focused={preferences.paragraphFocus ? focused : null} />
          </div>
          <ReaderStrip view={view} page={page} hits={found.hits} />
        </div>
      )}
      <footer className="rfoot">
        <span className="num">{t('reader.read', { share: percent(share) })}</span>
        {preferences.keyboardMarks < practised && preferences.singleKeys && (
          <>
            <span className="row tight">
              {rich('reader.hintParagraph', { keys: <Kbd key="k" keys="J K" /> })}
            </span>
            <span className="row tight">
              {rich('reader.hintMark', {
                first: <Kbd key="a" keys="1" />,
                last: <Kbd key="b" keys={String(COLOURS.length)} />,
              })}
            </span>
            <span className="row tight">{rich('reader.hintNote', { keys: <Kbd key="k" keys="N" /> })}</span>
            <span className="row tight">{rich('reader.hintFact', { keys: <Kbd key="k" keys="F" /> })}</span>
            <span className="row tight end hide-s">
              {rich('reader.hintAll', { keys: <Kbd key="k" keys="?" /> })}
            </span>
          </>
        )}
      </footer>
      {selection && selection.rects.length > 0 && !fact && pane.current && !original && (
        <Adder
          rects={selection.rects}
          pane={pane.current}
          marked={markOn(view, selection)?.colour ?? null}
          onColour={(colour) => void colourIt(colour)}
          onNote={() => void withMark(writeNote)}
          onFact={openFact}
          onCite={() => void withMark((id) => void cite(id, false))}
        />
      )}
      {mention && (
        <MentionCard
          view={view}
          companyId={mention.companyId}
          anchor={mention.anchor}
          onClose={() => setMention(null)}
        />
      )}
      {fact && (
        <Suspense fallback={null}>
          <FactPopover
            sourceId={source.id}
            start={fact.start}
            end={fact.end}
            text={text.slice(fact.start, fact.end)}
            anchorRect={fact.rect}
            onClose={() => setFact(null)}
          />
        </Suspense>
      )}
    </section>
  );
}

/** The ids of the marks under a place on the page, the newest first. */
function* closestMarks(target: Element): Generator<string> {
  for (
    let element = target.closest<HTMLElement>('[data-mark]');
    element;
    element = element.parentElement?.closest<HTMLElement>('[data-mark]') ?? null
  )
    yield element.dataset['mark']!;
}
