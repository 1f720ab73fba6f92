import { sha256 } from '../core/capture/hash.ts';
import type { Captured } from '../core/capture/format.ts';
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

/**
 * The source a capture repeats: the same bytes, the same words after folding, or (for a bookmark without words) the
 * same address. Null when it is new. A page at a known address with other words is a newer version, not a copy,
 * and is saved beside it.
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
