import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { SearchIndex } from '../../../src/library/search/index.ts';
import type { ArticleGenerator } from '../generator.ts';
import { articles, writeTexts } from './articles.ts';
import { buildRaw } from './raw.ts';
import { processor } from './times.ts';

const MIGRATION = readFileSync(new URL('../../../db/migrations/0002-search.sql', import.meta.url), 'utf8');

/** Opens a file whose loss would not matter. */
export function open(file: string): Database.Database {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  return db;
}

/** The processor time of a piece of building in ms; where the piece was finished in an earlier run, as it was then. */
function once(file: string, build: (db: Database.Database) => number, resumed = false): number {
  const noted = `${file}.built`;
  if (existsSync(noted)) return Number(readFileSync(noted, 'utf8'));
  if (!resumed) for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  const db = open(file);
  const ms = build(db);
  db.close();
  writeFileSync(noted, String(ms));
  return ms;
}

/** The files of one size: the texts, our index over them, and raw FTS5 as it comes and with Chinese in pairs. */
export class Built {
  readonly count: number;
  readonly own: string;
  readonly raw: string;
  readonly #plain: string;
  readonly texts: Database.Database;

  /** Writes the texts where an earlier run with the same folder did not. */
  constructor(folder: string, generator: ArticleGenerator, count: number) {
    const file = (name: string): string => path.join(folder, `${name}-${count}.db`);
    this.count = count;
    [this.own, this.raw, this.#plain] = [file('own'), file('raw'), file('plain')];
    const texts = file('texts');
    once(
      texts,
      (db) => {
        writeTexts(db, generator, count);
        return 0;
      },
      true,
    );
    this.texts = open(texts);
  }

  /** Builds our index; returns the processor time in ms. */
  buildOwn(): number {
    return once(this.own, (db) => {
      db.exec(MIGRATION);
      const made = { ms: 0 };
      const began = processor();
      new SearchIndex(db).rebuild(articles(this.texts, this.count, made), (done) => {
        if (done % 102_400 === 0) console.log(`${done.toLocaleString('en')} articles taken in`);
      });
      return processor() - began - made.ms;
    });
  }

  /** Builds raw FTS5; returns the processor time in ms. */
  buildRaw(): number {
    return once(this.raw, (db) => buildRaw(db, this.texts, this.count, true));
  }

  /** Builds raw FTS5 over title and body only, Chinese left as it is; returns the processor time in ms. */
  buildPlain(): number {
    return once(this.#plain, (db) => buildRaw(db, this.texts, this.count, false));
  }
}
