import { z } from 'zod';
import {
  INDEXED_KINDS,
  type Hit,
  type IndexedKind,
  type SearchOptions,
  type SearchResult,
} from '../core/search/document.ts';
import { leadPassage, passageText } from '../core/search/passage.ts';
import { LONGEST_QUERY } from '../core/search/grammar.ts';
import { OPERATORS, PLACES } from '../core/search/operators.ts';
import type { Context } from './context.ts';
import { GoTo } from './go-to.ts';
import { bodyOf } from './index-documents.ts';
import { forgetSearches, recentSearches, rememberSearch } from './search-history.ts';
import { knownValues } from './search-values.ts';
import { verb } from './verb.ts';

const KIND_OF: Readonly<Record<(typeof PLACES)[number], IndexedKind>> = {
  sources: 'source',
  annotations: 'annotation',
  notes: 'note',
  companies: 'company',
  facts: 'fact',
  briefs: 'brief',
};

/** Facts shown under the card of a company that was named. */
const CARD_FACTS = 3;

/** Verbs of the search box and the go-to box. */
export const searchVerbs = (context: Context) => {
  const { search, store } = context;
  const goTo = new GoTo(context);

  /** The same hits with the best facts about a company right after its card, where a name was typed. */
  const factsFirst = (result: SearchResult, query: string, options: SearchOptions): readonly Hit[] => {
    const cards = result.hits.findIndex((hit) => hit.kind !== 'company');
    const named = result.hits[0]?.kind === 'company' && result.hits[0].exact;
    if (!named || options.kinds?.includes('fact') === false) return result.hits;
    const at = cards < 0 ? result.hits.length : cards;
    const facts = search.search(query, {
      ...options,
      kinds: ['fact'],
      limit: CARD_FACTS,
      facets: false,
    }).hits;
    const moved = new Set(facts.map((hit) => hit.id));
    return [
      ...result.hits.slice(0, at),
      ...facts,
      ...result.hits.slice(at).filter((hit) => !moved.has(hit.id)),
    ];
  };

  return {
    /** One ranked list over everything. With `factsFirst` up to three facts about a named company come besides. */
    run: verb(
      z.object({
        query: z.string(),
        in: z.array(z.enum(PLACES)).optional(),
        limit: z.number().int().min(0).max(1000).optional(),
        offset: z.number().int().min(0).optional(),
        live: z.boolean().optional(),
        exactWords: z.boolean().optional(),
        facets: z.boolean().optional(),
        sort: z.enum(['relevance', 'newest', 'oldest']).optional(),
        factsFirst: z.boolean().optional(),
      }),
      (input): SearchResult => {
        const options = {
          kinds: input.in ? input.in.map((place) => KIND_OF[place]) : INDEXED_KINDS,
          limit: input.limit ?? 20,
          offset: input.offset ?? 0,
          live: input.live ?? false,
          exactWords: input.exactWords ?? false,
          facets: input.facets ?? false,
          sort: input.sort ?? 'relevance',
        } as const;
        const result = search.search(input.query, options);
        return input.factsFirst === true && options.sort === 'relevance' && options.offset === 0
          ? { ...result, hits: factsFirst(result, input.query, options) }
          : result;
      },
    ),
    suggest: verb(
      z.object({ prefix: z.string().max(200), limit: z.number().int().min(1).max(50).optional() }),
      (input) => search.suggest(input.prefix, input.limit ?? 8),
    ),
    /** What may follow an operator's colon, given what was typed of it; best first. */
    values: verb(
      z.object({
        operator: z.string(),
        typed: z.string().max(200),
        limit: z.number().int().min(1).max(50).optional(),
      }),
      (input) => {
        const operator = OPERATORS.find(({ name }) => name === input.operator);
        return operator
          ? knownValues(context, goTo, operator.name, input.typed.trim(), input.limit ?? 8)
          : [];
      },
    ),
    /** Things of the same kind that are about the same as one thing, best first, as the answer to a search. */
    like: verb(
      z.object({
        kind: z.enum(INDEXED_KINDS).optional(),
        id: z.string(),
        limit: z.number().int().min(1).max(100).optional(),
      }),
      (input): SearchResult => {
        const began = performance.now();
        const kind = input.kind ?? 'source';
        const found = search.related(kind, input.id, input.limit ?? 20);
        const hits = found.map(({ id, title, score }): Hit => {
          const body = bodyOf(store, kind, id) ?? '';
          const passage = body === '' ? null : leadPassage(body);
          return {
            kind,
            id,
            sourceId: kind === 'source' ? id : null,
            externalId: null,
            title,
            snippet: passage ? passageText(body, passage) : '',
            marks: [],
            score: Math.round(score * 10_000) / 10_000,
            exact: true,
            start: null,
            end: null,
          };
        });
        return {
          query: '',
          total: hits.length,
          took_ms: Math.round((performance.now() - began) * 100) / 100,
          corrected: null,
          hits,
          doubts: [],
          terms: [],
        };
      },
    ),
    /** The go-to box: companies, sources, briefs, notes, tags and saved searches by name, with typos and pinyin. */
    goto: verb(
      z.object({ query: z.string().max(LONGEST_QUERY), limit: z.number().int().min(1).max(50).optional() }),
      (input) => ({ groups: goTo.all(input.query.trim().slice(0, 500), input.limit ?? 8) }),
    ),
    /** The last searches, newest first. */
    recent: verb(z.object({ limit: z.number().int().min(1).max(500).optional() }), (input) =>
      recentSearches(store, input.limit ?? 20),
    ),
    /** Keeps a query among the last searches, unless the setting `searchHistory` is off. */
    remember: verb(z.object({ query: z.string().max(LONGEST_QUERY) }), (input) => {
      rememberSearch(store, input.query);
    }),
    /** Forgets one of the last searches, or all of them. */
    forget: verb(z.object({ query: z.string().optional() }), (input) => {
      forgetSearches(store, input.query);
    }),
  };
};
