import { z } from 'zod';
import { canonicalText, type Block } from '../core/source.ts';
import { Refusal } from '../core/refusal.ts';
import { reanchor } from './annotation-rows.ts';
import { countWords, foldedHash, addressKey } from './fingerprint.ts';
import type { Context } from './context.ts';
import { id, ids } from './inputs.ts';
import { factViews } from './fact-rows.ts';
import { mentionsOf } from './mentions.ts';
import { notesWhere } from './note-rows.ts';
import { within, withinValues } from './paths.ts';
import {
  COMPANIES_OF_SOURCE,
  storedSource,
  toSourceRow,
  versionById,
  type StoredSource,
} from './source-rows.ts';
import { aboutSources } from './aboutness.ts';
import { sourceCounts } from './source-counts.ts';
import type { Store } from './store.ts';
import type { SourceView } from './views.ts';
import { ask, verb } from './verb.ts';
import { annotationsIn } from './versions.ts';

const published = z
  .string()
  .regex(/^\d{4}(-\d\d(-\d\d)?)?$/, 'a date is YYYY, YYYY-MM or YYYY-MM-DD')
  .nullable();

const filter = z
  .object({
    view: z.enum(['library', 'inbox', 'trash']).optional(),
    kind: z.string().optional(),
    tag: z.string().optional(),
    collection: z.string().optional(),
    company: z.string().optional(),
    about: z.boolean().optional(),
    state: z.enum(['inbox', 'reading', 'done']).optional(),
    unread: z.boolean().optional(),
    annotated: z.boolean().optional(),
    starred: z.boolean().optional(),
    language: z.string().max(20).optional(),
    sort: z.enum(['captured', 'published', 'title', 'opened']).optional(),
    descending: z.boolean().optional(),
    limit: z.number().int().min(0).optional(),
    offset: z.number().int().min(0).optional(),
  })
  .optional();

const SORTS = {
  captured: 's.captured_at',
  published: "coalesce(s.published_on, '')",
  title: 's.title COLLATE NOCASE',
  opened: "coalesce((SELECT opened_at FROM progress p WHERE p.source_id = s.id), '')",
} as const;

/** SQL conditions and their values for a filter. */
function where(
  store: Store,
  f: NonNullable<z.output<typeof filter>>,
): { sql: string; values: (string | number)[] } {
  const parts: string[] = [f.view === 'trash' ? 's.trashed_at IS NOT NULL' : 's.trashed_at IS NULL'];
  const values: (string | number)[] = [];
  const add = (sql: string, ...given: (string | number)[]): void => {
    parts.push(sql);
    values.push(...given);
  };
  if (f.view === 'inbox') add("s.state = 'inbox'");
  if (f.kind !== undefined) add('s.kind = ?', f.kind);
  if (f.state !== undefined) add('s.state = ?', f.state);
  if (f.starred !== undefined) add('s.starred = ?', f.starred ? 1 : 0);
  if (f.language !== undefined) add("(s.language = ? OR s.language LIKE ? || '-%')", f.language, f.language);
  if (f.tag !== undefined)
    add(
      `s.id IN (SELECT g.entity_id FROM tagging g JOIN tag t ON t.id = g.tag_id WHERE g.kind = 'source' AND ${within('t.name')})`,
      ...withinValues(f.tag),
    );
  if (f.collection !== undefined)
    add(
      `s.id IN (SELECT g.source_id FROM collecting g JOIN collection c ON c.id = g.collection_id WHERE ${within('c.name')})`,
      ...withinValues(f.collection),
    );
  if (f.company !== undefined)
    add(
      `s.id IN (SELECT m.source_id FROM mention m WHERE m.company_id = ? AND NOT EXISTS (SELECT 1 FROM mention_choice x
         WHERE x.source_id = m.source_id AND x.company_id = m.company_id AND x.choice = 'rejected')
         UNION SELECT source_id FROM mention_choice WHERE company_id = ? AND choice = 'accepted')`,
      f.company,
      f.company,
    );
  if (f.company !== undefined && f.about !== undefined)
    add(
      's.id IN (SELECT value FROM json_each(?))',
      JSON.stringify(
        aboutSources(store, f.company)
          .filter((one) => one.about === f.about)
          .map((one) => one.sourceId),
      ),
    );
  if (f.unread !== undefined)
    add(`s.id ${f.unread ? 'NOT IN' : 'IN'} (SELECT source_id FROM progress WHERE progress > 0)`);
  if (f.annotated !== undefined)
    add(
      `${f.annotated ? '' : 'NOT '}EXISTS (SELECT 1 FROM annotation a WHERE a.source_id = s.id AND a.trashed_at IS NULL)`,
    );
  return { sql: parts.join(' AND '), values };
}

/** Bytes of the canonical text of a source, without reading it. */
/** What an annotation adds to a view of its source: quote, surroundings, labels, in bytes. */
const MARK = 500;
const bytesOf = (store: Store, sourceId: string): number =>
  store
    .sql<[string], number>(
      `SELECT octet_length(v.text) + ${MARK} * (SELECT count(*) FROM annotation a WHERE a.source_id = s.id)
         FROM source s JOIN version v ON v.id = s.version_id WHERE s.id = ?`,
    )
    .pluck()
    .get(sourceId) ?? 0;

/** Everything about one source: in its current version, or in the one named. */
export function sourceView(context: Context, sourceId: string, versionId?: string): SourceView {
  const { store } = context;
  const row = storedSource(store, sourceId);
  const version = versionById(store, versionId ?? row.version_id);
  if (version.sourceId !== sourceId) throw new Refusal('usage', 'This version belongs to another source.');
  const current = version.id === row.version_id;
  const original = store
    .sql<[string], { media_type: string; size: number }>(
      'SELECT media_type, size FROM original WHERE hash = ?',
    )
    .get(version.originalHash);
  const read = store
    .sql<[string], { position: number }>('SELECT position FROM progress WHERE source_id = ?')
    .get(sourceId);
  return {
    source: toSourceRow(store, row),
    version,
    versions: store
      .sql<[string], { id: string; number: number; capturedAt: string }>(
        'SELECT id, number, captured_at AS capturedAt FROM version WHERE source_id = ? ORDER BY number DESC',
      )
      .all(sourceId),
    annotations: annotationsIn(store, sourceId, version.id, version.text),
    // names are looked up in the current text only
    mentions: current ? mentionsOf(store, sourceId) : [],
    notes: notesWhere(store, 'source_id', sourceId),
    facts: factViews(store, { sourceId }),
    original: {
      mediaType: original?.media_type ?? 'application/octet-stream',
      size: original?.size ?? 0,
      name: (row.origin ?? row.title).split(/[\\/]/).pop() || row.title,
    },
    position: current ? (read?.position ?? 0) : 0,
  };
}

/** Sources that match a filter, sorted; every one of them where no limit is given. */
export function listSources(
  store: Store,
  given: z.output<typeof filter>,
): { readonly total: number; readonly rows: readonly StoredSource[] } {
  const f = given ?? {};
  const { sql, values } = where(store, f);
  const descending = f.descending ?? f.sort !== 'title';
  const total = store
    .sql(`SELECT count(*) FROM source s WHERE ${sql}`)
    .pluck()
    .get(...values) as number;
  const offset = f.offset ?? 0;
  const wanted = Math.max(0, Math.min(f.limit ?? total, total - offset));
  // From the nearer end: SQLite sorts as many rows as stand before the portion. Rows are sorted by their key alone and
  // fetched afterwards, because a sort carries along all that is selected.
  const fromEnd = offset > total / 2;
  const way = descending === fromEnd ? 'ASC' : 'DESC';
  const order = `${SORTS[f.sort ?? 'captured']} ${way}, s.id ${way}`;
  const rows = store
    .sql<unknown[], StoredSource>(
      `SELECT s.* FROM (SELECT s.rowid AS place FROM source s WHERE ${sql}
         ORDER BY ${order} LIMIT ? OFFSET ?) x JOIN source s ON s.rowid = x.place
         ORDER BY ${order}`,
    )
    .all(...values, wanted, fromEnd ? total - offset - wanted : offset);
  if (fromEnd) rows.reverse();
  return { total, rows };
}

/** Verbs about saved sources. */
export const sourceVerbs = (context: Context) => {
  const { store } = context;
  const counts = sourceCounts(store);
  const mark = (label: string, patch: Record<string, string | number | null>) => (given: readonly string[]) =>
    store.write({ label, params: { count: given.length } }, (change) => {
      for (const sourceId of given) change.update('source', sourceId, { ...patch, updated_at: store.now() });
    });
  return {
    list: verb(filter, (f) => {
      const { total, rows } = listSources(store, f);
      return { total, sources: rows.map((row) => toSourceRow(store, row)) };
    }),
    /**
     * Everything about a source, in its current version or in the one named; a window reads by `reading.open`. With
     * `most` a text that has more bytes with its annotations is refused rather than sent.
     */
    open: verb(
      id.extend({ versionId: z.string().optional(), most: z.number().int().min(0).optional() }),
      (input) => {
        if (input.most !== undefined && bytesOf(store, input.id) > input.most)
          throw new Refusal('too-large', 'This text is too long to be shown whole.');
        return sourceView(context, input.id, input.versionId);
      },
    ),
    /** What is known of a source without its words. */
    get: verb(id, (input) => toSourceRow(store, storedSource(store, input.id))),
    /** Only what a source is called. */
    title: verb(id, (input) => ({ title: storedSource(store, input.id).title })),
    counts: ask(counts),
    edit: verb(
      z.object({
        id: z.string(),
        title: z.string().trim().min(1).max(2000).optional(),
        byline: z.string().max(1000).nullable().optional(),
        siteName: z.string().max(1000).nullable().optional(),
        publishedOn: published.optional(),
        language: z.string().max(35).nullable().optional(),
        url: z.string().max(4000).nullable().optional(),
      }),
      (input) => {
        const row = storedSource(store, input.id);
        const { url } = input;
        if (url && !/^https?:\/\//i.test(url))
          throw new Refusal('usage', 'An address begins with http:// or https://.');
        store.write({ label: 'step.source.edit', params: { title: row.title } }, (change) => {
          change.update('source', input.id, {
            title: input.title ?? row.title,
            byline: input.byline === undefined ? row.byline : input.byline || null,
            site_name: input.siteName === undefined ? row.site_name : input.siteName || null,
            published_on: input.publishedOn === undefined ? row.published_on : input.publishedOn,
            language: input.language === undefined ? row.language : input.language || null,
            url: url === undefined ? row.url : url || null,
            address_key: url === undefined ? row.address_key : url ? addressKey(url) : null,
            updated_at: store.now(),
          });
        });
        return toSourceRow(store, storedSource(store, input.id));
      },
    ),
    setState: verb(ids.extend({ state: z.enum(['inbox', 'reading', 'done']) }), (input) =>
      mark('step.source.state', { state: input.state })(input.ids),
    ),
    setStarred: verb(ids.extend({ starred: z.boolean() }), (input) =>
      mark('step.source.star', { starred: input.starred ? 1 : 0 })(input.ids),
    ),
    saveProgress: verb(
      z.object({ id: z.string(), position: z.number().int().min(0), progress: z.number().min(0).max(1) }),
      (input) => {
        storedSource(store, input.id);
        // no topic: reading on must not make every list read again
        store.writeUnlogged([], (db) => {
          db.prepare(
            `INSERT INTO progress (source_id, position, progress, opened_at) VALUES (?, ?, ?, ?)
             ON CONFLICT (source_id) DO UPDATE SET position = excluded.position,
               progress = max(progress, excluded.progress), opened_at = excluded.opened_at`,
          ).run(input.id, input.position, input.progress, store.now());
        });
      },
    ),
    setBlock: verb(
      z.object({ id: z.string(), block: z.number().int().min(0), removed: z.boolean() }),
      (input) => {
        const row = storedSource(store, input.id);
        const version = versionById(store, row.version_id);
        const block = version.blocks[input.block];
        if (!block) throw new Refusal('not-found', `This source has no block ${input.block}.`);
        if ((block.removed !== undefined) === input.removed) return sourceView(context, input.id);
        const blocks = version.blocks.map((other, i) =>
          i === input.block ? turned(other, input.removed) : other,
        );
        const text = canonicalText(blocks);
        if (text === '')
          throw new Refusal('empty', 'This is the last block that is shown. A source keeps at least one.');
        store.write({ label: 'step.source.block', params: { title: row.title } }, (change) => {
          change.update('version', version.id, { blocks: JSON.stringify(blocks), text });
          change.update('source', input.id, {
            content_hash: foldedHash(text),
            word_count: countWords(text),
            updated_at: store.now(),
          });
          reanchor(store, change, {
            sourceId: input.id,
            versionId: version.id,
            before: version.blocks,
            blocks,
          });
        });
        return sourceView(context, input.id);
      },
    ),
    trash: verb(ids, (input) => mark('step.source.trash', { trashed_at: store.now() })(input.ids)),
    restore: verb(ids, (input) => mark('step.source.restore', { trashed_at: null })(input.ids)),
    /** Ids of the companies found in a source. */
    companies: verb(
      id,
      (input) => store.sql<object>(COMPANIES_OF_SOURCE).pluck().all({ source: input.id }) as string[],
    ),
  };
};

/** A block taken out or put back by a person. */
function turned(block: Block, removed: boolean): Block {
  const { removed: _was, restored: _back, ...rest } = block;
  if (removed) return { ...rest, removed: { rule: 'by-hand', by: 'user' } };
  return { ...rest, restored: true };
}
