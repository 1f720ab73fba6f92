import { describedArticle } from './described.ts';
import type { Description } from './described.ts';
import type { Captured } from './format.ts';
import { webAddress } from './html/address.ts';
import type { Block } from '../source.ts';

/** One saved address of a reader or browser, before it is known whether it can be kept. */
export interface Bookmark extends Description {
  readonly within: string;
  readonly capturedAt?: string | undefined;
  readonly tags?: readonly string[];
  readonly collections?: readonly string[];
  readonly state?: Captured['state'];
  readonly starred?: boolean;
  readonly notes?: readonly string[];
  readonly annotations?: Captured['annotations'];
  readonly externalId?: string | undefined;
  /** The row as it stood in the export. */
  readonly row: unknown;
  readonly blocks?: readonly Block[];
  readonly mediaType?: string;
}

const distinct = (values: readonly string[] | undefined): readonly string[] => [
  ...new Set((values ?? []).map((value) => value.trim()).filter((value) => value !== '')),
];

/**
 * A source known by its address only (or, with `blocks`, with its text). Null when there is neither an address on the
 * web nor a title nor text. A title that merely repeats the address is no title.
 */
export function bookmarkOf(from: string, bookmark: Bookmark): Captured | null {
  const url = webAddress(bookmark.url, null);
  const blocks = bookmark.blocks ?? [];
  const title = bookmark.title?.trim() === bookmark.url?.trim() ? null : bookmark.title;
  if (url === null && blocks.length === 0 && !title) return null;
  const [tags, collections, notes] = [
    distinct(bookmark.tags),
    distinct(bookmark.collections),
    distinct(bookmark.notes),
  ];
  return {
    kind: blocks.some((block) => block.text !== '') ? 'article' : 'bookmark',
    article: describedArticle(from, { ...bookmark, title, url }, blocks),
    original: {
      bytes: new TextEncoder().encode(
        typeof bookmark.row === 'string' ? bookmark.row : JSON.stringify(bookmark.row),
      ),
      mediaType: bookmark.mediaType ?? 'application/json',
    },
    within: bookmark.within,
    ...(bookmark.externalId === undefined ? {} : { externalId: bookmark.externalId }),
    ...(bookmark.capturedAt === undefined ? {} : { capturedAt: bookmark.capturedAt }),
    ...(tags.length > 0 ? { tags } : {}),
    ...(collections.length > 0 ? { collections } : {}),
    ...(bookmark.state === undefined ? {} : { state: bookmark.state }),
    ...(bookmark.starred ? { starred: true } : {}),
    ...(notes.length > 0 ? { notes } : {}),
    ...(bookmark.annotations && bookmark.annotations.length > 0 ? { annotations: bookmark.annotations } : {}),
  };
}
