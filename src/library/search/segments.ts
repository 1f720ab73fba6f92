import type Database from 'better-sqlite3';
import { BlockCache } from './block-cache.ts';
import type { SegmentBuilder } from './builder.ts';
import { ChampionWriter } from './champions.ts';
import { BlockWriter, blockEntries, eachPosting, findInBlock, termBytes, type Postings } from './postings.ts';
import type { LiveRecords, Records } from './records.ts';
import { mergeVocabularies, Vocabulary } from './vocabulary.ts';

/** Segments this small are merged within the write that makes them too many; larger ones wait for {@link Segments.maintain}. */
const MERGED_AT_ONCE = 512;
const FAN = 8;
const MOST_SEGMENTS = 40;

/** One segment as the query side holds it. */
export interface Segment {
  readonly id: number;
  readonly stamp: string;
  readonly documents: number;
  readonly low: number;
  readonly high: number;
  readonly firstBlock: number;
  readonly firsts: readonly string[];
  readonly vocabulary: Vocabulary;
}

interface SegmentRow {
  readonly id: number;
  readonly stamp: string;
  readonly documents: number;
  readonly low: number;
  readonly high: number;
  readonly first_block: number;
  readonly firsts: string;
  readonly vocabulary: Uint8Array;
}

type Size = Pick<SegmentRow, 'id' | 'documents' | 'low'>;

/** The segments of the index: reading them, adding one, merging neighbours. Never begins or ends a transaction. */
export class Segments {
  readonly #db: Database.Database;
  readonly #readBlock: Database.Statement<[number]>;
  #loaded: Segment[] = [];
  #dead = new WeakMap<Segment, number>();
  readonly #cache = new BlockCache();

  constructor(db: Database.Database) {
    this.#db = db;
    this.#readBlock = db.prepare<[number]>('SELECT postings FROM search_block WHERE id = ?').pluck();
  }

  /** The segments in order of document numbers, as of the last {@link load}. */
  get all(): readonly Segment[] {
    return this.#loaded;
  }

  /** Reads what changed since the last call; segments are recognised by their stamp. */
  load(): void {
    const rows = this.#db.prepare('SELECT id, stamp FROM search_segment ORDER BY low').all() as Pick<
      SegmentRow,
      'id' | 'stamp'
    >[];
    const known = new Map(this.#loaded.map((segment) => [segment.stamp, segment]));
    const stamps = new Set(rows.map(({ stamp }) => stamp));
    if (this.#loaded.some(({ stamp }) => !stamps.has(stamp))) this.#cache.clear();
    const read = this.#db.prepare<[number]>('SELECT * FROM search_segment WHERE id = ?');
    this.#dead = new WeakMap();
    this.#loaded = rows.map(({ id, stamp }) => {
      const before = known.get(stamp);
      if (before) return before;
      const row = read.get(id) as SegmentRow;
      return {
        ...row,
        firstBlock: row.first_block,
        firsts: JSON.parse(row.firsts) as string[],
        vocabulary: new Vocabulary(row.vocabulary),
      };
    });
  }

  #block(number: number): Uint8Array {
    const block = this.#readBlock.get(number) as Uint8Array | undefined;
    if (!block) throw new Error(`search: block ${number} is missing`);
    return block;
  }

  /** The postings of a term, one run per segment, in order of document numbers. */
  postings(term: string): Postings[] {
    const found: Postings[] = [];
    const bytes = termBytes(term);
    for (const segment of this.#loaded) {
      const postings = this.#find(segment, term, bytes);
      if (postings) found.push(postings);
    }
    return found;
  }

  /** The postings of a term in one segment; null where it stands in none of its documents. */
  postingsIn(segment: Segment, term: string): Postings | null {
    return this.#find(segment, term, termBytes(term));
  }

  #find(segment: Segment, term: string, bytes: Uint8Array): Postings | null {
    const index = blockAt(segment.firsts, term);
    if (index < 0) return null;
    return findInBlock(
      this.#cache.get(segment.firstBlock + index, (number) => this.#block(number)),
      bytes,
    );
  }

  /** How many documents of a segment are gone since it was written, as of the last load. */
  dead(segment: Segment, { kinds }: Records): number {
    let dead = this.#dead.get(segment);
    if (dead === undefined) {
      dead = segment.documents;
      for (let number = segment.low; number <= segment.high; number++) if (kinds[number] !== 0) dead--;
      this.#dead.set(segment, dead);
    }
    return dead;
  }

  /** Calls back for every term that begins with `prefix`, segment by segment. */
  eachWithPrefix(prefix: string, visit: (term: string, postings: Postings) => void): void {
    for (const segment of this.#loaded) this.eachInSegment(segment, prefix, visit);
  }

  /** Calls back for every term of one segment that begins with `prefix`. */
  eachInSegment(segment: Segment, prefix: string, visit: (term: string, postings: Postings) => void): void {
    for (let i = Math.max(0, blockAt(segment.firsts, prefix)); i < segment.firsts.length; i++) {
      if (segment.firsts[i]! > `${prefix}\uffff`) break;
      for (const { term, postings } of blockEntries(this.#block(segment.firstBlock + i))) {
        if (term.startsWith(prefix)) visit(term, postings);
      }
    }
  }

  /** Writes what a builder collected as a new segment. With `more` to come from it, its vocabulary is left to the last. */
  append(builder: SegmentBuilder, more = false): void {
    if (builder.documents === 0) return;
    const { words, counts } = more ? { words: [], counts: [] } : builder.vocabulary();
    const { documents, low, high } = builder;
    const lengthOf = (number: number): number => builder.lengthOf(number);
    this.#write(documents, low, high, Vocabulary.pack(words, counts), lengthOf, (writer) => {
      builder.finish((...postings) => writer.add(...postings));
    });
  }

  /** Merges small segments that have become many. Called at the end of a write. */
  settle(records: LiveRecords): void {
    for (;;) {
      const sizes = this.#sizes();
      const run = mergeable(sizes);
      const documents = run ? run.reduce((sum, segment) => sum + segment.documents, 0) : 0;
      if (!run || (documents > MERGED_AT_ONCE * FAN && sizes.length <= MOST_SEGMENTS)) return;
      this.merge(run, records);
    }
  }

  /** Merges larger segments when there is time; true where something was done. */
  maintain(records: LiveRecords): boolean {
    const run = mergeable(this.#sizes());
    if (run) this.merge(run, records);
    return run !== null;
  }

  #sizes(): Size[] {
    return this.#db.prepare('SELECT id, documents, low FROM search_segment ORDER BY low').all() as Size[];
  }

  /** Writes neighbouring segments as one, leaving out documents that are gone. */
  merge(sizes: readonly Size[], { isLive, lengthOf }: LiveRecords): void {
    const read = this.#db.prepare<[number]>('SELECT * FROM search_segment WHERE id = ?');
    const rows = sizes.map(({ id }) => read.get(id) as SegmentRow);
    const vocabulary = mergeVocabularies(rows.map((row) => new Vocabulary(row.vocabulary)));
    const live = new Set<number>();
    const streams = rows.map((row) => this.#entries(row));
    const heads = streams.map((stream) => stream.next());
    let numbers = new Uint32Array(1 << 10);
    let weights = new Uint8Array(1 << 10);
    const low = rows[0]!.low;
    const high = rows[rows.length - 1]!.high;
    const written = this.#write(0, low, high, vocabulary, lengthOf, (writer) => {
      for (;;) {
        let least: string | null = null;
        for (const head of heads)
          if (!head.done && (least === null || head.value.term < least)) least = head.value.term;
        if (least === null) return;
        const most = heads.reduce(
          (sum, head) => sum + (head.done || head.value.term !== least ? 0 : head.value.postings.count),
          0,
        );
        if (most > numbers.length) {
          numbers = new Uint32Array(2 * most);
          weights = new Uint8Array(2 * most);
        }
        let count = 0;
        heads.forEach((head, i) => {
          if (head.done || head.value.term !== least) return;
          eachPosting(head.value.postings, (number, weight) => {
            if (!isLive(number)) return;
            live.add(number);
            numbers[count] = number;
            weights[count++] = weight;
          });
          heads[i] = streams[i]!.next();
        });
        if (count > 0) writer.add(least, numbers, weights, 0, count);
      }
    });
    this.#db.prepare('UPDATE search_segment SET documents = ? WHERE id = ?').run(live.size, written);
    for (const row of rows) this.#drop(row);
    if (live.size === 0) this.#drop(read.get(written) as SegmentRow);
  }

  *#entries(row: SegmentRow): Generator<{ readonly term: string; readonly postings: Postings }> {
    const blocks = (JSON.parse(row.firsts) as string[]).length;
    for (let i = 0; i < blocks; i++) {
      yield* blockEntries(this.#readBlock.get(row.first_block + i) as Uint8Array);
    }
  }

  #drop(row: SegmentRow): void {
    const blocks = (JSON.parse(row.firsts) as string[]).length;
    this.#db
      .prepare('DELETE FROM search_block WHERE id >= ? AND id < ?')
      .run(row.first_block, row.first_block + blocks);
    this.#db.prepare('DELETE FROM search_segment WHERE id = ?').run(row.id);
  }

  #write(
    documents: number,
    low: number,
    high: number,
    vocabulary: Uint8Array,
    lengthOf: (number: number) => number,
    fill: (writer: ChampionWriter) => void,
  ): number {
    const last = this.#db.prepare('SELECT coalesce(max(id), 0) FROM search_block').pluck().get() as number;
    const insert = this.#db.prepare('INSERT INTO search_block (id, postings) VALUES (?, ?)');
    const firsts: string[] = [];
    const writer = new BlockWriter((first, data) => {
      firsts.push(first);
      insert.run(last + firsts.length, data);
    });
    const champions = new ChampionWriter(writer, low, high, lengthOf);
    fill(champions);
    champions.finish();
    writer.finish();
    const { lastInsertRowid } = this.#db
      .prepare(
        `INSERT INTO search_segment (stamp, documents, low, high, first_block, firsts, vocabulary)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(crypto.randomUUID(), documents, low, high, last + 1, JSON.stringify(firsts), vocabulary);
    return Number(lastInsertRowid);
  }
}

/** Index of the block that holds `term` if any does: the last whose first term is not above it. */
function blockAt(firsts: readonly string[], term: string): number {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (firsts[middle]! <= term) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const tier = (documents: number): number => Math.floor(Math.log(Math.max(1, documents)) / Math.log(FAN));

/** A run of at least eight neighbours of one size, the last such run first; null when all is in order. */
function mergeable(sizes: readonly Size[]): Size[] | null {
  let to = sizes.length;
  while (to > 0) {
    let from = to - 1;
    // Smaller segments between larger ones, left by deletions, join the run they stand in.
    while (from > 0 && tier(sizes[from - 1]!.documents) <= tier(sizes[to - 1]!.documents)) from--;
    if (to - from >= FAN) return sizes.slice(from, to);
    to = from;
  }
  return null;
}
