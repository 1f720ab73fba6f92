import type { Doubt } from '../source.ts';

/** The kinds of things the one search box looks through. The order is the number stored in the index. */
export const INDEXED_KINDS = ['source', 'annotation', 'note', 'company', 'fact', 'brief'] as const;
export type IndexedKind = (typeof INDEXED_KINDS)[number];

/** What narrows a search, besides words. Every value is compared after folding. */
export interface IndexedFacets {
  readonly language: string | null;
  readonly siteName: string | null;
  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly publishedOn: string | null;
  readonly tags: readonly string[];
  /** Ids of the companies it is about. A company's own document names itself. */
  readonly companies: readonly string[];
  readonly companyNames: readonly string[];
  /** Reading state of a source (`inbox`, `reading`, `done`), or null. */
  readonly state: string | null;
  readonly starred: boolean;
  readonly collections: readonly string[];
  readonly annotated: boolean;
  readonly orphan: boolean;
  readonly duplicate: boolean;
  /** ISO 8601 instant. */
  readonly createdAt: string;
  /** Colour of an annotation. */
  readonly colour?: string | null;
}

/** One thing as the index sees it. */
export interface Indexable {
  readonly kind: IndexedKind;
  readonly id: string;
  /** The source it belongs to (its own id for a source), or null. */
  readonly sourceId: string | null;
  readonly externalId: string | null;
  readonly title: string;
  /** Extra words weighing like a title, one name per line: the aliases of a company, tags. */
  readonly names: string;
  readonly byline: string;
  /** The text passages are taken from; the canonical text for a source. */
  readonly body: string;
  readonly facets: IndexedFacets;
}

/** How a search is to be carried out. */
export interface SearchOptions {
  readonly kinds?: readonly IndexedKind[];
  /** Hits returned; 20 where not given, 1,000 at most. */
  readonly limit?: number;
  readonly offset?: number;
  /** The last word is still being typed. */
  readonly live?: boolean;
  /** Only the words as typed: no typos, stems, completions, aliases or pinyin. */
  readonly exactWords?: boolean;
  readonly sort?: 'relevance' | 'newest' | 'oldest';
  /** Leave out snippets and marks: for counting and for choosing. */
  readonly bare?: boolean;
  /** Count hits per kind, language, tag… (see {@link SearchResult.facets}). */
  readonly facets?: boolean;
}

/** How the user wants every search to behave. */
export interface SearchHabits {
  /** Words that stand nowhere may be taken for others. */
  readonly typos: boolean;
  /** Latin letters find Chinese names by their sound. */
  readonly pinyin: boolean;
  /** Groups of words or phrases that mean the same. */
  readonly synonyms: readonly (readonly string[])[];
}

/** How it is where nothing was changed. */
export const USUAL_HABITS: SearchHabits = { typos: true, pinyin: true, synonyms: [] };

/** A passage found. `marks` are ranges in `snippet`; `start` and `end` are offsets in the body of the thing found. */
export interface Hit {
  readonly kind: IndexedKind;
  readonly id: string;
  readonly sourceId: string | null;
  readonly externalId: string | null;
  readonly title: string;
  readonly snippet: string;
  readonly marks: readonly (readonly [number, number])[];
  readonly score: number;
  /** Found by the words as typed, not by a correction. Exact hits stand above all others. */
  readonly exact: boolean;
  readonly start: number | null;
  readonly end: number | null;
}

/** What a typed word was taken to mean. */
export interface TermMatch {
  readonly typed: string;
  readonly matched: readonly string[];
}

/** Number of hits per value. */
export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/** Counts over all hits of a search, largest first; years in order. */
export interface FacetCounts {
  readonly kind: readonly FacetCount[];
  readonly year: readonly FacetCount[];
  readonly language: readonly FacetCount[];
  readonly site: readonly FacetCount[];
  readonly tag: readonly FacetCount[];
  /** Values are company ids. */
  readonly company: readonly FacetCount[];
  readonly colour: readonly FacetCount[];
}

/** The answer to a search. */
export interface SearchResult {
  readonly query: string;
  /** How many things match; `hits` is one page of them. */
  readonly total: number;
  readonly took_ms: number;
  /** The query that was searched for instead, when typos were corrected. */
  readonly corrected: string | null;
  readonly hits: readonly Hit[];
  readonly doubts: readonly Doubt[];
  readonly terms: readonly TermMatch[];
  readonly facets?: FacetCounts;
}
