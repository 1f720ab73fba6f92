import type Database from 'better-sqlite3';
import type { Indexable } from '../../../src/core/search/document.ts';
import type { ArticleGenerator } from '../generator.ts';
import { processor } from './times.ts';

/** Articles written down per transaction. */
const PIECE = 10_000;

/** A generated article as the index takes it. */
export function indexable(generator: ArticleGenerator, number: number): Indexable {
  const article = generator.article(number);
  return {
    kind: 'source',
    id: String(number),
    sourceId: String(number),
    externalId: null,
    title: article.title,
    names: '',
    byline: article.byline,
    body: article.text,
    facets: {
      language: article.language,
      siteName: article.siteName,
      publishedOn: article.publishedOn,
      tags: [],
      companies: [],
      companyNames: [],
      state: 'inbox',
      starred: false,
      collections: [],
      annotated: false,
      orphan: false,
      duplicate: false,
      createdAt: '2025-01-01T00:00:00Z',
    },
  };
}

/**
 * Writes generated articles down once, so that every engine is given the same texts and none waits for the generator. Goes on
 * where an earlier run stopped.
 */
export function writeTexts(texts: Database.Database, generator: ArticleGenerator, count: number): void {
  texts.exec(
    'CREATE TABLE IF NOT EXISTS text (id INTEGER PRIMARY KEY, body TEXT NOT NULL, rest TEXT NOT NULL) STRICT',
  );
  const keep = texts.prepare('INSERT INTO text VALUES (?, ?, ?)');
  const done = texts.prepare('SELECT coalesce(max(id) + 1, 0) FROM text').pluck().get() as number;
  for (let from = done; from < count; from += PIECE) {
    texts.transaction(() => {
      for (let i = from; i < Math.min(count, from + PIECE); i++) {
        const { body, ...rest } = indexable(generator, i);
        keep.run(i, body, JSON.stringify(rest));
      }
    })();
    if (from % (10 * PIECE) === 0 && from > 0) console.log(`${from.toLocaleString('en')} texts written`);
  }
}

/** Articles in order, with the processor time it took to read them kept apart. */
export function* articles(
  texts: Database.Database,
  count: number,
  made: { ms: number },
): Generator<Indexable> {
  const chunk = 200;
  const read = texts.prepare('SELECT body, rest FROM text WHERE id >= ? AND id < ? ORDER BY id');
  for (let from = 0; from < count; from += chunk) {
    const began = processor();
    const rows = read.all(from, Math.min(count, from + chunk)) as { body: string; rest: string }[];
    const documents = rows.map(({ body, rest }): Indexable => ({ ...(JSON.parse(rest) as Indexable), body }));
    made.ms += processor() - began;
    yield* documents;
  }
}
