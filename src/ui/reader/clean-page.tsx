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
import { t } from '../messages/index.ts';
import { fail } from '../parts/toast.tsx';
import { usePreferences } from '../preferences.ts';
import { Article } from './article.tsx';
import type { Drawn } from './drawn.ts';
import { paintArrival } from './highlights.ts';
import type { Stretch } from './marking.ts';
import { MentionCard } from './mention-card.tsx';
import { NoteCard, type OpenNote } from './note-card.tsx';
import { rangeAt } from './offsets.ts';
import { ReaderStrip } from './strip.tsx';
import type { Range as BlockRange } from './ranges.ts';
import { useDrawing } from './use-drawing.ts';
import type { OpenSource } from './open-source.ts';

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
  selection,
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
  readonly view: OpenSource;
  /** The words that were asked for when the source was opened. */
  readonly at: Stretch | null;
  /** Where to begin otherwise, as an offset into the canonical text. */
  readonly from: number;
  readonly live: boolean;
  /** The words selected now. */
  readonly selection: Stretch | null;
  readonly focused: number | null;
  readonly hits: readonly Stretch[];
  readonly readOnly: boolean;
  readonly showHidden: boolean;
  readonly pageId: string;
  readonly article: RefObject<HTMLElement | null>;
  /** Marks were clicked, the newest first; none when the click was beside them. */
  readonly onPick: (ids: readonly string[]) => void;
  /** Tells which blocks are drawn. */
  readonly onDrawn: (ranges: readonly BlockRange[]) => void;
  /** Turns to the page as it was captured. */
  readonly onOriginal: () => void;
  readonly page: RefObject<HTMLDivElement | null>;
  readonly ref: Ref<CleanHandle>;
}) {
  const selected = selection !== null;
  const preferences = usePreferences();
  const [mention, setMention] = useState<{ readonly companyId: string; readonly anchor: Element } | null>(
    null,
  );
  const [note, setNote] = useState<OpenNote | null>(null);
  const { source, version, text } = view;
  const begin = at ? at.start : from;
  const drawing = useDrawing({
    text,
    wide: /^(zh|ja|ko)\b/.test(source.language ?? ''),
    from: begin > 0 ? text.blockAt(begin) : 0,
    pins: useMemo(
      () => (selection ? [text.blockAt(selection.start), text.blockAt(selection.end)] : []),
      [selection, text],
    ),
    page,
    article,
  });
  const { ranges, until } = drawing;
  useEffect(() => onDrawn(ranges), [ranges, onDrawn]);

  const place = useCallback(
    (start: number, end: number, block: ScrollLogicalPosition): void => {
      const root = article.current;
      // of a stretch that is longer than what is drawn its beginning is shown
      const range = root && (rangeAt(root, start, end) ?? rangeAt(root, start, start + 1));
      range?.startContainer.parentElement?.scrollIntoView({ block });
    },
    [article],
  );
  const show = useCallback(
    (start: number, end: number, block: ScrollLogicalPosition, then?: () => void): void =>
      until(text.blockAt(start), () => {
        place(start, end, block);
        then?.();
      }),
    [until, text, place],
  );

  // A source opens where it was left, or at the words that were asked for. With the next frame, because going there lays
  // the page out: drawing it was one task, this is another.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (at)
        show(at.start, at.end, 'center', () =>
          paintArrival(article.current ? rangeAt(article.current, at.start, at.end) : null),
        );
      else if (from > 0) show(from, from + 1, 'start');
      else if (page.current) page.current.scrollTop = 0;
    });
    return () => {
      cancelAnimationFrame(frame);
      paintArrival(null);
    };
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
            text.startOf(Number(block.dataset['block'])) !== null && block.getBoundingClientRect().top >= top,
        );
        return first ? Number(first.dataset['block']) : null;
      },
    }),
    [article, page, show, text],
  );

  /** The footnote a label stands for; its words are fetched where they are not here. */
  const openNote = async (reference: HTMLElement, byPointer: boolean): Promise<void> => {
    const label = reference.dataset['note'];
    const index = text.index.footnotes.find((each) => each.label === label)?.block;
    if (label === undefined || index === undefined) return;
    await text.load(index, index + 1);
    const block = text.block(index);
    if (block) setNote({ label, index, block, anchor: reference, byPointer });
  };
  const onClick = (event: React.MouseEvent): void => {
    const target = event.target as Element;
    const reference = target.closest<HTMLElement>('[data-note]');
    if (reference) {
      event.preventDefault();
      openNote(reference, false).catch(fail);
      return;
    }
    const back = target.closest<HTMLElement>('[data-back]')?.dataset['back'];
    if (back !== undefined) {
      const index = text.index.references.find((each) => each.label === back)?.block;
      if (index !== undefined)
        until(index, () => {
          const first = article.current?.querySelector<HTMLElement>(`[data-note="${CSS.escape(back)}"]`);
          first?.scrollIntoView({ block: 'center' });
          first?.focus({ preventScroll: true });
        });
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
    if (reference && !note) hover.current = setTimeout(() => void openNote(reference, true).catch(fail), 250);
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
        {text.length === 0 && (
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
          drawing={drawing}
          showHidden={showHidden}
          readOnly={readOnly}
        />
      </div>
      <ReaderStrip view={view} ranges={ranges} page={page} pageId={pageId} hits={live ? hits : noHits} />
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
            const offset = text.startOf(note.index);
            setNote(null);
            if (offset !== null) show(offset, offset + note.block.text.length, 'center');
          }}
        />
      )}
    </div>
  );
}

const noHits: readonly Stretch[] = [];
