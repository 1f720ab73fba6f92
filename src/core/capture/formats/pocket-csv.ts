import { bookmarkOf } from '../bookmark.ts';
import { instantOf } from '../described.ts';
import type { Captured, Format } from '../format.ts';
import { hasColumns, tableRows } from '../table.ts';

/** Pocket's export of 2025: `title,url,time_added,tags,status`; tags joined by `|`, status unread or archive. */
export const pocketCsv: Format = {
  id: 'pocket-csv',
  detect: (input) => hasColumns(input, ['title', 'url', 'time_added', 'tags', 'status']),
  async *read(input): AsyncIterable<Captured> {
    for (const [i, row] of tableRows(input).entries()) {
      const found = bookmarkOf('pocket', {
        within: `row ${i + 1}`,
        title: row.get('title'),
        url: row.get('url'),
        capturedAt: instantOf(row.get('time_added')),
        tags: (row.get('tags') ?? '').split('|'),
        state: row.get('status') === 'archive' ? 'done' : 'inbox',
        row: Object.fromEntries(row),
      });
      if (found) yield found;
    }
  },
};
