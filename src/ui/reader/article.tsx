import { memo, useContext, useMemo, type ReactNode, type Ref } from 'react';
import type { Block } from '../../core/source.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { day } from '../messages/formats.ts';
import { messages, t, type MessageKey } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { ArticleBlock, type Numbered } from './block.tsx';
import { byBlock } from './by-block.ts';
import type { OpenText } from './open-text.ts';
import type { Range } from './ranges.ts';
import { isShort, type Drawing } from './use-drawing.ts';
import { PaneContext, setReading } from './state.ts';
import type { Mark, Named, OpenSource } from './open-source.ts';

/** What a cleaning rule took out, in a few words. */
const ruleName = (rule: string): string => {
  const key = `capture.rule.${rule}`;
  return t((Object.hasOwn(messages.en, key) ? key : 'capture.rule.other') as MessageKey);
};

const hostOf = (url: string): string =>
  URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url;

/** A block that cleaning left out, shown on request with the rule that did it. */
function Hidden({
  block,
  index,
  sourceId,
  readOnly,
}: {
  readonly block: Block;
  readonly index: number;
  readonly sourceId: string;
  readonly readOnly: boolean;
}) {
  const removed = block.removed!;
  return (
    <div className="hidden-block" lang={block.language}>
      <div className="row">
        <span className="clip grow">
          {t('reader.hiddenBy', { rule: ruleName(removed.by === 'user' ? 'user' : removed.rule) })}
        </span>
        {!readOnly && (
          <Button
            size="small"
            icon="eye"
            onClick={() =>
              void doing(
                library.sources.setBlock({ id: sourceId, block: index, removed: false }),
                t('reader.restored'),
              )
            }
          >
            {t('reader.restore')}
          </Button>
        )}
      </div>
      <p>{block.text === '' ? (block.image?.alt ?? '') : block.text}</p>
    </div>
  );
}

/** Neighbouring list items share one list, so that screen readers count them. */
const grouped = (
  text: OpenText,
  { from, to }: Range,
  draw: (block: Block, index: number) => ReactNode,
): readonly ReactNode[] => {
  const drawn: ReactNode[] = [];
  for (let index = from; index < to; index++) {
    const block = text.block(index)!;
    if (block.kind !== 'item' || block.removed) {
      drawn.push(draw(block, index));
      continue;
    }
    const { first, count } = text.listOf(index);
    const last = Math.min(to, first + count);
    const items: ReactNode[] = [];
    for (; index < last; index++) items.push(draw(text.block(index)!, index));
    index--;
    drawn.push(
      <div key={`list-${first}`} role="list">
        {items}
      </div>,
    );
  }
  return drawn;
};

/** Stands where blocks are not drawn, as tall as they are likely to be. */
function Gap({
  text,
  range,
  height,
}: {
  readonly text: OpenText;
  readonly range: Range;
  readonly height: number;
}) {
  const end = range.to < text.count ? text.offsetBefore(range.to) : text.length;
  return (
    <div
      className="gap"
      data-o={text.offsetBefore(range.from)}
      data-end={end}
      data-from={range.from}
      style={{ height }}
      aria-hidden="true"
    />
  );
}

const noMarks: readonly Numbered[] = [];
const noMentions: readonly Named[] = [];

/**
 * The article as it reads: its head, the blocks that are drawn now, and gaps for the others. It is drawn again only when
 * the source, the focused paragraph or what is shown of it changes; then only the blocks that changed are.
 */
export const Article = memo(function Article({
  view,
  focused,
  drawing,
  showHidden,
  readOnly,
  ref,
}: {
  readonly view: OpenSource;
  readonly focused: number | null;
  readonly drawing: Pick<Drawing, 'ranges' | 'heightOf'>;
  readonly showHidden: boolean;
  /** An older version: its blocks stay as they are. */
  readonly readOnly: boolean;
  readonly ref: Ref<HTMLElement>;
}) {
  const pane = useContext(PaneContext);
  const { source, text } = view;
  const { ranges, heightOf } = drawing;
  const marks = useMemo(() => {
    return ranges.map(({ from, to }) => {
      const begin = text.offsetBefore(from);
      const end = to < text.count ? text.offsetBefore(to) : text.length;
      const here: (Numbered & Pick<Mark, 'start' | 'end'>)[] = [];
      view.annotations.forEach((mark, i) => {
        const { start, end: last } = mark;
        if (start !== null && last !== null && start < end && last > begin)
          here.push({ mark, number: i + 1, start, end: last });
      });
      return byBlock(text, from, to, here);
    });
  }, [text, ranges, view.annotations]);
  const mentions = useMemo(
    () => ranges.map(({ from, to }) => byBlock(text, from, to, view.mentions)),
    [text, ranges, view.mentions],
  );
  const { kinds, removed, rules, outline } = text.index;
  const captions = useMemo(() => {
    let count = 0;
    for (let i = 0; i < text.count; i++) if (text.kind(i) === 'caption' && !text.isRemoved(i)) count++;
    return count;
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the kinds belong to the text
  }, [text, kinds]);
  const [title] = outline;
  const repeatsTitle =
    title !== undefined && title.block === text.readable[0] && title.text.trim() === source.title.trim();
  const short = isShort(text);
  const [only] = ranges;
  const whole = ranges.length === 1 && only!.from === 0 && only!.to === text.count;
  const shown: ReactNode[] = [];
  let at = 0;
  const gapTo = (to: number): void => {
    const height = heightOf(at, to);
    if (height > 0)
      shown.push(
        <Gap
          key={`gap-${shown.length === 0 ? 'first' : to === text.count ? 'last' : to}`}
          text={text}
          range={{ from: at, to }}
          height={height}
        />,
      );
  };
  ranges.forEach((range, i) => {
    gapTo(range.from);
    shown.push(
      ...grouped(text, range, (block, index) => {
        if (block.removed)
          return showHidden ? (
            <Hidden key={index} block={block} index={index} sourceId={source.id} readOnly={readOnly} />
          ) : null;
        const offset = text.startOf(index);
        if (offset === null && block.kind !== 'figure' && block.kind !== 'rule') return null;
        const list = !short && block.kind === 'item' ? text.listOf(index) : null;
        return (
          <ArticleBlock
            key={index}
            index={index}
            block={block}
            offset={offset ?? 0}
            marks={marks[i]!.get(index) ?? noMarks}
            mentions={mentions[i]!.get(index) ?? noMentions}
            focused={focused === index}
            inList={list && { at: index - list.first + 1, of: list.count }}
          />
        );
      }),
    );
    at = range.to;
  });
  if (at < text.count) gapTo(text.count);
  return (
    <article
      ref={ref}
      className="art selectable"
      lang={source.language ?? undefined}
      data-partial={short && !whole ? '' : undefined}
    >
      <header className="head">
        {source.siteName !== null && (
          <div className="kick">
            <span className="b t1">{source.siteName}</span>
          </div>
        )}
        <h2 className={repeatsTitle ? 'title sr' : 'title'}>{source.title}</h2>
        <div className="by">
          {source.byline !== null && <span>{source.byline}</span>}
          {source.publishedOn !== null && (
            <time dateTime={source.publishedOn} className="num">
              {day(source.publishedOn)}
            </time>
          )}
          <span>{t('library.minutes', { count: source.minutes })}</span>
          {source.url !== null && (
            <a className="row tight" href={source.url} target="_blank" rel="noreferrer noopener">
              <Icon name="external-link" size="xs" />
              {hostOf(source.url)}
            </a>
          )}
        </div>
        {removed.length > 0 && (
          <div className="cleaned">
            <Icon name="scan-search" size="s" />
            <span>
              {t('reader.cleaned', {
                captions,
                hidden: removed.length,
                rules: [...new Set(rules.map(ruleName))].slice(0, 4).join(t('reader.listComma')),
              })}
            </span>
            <button
              type="button"
              className="text-button end"
              onClick={() => setReading(pane, { showHidden: !showHidden })}
            >
              {showHidden ? t('reader.hideHidden') : t('reader.showHidden')}
            </button>
          </div>
        )}
      </header>
      {shown}
    </article>
  );
});
