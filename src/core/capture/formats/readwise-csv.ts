import { describedArticle, instantOf } from '../described.ts';
import type { CarriedAnnotation, Captured, Format } from '../format.ts';
import { hasColumns, tableRows } from '../table.ts';
import type { TableRow } from '../table.ts';
import type { Block } from '../../source.ts';
import { listCell } from './instapaper.ts';

/** Rows of one book or article, which stand together in no guaranteed order. */
function byBook(rows: readonly TableRow[]): ReadonlyMap<string, readonly TableRow[]> {
  const books = new Map<string, TableRow[]>();
  for (const row of rows) {
    const key = `${row.get('book title') ?? ''}\u0000${row.get('book author') ?? ''}`;
    const book = books.get(key);
    if (book) book.push(row);
    else books.set(key, [row]);
  }
  return books;
}

function annotationOf(row: TableRow): CarriedAnnotation {
  const [note, colour, tags, at] = [
    row.get('note') ?? '',
    row.get('color') ?? '',
    listCell(row.get('tags') ?? '')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
    instantOf(row.get('highlighted at')),
  ];
  return {
    quote: row.get('highlight') ?? '',
    ...(note === '' ? {} : { note }),
    ...(colour === '' ? {} : { colour }),
    ...(tags.length > 0 ? { tags } : {}),
    ...(at === undefined ? {} : { createdAt: at }),
  };
}

/**
 * Readwise highlights: `Highlight,Book Title,Book Author,…`. Each book becomes one source whose text is its highlights
 * in the order of the file (the book itself is not in the export, and a doubt says so).
 */
export const readwiseCsv: Format = {
  id: 'readwise-csv',
  detect: (input) => hasColumns(input, ['highlight', 'book title', 'book author']),
  async *read(input): AsyncIterable<Captured> {
    for (const rows of byBook(tableRows(input)).values()) {
      const first = rows[0]!;
      const marked = rows.filter((row) => (row.get('highlight') ?? '') !== '');
      if (marked.length === 0) continue;
      const blocks: Block[] = marked.map((row) => ({
        kind: 'quotation',
        text: row.get('highlight')!.replace(/\s+/g, ' '),
      }));
      const tags = listCell(first.get('document tags') ?? '')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== '');
      const title = first.get('book title') || null;
      yield {
        kind: 'book',
        article: describedArticle('readwise', { title, byline: first.get('book author') }, blocks, {
          doubts: [{ code: 'highlights-only' }],
        }),
        original: {
          bytes: new TextEncoder().encode(JSON.stringify(rows.map((row) => Object.fromEntries(row)))),
          mediaType: 'application/json',
        },
        within: title ?? 'untitled',
        annotations: marked.map((row) => ({
          ...annotationOf(row),
          quote: row.get('highlight')!.replace(/\s+/g, ' '),
        })),
        ...(tags.length > 0 ? { tags } : {}),
      };
    }
  },
};
