import { z } from 'zod';
import type { Captured } from '../core/capture/format.ts';
import { isUnread } from '../core/capture/format.ts';
import { anchorQuote } from '../core/anchor/anchor.ts';
import { describeQuote } from '../core/anchor/describe.ts';
import { COLOURS, type Colour } from '../core/annotation.ts';
import { canonicalText, type Block } from '../core/source.ts';
import { Refusal } from '../core/refusal.ts';
import { reanchor, storedAnnotations, toAnnotation } from './annotation-rows.ts';
import { insertAnnotation } from './annotations.ts';
import { collect } from './collections.ts';
import type { Context, ReadRequest } from './context.ts';
import { addressKey, countWords, foldedHash } from './fingerprint.ts';
import { newId } from './ids.ts';
import { keepAssets, keepOriginal } from './originals.ts';
import { sha256 } from '../core/capture/hash.ts';
import { fetchAddress } from './requests.ts';
import { nearCopyOf } from './similar.ts';
import { storedSource, toSource } from './source-rows.ts';
import type { Change, Store } from './store.ts';
import { addTags } from './tags.ts';
import type { CapturePreview, ImportReport } from './views.ts';
import { verb } from './verb.ts';

/** The saved source that a capture repeats, and how it equals it. */
export interface Duplicate {
  readonly of: string;
  readonly kind: 'exact' | 'near';
}

/** Where a capture goes, besides into the library. */
export interface Destination {
  readonly tags?: readonly string[] | undefined;
  readonly collection?: string | undefined;
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

function insertVersion(
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

/** Reads everything in a request; refuses when it holds nothing. */
export async function readAll(context: Context, request: ReadRequest): Promise<Captured[]> {
  const found: Captured[] = [];
  let reason: { code: string; message: string } | null = null;
  for await (const item of context.surroundings.reader.read(request)) {
    if (isUnread(item)) reason = item;
    else found.push(item);
  }
  if (found.length === 0)
    throw new Refusal('unreadable', reason?.message ?? 'There is nothing in it that could be saved.');
  return found;
}

const given = z.object({
  text: z.string().max(20_000_000).optional(),
  html: z.string().max(50_000_000).optional(),
  url: z.string().max(4000).optional(),
  token: z.string().max(200).optional(),
  name: z.string().max(500).optional(),
});

/** Verbs about capturing one thing: paste, a file, an address. */
export const captureVerbs = (context: Context) => {
  const { store, surroundings } = context;
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

  /** What the user gave, as something to read. */
  const request = async (
    input: z.output<typeof given>,
  ): Promise<ReadRequest & { readonly origin: string }> => {
    if (input.token !== undefined) {
      const spooled = surroundings.spool.find(input.token);
      if (!spooled) throw new Refusal('not-found', 'The file is gone. Choose it again.');
      return { ...spooled, origin: input.url ?? spooled.name, url: input.url };
    }
    const url = input.url === undefined ? {} : { url: input.url };
    const origin = input.url ?? input.name ?? '';
    if (input.html !== undefined && input.html.trim() !== '')
      return {
        origin,
        as: 'html',
        input: {
          bytes: encode(input.html),
          name: input.name ?? 'clipboard.html',
          origin,
          mediaType: 'text/html;charset=utf-8',
          ...url,
        },
      };
    if (input.text !== undefined) {
      if (input.text.trim() === '')
        throw new Refusal('empty', 'There is nothing to save: the pasted text is empty.');
      return {
        origin,
        as: 'text',
        input: {
          bytes: encode(input.text),
          name: input.name ?? 'clipboard.txt',
          origin,
          mediaType: 'text/plain;charset=utf-8',
          ...url,
        },
      };
    }
    if (input.url !== undefined) {
      const page = await fetchAddress(context, input.url);
      return {
        origin: input.url,
        input: {
          bytes: page.bytes,
          name: new URL(page.url).pathname.split('/').pop() || 'page.html',
          origin: input.url,
          url: page.url,
          mediaType: page.mediaType,
        },
      };
    }
    throw new Refusal('empty', 'There is nothing to save. Paste some text, drop a file, or give an address.');
  };

  const preview = async (asked: ReadRequest): Promise<CapturePreview> => {
    const captured = (await readAll(context, asked))[0]!;
    const { article } = captured;
    const duplicate = findDuplicate(store, captured);
    const text = canonicalText(article.blocks);
    const named = new Map<string, string>();
    const nameOf = store.sql<[string], string>('SELECT name FROM company WHERE id = ?').pluck();
    for (const mention of context.companies.finder().find(text))
      named.set(mention.companyId, nameOf.get(mention.companyId) as string);
    return {
      title: article.title,
      byline: article.byline,
      siteName: article.siteName,
      publishedOn: article.publishedOn,
      language: article.language,
      url: article.url,
      blocks: article.blocks,
      provenance: article.provenance,
      doubts: article.doubts,
      duplicateOf: duplicate ? { id: duplicate.of, title: storedSource(store, duplicate.of).title } : null,
      companies: [...named].map(([companyId, name]) => ({ id: companyId, name })),
      format: captured.original.mediaType,
    };
  };

  return {
    /** Reads without saving. */
    preview: verb(given, async (input) => preview(await request(input))),
    /** Fetches an address because the user asked, and shows what would be saved. The token saves it without fetching again. */
    fetch: verb(z.object({ url: z.string().max(4000) }), async (input) => {
      const page = await fetchAddress(context, input.url);
      const name = new URL(page.url).pathname.split('/').pop() || 'page.html';
      const token = surroundings.spool.put(name, page.mediaType, page.bytes);
      const shown = await preview({
        input: { bytes: page.bytes, name, origin: input.url, url: page.url, mediaType: page.mediaType },
      });
      return { ...shown, token };
    }),
    /** Saves what was given as a source (or several, when a file holds several). Repeats are told and not added. */
    save: verb(
      given.extend({
        removed: z.array(z.number().int().min(0)).optional(),
        fields: z
          .object({
            title: z.string().max(2000).optional(),
            byline: z.string().max(1000).nullable().optional(),
            siteName: z.string().max(1000).nullable().optional(),
            publishedOn: z
              .string()
              .regex(/^\d{4}(-\d\d(-\d\d)?)?$/)
              .nullable()
              .optional(),
            language: z.string().max(35).nullable().optional(),
          })
          .optional(),
        tags: z.array(z.string().max(120)).max(100).optional(),
        collection: z.string().max(120).optional(),
      }),
      async (input): Promise<ImportReport> => {
        const asked = await request(input);
        const all = await readAll(context, asked);
        const corrected = all.map((captured, i) =>
          i === 0 ? correct(captured, input.fields, input.removed) : captured,
        );
        const report = {
          imported: [] as string[],
          duplicates: [] as { input: string; of: string; kind: 'exact' | 'near' }[],
        };
        const fresh = corrected.filter((captured) => {
          const duplicate = findDuplicate(store, captured);
          if (duplicate)
            report.duplicates.push({
              input: asked.origin || (captured.article.title ?? 'pasted text'),
              ...duplicate,
            });
          return !duplicate;
        });
        if (fresh.length > 0) {
          const title = fresh[0]!.article.title ?? '';
          store.write({ label: 'step.capture', params: { title, count: fresh.length } }, (change) => {
            for (const captured of fresh)
              report.imported.push(
                insertSource(store, change, captured, asked.origin, {
                  tags: input.tags,
                  collection: input.collection,
                }),
              );
          });
        }
        return {
          imported: report.imported.map((sourceId) => toSource(store, storedSource(store, sourceId))),
          duplicates: [...report.duplicates, ...nearCopies(store, report.imported, asked.origin)],
          failed: [],
        };
      },
    ),
    /** A newer version of a saved source; annotations follow the text, and the old version is kept. */
    recapture: verb(given.extend({ id: z.string(), path: z.string().optional() }), async (input) => {
      const row = storedSource(store, input.id);
      const asked: ReadRequest =
        input.path === undefined ? await request(input) : { path: input.path, origin: input.path };
      const captured = (await readAll(context, asked))[0]!;
      const text = canonicalText(captured.article.blocks);
      if (text === '')
        throw new Refusal('empty', 'The newer version holds no text. The saved one was kept as it is.');
      const now = store.now();
      const number =
        (store
          .sql<[string], number>('SELECT max(number) FROM version WHERE source_id = ?')
          .pluck()
          .get(input.id) as number) + 1;
      store.write({ label: 'step.recapture', params: { title: row.title } }, (change) => {
        const versionId = newId();
        const hash = keepOriginal(change.db, captured.original.bytes, captured.original.mediaType);
        keepAssets(change.db, captured.article.assets);
        insertVersion(
          change,
          { versionId, sourceId: input.id, number, capturedAt: captured.capturedAt ?? now, hash, text, now },
          captured,
        );
        change.update('source', input.id, {
          version_id: versionId,
          content_hash: foldedHash(text),
          word_count: countWords(text),
          updated_at: now,
        });
        reanchor(store, change, {
          sourceId: input.id,
          versionId,
          before: null,
          blocks: captured.article.blocks,
        });
      });
      return {
        source: toSource(store, storedSource(store, input.id)),
        annotations: storedAnnotations(store, { sourceId: input.id }).map((annotation) =>
          toAnnotation(store, annotation),
        ),
      };
    }),
  };
};

type Fields = {
  readonly title?: string | undefined;
  readonly byline?: string | null | undefined;
  readonly siteName?: string | null | undefined;
  readonly publishedOn?: string | null | undefined;
  readonly language?: string | null | undefined;
};

/** What the reader put right in the capture sheet: fields, and which blocks are left out. */
function correct(
  captured: Captured,
  fields: Fields | undefined,
  removed: readonly number[] | undefined,
): Captured {
  const { article } = captured;
  const out = removed ? new Set(removed) : null;
  const blocks: readonly Block[] = out
    ? article.blocks.map((block, i) => {
        if ((block.removed !== undefined) === out.has(i)) return block;
        const { removed: _was, ...rest } = block;
        return out.has(i)
          ? { ...rest, removed: { rule: 'by-hand', by: 'user' as const } }
          : { ...rest, restored: true as const };
      })
    : article.blocks;
  const pick = <T>(given: T | undefined, was: T): T => (given === undefined ? was : given);
  const byHand = Object.fromEntries(
    Object.entries(fields ?? {})
      .filter(([, value]) => value !== undefined)
      .map(([key]) => [key, 'by hand']),
  );
  return {
    ...captured,
    article: {
      ...article,
      blocks,
      title: pick(fields?.title, article.title) || article.title,
      byline: pick(fields?.byline, article.byline) || null,
      siteName: pick(fields?.siteName, article.siteName) || null,
      publishedOn: pick(fields?.publishedOn, article.publishedOn) || null,
      language: pick(fields?.language, article.language) || null,
      provenance: { ...article.provenance, ...byHand },
    },
  };
}
