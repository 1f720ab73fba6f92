import type Database from 'better-sqlite3';
import type { IndexedKind, SearchHabits } from '../../core/search/document.ts';
import type { Facets } from './facets.ts';
import type { Names } from './names.ts';
import type { Scores } from './ranking.ts';
import type { Records } from './records.ts';
import type { Segments } from './segments.ts';
import type { Synonyms } from './synonyms.ts';

/** What a search works with. */
export interface Ground {
  /** Reads the row of a document by its number. */
  readonly row: Database.Statement<[number]>;
  /** Numbers of the documents that match an FTS5 expression. */
  readonly match: Database.Statement<[string]>;
  readonly segments: Segments;
  readonly records: Records;
  readonly names: Names;
  readonly facets: Facets;
  /** Arrays to score in, kept from query to query. */
  readonly scores: Scores;
  readonly lengths: Float32Array;
  /** Number of documents. */
  readonly total: number;
  /** Average length of a document in words. */
  readonly average: number;
  readonly habits: SearchHabits;
  /** The synonyms among the habits, made ready. */
  readonly synonyms: Synonyms;
  readonly bodyOf: (kind: IndexedKind, id: string) => string | null;
}
