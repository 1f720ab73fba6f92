import { bookmarkOf } from '../bookmark.ts';
import { instantOf } from '../described.ts';
import type { Captured, Format } from '../format.ts';
import { hasColumns, tableRows } from '../table.ts';

/** Tags of Instapaper's newer exports: a JSON list in one cell. */
export function listCell(cell: string): readonly string[] {
  if (!cell.startsWith('[')) return cell.split(',');
  // Readwise writes the list as Python does, with single quotes.
  return [...cell.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g)].map((m) =>
    (m[1] ?? m[2] ?? '').replace(/\\(.)/g, '$1'),
  );
}

/** Instapaper's export: `URL,Title,Selection,Folder[,Timestamp][,Tags]`; folders Unread, Archive, Starred or one's own. */
export const instapaper: Format = {
  id: 'instapaper',
  detect: (input) => hasColumns(input, ['url', 'title', 'selection', 'folder']),
  async *read(input): AsyncIterable<Captured> {
    for (const [i, row] of tableRows(input).entries()) {
      const folder = row.get('folder') ?? '';
      const selection = row.get('selection') ?? '';
      const own = !['Unread', 'Archive', 'Starred', ''].includes(folder);
      const found = bookmarkOf('instapaper', {
        within: `row ${i + 1}`,
        title: row.get('title'),
        url: row.get('url'),
        capturedAt: instantOf(row.get('timestamp')),
        tags: listCell(row.get('tags') ?? ''),
        collections: own ? [folder] : [],
        state: folder === 'Archive' ? 'done' : 'inbox',
        starred: folder === 'Starred',
        notes: selection === '' ? [] : [selection],
        row: Object.fromEntries(row),
      });
      if (found) yield found;
    }
  },
};
