import type Database from 'better-sqlite3';
import {
  INDEXED_KINDS,
  USUAL_HABITS,
  type Indexable,
  type IndexedKind,
  type SearchHabits,
  type SearchOptions,
  type SearchResult,
} from '../../core/search/document.ts';
import { eachTerm } from '../../core/search/folding.ts';
import { answer } from './answer.ts';
import { SegmentBuilder } from './builder.ts';
import { Facets } from './facets.ts';
import type { Ground } from './ground.ts';
import { Names } from './names.ts';
import { lengthFactors, Scores } from './ranking.ts';
import { FLAGS, recordOf, Records, type DocumentRecord } from './records.ts';
import { relatedTo } from './related.ts';
import { Segments } from './segments.ts';
import { Synonyms } from './synonyms.ts';
import { positionText } from './terms.ts';

/** Layout of the packed data; an index of another version is rebuilt. */
const VERSION = 1;
/** Postings held in memory before a segment is written while building. */
const FLUSH = 6_000_000;
/** Memory FTS5 may hold while everything is built, in bytes. */
const BUILD_MEMORY = 32 << 20;
/** Words a builder may know before it is replaced. */
const MOST_WORDS = 600_000;

interface State {
  readonly version: number;
  readonly stamp: string;
  readonly next_document: number;
  readonly documents: number;
  readonly words: number;
}

/**
 * The search index inside the library file. Writing methods run in the transaction of the caller and never begin or end
 * one (except {@link rebuild} when there is none). What is held in memory is only ever a copy of rows recognised by random
 * stamps, compared before every search: a rollback or another process's write needs no special care.
 */
export class SearchIndex {
  readonly #db: Database.Database;
  readonly #bodyOf: (kind: IndexedKind, id: string) => string | null;
  readonly #habitsNow: () => SearchHabits;
  readonly #records: Records;
  readonly #segments: Segments;
  readonly #names: Names;
  readonly #facets: Facets;
  readonly #state: Database.Statement<[]>;
  readonly #row: Database.Statement<[number]>;
  readonly #match: Database.Statement<[string]>;
  readonly #begin: Database.Statement<[]>;
  readonly #end: Database.Statement<[]>;
  readonly #scores = new Scores();
  #habits = USUAL_HABITS;
  #synonyms = new Synonyms([]);
  #stamp = '';
  #average = 1;
  #lengths: Float32Array = new Float32Array(0);
  #total = 0;

  /**
   * `bodyOf` returns the text that passages of a thing are taken from, the same that was given as `body`; `habitsNow` how the
   * user wants searches to behave, asked before each.
   */
  constructor(
    db: Database.Database,
    bodyOf: (kind: IndexedKind, id: string) => string | null = () => null,
    habitsNow: () => SearchHabits = () => USUAL_HABITS,
  ) {
    this.#db = db;
    this.#habitsNow = habitsNow;
    this.#bodyOf = bodyOf;
    this.#records = new Records(db);
    this.#segments = new Segments(db);
    this.#names = new Names(db, this.#segments, this.#records);
    this.#facets = new Facets(this.#segments);
    this.#row = db.prepare<[number]>(
      'SELECT kind, id, source_id, external_id, title, names FROM search_document WHERE number = ?',
    );
    this.#match = db.prepare<[string]>('SELECT rowid FROM search_text WHERE search_text MATCH ?').pluck();
    this.#begin = db.prepare<[]>('BEGIN');
    this.#end = db.prepare<[]>('COMMIT');
    this.#state = db.prepare<[]>('SELECT version, stamp, next_document, documents, words FROM search_state');
  }

  #now(): State {
    return this.#state.get() as State;
  }

  /** Brings the copies in memory up to date with the file. */
  #sync(): void {
    const state = this.#now();
    if (state.stamp === this.#stamp) return;
    this.#segments.load();
    this.#records.load(state.next_document);
    this.#total = state.documents;
    this.#average = Math.max(1, state.words / Math.max(1, state.documents));
    this.#lengths = lengthFactors(this.#records, this.#average);
    this.#stamp = state.stamp;
  }

  /** True when the index was made by another version of the program and has to be rebuilt. */
  get outdated(): boolean {
    return this.#now().version !== VERSION;
  }

  /** Takes in new or changed things. */
  refresh(documents: readonly Indexable[]): void {
    if (documents.length === 0) return;
    const latest = new Map(documents.map((document) => [`${document.kind} ${document.id}`, document]));
    const changes = new Map<number, DocumentRecord | null>();
    const removed = this.#forget([...latest.values()], changes);
    const next = this.#insert([...latest.values()], this.#now().next_document, changes);
    this.#commit(changes, latest.size - removed, next);
  }

  /** Forgets things that are gone. Unknown ones are ignored. */
  remove(keys: readonly { readonly kind: IndexedKind; readonly id: string }[]): void {
    const changes = new Map<number, DocumentRecord | null>();
    const removed = this.#forget(keys, changes);
    if (removed > 0) this.#commit(changes, -removed, this.#now().next_document);
  }

  /**
   * Notes whether sources are annotated and have annotations that lost their place, without reading their words again: a
   * mark in an article of 50 MB is not a new article.
   */
  noteAnnotated(
    sources: readonly { readonly id: string; readonly annotated: boolean; readonly orphan: boolean }[],
  ): void {
    const find = this.#db
      .prepare("SELECT number FROM search_document WHERE kind = 'source' AND id = ?")
      .pluck();
    let changed = false;
    for (const { id, annotated, orphan } of sources) {
      const number = find.get(id) as number | undefined;
      if (number === undefined) continue;
      const flags = (annotated ? FLAGS.annotated : 0) | (orphan ? FLAGS.orphan : 0);
      if (this.#records.setFlags(number, FLAGS.annotated | FLAGS.orphan, flags)) changed = true;
    }
    if (changed) this.#db.prepare('UPDATE search_state SET stamp = ?').run(crypto.randomUUID());
  }

  #forget(
    keys: readonly { readonly kind: IndexedKind; readonly id: string }[],
    changes: Map<number, DocumentRecord | null>,
  ): number {
    const find = this.#db.prepare('SELECT number FROM search_document WHERE kind = ? AND id = ?').pluck();
    const drop = this.#db.prepare('DELETE FROM search_document WHERE number = ?');
    const dropText = this.#db.prepare('DELETE FROM search_text WHERE rowid = ?');
    let removed = 0;
    for (const { kind, id } of keys) {
      const number = find.get(kind, id) as number | undefined;
      if (number === undefined || changes.has(number)) continue;
      drop.run(number);
      dropText.run(number);
      changes.set(number, null);
      removed++;
    }
    return removed;
  }

  /** Writes documents under new numbers; returns the next free one. */
  #insert(documents: Iterable<Indexable>, from: number, changes: Map<number, DocumentRecord | null>): number {
    const insert = this.#db.prepare(
      `INSERT INTO search_document (number, kind, id, source_id, external_id, title, names)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    const insertText = this.#db.prepare(
      'INSERT INTO search_text (rowid, title, byline, body) VALUES (?, ?, ?, ?)',
    );
    let number = from;
    let builder = new SegmentBuilder();
    // A batch goes first into the tables and then into the builder: each works fastest while its own data is in cache.
    for (const batch of batches(documents)) {
      // Before a batch, not after: the last segment is never empty and carries the vocabulary.
      if (builder.postings >= FLUSH) {
        const more = builder.words < MOST_WORDS;
        this.#segments.append(builder, more);
        if (more) builder.startOver();
        else builder = new SegmentBuilder();
      }
      batch.forEach(({ kind, id, sourceId, externalId, title, names, byline, body }, i) => {
        insert.run(number + i, kind, id, sourceId, externalId, title, kind === 'company' ? names : null);
        insertText.run(
          number + i,
          positionText(names === '' ? title : `${title}\n${names}`),
          positionText(byline),
          positionText(body),
        );
      });
      for (const document of batch) {
        changes.set(number, recordOf(document, builder.add(number, document)));
        number++;
      }
    }
    this.#segments.append(builder);
    return number;
  }

  #commit(changes: ReadonlyMap<number, DocumentRecord | null>, documents: number, next: number): void {
    const words = this.#records.write(changes);
    this.#segments.settle(this.#records.live());
    this.#db
      .prepare(
        `UPDATE search_state SET stamp = ?, next_document = ?, documents = documents + ?, words = words + ?`,
      )
      .run(crypto.randomUUID(), next, documents, words);
  }

  /** Throws the index away and builds it anew from everything there is. Opens a transaction where there is none. */
  rebuild(all: Iterable<Indexable>, onProgress: (done: number) => void = () => {}): void {
    const build = (): void => {
      for (const table of ['search_document', 'search_page', 'search_segment', 'search_block']) {
        this.#db.exec(`DELETE FROM ${table}`);
      }
      this.#db.exec(`INSERT INTO search_text (search_text) VALUES ('delete-all')`);
      this.#db
        .prepare(
          'UPDATE search_state SET version = ?, next_document = 1, documents = 0, words = 0, stamp = ?',
        )
        .run(VERSION, crypto.randomUUID());
      const changes = new Map<number, DocumentRecord | null>();
      const counted = function* (): Generator<Indexable> {
        let done = 0;
        for (const document of all) {
          yield document;
          done++;
          if (done % 256 === 0) onProgress(done);
        }
        onProgress(done);
      };
      // FTS5 holds more in memory while everything is built, so that it has less to merge; its default is 1 MiB.
      const hold = this.#db.prepare(`INSERT INTO search_text (search_text, rank) VALUES ('hashsize', ?)`);
      hold.run(BigInt(BUILD_MEMORY));
      const next = this.#insert(counted(), 1, changes);
      hold.run(1n << 20n);
      this.#commit(changes, changes.size, next);
    };
    if (this.#db.inTransaction) build();
    else this.#db.transaction(build)();
  }

  /** Does a piece of the work that keeps the index small, when there is time; true when there may be more to do. */
  maintain(): boolean {
    const worked = this.#segments.maintain(this.#records.live());
    if (worked) this.#db.prepare('UPDATE search_state SET stamp = ?').run(crypto.randomUUID());
    return worked;
  }

  /** Searches. Any text is a query; what is not understood is searched as words and named in a doubt. */
  search(query: string, options: SearchOptions = {}): SearchResult {
    return this.#reading(() => {
      this.#sync();
      return answer(this.#ground(), query, options);
    });
  }

  /**
   * Reads in one transaction: everything is of one moment, whatever another process writes meanwhile, and the hundreds of
   * rows that a search may read do not each take and return the file's locks, which is a third of what reading them costs.
   */
  #reading<T>(read: () => T): T {
    if (this.#db.inTransaction) return read();
    this.#begin.run();
    try {
      return read();
    } finally {
      // Nothing was written; SQLite itself may have ended the transaction on an error.
      if (this.#db.inTransaction) this.#end.run();
    }
  }

  #ground(): Ground {
    const habits = this.#habitsNow();
    if (habits.synonyms !== this.#habits.synonyms) this.#synonyms = new Synonyms(habits.synonyms);
    this.#habits = habits;
    return {
      habits,
      synonyms: this.#synonyms,
      row: this.#row,
      match: this.#match,
      segments: this.#segments,
      records: this.#records,
      names: this.#names,
      facets: this.#facets,
      scores: this.#scores,
      average: this.#average,
      lengths: this.#lengths,
      total: this.#total,
      bodyOf: this.#bodyOf,
    };
  }

  /** Things of the same kind that are about the same, best first; empty when the thing is unknown. */
  related(
    kind: IndexedKind,
    id: string,
    limit = 8,
  ): { readonly id: string; readonly title: string; readonly score: number }[] {
    return this.#reading(() => this.#relatedTo(kind, id, limit));
  }

  #relatedTo(
    kind: IndexedKind,
    id: string,
    limit: number,
  ): { readonly id: string; readonly title: string; readonly score: number }[] {
    this.#sync();
    const self = this.#db
      .prepare('SELECT number, title FROM search_document WHERE kind = ? AND id = ?')
      .get(kind, id) as { number: number; title: string } | undefined;
    if (!self) return [];
    const text = `${self.title}\n${this.#bodyOf(kind, id) ?? ''}`;
    return relatedTo(this.#ground(), text, self.number, limit, INDEXED_KINDS.indexOf(kind) + 1).map(
      ({ document, score }) => {
        const row = this.#row.get(document) as { id: string; title: string };
        return { id: row.id, title: row.title, score };
      },
    );
  }

  /** Words of the library that begin as typed, the commonest first. */
  suggest(prefix: string, limit = 8): string[] {
    this.#sync();
    let last = '';
    eachTerm(prefix, (term) => {
      last = term;
    });
    if (last === '') return [];
    const counts = new Map<string, number>();
    for (const { vocabulary } of this.#segments.all) {
      vocabulary.completions(last, limit, (word, count) => counts.set(word, (counts.get(word) ?? 0) + count));
    }
    return [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, limit)
      .map(([word]) => word);
  }

  /** Forgets what is held in memory, so that the next search reads it again. */
  rolledBack(): void {
    this.#stamp = '';
  }

  /** Compares the parts of the index with each other; returns what is wrong, one sentence each. */
  check(): string[] {
    const problems: string[] = [];
    const state = this.#now();
    if (state.version !== VERSION) return ['The search index was made by another version of the program.'];
    const rows = this.#db.prepare('SELECT number FROM search_document').pluck().all() as number[];
    if (rows.length !== state.documents) {
      problems.push(`The search index counts ${state.documents} things and lists ${rows.length}.`);
    }
    const { isLive } = this.#records.live();
    const missing = rows.filter((number) => !isLive(number)).length;
    if (missing > 0) problems.push(`${missing} things of the search index have no record.`);
    const segments = this.#db
      .prepare('SELECT low, high, first_block, firsts FROM search_segment ORDER BY low')
      .all() as {
      low: number;
      high: number;
      first_block: number;
      firsts: string;
    }[];
    let before = 0;
    let blocks = 0;
    for (const segment of segments) {
      if (segment.low <= before) problems.push('Two segments of the search index overlap.');
      before = segment.high;
      blocks += (JSON.parse(segment.firsts) as string[]).length;
    }
    const uncovered = rows.filter(
      (number) => !segments.some(({ low, high }) => low <= number && number <= high),
    ).length;
    if (uncovered > 0) problems.push(`${uncovered} things of the search index are in no segment.`);
    const stored = this.#db.prepare('SELECT count(*) FROM search_block').pluck().get() as number;
    if (stored !== blocks) problems.push(`The search index should have ${blocks} blocks and has ${stored}.`);
    const inText = this.#db.prepare('SELECT count(*) FROM search_text_docsize').pluck().get() as number;
    if (inText !== rows.length) problems.push(`The position index holds ${inText} of ${rows.length} things.`);
    return problems;
  }
}

function* batches<T>(items: Iterable<T>, size = 64): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
