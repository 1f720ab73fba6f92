import { bookmarkOf } from '../bookmark.ts';
import { instantOf } from '../described.ts';
import type { Captured, Format } from '../format.ts';
import { hasColumns, tableRows } from '../table.ts';
import { listCell } from './instapaper.ts';

/** Readwise Reader's library: `Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen`. */
export const readerCsv: Format = {
  id: 'reader-csv',
  detect: (input) => hasColumns(input, ['title', 'url', 'document tags', 'saved date', 'location']),
  async *read(input): AsyncIterable<Captured> {
    for (const [i, row] of tableRows(input).entries()) {
      const location = row.get('location') ?? '';
      const found = bookmarkOf('reader', {
        within: `row ${i + 1}`,
        externalId: row.get('id') || undefined,
        title: row.get('title'),
        url: row.get('url'),
        capturedAt: instantOf(row.get('saved date')),
        tags: listCell(row.get('document tags') ?? ''),
        state:
          location === 'archive'
            ? 'done'
            : location === 'later' || Number(row.get('reading progress')) > 0
              ? 'reading'
              : 'inbox',
        row: Object.fromEntries(row),
      });
      if (found) yield found;
    }
  },
};
