import type Database from 'better-sqlite3';
import type { Indexable } from '../../../src/core/search/document.ts';
import { articles } from './articles.ts';
import { processor } from './times.ts';

const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+/g;

/** A text with runs of unspaced characters as overlapping pairs, the shortest way there is. */
const paired = (text: string): string =>
  text.replace(UNSPACED, (run) => {
    let pairs = ' ';
    for (let i = 0; i < run.length; i++) pairs += `${run.slice(i, i + 2)} `;
    return pairs;
  });

/**
 * Raw FTS5 over the same articles: as it comes, or given what it needs to find Chinese (overlapping pairs of characters).
 * Returns the processor time in ms.
 */
export function buildRaw(
  raw: Database.Database,
  texts: Database.Database,
  count: number,
  pairs: boolean,
): number {
  const columns = pairs ? 'title, byline, body' : 'title, body';
  raw.exec(
    `CREATE VIRTUAL TABLE f USING fts5 (${columns}, content = '', tokenize = 'unicode61 remove_diacritics 2')`,
  );
  const insert = raw.prepare(`INSERT INTO f (rowid, ${columns}) VALUES (?, ?, ?${pairs ? ', ?' : ''})`);
  const made = { ms: 0 };
  const began = processor();
  raw.transaction(() => {
    for (const { id, title, byline, body } of articles(texts, count, made)) {
      if (pairs) insert.run(Number(id) + 1, paired(title), paired(byline), paired(body));
      else insert.run(Number(id) + 1, title, body);
    }
  })();
  return processor() - began - made.ms;
}

/** Adds one article to raw FTS5 with pairs. */
export function adder(raw: Database.Database): (rowid: number, document: Indexable) => void {
  const insert = raw.prepare('INSERT INTO f (rowid, title, byline, body) VALUES (?, ?, ?, ?)');
  return (rowid, { title, byline, body }) => {
    insert.run(rowid, paired(title), paired(byline), paired(body));
  };
}

const quoted = (query: string): string[] => query.split(' ').map((word) => `"${word}"`);

/** Queries of FTS5: any of the words, or all of them with the last one unfinished. */
export const anyOf = (query: string): string => quoted(query).join(' OR ');
export const begunWith = (query: string): string => `${quoted(query).join(' ')} *`;

/** Asks raw FTS5 for the twenty best. */
export function asker(raw: Database.Database): (expression: string) => void {
  const ranked = raw
    .prepare<[string]>('SELECT rowid FROM f WHERE f MATCH ? ORDER BY bm25(f) LIMIT 20')
    .pluck();
  return (expression) => {
    ranked.all(expression);
  };
}
