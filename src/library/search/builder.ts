import { scanTerms } from '../../core/search/folding.ts';
import type { Indexable } from '../../core/search/document.ts';
import { stem } from '../../core/search/stemming.ts';
import { Bytes, packWeight } from './postings.ts';
import { facetKeys, soundKeys } from './terms.ts';
import { BODY, BYLINE, TITLE, together, WordCounter } from './word-counter.ts';

const grown = <T extends Uint32Array | Int32Array | Uint16Array | Uint8Array>(old: T, size: number): T => {
  const larger = new (old.constructor as new (length: number) => T)(Math.max(size, old.length * 2));
  larger.set(old);
  return larger;
};

/** Receives the finished postings of one term; the arrays are reused for the next. */
export type PostingSink = (term: string, count: number, numbers: Uint8Array, weights: Uint8Array) => void;

/**
 * Collects the postings of documents given in rising order of number. Terms get small integers, postings are three flat
 * arrays, and one counting sort at the end brings them into term order: no object per term or posting.
 */
export class SegmentBuilder {
  /** Documents collected. */
  documents = 0;
  low = 0;
  high = 0;
  #words = new WordCounter();
  /** Of every word its term and, beside it, the number of its documents. */
  #byWord = new Uint32Array(1 << 13);
  /** Words that have been given a term. */
  #known = 0;
  #terms = new Map<string, number>();
  /** Open addressing: two characters in one number and, beside it, one more than their term. */
  #pairs = new Int32Array(1 << 12);
  #pairsKnown = 0;
  #termNames: string[] = [];
  #termNow = new Uint32Array(1 << 12);
  #termsNow: number[] = [];
  #lengths: number[] = [];
  #postings = 0;
  #postingTerms = new Uint32Array(1 << 14);
  #postingNumbers = new Uint32Array(1 << 14);
  #postingWeights = new Uint8Array(1 << 14);

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
    const term = this.#termNames.length;
    this.#terms.set(name, term);
    this.#termNames.push(name);
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

  /** Moves what was counted word by word to the words' terms. */
  #settleWords(): void {
    while (this.#known < this.#words.size) this.#learn(this.#known++);
    this.#words.drain((word, count) => {
      this.#byWord[2 * word + 1]!++;
      this.#countTerm(this.#byWord[2 * word]!, count);
    });
  }

  #learn(word: number): void {
    if (2 * word >= this.#byWord.length) this.#byWord = grown(this.#byWord, 2 * word + 2);
    this.#byWord[2 * word] = this.#term(stem(this.#words.word(word)));
  }

  /** Reads one field; returns its length in words, two characters of an unspaced script counting as one. */
  #read(text: string, once: number): number {
    let words = 0;
    let characters = 0;
    let held = '';
    let touching = -1;
    scanTerms(text, {
      plain: (start, end) => {
        words++;
        this.#words.count(text, start, end, once);
      },
      word: (term) => {
        words++;
        this.#words.count(term, 0, term.length, once);
      },
      character: (term, start, end) => {
        characters++;
        this.#countTerm(this.#unspaced(term), once);
        if (touching === start) this.#countTerm(this.#unspaced(held, term), once);
        held = term;
        touching = end;
      },
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
    this.#settleWords();
    this.#lengths.push(Math.min(65535, length));
    for (const [key, once] of soundKeys(document)) this.#countTerm(this.#term(key), once);
    const keys = facetKeys(document).map((key) => this.#term(key));
    const needed = this.#postings + this.#termsNow.length + keys.length;
    if (needed > this.#postingTerms.length) {
      this.#postingTerms = grown(this.#postingTerms, needed);
      this.#postingNumbers = grown(this.#postingNumbers, needed);
      this.#postingWeights = grown(this.#postingWeights, needed);
    }
    let at = this.#postings;
    for (const term of this.#termsNow) {
      const count = this.#termNow[term]!;
      this.#postingTerms[at] = term;
      this.#postingNumbers[at] = number;
      this.#postingWeights[at++] = packWeight(count & 0xffff, (count >>> 16) & 0xff, count >>> 24);
      this.#termNow[term] = 0;
    }
    this.#termsNow.length = 0;
    for (const term of keys) {
      this.#postingTerms[at] = term;
      this.#postingNumbers[at] = number;
      this.#postingWeights[at++] = 0;
    }
    this.#postings = at;
    return length;
  }

  /** Gives out all postings in rising order of term. */
  finish(sink: PostingSink): void {
    const names = this.#termNames;
    const starts = new Uint32Array(names.length + 1);
    for (let i = 0; i < this.#postings; i++) starts[this.#postingTerms[i]! + 1]!++;
    for (let i = 0; i < names.length; i++) starts[i + 1]! += starts[i]!;
    const next = starts.slice(0, names.length);
    const documents = new Uint32Array(this.#postings);
    const counts = new Uint8Array(this.#postings);
    for (let i = 0; i < this.#postings; i++) {
      const place = next[this.#postingTerms[i]!]!++;
      documents[place] = this.#postingNumbers[i]!;
      counts[place] = this.#postingWeights[i]!;
    }
    const numbers = new Bytes();
    for (const term of sortedBy(names)) {
      const from = starts[term]!;
      const to = starts[term + 1]!;
      if (from === to) continue;
      numbers.length = 0;
      let before = 0;
      for (let i = from; i < to; i++) {
        numbers.varint(documents[i]! - before);
        before = documents[i]!;
      }
      sink(names[term]!, to - from, numbers.data.subarray(0, numbers.length), counts.subarray(from, to));
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
    const words = Array.from({ length: this.#words.size }, (_, word) => this.#words.word(word));
    const order = sortedBy(words).filter((word) => this.#byWord[2 * word + 1]! > 0);
    return {
      words: Array.from(order, (word) => words[word]!),
      counts: Array.from(order, (word) => this.#byWord[2 * word + 1]!),
    };
  }
}

/**
 * Indices of the names in rising order of UTF-16 units. The first seven units are compared as one number, everything above
 * ASCII counting alike there; only equal beginnings are compared as text.
 */
function sortedBy(names: readonly string[]): Uint32Array {
  const heads = new Float64Array(names.length);
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    let head = 0;
    let decided = false;
    for (let j = 0; j < 7; j++) {
      const unit = decided || j >= name.length ? 0 : Math.min(127, name.charCodeAt(j) + 1);
      // What follows a unit above ASCII must not decide before that unit itself has been compared.
      if (unit === 127) decided = true;
      head = head * 128 + unit;
    }
    heads[i] = head;
  }
  return Uint32Array.from(names, (_, i) => i).sort((a, b) => {
    const difference = heads[a]! - heads[b]!;
    if (difference !== 0) return difference;
    return names[a]! < names[b]! ? -1 : names[a]! > names[b]! ? 1 : 0;
  });
}
