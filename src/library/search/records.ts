import type Database from 'better-sqlite3';
import { INDEXED_KINDS, type Indexable, type IndexedKind } from '../../core/search/document.ts';

/** Documents per row of `search_page`. */
const PAGE = 1024;
const RECORD = 12;

/** Bits of a record's flags. */
export const FLAGS = { starred: 1, annotated: 2, orphan: 4, duplicate: 8 } as const;

/** What is known of one document without reading its row. */
export interface DocumentRecord {
  readonly kind: IndexedKind;
  readonly flags: number;
  /** YYYYMMDD with zeros for unknown parts; 0 where there is no date. */
  readonly date: number;
  /** Seconds since 1970. */
  readonly created: number;
  /** Length in words, at most 65,535. */
  readonly length: number;
}

/** What segments are written by, as of the database now. */
export interface LiveRecords {
  readonly isLive: (number: number) => boolean;
  /** Length in words; 0 where there is no document. */
  readonly lengthOf: (number: number) => number;
}

/** A date as a number that sorts: `2024-06` is 20240600. */
export function dateNumber(date: string | null): number {
  const parts = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?/.exec(date ?? '');
  return parts ? Number(parts[1]) * 10000 + Number(parts[2] ?? 0) * 100 + Number(parts[3] ?? 0) : 0;
}

/** The record of a document of the given length in words. */
export function recordOf(document: Indexable, length: number): DocumentRecord {
  const { facets, kind } = document;
  const flags =
    (facets.starred ? FLAGS.starred : 0) |
    (facets.annotated ? FLAGS.annotated : 0) |
    (facets.orphan ? FLAGS.orphan : 0) |
    (facets.duplicate ? FLAGS.duplicate : 0);
  const created = Date.parse(facets.createdAt);
  return {
    kind,
    flags,
    date: dateNumber(facets.publishedOn),
    created: Number.isFinite(created) ? Math.max(0, Math.floor(created / 1000)) : 0,
    length: Math.min(65535, length),
  };
}

/**
 * The records of all documents in flat arrays indexed by document number; `kinds` is 0 where there is no document, else
 * one more than the place in INDEXED_KINDS. Stored 1,024 to a row, little-endian: date u32, created u32, length u16,
 * kind u8, flags u8.
 */
export class Records {
  readonly #db: Database.Database;
  readonly #stamps = new Map<number, string>();
  /** One above the highest number in use. */
  end = 1;
  kinds = new Uint8Array(PAGE);
  flags = new Uint8Array(PAGE);
  dates = new Uint32Array(PAGE);
  created = new Uint32Array(PAGE);
  lengths = new Uint16Array(PAGE);

  constructor(db: Database.Database) {
    this.#db = db;
  }

  /** Reads the pages that changed since the last call. */
  load(end: number): void {
    this.end = end;
    if (end > this.kinds.length) this.#grow(end);
    const listed = this.#db.prepare('SELECT page, stamp FROM search_page').all() as {
      page: number;
      stamp: string;
    }[];
    const read = this.#db.prepare<[number]>('SELECT records FROM search_page WHERE page = ?').pluck();
    const present = new Set<number>();
    for (const { page, stamp } of listed) {
      present.add(page);
      if (this.#stamps.get(page) === stamp) continue;
      this.#unpack(page, read.get(page) as Uint8Array);
      this.#stamps.set(page, stamp);
    }
    for (const page of this.#stamps.keys()) {
      if (present.has(page)) continue;
      this.kinds.fill(0, page * PAGE, (page + 1) * PAGE);
      this.#stamps.delete(page);
    }
  }

  #grow(end: number): void {
    const size = Math.ceil((end * 1.25) / PAGE) * PAGE;
    const copy = <T extends Uint8Array | Uint16Array | Uint32Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.kinds = copy(this.kinds, new Uint8Array(size));
    this.flags = copy(this.flags, new Uint8Array(size));
    this.dates = copy(this.dates, new Uint32Array(size));
    this.created = copy(this.created, new Uint32Array(size));
    this.lengths = copy(this.lengths, new Uint16Array(size));
  }

  #unpack(page: number, packed: Uint8Array): void {
    const first = page * PAGE;
    if (first + PAGE > this.kinds.length) this.#grow(first + PAGE);
    const { dates, created, lengths, kinds, flags } = this;
    const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
    for (let i = first, at = 0; at < PAGE * RECORD; i++, at += RECORD) {
      dates[i] = view.getUint32(at, true);
      created[i] = view.getUint32(at + 4, true);
      lengths[i] = view.getUint16(at + 8, true);
      kinds[i] = packed[at + 10]!;
      flags[i] = packed[at + 11]!;
    }
  }

  /** Writes records (null removes one); returns by how much the total of words changed. Several at once share pages. */
  write(changes: ReadonlyMap<number, DocumentRecord | null>): number {
    const byPage = new Map<number, number[]>();
    for (const number of changes.keys()) {
      const page = Math.floor(number / PAGE);
      const numbers = byPage.get(page);
      if (numbers) numbers.push(number);
      else byPage.set(page, [number]);
    }
    const read = this.#db.prepare<[number]>('SELECT records FROM search_page WHERE page = ?').pluck();
    const save = this.#db.prepare(
      `INSERT INTO search_page (page, stamp, records) VALUES (?, ?, ?)
       ON CONFLICT (page) DO UPDATE SET stamp = excluded.stamp, records = excluded.records`,
    );
    let words = 0;
    for (const [page, numbers] of byPage) {
      const packed = (read.get(page) as Uint8Array | undefined) ?? new Uint8Array(PAGE * RECORD);
      const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
      for (const number of numbers) {
        const record = changes.get(number) ?? null;
        const at = (number % PAGE) * RECORD;
        if (packed[at + 10]! > 0) words -= view.getUint16(at + 8, true);
        packed.fill(0, at, at + RECORD);
        if (!record) continue;
        words += record.length;
        view.setUint32(at, record.date, true);
        view.setUint32(at + 4, record.created, true);
        view.setUint16(at + 8, record.length, true);
        packed[at + 10] = INDEXED_KINDS.indexOf(record.kind) + 1;
        packed[at + 11] = record.flags;
      }
      save.run(page, crypto.randomUUID(), packed);
    }
    return words;
  }

  /** Sets some flags of a document (those of `mask`) and leaves the rest of its record; false when they were so before. */
  setFlags(number: number, mask: number, flags: number): boolean {
    const page = Math.floor(number / PAGE);
    const packed = this.#db
      .prepare<[number]>('SELECT records FROM search_page WHERE page = ?')
      .pluck()
      .get(page) as Uint8Array | undefined;
    const at = (number % PAGE) * RECORD + 11;
    if (!packed || (packed[at]! & mask) === flags) return false;
    packed[at] = (packed[at]! & ~mask) | flags;
    this.#db
      .prepare('UPDATE search_page SET stamp = ?, records = ? WHERE page = ?')
      .run(crypto.randomUUID(), packed, page);
    return true;
  }

  /** Reads records as of the database now rather than of the last load. */
  live(): LiveRecords {
    const pages = new Map<number, Uint8Array | undefined>();
    const read = this.#db.prepare<[number]>('SELECT records FROM search_page WHERE page = ?').pluck();
    const pageOf = (number: number): Uint8Array | undefined => {
      const page = Math.floor(number / PAGE);
      if (!pages.has(page)) pages.set(page, read.get(page) as Uint8Array | undefined);
      return pages.get(page);
    };
    return {
      isLive: (number) => (pageOf(number)?.[(number % PAGE) * RECORD + 10] ?? 0) > 0,
      lengthOf: (number) => {
        const page = pageOf(number);
        const at = (number % PAGE) * RECORD + 8;
        return page ? page[at]! | (page[at + 1]! << 8) : 0;
      },
    };
  }
}
