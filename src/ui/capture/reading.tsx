import { Fragment, memo, type ReactNode } from 'react';
import { blockOffsets, type Block, type Span } from '../../core/source.ts';
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

const formatted = (spans: readonly Span[], words: ReactNode): ReactNode => {
  let node = words;
  for (const span of spans) {
    if (span.type === 'strong') node = <strong>{node}</strong>;
    else if (span.type === 'emphasis') node = <em>{node}</em>;
    else if (span.type === 'code') node = <code>{node}</code>;
    else if (span.type === 'superscript' || span.type === 'reference') node = <sup>{node}</sup>;
    else if (span.type === 'subscript') node = <sub>{node}</sub>;
    else if (span.type === 'strike') node = <s>{node}</s>;
    else node = <span className="rd-link">{node}</span>;
  }
  return node;
};

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
    const node = formatted(
      spans.filter((span) => span.start <= start && span.end >= end),
      block.text.slice(start, end),
    );
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

function Table({
  block,
  offset,
  ranges,
}: {
  readonly block: Block;
  readonly offset: number;
  readonly ranges: readonly Range[];
}) {
  const rows = new Map<number, NonNullable<Block['cells']>[number][]>();
  for (const cell of block.cells ?? []) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell]);
  return (
    <div className="rd-table">
      <table>
        <tbody>
          {[...rows].map(([row, cells]) => (
            <tr key={row}>
              {cells.map((cell) => {
                const words = pieces(block, cell.start, cell.end, offset, ranges);
                return cell.header ? <th key={cell.column}>{words}</th> : <td key={cell.column}>{words}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const OneBlock = memo(function OneBlock({
  block,
  offset,
  ranges,
}: {
  readonly block: Block;
  readonly offset: number;
  readonly ranges: readonly Range[];
}) {
  const words = pieces(block, 0, block.text.length, offset, ranges);
  const lang = block.language;
  switch (block.kind) {
    case 'heading': {
      const Heading = (['h2', 'h3', 'h4'] as const)[Math.min(2, Math.max(0, (block.level ?? 2) - 2))]!;
      return <Heading lang={lang}>{words}</Heading>;
    }
    case 'item':
      return (
        <p className="rd-item" lang={lang} style={{ paddingInlineStart: `${(block.level ?? 1) * 1.4}em` }}>
          <span className="rd-bullet" aria-hidden="true">
            {block.ordinal === undefined ? '•' : `${block.ordinal}.`}
          </span>
          {words}
        </p>
      );
    case 'quotation':
      return <blockquote lang={lang}>{words}</blockquote>;
    case 'code':
      return (
        <pre>
          <code>{words}</code>
        </pre>
      );
    case 'table':
      return block.cells ? (
        <Table block={block} offset={offset} ranges={ranges} />
      ) : (
        <p lang={lang}>{words}</p>
      );
    case 'figure':
      return (
        <figure>
          {block.image?.asset && <img src={`/asset/${block.image.asset}`} alt={block.image.alt} />}
          {!block.image?.asset && block.image?.alt && <p className="cap">{block.image.alt}</p>}
          {block.text !== '' && <figcaption className="cap">{words}</figcaption>}
        </figure>
      );
    case 'caption':
    case 'footnote':
      return (
        <p className="cap" lang={lang}>
          {words}
        </p>
      );
    case 'rule':
      return <hr />;
    case 'paragraph':
      break;
  }
  return <p lang={lang}>{words}</p>;
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
