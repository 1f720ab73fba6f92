import { bookmarkOf } from '../bookmark.ts';
import { instantOf } from '../described.ts';
import type { CarriedAnnotation, Captured, Format } from '../format.ts';
import { hasColumns, tableRows } from '../table.ts';

const highlightsOf = (cell: string): readonly CarriedAnnotation[] =>
  cell
    .split(/\n+/)
    .map((line) => /^(?:Highlight:)?\s*(.*)$/.exec(line)?.[1]?.trim() ?? '')
    .filter((quote) => quote !== '' && !/^(?:Note|Color|Created):/.test(quote))
    .map((quote) => ({ quote }));

/** Raindrop's export: `id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite`; folders are paths with `/`. */
export const raindrop: Format = {
  id: 'raindrop',
  detect: (input) => hasColumns(input, ['title', 'note', 'excerpt', 'url', 'folder']),
  async *read(input): AsyncIterable<Captured> {
    for (const [i, row] of tableRows(input).entries()) {
      const excerpt = row.get('excerpt') ?? '';
      const found = bookmarkOf('raindrop', {
        within: `row ${i + 1}`,
        externalId: row.get('id') || undefined,
        title: row.get('title'),
        url: row.get('url'),
        capturedAt: instantOf(row.get('created')),
        tags: (row.get('tags') ?? '').split(','),
        collections: row.get('folder') ? [row.get('folder')!] : [],
        starred: row.get('favorite') === 'true',
        notes: [row.get('note') ?? '', excerpt],
        annotations: highlightsOf(row.get('highlights') ?? ''),
        row: Object.fromEntries(row),
      });
      if (found) yield found;
    }
  },
};
