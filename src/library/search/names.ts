import type Database from 'better-sqlite3';
import { foldedKey, isIdeographic } from '../../core/search/folding.ts';
import { isStopWord } from '../../core/search/stopwords.ts';
import { eachPosting } from './postings.ts';
import type { Records } from './records.ts';
import type { Segment, Segments } from './segments.ts';
import { aliasesOf } from './terms.ts';

/** A company as the index knows it. */
export interface NamedCompany {
  readonly document: number;
  readonly id: string;
  /** All its names, folded. */
  readonly names: readonly string[];
}

/** Names too short or common to be searched for in the company's stead. */
export const isTellingName = (name: string): boolean =>
  !isStopWord(name) && (isIdeographic(name) ? Array.from(name).length >= 2 : name.length >= 3);

/** Finds companies by their names. Names are read once per segment, which never changes. */
export class Names {
  readonly #segments: Segments;
  readonly #records: Records;
  readonly #row: Database.Statement<[number]>;
  readonly #bySegment = new WeakMap<Segment, ReadonlyMap<string, readonly number[]>>();

  constructor(db: Database.Database, segments: Segments, records: Records) {
    this.#segments = segments;
    this.#records = records;
    this.#row = db.prepare<[number]>('SELECT id, title, names FROM search_document WHERE number = ?');
  }

  *#maps(): Generator<ReadonlyMap<string, readonly number[]>> {
    for (const segment of this.#segments.all) {
      let map = this.#bySegment.get(segment);
      if (!map) {
        const names = new Map<string, number[]>();
        this.#segments.eachInSegment(segment, 'alias:', (term, postings) => {
          const numbers: number[] = [];
          eachPosting(postings, (number) => numbers.push(number));
          names.set(term.slice('alias:'.length), numbers);
        });
        this.#bySegment.set(segment, (map = names));
      }
      if (map.size > 0) yield map;
    }
  }

  /** True where there is any company at all. */
  get any(): boolean {
    return !this.#maps().next().done;
  }

  #read(document: number): NamedCompany {
    const row = this.#row.get(document) as { id: string; title: string; names: string | null };
    return { document, id: row.id, names: aliasesOf(row.title, row.names ?? '') };
  }

  /** The companies that have exactly this name, after folding. */
  named(name: string): NamedCompany[] {
    const key = foldedKey(name);
    if (key === '') return [];
    const found: NamedCompany[] = [];
    for (const map of this.#maps()) {
      for (const document of map.get(key) ?? []) {
        if (this.#records.kinds[document]! > 0) found.push(this.#read(document));
      }
    }
    return found;
  }

  /** The companies with a name that begins so; at most `most`. */
  beginning(name: string, most: number): NamedCompany[] {
    const key = foldedKey(name);
    if (key === '') return [];
    const documents = new Set<number>();
    for (const map of this.#maps()) {
      for (const [alias, numbers] of map) {
        if (!alias.startsWith(key)) continue;
        for (const document of numbers) if (this.#records.kinds[document]! > 0) documents.add(document);
        if (documents.size >= most) break;
      }
    }
    return [...documents].slice(0, most).map((document) => this.#read(document));
  }
}
