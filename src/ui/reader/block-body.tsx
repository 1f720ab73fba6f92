import type { ReactNode } from 'react';
import type { Block, Span } from '../../core/source.ts';
import { t } from '../messages/index.ts';

/** Draws the words of a block between two of its offsets, with whatever lies over them. */
export type DrawWords = (from: number, to: number) => ReactNode;

/** Words in one kind of formatting. Links that are not `live` look like links and lead nowhere, as before saving. */
export const formatted = (span: Span, inside: ReactNode, live: boolean): ReactNode => {
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
          {span.href === undefined || !live ? (
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
      if (!live) return <span className="rd-link">{inside}</span>;
      return span.href === undefined ? (
        inside
      ) : (
        <a href={span.href} target="_blank" rel="noreferrer noopener" tabIndex={-1}>
          {inside}
        </a>
      );
  }
};

function Table({ block, renderWords }: { readonly block: Block; readonly renderWords: DrawWords }) {
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
                  const inside = renderWords(cell.start, cell.end);
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

/** The words of a block in the element its kind asks for: one renderer for reading, capture and search. */
export function BlockBody({
  block,
  renderWords,
  back = false,
}: {
  readonly block: Block;
  readonly renderWords: DrawWords;
  /** A footnote has a way back to where the text refers to it. */
  readonly back?: boolean;
}) {
  const inside = renderWords(0, block.text.length);
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
      return block.cells ? <Table block={block} renderWords={renderWords} /> : <p>{inside}</p>;
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
          {back && block.label !== undefined && (
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
