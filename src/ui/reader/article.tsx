import type { ReactNode, Ref } from 'react';
import { blockOffsets, type Block } from '../../core/source.ts';
import type { SourceView } from '../../library/views.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { day } from '../messages/formats.ts';
import { messages, t, type MessageKey } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { ArticleBlock } from './block.tsx';
import { useReading } from './state.ts';

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
}: {
  readonly block: Block;
  readonly index: number;
  readonly sourceId: string;
}) {
  const removed = block.removed!;
  return (
    <div className="hidden-block" lang={block.language}>
      <div className="row">
        <span className="clip grow">
          {t('reader.hiddenBy', { rule: ruleName(removed.by === 'user' ? 'user' : removed.rule) })}
        </span>
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

/** The article as it reads: its head, and every block that is kept. */
export function Article({
  view,
  focused,
  ref,
}: {
  readonly view: SourceView;
  readonly focused: number | null;
  readonly ref: Ref<HTMLElement>;
}) {
  const { source, version } = view;
  const showHidden = useReading((state) => state.showHidden);
  const offsets = blockOffsets(version.blocks);
  const hidden = version.blocks.filter((block) => block.removed);
  const captions = version.blocks.filter((block) => block.kind === 'caption' && !block.removed).length;
  const marks = view.annotations;
  const titled = version.blocks.find((block) => !block.removed && block.text !== '');
  const repeatsTitle = titled?.kind === 'heading' && titled.text.trim() === source.title.trim();
  return (
    <article
      ref={ref}
      className={`art selectable${version.text.length > 120_000 ? ' huge' : ''}`}
      lang={source.language ?? undefined}
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
              onClick={() => useReading.setState({ showHidden: !showHidden })}
            >
              {showHidden ? t('reader.hideHidden') : t('reader.showHidden')}
            </button>
          </div>
        )}
      </header>
      {grouped(version.blocks, (block, index) => {
        if (block.removed)
          return showHidden ? <Hidden key={index} block={block} index={index} sourceId={source.id} /> : null;
        const offset = offsets[index];
        if (offset === null && block.kind !== 'figure' && block.kind !== 'rule') return null;
        return (
          <ArticleBlock
            key={index}
            index={index}
            block={block}
            offset={offset ?? 0}
            marks={marks}
            mentions={view.mentions}
            focused={focused === index}
          />
        );
      })}
    </article>
  );
}
