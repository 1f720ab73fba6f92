import { z } from 'zod';
import { isUnread, type Captured } from '../core/capture/format.ts';
import { withSiteRules } from '../core/capture/site-rule.ts';
import { canonicalText, type Block } from '../core/source.ts';
import { Refusal } from '../core/refusal.ts';
import type { Context, ReadRequest } from './context.ts';
import { fetchesOf } from './fetches.ts';
import { fetchPictures, picturesWanted, withPictures } from './pictures.ts';
import { findDuplicate, nearCopies } from './repeats.ts';
import { fetchAddress } from './requests.ts';
import { insertSource } from './saving.ts';
import { nearestCopy } from './similar.ts';
import { siteRules } from './site-rules.ts';
import { storedSource, toSource } from './source-rows.ts';
import type { CapturePreview, ImportReport } from './views.ts';
import { verb } from './verb.ts';

/** Reads everything in a request; refuses when it holds nothing. */
export async function readAll(context: Context, request: ReadRequest): Promise<Captured[]> {
  const found: Captured[] = [];
  let reason: { code: string; message: string } | null = null;
  const rules = siteRules(context.store);
  for await (const item of context.surroundings.reader.read(request)) {
    if (isUnread(item)) reason = item;
    else found.push(withSiteRules(item, rules));
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

/** What the screens give to be captured: one of text, HTML, an address, or the token of an uploaded file. */
export type Given = z.output<typeof given>;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What the user gave, as something to read; fetches when only an address was given. */
export async function requestOf(
  context: Context,
  input: Given,
): Promise<ReadRequest & { readonly origin: string }> {
  const { surroundings } = context;
  if (input.token !== undefined) {
    const spooled = surroundings.spool.find(input.token);
    if (!spooled) throw new Refusal('not-found', 'The file is gone. Choose it again.');
    // An address stands beside a token when the page was fetched just now, to be looked at.
    return input.url === undefined
      ? { ...spooled, origin: spooled.name }
      : {
          ...spooled,
          origin: input.url,
          url: fetchesOf(context.store).pageOf(input.token)?.url ?? input.url,
          now: context.store.now(),
        };
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
        now: context.store.now(),
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
        now: context.store.now(),
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
        now: context.store.now(),
      },
    };
  }
  throw new Refusal('empty', 'There is nothing to save. Paste some text, drop a file, or give an address.');
}

/**
 * Reads what the user gave. A page that came over the network has its pictures: those fetched with it when it was
 * looked at, else they are fetched now.
 */
export async function readGiven(
  context: Context,
  input: Given,
): Promise<{ readonly asked: ReadRequest & { readonly origin: string }; readonly all: Captured[] }> {
  const asked = await requestOf(context, input);
  const all = await readAll(context, asked);
  const overNetwork = input.url !== undefined && input.html === undefined && input.text === undefined;
  if (!overNetwork || all[0] === undefined) return { asked, all };
  const pictures =
    input.token === undefined
      ? await fetchPictures(context, picturesWanted(all[0].article.blocks))
      : (fetchesOf(context.store).pageOf(input.token)?.pictures ?? new Map());
  return { asked, all: [withPictures(all[0], pictures), ...all.slice(1)] };
}

/** Verbs about capturing one thing: paste, a file, an address. */
export const captureVerbs = (context: Context) => {
  const { store, surroundings } = context;
  const fetches = fetchesOf(store);
  const preview = (captured: Captured): CapturePreview => {
    const { article } = captured;
    fetches.show(article.assets);
    const duplicate = findDuplicate(store, captured);
    const text = canonicalText(article.blocks);
    const near = duplicate ? null : nearestCopy(store, text);
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
      nearCopyOf: near === null ? null : { id: near, title: storedSource(store, near).title },
      companies: [...named].map(([companyId, name]) => ({ id: companyId, name })),
      format: captured.original.mediaType,
    };
  };

  return {
    /** Reads without saving. */
    preview: verb(given, async (input) =>
      preview((await readAll(context, await requestOf(context, input)))[0]!),
    ),
    /**
     * Fetches an address with the pictures of its article because the user asked, and shows what would be saved. The token
     * saves it without fetching again; a `fetch` name lets the screen ask how far it is and stop it.
     */
    fetch: verb(z.object({ url: z.string().max(4000), fetch: z.string().max(100).optional() }), (input) =>
      fetches.run(input.fetch, async ({ signal, tell }) => {
        const page = await fetchAddress(context, input.url, 'page', {
          signal,
          onBytes: (bytes) => tell({ stage: 'page', bytes, done: 0, total: 0 }),
        });
        const name = new URL(page.url).pathname.split('/').pop() || 'page.html';
        const bytes = page.bytes.length;
        const [captured] = await readAll(context, {
          input: {
            bytes: page.bytes,
            name,
            origin: input.url,
            url: page.url,
            mediaType: page.mediaType,
            now: store.now(),
          },
        });
        const pictures = await fetchPictures(context, picturesWanted(captured!.article.blocks), {
          signal,
          onPicture: (done, total) => tell({ stage: 'pictures', bytes, done, total }),
        });
        const token = surroundings.spool.put(name, page.mediaType, page.bytes);
        fetches.keepPage(token, { url: page.url, pictures });
        return { ...preview(withPictures(captured!, pictures)), token };
      }),
    ),
    /** How far a fetch is; null when there is none of that name. */
    fetchProgress: verb(z.object({ fetch: z.string().max(100) }), (input) => fetches.progress(input.fetch)),
    /** Stops a fetch; nothing of it is saved. */
    stopFetch: verb(z.object({ fetch: z.string().max(100) }), (input) => ({
      stopped: fetches.stop(input.fetch),
    })),
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
        const { asked, all } = await readGiven(context, input);
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
