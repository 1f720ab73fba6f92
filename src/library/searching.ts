import Fuse from 'fuse.js';
import { z } from 'zod';
import { INDEXED_KINDS, type IndexedKind } from '../core/search/document.ts';
import { pinyinKey } from '../core/company/names.ts';
import type { Context } from './context.ts';
import { verb } from './verb.ts';

const PLACES: Readonly<Record<string, IndexedKind>> = {
  sources: 'source',
  annotations: 'annotation',
  notes: 'note',
  companies: 'company',
  facts: 'fact',
  briefs: 'brief',
};

/** One row of the go-to box. `why` names how it matched when that is not plain to see. */
export interface GotoItem {
  readonly kind: 'company' | 'source' | 'brief' | 'tag' | 'search';
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly why: string | null;
}

interface Named extends GotoItem {
  readonly names: readonly string[];
  readonly pinyin: readonly string[];
}

const sound = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => {
    const key = pinyinKey(text);
    return key ? [key.full, key.initials] : [];
  });

/** Verbs of the search box and the go-to box. */
export const searchVerbs = (context: Context) => {
  const { store, search } = context;
  const small = (): Named[] => [
    ...store
      .sql<[], { id: string; name: string; ticker: string | null; aliases: string }>(
        `SELECT c.id, c.name, c.ticker, (SELECT json_group_array(text) FROM alias a WHERE a.company_id = c.id) AS aliases
           FROM company c WHERE c.trashed_at IS NULL LIMIT 5000`,
      )
      .all()
      .map((row) => {
        const aliases = JSON.parse(row.aliases) as string[];
        return {
          kind: 'company' as const,
          id: row.id,
          title: row.name,
          detail: [row.ticker, ...aliases].filter(Boolean).join(' · '),
          why: null,
          names: [row.name, ...aliases, row.ticker ?? ''],
          pinyin: sound([row.name, ...aliases]),
        };
      }),
    ...store
      .sql<[], { id: string; title: string }>(
        'SELECT id, title FROM brief WHERE trashed_at IS NULL ORDER BY updated_at DESC LIMIT 1000',
      )
      .all()
      .map((row) => ({
        kind: 'brief' as const,
        ...row,
        detail: '',
        why: null,
        names: [row.title],
        pinyin: sound([row.title]),
      })),
    ...store
      .sql<[], { name: string }>('SELECT name FROM tag ORDER BY name LIMIT 2000')
      .all()
      .map((row) => ({
        kind: 'tag' as const,
        id: row.name,
        title: row.name,
        detail: '',
        why: null,
        names: [row.name],
        pinyin: sound([row.name]),
      })),
    ...store
      .sql<[], { id: string; name: string; query: string }>('SELECT id, name, query FROM saved_search')
      .all()
      .map((row) => ({
        kind: 'search' as const,
        id: row.id,
        title: row.name,
        detail: row.query,
        why: null,
        names: [row.name],
        pinyin: [],
      })),
  ];

  /** Titles near the query: few enough for fuse.js to rank, found by the index however large the library is. */
  const titles = (query: string): Named[] => {
    const hits =
      query === ''
        ? store
            .sql<[], { id: string; title: string; site_name: string | null }>(
              `SELECT s.id, s.title, s.site_name FROM source s LEFT JOIN progress p ON p.source_id = s.id
                WHERE s.trashed_at IS NULL ORDER BY coalesce(p.opened_at, '') DESC, s.captured_at DESC LIMIT 8`,
            )
            .all()
        : search.search(query, { kinds: ['source'], limit: 40, live: true, bare: true }).hits.map((hit) => ({
            id: hit.id,
            title: hit.title,
            site_name: store
              .sql<[string], string>('SELECT site_name FROM source WHERE id = ?')
              .pluck()
              .get(hit.id) as string | null,
          }));
    return hits.map((hit) => ({
      kind: 'source' as const,
      id: hit.id,
      title: hit.title,
      detail: hit.site_name ?? '',
      why: null,
      names: [hit.title],
      pinyin: [],
    }));
  };

  return {
    /** One ranked list over everything. */
    run: verb(
      z.object({
        query: z.string(),
        in: z.array(z.enum(['sources', 'annotations', 'notes', 'companies', 'facts', 'briefs'])).optional(),
        limit: z.number().int().min(0).max(1000).optional(),
        offset: z.number().int().min(0).optional(),
        live: z.boolean().optional(),
        exactWords: z.boolean().optional(),
        facets: z.boolean().optional(),
        sort: z.enum(['relevance', 'newest', 'oldest']).optional(),
      }),
      (input) =>
        search.search(input.query, {
          kinds: input.in ? input.in.map((place) => PLACES[place]!) : INDEXED_KINDS,
          limit: input.limit ?? 20,
          offset: input.offset ?? 0,
          live: input.live ?? false,
          exactWords: input.exactWords ?? false,
          facets: input.facets ?? false,
          sort: input.sort ?? 'relevance',
        }),
    ),
    suggest: verb(
      z.object({ prefix: z.string().max(200), limit: z.number().int().min(1).max(50).optional() }),
      (input) => search.suggest(input.prefix, input.limit ?? 8),
    ),
    /** The go-to box: companies, sources, briefs, tags and saved searches by name, with typos and pinyin. */
    goto: verb(
      z.object({ query: z.string().max(500), limit: z.number().int().min(1).max(50).optional() }),
      (input) => {
        const query = input.query.trim();
        const limit = input.limit ?? 8;
        const found: GotoItem[] = [];
        if (query === '') found.push(...titles('').map(plain));
        else {
          const fuse = new Fuse(small(), {
            keys: [
              { name: 'names', weight: 2 },
              { name: 'pinyin', weight: 1 },
            ],
            threshold: 0.34,
            ignoreLocation: true,
            includeMatches: true,
            minMatchCharLength: Math.min(2, query.length),
          });
          for (const { item, matches } of fuse.search(query, { limit: limit * 4 })) {
            const byPinyin = matches?.every((match) => match.key === 'pinyin') ?? false;
            found.push({ ...plain(item), why: byPinyin ? 'pinyin' : null });
          }
          const candidates = titles(query);
          const ranked = new Fuse(candidates, { keys: ['title'], threshold: 0.5, ignoreLocation: true })
            .search(query)
            .map(({ item }) => item);
          for (const item of [...ranked, ...candidates.filter((other) => !ranked.includes(other))])
            found.push(plain(item));
        }
        const groups = (['company', 'source', 'brief', 'tag', 'search'] as const).map((group) => ({
          group,
          items: found.filter((item) => item.kind === group).slice(0, limit),
        }));
        return { groups: groups.filter((group) => group.items.length > 0) };
      },
    ),
  };
};

const plain = ({ kind, id, title, detail, why }: Named): GotoItem => ({ kind, id, title, detail, why });
