import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { USUAL_HABITS, type Indexable, type IndexedFacets } from '../../../../src/core/search/document.ts';
import { SearchIndex } from '../../../../src/library/search/index.ts';

const MIGRATION = readFileSync(new URL('../../../../db/migrations/0002-search.sql', import.meta.url), 'utf8');

/** An empty index in memory, with the texts that were given to it at hand. */
export function emptyIndex(
  file = ':memory:',
  habitsNow = () => USUAL_HABITS,
): {
  db: Database.Database;
  index: SearchIndex;
  put: (...documents: Indexable[]) => void;
  bodies: Map<string, string>;
} {
  const db = new Database(file);
  db.exec(MIGRATION);
  const bodies = new Map<string, string>();
  const index = new SearchIndex(db, (kind, id) => bodies.get(`${kind} ${id}`) ?? null, habitsNow);
  const put = (...documents: Indexable[]): void => {
    for (const { kind, id, body } of documents) bodies.set(`${kind} ${id}`, body);
    db.transaction(() => index.refresh(documents))();
  };
  return { db, index, put, bodies };
}

/** A thing to index, described by what matters to a test. */
export function thing(
  id: string,
  title: string,
  body: string,
  more: Partial<Omit<Indexable, 'facets'>> = {},
  facets: Partial<IndexedFacets> = {},
): Indexable {
  return {
    kind: 'source',
    id,
    sourceId: id,
    externalId: null,
    title,
    names: '',
    byline: '',
    body,
    ...more,
    facets: {
      language: null,
      siteName: null,
      publishedOn: null,
      tags: [],
      companies: [],
      companyNames: [],
      state: 'inbox',
      starred: false,
      collections: [],
      annotated: false,
      orphan: false,
      duplicate: false,
      createdAt: '2024-01-01T00:00:00Z',
      ...facets,
    },
  };
}

/** Ids of the hits in order. */
export const ids = (index: SearchIndex, query: string, options = {}): string[] =>
  index.search(query, options).hits.map((hit) => hit.id);
