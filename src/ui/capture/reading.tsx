import { Fragment, memo, type ReactNode } from 'react';
import { blockOffsets, type Block } from '../../core/source.ts';
import { BlockBody, formatted } from '../reader/block-body.tsx';
import './reading.css';

/** A stretch of the canonical text to be shown in its own way. Offsets are UTF-16 units into the canonical text. */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly className: string;
  /** Given to the first element of the stretch, so that it can be scrolled to. */
  readonly id?: string;
  /** Read to screen readers before the words. */
  readonly label?: string;
}

/** The words of a block between two of its offsets, cut wherever formatting or a range begins or ends. */
function pieces(block: Block, from: number, to: number, offset: number, ranges: readonly Range[]): ReactNode {
  const spans = (block.spans ?? []).filter((span) => span.start < to && span.end > from);
  const inside = ranges.filter((range) => range.start - offset < to && range.end - offset > from);
  if (spans.length === 0 && inside.length === 0) return block.text.slice(from, to);
  const cuts = new Set([from, to]);
  for (const span of spans) cuts.add(Math.max(from, span.start)).add(Math.min(to, span.end));
  for (const range of inside)
    cuts.add(Math.max(from, range.start - offset)).add(Math.min(to, range.end - offset));
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, i) => {
    const end = edges[i + 1]!;
    const over = inside.filter((range) => range.start - offset <= start && range.end - offset >= end);
    const node = spans
      .filter((span) => span.start <= start && span.end >= end)
      .reduce<ReactNode>((inside, span) => formatted(span, inside, false), block.text.slice(start, end));
    const marked = over.reduce<ReactNode>(
      (words, range) => (
        <mark
          className={range.className}
          {...(range.id !== undefined && range.start - offset === start && { id: range.id })}
        >
          {range.label !== undefined && range.start - offset === start && (
            <span className="sr">{range.label} </span>
          )}
          {words}
        </mark>
      ),
      node,
    );
    return <Fragment key={start}>{marked}</Fragment>;
  });
}

/** One block; it is drawn again only when its own words or the ranges in it change. */
const OneBlock = memo(function OneBlock({
  block,
  offset,
  ranges,
}: {
  readonly block: Block;
  readonly offset: number;
  readonly ranges: readonly Range[];
}) {
  return (
    <div className="blk" lang={block.language}>
      <BlockBody block={block} renderWords={(from, to) => pieces(block, from, to, offset, ranges)} />
    </div>
  );
});

const none: readonly Range[] = [];

/** The clean article as it reads: kept blocks in their structure, with ranges of words shown in their own way. */
export function Reading({
  blocks,
  language,
  title,
  by,
  ranges = none,
}: {
  readonly blocks: readonly Block[];
  readonly language: string | null;
  readonly title: ReactNode;
  readonly by?: ReactNode;
  readonly ranges?: readonly Range[];
}) {
  const offsets = blockOffsets(blocks);
  return (
    <article className="art rd selectable" lang={language ?? undefined}>
      {title !== '' && title !== null && <h1>{title}</h1>}
      {by && <div className="by">{by}</div>}
      {blocks.map((block, i) => {
        if (block.removed) return null;
        const offset = offsets[i] ?? 0;
        const end = offset + block.text.length;
        const here = ranges.filter((range) => range.start < end && range.end > offset);
        return <OneBlock key={i} block={block} offset={offset} ranges={here.length === 0 ? none : here} />;
      })}
    </article>
  );
}
