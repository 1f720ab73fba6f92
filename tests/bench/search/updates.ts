import { constants, copyFileSync, rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { Indexable } from '../../../src/core/search/document.ts';
import { SearchIndex } from '../../../src/library/search/index.ts';
import type { ArticleGenerator } from '../generator.ts';
import { indexable } from './articles.ts';
import { open, type Built } from './library.ts';
import { adder } from './raw.ts';
import { faster, figures, noTimes, time } from './times.ts';

const UPDATES = 200;

/** Lets something be done to a copy of a file, so that what is kept for the next run stays as it was built. */
function onCopy(file: string, act: (db: Database.Database) => void): void {
  const copy = `${file}.changed`;
  const drop = (): void => {
    for (const end of ['', '-wal', '-shm']) rmSync(copy + end, { force: true });
  };
  drop();
  copyFileSync(file, copy, constants.COPYFILE_FICLONE);
  const db = open(copy);
  try {
    act(db);
  } finally {
    db.close();
    drop();
  }
}

/** Changes one article after the other, each in its own transaction, as a person's work does. */
export function updates({ own: ownFile, raw: rawFile, count }: Built, generator: ArticleGenerator): void {
  const changed = Array.from({ length: UPDATES }, (_, i) => ({
    ...indexable(generator, count + i),
    id: String((i * 7919) % count),
  }));
  const [own, other] = [noTimes(), noTimes()];
  onCopy(ownFile, (db) => {
    const index = new SearchIndex(db);
    const write = db.transaction((document: Indexable) => index.refresh([document]));
    for (const document of changed) time(own, () => write(document));
  });
  onCopy(rawFile, (db) => {
    const add = adder(db);
    changed.forEach((document, i) => time(other, () => add(count + 1 + i, document)));
  });
  console.log(
    `one article changed and written: ours ${figures(own)}, one added to raw FTS5 ${figures(other)}, times faster p50 ${faster(own, other, 0.5)}`,
  );
}
