import type { Indexable } from '../../core/search/document.ts';
import { stem } from '../../core/search/stemming.ts';
import { packWeight } from './postings.ts';
import { SortedNames, sortedNames } from './sorted-names.ts';
import { facetKeys, soundKeys } from './terms.ts';
import { BODY, BYLINE, TITLE, together, WordCounter } from './word-counter.ts';

const grown = <T extends Uint32Array | Int32Array | Uint16Array | Uint8Array>(old: T, size: number): T => {
  const larger = new (old.constructor as new (length: number) => T)(Math.max(size, old.length * 2));
  larger.set(old);
  return larger;
};

/**
 * Receives the finished postings of one term: the documents in rising order and their weight bytes, from `from` up to `to` of
 * arrays that are reused for the next.
 */
export type PostingSink = (
  term: string,
  documents: Uint32Array,
  weights: Uint8Array,
  from: number,
  to: number,
) => void;

/**
 * Collects the postings of documents given in rising order of number: words as written and other terms get small integers,
 * and postings are three flat arrays. Only at the end are words brought to their stems, and one counting sort brings all
 * into term order: no object per term or posting, and nothing per document that can be done per word.
 */
export class SegmentBuilder {
  /** Documents collected. */
  documents = 0;
  low = 0;
  high = 0;
  #words = new WordCounter();
  /** The term of every word whose stem has been taken. */
  #termOfWord = new Uint32Array(1 << 12);
  /** Words that have been given a term. */
  #known = 0;
  /** Number of documents of every word, as far as they have been given out. */
  #documentsOfWord = new Uint32Array(1 << 12);
  #terms = new Map<string, number>();
  /** Open addressing: two characters in one number and, beside it, one more than their term. */
  #pairs = new Int32Array(1 << 12);
  #pairsKnown = 0;
  #names = new SortedNames();
  #termNow = new Uint32Array(1 << 12);
  #termsNow: number[] = [];
  #lengths: number[] = [];
  #postings = 0;
  /** What stands in a document: twice the number of a word, or twice the number of a term and one. */
  #postingKeys = new Uint32Array(1 << 14);
  #postingNumbers = new Uint32Array(1 << 14);
  /** Counts in body (8 bits), title (2 bits) and byline (1 bit); a field that is full stays full. */
  #postingCounts = new Uint16Array(1 << 14);

  /** Postings collected; a measure of the memory held. */
  get postings(): number {
    return this.#postings;
  }

  /** Words known; a measure of the memory held across segments. */
  get words(): number {
    return this.#words.size;
  }

  #term(name: string): number {
    const known = this.#terms.get(name);
    if (known !== undefined) return known;
    const term = this.#names.add(name);
    this.#terms.set(name, term);
    if (term >= this.#termNow.length) this.#termNow = grown(this.#termNow, term + 1);
    return term;
  }

  /** The term of one unspaced character or a pair; those of the basic plane are looked up by number. */
  #unspaced(first: string, second = ''): number {
    if (first.length > 1 || second.length > 1) return this.#term(first + second);
    const key = (first.charCodeAt(0) << 16) | (second === '' ? 0 : second.charCodeAt(0));
    const table = this.#pairs;
    const mask = table.length - 2;
    let slot = (Math.imul(key ^ (key >>> 13), 0x9e3779b1) >>> 7) & mask & ~1;
    while (table[slot + 1] !== 0) {
      if (table[slot] === key) return table[slot + 1]! - 1;
      slot = (slot + 2) & mask;
    }
    const term = this.#term(first + second);
    table[slot] = key;
    table[slot + 1] = term + 1;
    if (++this.#pairsKnown * 4 > table.length) this.#growPairs();
    return term;
  }

  #growPairs(): void {
    const old = this.#pairs;
    const table = new Int32Array(old.length * 2);
    const mask = table.length - 2;
    for (let i = 0; i < old.length; i += 2) {
      if (old[i + 1] === 0) continue;
      const key = old[i]!;
      let slot = (Math.imul(key ^ (key >>> 13), 0x9e3779b1) >>> 7) & mask & ~1;
      while (table[slot + 1] !== 0) slot = (slot + 2) & mask;
      table[slot] = key;
      table[slot + 1] = old[i + 1]!;
    }
    this.#pairs = table;
  }

  #countTerm(term: number, occurrences: number): void {
    const before = this.#termNow[term]!;
    if (before === 0) this.#termsNow.push(term);
    this.#termNow[term] = together(before, occurrences);
  }

  /** Reads one field; returns its length in words, two characters of an unspaced script counting as one. */
  #read(text: string, once: number): number {
    if (text === '') return 0;
    let characters = 0;
    let held = '';
    let touching = -1;
    const words = this.#words.read(text, once, (term, start, end) => {
      characters++;
      this.#countTerm(this.#unspaced(term), once);
      if (touching === start) this.#countTerm(this.#unspaced(held, term), once);
      held = term;
      touching = end;
    });
    return words + Math.ceil(characters / 2);
  }

  /** Length in words of a document collected; 0 for a number in between. */
  lengthOf(number: number): number {
    return this.#lengths[number - this.low] ?? 0;
  }

  /** Adds a document under a number above all before; returns its length in words. */
  add(number: number, document: Indexable): number {
    if (this.documents++ === 0) this.low = number;
    while (this.#lengths.length < number - this.low) this.#lengths.push(0);
    this.high = number;
    const length =
      this.#read(document.title, TITLE) +
      this.#read(document.names, TITLE) +
      this.#read(document.byline, BYLINE) +
      this.#read(document.body, BODY);
    this.#lengths.push(Math.min(65535, length));
    for (const [key, once] of soundKeys(document)) this.#countTerm(this.#term(key), once);
    const keys = facetKeys(document).map((key) => this.#term(key));
    const needed = this.#postings + this.#words.counted + this.#termsNow.length + keys.length;
    if (needed > this.#postingKeys.length) {
      this.#postingKeys = grown(this.#postingKeys, needed);
      this.#postingNumbers = grown(this.#postingNumbers, needed);
      this.#postingCounts = grown(this.#postingCounts, needed);
    }
    const [postingKeys, postingCounts] = [this.#postingKeys, this.#postingCounts];
    const from = this.#postings;
    let at = from;
    this.#words.drain((word, count) => {
      postingKeys[at] = 2 * word;
      postingCounts[at++] = packCounts(count);
    });
    for (const term of this.#termsNow) {
      postingKeys[at] = 2 * term + 1;
      postingCounts[at++] = packCounts(this.#termNow[term]!);
      this.#termNow[term] = 0;
    }
    this.#termsNow.length = 0;
    for (const term of keys) {
      postingKeys[at] = 2 * term + 1;
      postingCounts[at++] = 0;
    }
    this.#postingNumbers.fill(number, from, at);
    this.#postings = at;
    return length;
  }

  /** Gives every word met since the last call its term. */
  #settleWords(): void {
    const { size } = this.#words;
    if (size > this.#termOfWord.length) {
      this.#termOfWord = grown(this.#termOfWord, size);
      this.#documentsOfWord = grown(this.#documentsOfWord, size);
    }
    for (let word = this.#known; word < size; word++)
      this.#termOfWord[word] = this.#term(stem(this.#words.word(word)));
    this.#known = size;
  }

  /** Gives out all postings in rising order of term. */
  finish(sink: PostingSink): void {
    this.#settleWords();
    const [keys, numbers, counted] = [this.#postingKeys, this.#postingNumbers, this.#postingCounts];
    const [termOfWord, documentsOfWord] = [this.#termOfWord, this.#documentsOfWord];
    const total = this.#postings;
    const starts = new Uint32Array(this.#names.size + 1);
    for (let i = 0; i < total; i++) {
      const key = keys[i]!;
      if ((key & 1) === 0) {
        documentsOfWord[key >>> 1]!++;
        keys[i] = termOfWord[key >>> 1]!;
      } else keys[i] = key >>> 1;
      starts[keys[i]! + 1]!++;
    }
    for (let i = 0; i < this.#names.size; i++) starts[i + 1]! += starts[i]!;
    const next = starts.slice(0, this.#names.size);
    const documents = new Uint32Array(total);
    const counts = new Uint16Array(total);
    for (let i = 0; i < total; i++) {
      const place = next[keys[i]!]!++;
      documents[place] = numbers[i]!;
      counts[place] = counted[i]!;
    }
    const weights = new Uint8Array(total);
    for (const term of this.#names.order()) {
      const from = starts[term]!;
      const end = starts[term + 1]!;
      if (from === end) continue;
      // Several words of one document may have the same stem; they stand beside each other.
      let to = from;
      for (let i = from; i < end;) {
        const document = documents[i]!;
        let count = counts[i++]!;
        while (i < end && documents[i] === document) count = addCounts(count, counts[i++]!);
        documents[to] = document;
        weights[to++] = packWeight(count & 0xff, (count >>> 8) & 3, count >>> 10);
      }
      sink(this.#names.name(term), documents, weights, from, to);
    }
  }

  /**
   * Empties the builder for the next segment. What words it knows, and in how many documents, is kept: most of them come
   * again, and one vocabulary at the end serves all segments of a build.
   */
  startOver(): void {
    this.documents = 0;
    this.#lengths = [];
    this.#postings = 0;
  }

  /** The words as written, in rising order, with the number of documents of each. */
  vocabulary(): { readonly words: readonly string[]; readonly counts: readonly number[] } {
    this.#settleWords();
    const words = Array.from({ length: this.#words.size }, (_, word) => this.#words.word(word));
    const [numbers, keys] = [this.#documentsOfWord.slice(), this.#postingKeys];
    // Those not given out yet count as well.
    for (let i = 0; i < this.#postings; i++) if ((keys[i]! & 1) === 0) numbers[keys[i]! >>> 1]!++;
    const order = sortedNames(words).filter((word) => numbers[word]! > 0);
    return {
      words: Array.from(order, (word) => words[word]!),
      counts: Array.from(order, (word) => numbers[word]!),
    };
  }
}

/** Counts as they are kept per posting: body (8 bits), title (2 bits), byline (1 bit). */
function packCounts(count: number): number {
  const body = count & 0xffff;
  const title = (count >>> 16) & 0xff;
  return (body > 0xff ? 0xff : body) | ((title > 3 ? 3 : title) << 8) | ((count >>> 24) << 10);
}

function addCounts(a: number, b: number): number {
  const body = (a & 0xff) + (b & 0xff);
  const title = ((a >>> 8) & 3) + ((b >>> 8) & 3);
  return (body > 0xff ? 0xff : body) | ((title > 3 ? 3 : title) << 8) | ((a | b) & (1 << 10));
}
