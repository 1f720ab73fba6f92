import { memo, useContext, useMemo, type ReactNode, type Ref } from 'react';
import { blockOffsets, type Block } from '../../core/source.ts';
import type { SourceView } from '../../library/views.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { day } from '../messages/formats.ts';
import { messages, t, type MessageKey } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { ArticleBlock, type Numbered } from './block.tsx';
import { byBlock } from './by-block.ts';
import type { Mention } from './segments.ts';
import { PaneContext, setReading } from './state.ts';

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
  blocks: readonly Block[],
  draw: (block: Block, index: number) => ReactNode,
): readonly ReactNode[] => {
  const drawn: ReactNode[] = [];
  let items: ReactNode[] = [];
  blocks.forEach((block, index) => {
    const node = draw(block, index);
    if (block.kind === 'item' && !block.removed) items.push(node);
    else {
      if (items.length > 0)
        drawn.push(
          <div key={`list-${index}`} role="list">
            {items}
          </div>,
        );
      items = [];
      drawn.push(node);
    }
  });
  if (items.length > 0)
    drawn.push(
      <div key="list-end" role="list">
        {items}
      </div>,
    );
  return drawn;
};

const noMarks: readonly Numbered[] = [];
const noMentions: readonly Mention[] = [];

/**
 * The article as it reads: its head, and every block that is kept. It is drawn again only when the source, the focused
 * paragraph or what is shown of it changes; then only the blocks that changed are.
 */
export const Article = memo(function Article({
  view,
  focused,
  drawnTo,
  showHidden,
  readOnly,
  ref,
}: {
  readonly view: SourceView;
  readonly focused: number | null;
  /** How many blocks are drawn so far; a long source is drawn from its beginning on while it can be read already. */
  readonly drawnTo: number;
  readonly showHidden: boolean;
  /** An older version: its blocks stay as they are. */
  readonly readOnly: boolean;
  readonly ref: Ref<HTMLElement>;
}) {
  const pane = useContext(PaneContext);
  const { source, version } = view;
  const offsets = useMemo(() => blockOffsets(version.blocks), [version.blocks]);
  const marks = useMemo(
    () =>
      byBlock(
        version.blocks,
        offsets,
        view.annotations.map((mark, i) => ({ mark, number: i + 1, start: mark.start, end: mark.end })),
      ),
    [version.blocks, offsets, view.annotations],
  );
  const mentions = useMemo(
    () => byBlock(version.blocks, offsets, view.mentions),
    [version.blocks, offsets, view.mentions],
  );
  const hidden = version.blocks.filter((block) => block.removed);
  const captions = version.blocks.filter((block) => block.kind === 'caption' && !block.removed).length;
  const titled = version.blocks.find((block) => !block.removed && block.text !== '');
  const repeatsTitle = titled?.kind === 'heading' && titled.text.trim() === source.title.trim();
  return (
    <article
      ref={ref}
      className={`art selectable${version.text.length > 120_000 ? ' huge' : ''}`}
      lang={source.language ?? undefined}
      data-partial={drawnTo < version.blocks.length ? '' : undefined}
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
        {hidden.length > 0 && (
          <div className="cleaned">
            <Icon name="scan-search" size="s" />
            <span>
              {t('reader.cleaned', {
                captions,
                hidden: hidden.length,
                rules: [...new Set(hidden.map((block) => ruleName(block.removed!.rule)))]
                  .slice(0, 4)
                  .join(t('reader.listComma')),
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
      {grouped(version.blocks.slice(0, drawnTo), (block, index) => {
        if (block.removed)
          return showHidden ? (
            <Hidden key={index} block={block} index={index} sourceId={source.id} readOnly={readOnly} />
          ) : null;
        const offset = offsets[index];
        if (offset === null && block.kind !== 'figure' && block.kind !== 'rule') return null;
        return (
          <ArticleBlock
            key={index}
            index={index}
            block={block}
            offset={offset ?? 0}
            marks={marks.get(index) ?? noMarks}
            mentions={mentions.get(index) ?? noMentions}
            focused={focused === index}
          />
        );
      })}
    </article>
  );
});
