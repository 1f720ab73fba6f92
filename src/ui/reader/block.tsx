import { Fragment, memo, type ReactNode } from 'react';
import type { Block, Span } from '../../core/source.ts';
import type { AnnotationView } from '../../library/views.ts';
import { colourName } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { numberOf } from '../parts/colours.tsx';
import { segmentsOf, type Mention, type Segment } from './segments.ts';

interface Words {
  readonly block: Block;
  /** Where the block starts in the canonical text. */
  readonly offset: number;
  /** The marks that touch the block, in text order, with their numbers on the page. */
  readonly marks: readonly Numbered[];
  readonly mentions: readonly Mention[];
}

/** A mark with its number among the marks of the page, as it is read out. */
export interface Numbered {
  readonly mark: AnnotationView;
  readonly number: number;
}

const wrapped = (span: Span, inside: ReactNode): ReactNode => {
  switch (span.type) {
    case 'strong':
      return <strong>{inside}</strong>;
    case 'emphasis':
      return <em>{inside}</em>;
    case 'code':
      return <code>{inside}</code>;
    case 'superscript':
      return <sup>{inside}</sup>;
    case 'reference':
      return (
        <sup>
          {span.href === undefined ? (
            inside
          ) : (
            <a className="note-ref" role="doc-noteref" href={`#note-${span.href}`} data-note={span.href}>
              {inside}
            </a>
          )}
        </sup>
      );
    case 'subscript':
      return <sub>{inside}</sub>;
    case 'strike':
      return <s>{inside}</s>;
    default:
      return span.href === undefined ? (
        inside
      ) : (
        <a href={span.href} target="_blank" rel="noreferrer noopener" tabIndex={-1}>
          {inside}
        </a>
      );
  }
};

/** One stretch with its marks around it, oldest outermost, so that the newest mixes over the others. */
function Piece({
  segment,
  block,
  offset,
  names,
}: {
  readonly segment: Segment;
  readonly block: Block;
  readonly offset: number;
  readonly names: Words['marks'];
}) {
  const leaf = <span data-o={offset + segment.start}>{block.text.slice(segment.start, segment.end)}</span>;
  const formatted = segment.spans.reduce((inside: ReactNode, span) => wrapped(span, inside), leaf);
  const named = segment.mention ? (
    <span className="ent" data-mention={segment.mention.companyId}>
      {formatted}
    </span>
  ) : (
    formatted
  );
  return segment.marks.reduceRight<ReactNode>((inside, mark, i) => {
    const first = mark.start === offset + segment.start;
    const last = mark.end === offset + segment.end;
    const about = {
      number: names.find((each) => each.mark === mark)?.number ?? 0,
      colour: `${numberOf(mark.colour)} ${colourName(mark.colour)}`,
    };
    return (
      <mark className={`h hl-${mark.colour}${i > 0 ? ' over-mark' : ''}`} data-mark={mark.id}>
        {first && <span className="sr">{t('reader.markStart', about)}</span>}
        {inside}
        {last && <span className="sr">{t('reader.markEnd')}</span>}
      </mark>
    );
  }, named);
}

/** The words of a block between two of its offsets, with their formatting, marks and names. */
export const BlockWords = ({
  block,
  offset,
  marks,
  mentions,
  from,
  to,
}: Words & { readonly from: number; readonly to: number }): ReactNode =>
  segmentsOf(
    from,
    to,
    offset,
    block.spans ?? [],
    marks.map(({ mark }) => mark),
    mentions,
  ).map((segment) => (
    <Fragment key={segment.start}>
      <Piece segment={segment} block={block} offset={offset} names={marks} />
    </Fragment>
  ));

function Table(words: Words) {
  const { block } = words;
  const cells = block.cells ?? [];
  const rows = [...Map.groupBy(cells, (cell) => cell.row)].sort(([one], [other]) => one - other);
  return (
    <div className="table-wrap" tabIndex={0} role="group" aria-label={t('reader.table')}>
      <table className="art-table">
        <tbody>
          {rows.map(([row, list]) => (
            <tr key={row}>
              {[...list]
                .sort((one, other) => one.column - other.column)
                .map((cell) => {
                  const inside = <BlockWords {...words} from={cell.start} to={cell.end} />;
                  return cell.header ? (
                    <th key={cell.column}>{inside}</th>
                  ) : (
                    <td key={cell.column}>{inside}</td>
                  );
                })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Figure({ block }: { readonly block: Block }) {
  const image = block.image;
  if (!image) return null;
  return image.asset === null ? (
    <p className="no-image">
      {image.alt === '' ? t('reader.noImage') : t('reader.noImageOf', { words: image.alt })}
    </p>
  ) : (
    <img src={`/asset/${image.asset}`} alt={image.alt} loading="lazy" />
  );
}

const headings = ['h2', 'h2', 'h2', 'h3', 'h4', 'h4', 'h4'] as const;

/** The words of a block in the element its kind asks for. */
function Body(words: Words) {
  const { block } = words;
  const inside = <BlockWords {...words} from={0} to={block.text.length} />;
  switch (block.kind) {
    case 'heading': {
      const Heading = headings[block.level ?? 2] ?? 'h2';
      return <Heading>{inside}</Heading>;
    }
    case 'paragraph':
      return <p>{inside}</p>;
    case 'item':
      return (
        <div className="li" data-level={Math.min(6, block.level ?? 1)}>
          <span className="bullet" aria-hidden="true">
            {block.ordinal === undefined ? '•' : `${block.ordinal}.`}
          </span>
          <span>{inside}</span>
        </div>
      );
    case 'quotation':
      return (
        <blockquote>
          <p>{inside}</p>
        </blockquote>
      );
    case 'code':
      return (
        <pre tabIndex={0}>
          <code>{inside}</code>
        </pre>
      );
    case 'table':
      return block.cells ? <Table {...words} /> : <p>{inside}</p>;
    case 'figure':
      return (
        <figure>
          <Figure block={block} />
          {block.text !== '' && <figcaption className="cap">{inside}</figcaption>}
        </figure>
      );
    case 'caption':
      return <p className="cap">{inside}</p>;
    case 'footnote':
      return (
        <p className="footnote" {...(block.label !== undefined && { 'data-label': block.label })}>
          {inside}
          {block.label !== undefined && (
            <button
              type="button"
              className="note-back"
              data-back={block.label}
              aria-label={t('reader.noteBack')}
              title={t('reader.noteBack')}
            >
              ↩
            </button>
          )}
        </p>
      );
    default:
      return <hr />;
  }
}

/** One block of the article. It is drawn again only when its own words, marks or names change. */
export const ArticleBlock = memo(
  function ArticleBlock({
    index,
    focused,
    ...words
  }: Words & { readonly index: number; readonly focused: boolean }) {
    return (
      <div
        className={focused ? 'blk kf' : 'blk'}
        data-block={index}
        lang={words.block.language}
        role={words.block.kind === 'item' ? 'listitem' : undefined}
      >
        <Body {...words} />
      </div>
    );
  },
  (before, after) =>
    before.block === after.block &&
    before.offset === after.offset &&
    before.focused === after.focused &&
    before.index === after.index &&
    sameItems(before.mentions, after.mentions) &&
    sameMarks(before.marks, after.marks),
);

const sameItems = <T,>(one: readonly T[], other: readonly T[]): boolean =>
  one === other || (one.length === other.length && one.every((item, i) => item === other[i]));

const sameMarks = (one: readonly Numbered[], other: readonly Numbered[]): boolean =>
  one === other ||
  (one.length === other.length &&
    one.every(({ mark }, i) => {
      const next = other[i]!;
      return (
        mark.id === next.mark.id &&
        mark.colour === next.mark.colour &&
        mark.start === next.mark.start &&
        mark.end === next.mark.end
        // the number is only read out: it may lag behind rather than draw every block below again
      );
    }));
