import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { misspelled, random, type ArticleGenerator } from '../generator.ts';
import { figures, processor, timed } from './times.ts';

/** These hold everything in memory, and are measured on the first so many articles. */
const MOST = { minisearch: 2000, fuse: 500 } as const;

/** MiniSearch and fuse.js on what fits them, with their usual options for tolerant search. */
export function inMemory(generator: ArticleGenerator, count: number): void {
  const documents = Array.from({ length: Math.min(count, MOST.minisearch) }, (_, i) => generator.article(i));
  const queries = generator.words.slice(600, 620).map((word) => misspelled(word, random(word.length)));
  const before = process.memoryUsage().heapUsed;
  const began = processor();
  const mini = new MiniSearch({
    fields: ['title', 'text'],
    idField: 'number',
    searchOptions: { fuzzy: 0.2, prefix: true },
  });
  mini.addAll(documents);
  const ms = processor() - began;
  console.log(
    `MiniSearch, ${documents.length} articles: build ${Math.round((documents.length / ms) * 1000)}/s, memory ${((process.memoryUsage().heapUsed - before) / 1e6).toFixed(0)} MB, fuzzy ${figures(timed(queries, (query) => mini.search(query)))}`,
  );
  const some = documents.slice(0, MOST.fuse);
  const fuse = new Fuse(some, { keys: ['title', 'text'], ignoreLocation: true });
  console.log(
    `fuse.js, ${some.length} articles: fuzzy ${figures(timed(queries.slice(0, 3), (query) => fuse.search(query)))}`,
  );
}
