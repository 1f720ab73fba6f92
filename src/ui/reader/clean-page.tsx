import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type Ref,
  type RefObject,
} from 'react';
import { blockOffsets } from '../../core/source.ts';
import type { SourceView } from '../../library/views.ts';
import { t } from '../messages/index.ts';
import { usePreferences } from '../preferences.ts';
import { Article } from './article.tsx';
import type { Drawn } from './drawn.ts';
import { paintArrival } from './highlights.ts';
import type { Stretch } from './marking.ts';
import { MentionCard } from './mention-card.tsx';
import { NoteCard, type OpenNote } from './note-card.tsx';
import { rangeAt } from './offsets.ts';
import { ReaderStrip } from './strip.tsx';
import { useDrawing } from './use-drawing.ts';

/** What the reader asks of the clean page. */
export interface CleanHandle extends Drawn {
  /** The first block in view, by its index. */
  readonly firstInView: () => number | null;
}

const faces = {
  serif: 'var(--font-serif)',
  sans: 'var(--font-ui)',
  system: 'system-ui, sans-serif',
} as const;

/** The ids of the marks under a place on the page, the newest first. */
function* closestMarks(target: Element): Generator<string> {
  for (
    let element = target.closest<HTMLElement>('[data-mark]');
    element;
    element = element.parentElement?.closest<HTMLElement>('[data-mark]') ?? null
  )
    yield element.dataset['mark']!;
}

/** The clean article with the strip beside it. */
export function CleanPage({
  view,
  at,
  from,
  live,
  selected,
  focused,
  hits,
  readOnly,
  showHidden,
  pageId,
  article,
  onPick,
  onDrawn,
  onOriginal,
  page,
  ref,
}: {
  readonly view: SourceView;
  /** The words that were asked for when the source was opened. */
  readonly at: Stretch | null;
  /** Where to begin otherwise, as an offset into the canonical text. */
  readonly from: number;
  readonly live: boolean;
  readonly selected: boolean;
  readonly focused: number | null;
  readonly hits: readonly Stretch[];
  readonly readOnly: boolean;
  readonly showHidden: boolean;
  readonly pageId: string;
  readonly article: RefObject<HTMLElement | null>;
  /** Marks were clicked, the newest first; none when the click was beside them. */
  readonly onPick: (ids: readonly string[]) => void;
  /** Tells how many blocks are drawn. */
  readonly onDrawn: (to: number) => void;
  /** Turns to the page as it was captured. */
  readonly onOriginal: () => void;
  readonly page: RefObject<HTMLDivElement | null>;
  readonly ref: Ref<CleanHandle>;
}) {
  const preferences = usePreferences();
  const [mention, setMention] = useState<{ readonly companyId: string; readonly anchor: Element } | null>(
    null,
  );
  const [note, setNote] = useState<OpenNote | null>(null);
  const { source, version } = view;
  const offsets = useMemo(() => blockOffsets(version.blocks), [version.blocks]);
  /** The last block that begins at or before an offset. */
  const blockAt = useMemo(() => {
    const begun = offsets.flatMap((start, index) => (start === null ? [] : [{ index, start }]));
    return (offset: number): number => {
      let low = 0;
      let high = begun.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (begun[middle]!.start <= offset) low = middle + 1;
        else high = middle;
      }
      return begun[low - 1]?.index ?? 0;
    };
  }, [offsets]);
  const begin = at ? at.start : from;
  const { drawnTo, until } = useDrawing(version.id, version.blocks.length, begin > 0 ? blockAt(begin) : 0);
  useEffect(() => onDrawn(drawnTo), [drawnTo, onDrawn]);

  const place = useCallback(
    (start: number, end: number, block: ScrollLogicalPosition): void => {
      const range = article.current ? rangeAt(article.current, start, end) : null;
      range?.startContainer.parentElement?.scrollIntoView({ block });
    },
    [article],
  );
  const show = useCallback(
    (start: number, end: number, block: ScrollLogicalPosition, then?: () => void): void =>
      until(blockAt(end), () => {
        place(start, end, block);
        then?.();
      }),
    [until, blockAt, place],
  );

  // A source opens where it was left, or at the words that were asked for.
  useEffect(() => {
    if (at)
      show(at.start, at.end, 'center', () =>
        paintArrival(article.current ? rangeAt(article.current, at.start, at.end) : null),
      );
    else if (from > 0) show(from, from + 1, 'start');
    else if (page.current) page.current.scrollTop = 0;
    return () => paintArrival(null);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only opening moves the page; later changes leave it where it is
  }, [version.id, at?.start, at?.end]);

  useImperativeHandle(
    ref,
    () => ({
      rangeAt: (start, end) => (article.current ? rangeAt(article.current, start, end) : null),
      show,
      firstInView: () => {
        const top = page.current?.getBoundingClientRect().top ?? 0;
        const first = [...(article.current?.querySelectorAll<HTMLElement>('[data-block]') ?? [])].find(
          (block) =>
            offsets[Number(block.dataset['block'])] !== null && block.getBoundingClientRect().top >= top,
        );
        return first ? Number(first.dataset['block']) : null;
      },
    }),
    [article, page, show, offsets],
  );

  const openNote = (reference: HTMLElement, byPointer: boolean): void => {
    const label = reference.dataset['note'];
    const block = version.blocks.find((each) => each.kind === 'footnote' && each.label === label);
    if (label !== undefined && block) setNote({ label, block, anchor: reference, byPointer });
  };
  const onClick = (event: React.MouseEvent): void => {
    const target = event.target as Element;
    const reference = target.closest<HTMLElement>('[data-note]');
    if (reference) {
      event.preventDefault();
      openNote(reference, false);
      return;
    }
    const back = target.closest<HTMLElement>('[data-back]')?.dataset['back'];
    if (back !== undefined) {
      const first = article.current?.querySelector<HTMLElement>(`[data-note="${CSS.escape(back)}"]`);
      first?.scrollIntoView({ block: 'center' });
      first?.focus({ preventScroll: true });
      return;
    }
    if (target.closest('a') || selected) return;
    const name = target.closest<HTMLElement>('[data-mention]');
    const marks = [...closestMarks(target)];
    if (marks.length === 0 && name) setMention({ companyId: name.dataset['mention']!, anchor: name });
    else onPick(marks);
  };
  const hover = useRef<ReturnType<typeof setTimeout> | null>(null);
  const onOver = (event: React.MouseEvent): void => {
    const reference = (event.target as Element).closest<HTMLElement>('[data-note]');
    if (hover.current !== null) clearTimeout(hover.current);
    if (reference && !note) hover.current = setTimeout(() => openNote(reference, true), 250);
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
  return (
    <div className="scroll">
      <div
        ref={page}
        id={pageId}
        className={`page${preferences.readingJustify ? ' justify' : ''}${preferences.showNames ? '' : ' no-names'}${focused !== null || selected ? ' placed' : ''}`}
        tabIndex={0}
        data-focus-first=""
        role="document"
        aria-label={source.title}
        style={style}
        onClick={onClick}
        onMouseOver={onOver}
      >
        {version.text === '' && (
          <p className="no-text">
            {t('reader.noText')}{' '}
            <button type="button" className="text-button" onClick={onOriginal}>
              {t('reader.openOriginal')}
            </button>
          </p>
        )}
        <Article
          ref={article}
          view={view}
          focused={preferences.paragraphFocus ? focused : null}
          drawnTo={drawnTo}
          showHidden={showHidden}
          readOnly={readOnly}
        />
      </div>
      <ReaderStrip view={view} page={page} pageId={pageId} hits={live ? hits : noHits} />
      {mention && (
        <MentionCard
          view={view}
          companyId={mention.companyId}
          anchor={mention.anchor}
          onClose={() => setMention(null)}
        />
      )}
      {note && (
        <NoteCard
          note={note}
          language={source.language}
          onClose={() => setNote(null)}
          onGo={() => {
            const index = version.blocks.indexOf(note.block);
            const offset = offsets[index];
            setNote(null);
            if (offset !== null && offset !== undefined)
              show(offset, offset + note.block.text.length, 'center');
          }}
        />
      )}
    </div>
  );
}

const noHits: readonly Stretch[] = [];
