import type Database from 'better-sqlite3';
import type { Indexable } from '../../../src/core/search/document.ts';
import type { SearchIndex } from '../../../src/library/search/index.ts';
import type { ArticleGenerator } from '../generator.ts';
import { indexable } from './articles.ts';
import { adder } from './raw.ts';
import { faster, figures, noTimes, time } from './times.ts';

const UPDATES = 200;

/** Changes one article after the other, each in its own transaction, as a person's work does. */
export function updates(
  index: SearchIndex,
  raw: Database.Database,
  db: Database.Database,
  generator: ArticleGenerator,
  count: number,
): void {
  const changed = Array.from({ length: UPDATES }, (_, i) => ({
    ...indexable(generator, count + i),
    id: String((i * 7919) % count),
  }));
  const [own, other] = [noTimes(), noTimes()];
  const write = db.transaction((document: Indexable) => index.refresh([document]));
  for (const document of changed) time(own, () => write(document));
  const add = adder(raw);
  // Earlier runs over the same file have added theirs.
  const last = raw.prepare('SELECT max(id) FROM f_docsize').pluck().get() as number;
  changed.forEach((document, i) => time(other, () => add(last + 1 + i, document)));
  console.log(
    `one article changed and written: ours ${figures(own)}, one added to raw FTS5 ${figures(other)}, times faster p50 ${faster(own, other, 0.5)}`,
  );
}
