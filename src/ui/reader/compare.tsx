import { useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Difference } from '../../core/anchor/difference.ts';
import { blockOffsets, type BlockKind } from '../../core/source.ts';
import type { Comparison } from '../../library/views.ts';
import { keysOf } from '../commands/bindings.ts';
import { useCommands } from '../commands/run.ts';
import { focusRegion } from '../frame/regions.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { announce, reasonOf } from '../parts/toast.tsx';
import { PaneContext, setReading } from './state.ts';
import type { OpenSource } from './open-source.ts';

/** Unchanged paragraphs shown before and after a change; the rest is folded. */
const context = 1;

interface Row {
  readonly key: string;
  readonly difference: Difference;
  readonly kind: BlockKind;
  /** From 0 among the differences; null for a paragraph that was kept. */
  readonly at: number | null;
}

/** Paragraphs in a row that are all the same, folded until they are asked for. */
interface Fold {
  readonly key: string;
  readonly rows: readonly Row[];
}

const rowsOf = ({ before, after, differences }: Comparison): readonly Row[] => {
  const kinds = [before, after].map(({ blocks }) => {
    const offsets = blockOffsets(blocks);
    return new Map(blocks.flatMap(({ kind }, i) => (offsets[i] === null ? [] : [[offsets[i]!, kind]])));
  });
  let at = 0;
  return differences.map((difference, i) => ({
    key: String(i),
    difference,
    kind:
      (difference.after
        ? kinds[1]!.get(difference.after.start)
        : kinds[0]!.get(difference.before?.start ?? -1)) ?? 'paragraph',
    at: difference.kind === 'kept' ? null : at++,
  }));
};

const folded = (rows: readonly Row[]): readonly (Row | Fold)[] => {
  const near = new Set<number>();
  rows.forEach((row, i) => {
    if (row.at !== null) for (let k = i - context; k <= i + context; k++) near.add(k);
  });
  const shown: (Row | Fold)[] = [];
  let run: Row[] = [];
  const close = (): void => {
    if (run.length === 1) shown.push(run[0]!);
    else if (run.length > 1) shown.push({ key: `fold-${run[0]!.key}`, rows: run });
    run = [];
  };
  rows.forEach((row, i) => {
    if (near.has(i)) {
      close();
      shown.push(row);
    } else run.push(row);
  });
  close();
  return shown;
};

function Words({ row, compared }: { readonly row: Row; readonly compared: Comparison }) {
  const { difference } = row;
  const old = difference.before && compared.before.text.slice(difference.before.start, difference.before.end);
  const fresh = difference.after && compared.after.text.slice(difference.after.start, difference.after.end);
  if (difference.kind === 'changed')
    return difference.words.map((word, i) =>
      word.kind === 'added' ? (
        <ins key={i}>{word.text}</ins>
      ) : word.kind === 'removed' ? (
        <del key={i}>{word.text}</del>
      ) : (
        <span key={i}>{word.text}</span>
      ),
    );
  if (difference.kind === 'added') return <ins>{fresh}</ins>;
  return difference.kind === 'removed' ? <del>{old}</del> : fresh;
}

function Paragraph({
  row,
  compared,
  current,
}: {
  readonly row: Row;
  readonly compared: Comparison;
  readonly current: boolean;
}) {
  const Element = row.kind === 'heading' ? 'h3' : 'p';
  const words = <Words row={row} compared={compared} />;
  return row.at === null ? (
    <Element>{words}</Element>
  ) : (
    <Element
      className={current ? 'difference kf' : 'difference'}
      data-difference={row.at}
      data-kind={row.difference.kind}
      tabIndex={-1}
    >
      {words}
    </Element>
  );
}

/** What changed from one version to a later one, in the order of the later one. J and K, or Alt with the arrows, step through. */
export function Compare({
  view,
  before,
  live,
}: {
  readonly view: OpenSource;
  /** The id of the older version. */
  readonly before: string;
  readonly live: boolean;
}) {
  const pane = useContext(PaneContext);
  const page = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(-1);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const after = view.version.id;
  const { value, error } = useLive([], () => library.versions.compare({ before, after }), [before, after]);
  const rows = useMemo(() => (value ? rowsOf(value) : []), [value]);
  const shown = useMemo(() => folded(rows), [rows]);
  const count = rows.filter((row) => row.at !== null).length;
  useEffect(() => {
    if (value) page.current?.focus();
  }, [value]);
  const step = (by: 1 | -1): void => {
    if (count === 0) return;
    const next = at < 0 && by < 0 ? count - 1 : (at + by + count) % count;
    setAt(next);
    page.current?.querySelector(`[data-difference="${next}"]`)?.scrollIntoView({ block: 'center' });
    const row = rows.find((each) => each.at === next)!;
    announce(t('reader.atDifference', { at: next + 1, of: count, kind: row.difference.kind }));
  };
  const close = (): void => {
    setReading(pane, { comparing: null });
    requestAnimationFrame(() => focusRegion('reader'));
  };
  useCommands(
    live
      ? {
          next: () => step(1),
          prev: () => step(-1),
          'next.marker': () => step(1),
          'prev.marker': () => step(-1),
          escape: close,
        }
      : {},
    'reader',
  );
  return (
    <div className="compare">
      <div className="banner">
        <span className="grow">
          {value
            ? t('reader.differences', {
                count,
                before: value.before.number,
                after: value.after.number,
              })
            : t('reader.comparing')}
        </span>
        {at >= 0 && <span className="num sm nw">{t('reader.hitOf', { at: at + 1, of: count })}</span>}
        <IconButton
          icon="arrow-up"
          small
          label={t('reader.previousDifference')}
          keys={keysOf('prev.marker') ?? ''}
          disabled={count === 0}
          onClick={() => step(-1)}
        />
        <IconButton
          icon="arrow-down"
          small
          label={t('reader.nextDifference')}
          keys={keysOf('next.marker') ?? ''}
          disabled={count === 0}
          onClick={() => step(1)}
        />
        <Button size="small" onClick={close}>
          {t('reader.closeDifferences')}
        </Button>
      </div>
      <div
        ref={page}
        className="page"
        tabIndex={0}
        data-focus-first=""
        role="document"
        aria-label={t('reader.differencesIn', { title: view.source.title })}
      >
        {error && (
          <Empty icon="triangle-alert" title={t('frame.failed')}>
            {reasonOf(error)}
          </Empty>
        )}
        {!value && !error && <Skeleton lines={10} />}
        {value && count === 0 && <p className="no-text">{t('reader.sameWords')}</p>}
        {value && (
          <article className="art selectable" lang={view.source.language ?? undefined}>
            {shown.map((each) =>
              'rows' in each ? (
                unfolded.has(each.key) ? (
                  each.rows.map((row) => (
                    <Paragraph key={row.key} row={row} compared={value} current={false} />
                  ))
                ) : (
                  <p key={each.key} className="fold">
                    <button
                      type="button"
                      className="text-button"
                      onClick={() => setUnfolded(new Set([...unfolded, each.key]))}
                    >
                      {t('reader.unchanged', { count: each.rows.length })}
                    </button>
                  </p>
                )
              ) : (
                <Paragraph
                  key={each.key}
                  row={each}
                  compared={value}
                  current={each.at !== null && each.at === at}
                />
              ),
            )}
          </article>
        )}
      </div>
    </div>
  );
}
