import { anchorQuote } from '../core/anchor/anchor.ts';
import { describeQuote } from '../core/anchor/describe.ts';
import type { Captured } from '../core/capture/format.ts';
import { COLOURS, type Colour } from '../core/annotation.ts';
import { canonicalText } from '../core/source.ts';
import { insertAnnotation } from './annotations.ts';
import { collect } from './collections.ts';
import { addressKey, countWords, foldedHash } from './fingerprint.ts';
import { newId } from './ids.ts';
import { keepAssets, keepOriginal } from './originals.ts';
import type { Change, Store } from './store.ts';
import { addTags } from './tags.ts';

/** Where a capture goes, besides into the library. */
export interface Destination {
  readonly tags?: readonly string[] | undefined;
  readonly collection?: string | undefined;
}

const colourOf = (given: string | undefined): Colour =>
  COLOURS.find((colour) => colour === given) ??
  (
    {
      yellow: 'amber',
      orange: 'amber',
      red: 'rose',
      pink: 'rose',
      purple: 'violet',
      green: 'green',
      blue: 'blue',
    } as const
  )[(given ?? '').toLowerCase() as 'yellow'] ??
  'amber';

/** First words of a text as a title for a capture that has none. */
const firstWords = (text: string, otherwise: string): string => {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return (line.length > 100 ? `${line.slice(0, 99)}…` : line) || otherwise || 'Untitled';
};

/** Writes a captured article as a source with its first version; returns the source's id. */
export function insertSource(
  store: Store,
  change: Change,
  captured: Captured,
  origin: string,
  to: Destination,
): string {
  const { article } = captured;
  const sourceId = newId();
  const versionId = newId();
  const text = canonicalText(article.blocks);
  const now = store.now();
  const capturedAt = captured.capturedAt ?? now;
  const where = captured.within ? `${origin}/${captured.within}` : origin;
  const hash = keepOriginal(change.db, captured.original.bytes, captured.original.mediaType);
  keepAssets(change.db, article.assets);
  change.insert('source', {
    id: sourceId,
    external_id: captured.externalId ?? null,
    origin: where || null,
    kind: captured.kind,
    title: article.title?.trim() || firstWords(text, where.split(/[\\/]/).pop() ?? ''),
    byline: article.byline,
    site_name: article.siteName,
    published_on: article.publishedOn,
    language: article.language,
    url: article.url,
    address_key: article.url ? addressKey(article.url) : null,
    captured_at: capturedAt,
    word_count: countWords(text),
    state: captured.state ?? 'inbox',
    starred: captured.starred ? 1 : 0,
    content_hash: foldedHash(text),
    version_id: versionId,
    created_at: now,
    updated_at: now,
    trashed_at: null,
  });
  insertVersion(change, { versionId, sourceId, number: 1, capturedAt, hash, text, now }, captured);
  addTags(store, change, 'source', sourceId, [...(captured.tags ?? []), ...(to.tags ?? [])]);
  for (const name of [...(captured.collections ?? []), ...(to.collection ? [to.collection] : [])])
    collect(store, change, name, [sourceId]);
  for (const carried of captured.annotations ?? []) {
    const given = { quote: carried.quote, prefix: carried.prefix ?? '', suffix: carried.suffix ?? '' };
    const found = anchorQuote(text, given);
    const selector =
      found.start === null || found.end === null ? given : describeQuote(text, found.start, found.end);
    insertAnnotation(
      store,
      change,
      { id: sourceId, versionId },
      found.anchor === 'changed' ? { ...selector, quote: carried.quote } : selector,
      {
        note: carried.note,
        colour: colourOf(carried.colour),
        tags: carried.tags,
        createdAt: carried.createdAt,
      },
      found.start === null ? found : { ...found, anchor: found.anchor === 'changed' ? 'changed' : 'exact' },
    );
  }
  for (const words of captured.notes ?? [])
    change.insert('note', {
      id: newId(),
      company_id: null,
      source_id: sourceId,
      title: firstWords(words, ''),
      text: words,
      created_at: now,
      updated_at: now,
      trashed_at: null,
    });
  return sourceId;
}

/** Writes the row of a version. */
export function insertVersion(
  change: Change,
  at: {
    readonly versionId: string;
    readonly sourceId: string;
    readonly number: number;
    readonly capturedAt: string;
    readonly hash: string;
    readonly text: string;
    readonly now: string;
  },
  captured: Captured & { readonly format?: string },
): void {
  change.insert('version', {
    id: at.versionId,
    source_id: at.sourceId,
    number: at.number,
    captured_at: at.capturedAt,
    format: captured.format ?? captured.original.mediaType,
    original_hash: at.hash,
    text: at.text,
    blocks: JSON.stringify(captured.article.blocks),
    doubts: JSON.stringify(captured.article.doubts),
    provenance: JSON.stringify(captured.article.provenance),
    created_at: at.now,
  });
}
