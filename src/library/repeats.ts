import { sha256 } from '../core/capture/hash.ts';
import type { Captured } from '../core/capture/format.ts';
import { shinglesOf } from '../core/capture/similar.ts';
import { canonicalText } from '../core/source.ts';
import { addressKey, foldedHash } from './fingerprint.ts';
import { nearCopyOf } from './similar.ts';
import { storedSource } from './source-rows.ts';
import type { Store } from './store.ts';

/** The saved source that a capture repeats, and how it equals it. */
export interface Duplicate {
  readonly of: string;
  readonly kind: 'exact' | 'near';
}

const folded = (title: string): string => title.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** True for an address that names one page: front pages are named by many pages as their canonical address. */
const namesOnePage = (address: string): boolean => {
  const url = URL.parse(address);
  return url !== null && (url.pathname.length > 1 || url.search !== '');
};

/** The same article in other words or another cut: the same title, or half of the shorter text in the longer one. */
function sameArticle(
  a: { readonly title: string | null; readonly text: string },
  b: { readonly title: string | null; readonly text: string },
): boolean {
  if (a.title && b.title && folded(a.title) === folded(b.title)) return true;
  const [one, other] = [shinglesOf(a.text), shinglesOf(b.text)];
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const shingle of small) if (large.has(shingle)) shared++;
  return small.size > 0 && shared / small.size >= 0.5;
}

/**
 * The source a capture repeats: the same bytes, the same words after folding, or the same address. Null when it is new.
 * A page at a known address adds nothing by itself: its words may be newer, and then it is a version of the known source
 * (recapture). Where another article stands at the address (a wrong canonical link, a page that is filled anew every day),
 * it is a source of its own; a bookmark without words gives way to the article.
 */
export function findDuplicate(store: Store, captured: Captured): Duplicate | null {
  const live = (sql: string, ...values: string[]): string | null =>
    store
      .sql<string[], string>(`${sql} AND s.trashed_at IS NULL ORDER BY s.id LIMIT 1`)
      .pluck()
      .get(...values) ?? null;
  const text = canonicalText(captured.article.blocks);
  const address = captured.article.url ? addressKey(captured.article.url) : null;
  // one file may hold many sources, which then share its bytes: bytes decide only together with the place inside
  if (captured.within === undefined && captured.externalId === undefined) {
    const bytes = live(
      'SELECT s.id FROM source s JOIN version v ON v.source_id = s.id WHERE v.original_hash = ?',
      sha256(captured.original.bytes),
    );
    if (bytes) return { of: bytes, kind: 'exact' };
  }
  if (text !== '') {
    const words = live('SELECT s.id FROM source s WHERE s.content_hash = ?', foldedHash(text));
    if (words) return { of: words, kind: 'exact' };
    if (address && namesOnePage(captured.article.url!)) {
      const known = store
        .sql<[string, string], { id: string; title: string | null; text: string }>(
          `SELECT s.id, s.title, v.text FROM source s JOIN version v ON v.id = s.version_id
            WHERE (s.address_key = ? OR s.id IN (SELECT source_id FROM address WHERE key = ?))
              AND s.trashed_at IS NULL AND v.text <> '' ORDER BY s.id LIMIT 20`,
        )
        .all(address, address)
        .find((source) => sameArticle(source, { title: captured.article.title, text }));
      if (known) return { of: known.id, kind: 'exact' };
    }
  } else if (address) {
    const page = live(
      'SELECT s.id FROM source s WHERE (s.address_key = ? OR s.id IN (SELECT source_id FROM address WHERE key = ?))',
      address,
      address,
    );
    if (page) return { of: page, kind: 'exact' };
  }
  return null;
}

/** The sources just saved that are near copies of earlier ones: they are in the library, and told. */
export const nearCopies = (
  store: Store,
  saved: readonly string[],
  origin: string,
): { input: string; of: string; kind: 'near' }[] =>
  saved.flatMap((id) => {
    const of = nearCopyOf(store, id);
    return of === null ? [] : [{ input: origin || storedSource(store, id).title, of, kind: 'near' as const }];
  });
