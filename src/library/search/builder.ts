import { eachTerm } from '../../core/search/folding.ts';
import type { Indexable } from '../../core/search/document.ts';
import { stem } from '../../core/search/stemming.ts';
import { Bytes, packWeight } from './postings.ts';
import { facetKeys } from './terms.ts';

const grown = <T extends Uint32Array | Int32Array | Uint16Array | Uint8Array>(old: T, size: number): T => {
  const larger = new (old.constructor as new (length: number) => T)(Math.max(size, old.length * 2));
  larger.set(old);
  return larger;
};

/** Receives the finished postings of one term; the arrays are reused for the next. */
export type PostingSink = (term: string, count: number, numbers: Uint8Array, weights: Uint8Array) => void;

const TITLE = 1;
const BYLINE = 2;
const BODY = 0;

/**
 * Collects the postings of documents given in rising order of number. Terms get small integers, postings are three flat
 * arrays, and one counting sort at the end brings them into term order: no object per term or posting.
 */
export class SegmentBuilder {
  /** Documents collected. */
  documents = 0;
  low = 0;
  high = 0;
  #words = new Map<string, number>();
  #wordTerms = new Int32Array(1 << 12);
  #wordCounts = new Uint32Array(1 << 12);
  #wordSeen = new Uint32Array(1 << 12);
  #terms = new Map<string, number>();
  #termNames: string[] = [];
  #inBody = new Uint16Array(1 << 12);
  #inTitle = new Uint8Array(1 << 12);
  #inByline = new Uint8Array(1 << 12);
  #touched: number[] = [];
  #postings = 0;
  #postingTerms = new Uint32Array(1 << 14);
  #postingNumbers = new Uint32Array(1 << 14);
  #postingWeights = new Uint8Array(1 << 14);

  /** Postings collected; a measure of the memory held. */
  get postings(): number {
    return this.#postings;
  }

  #term(name: string): number {
    const known = this.#terms.get(name);
    if (known !== undefined) return known;
    const term = this.#termNames.length;
    this.#terms.set(name, term);
    this.#termNames.push(name);
    if (term >= this.#inBody.length) {
      this.#inBody = grown(this.#inBody, term + 1);
      this.#inTitle = grown(this.#inTitle, term + 1);
      this.#inByline = grown(this.#inByline, term + 1);
    }
    return term;
  }

  #count(term: number, field: number): void {
    if (this.#inBody[term] === 0 && this.#inTitle[term] === 0 && this.#inByline[term] === 0) {
      this.#touched.push(term);
    }
    if (field === BODY) {
      if (this.#inBody[term]! < 65535) this.#inBody[term]!++;
    } else if (field === TITLE) {
      if (this.#inTitle[term]! < 255) this.#inTitle[term]!++;
    } else this.#inByline[term] = 1;
  }

  /** Reads one field; returns its length in words, two characters of an unspaced script counting as one. */
  #read(number: number, text: string, field: number): number {
    let words = 0;
    let characters = 0;
    let held = '';
    let touching = -1;
    eachTerm(text, (term, start, end, character) => {
      if (character) {
        characters++;
        this.#count(this.#term(term), field);
        if (touching === start) this.#count(this.#term(held + term), field);
        held = term;
        touching = end;
        return;
      }
      words++;
      let word = this.#words.get(term);
      if (word === undefined) {
        word = this.#words.size;
        this.#words.set(term, word);
        if (word >= this.#wordTerms.length) {
          this.#wordTerms = grown(this.#wordTerms, word + 1);
          this.#wordCounts = grown(this.#wordCounts, word + 1);
          this.#wordSeen = grown(this.#wordSeen, word + 1);
        }
        this.#wordTerms[word] = this.#term(stem(term));
      }
      if (this.#wordSeen[word] !== number) {
        this.#wordSeen[word] = number;
        this.#wordCounts[word]!++;
      }
      this.#count(this.#wordTerms[word]!, field);
    });
    return words + Math.ceil(characters / 2);
  }

  /** Adds a document under a number above all before; returns its length in words. */
  add(number: number, document: Indexable): number {
    if (this.documents++ === 0) this.low = number;
    this.high = number;
    const length =
      this.#read(number, document.title, TITLE) +
      this.#read(number, document.names, TITLE) +
      this.#read(number, document.byline, BYLINE) +
      this.#read(number, document.body, BODY);
    const keys = facetKeys(document).map((key) => this.#term(key));
    const needed = this.#postings + this.#touched.length + keys.length;
    if (needed > this.#postingTerms.length) {
      this.#postingTerms = grown(this.#postingTerms, needed);
      this.#postingNumbers = grown(this.#postingNumbers, needed);
      this.#postingWeights = grown(this.#postingWeights, needed);
    }
    let at = this.#postings;
    for (const term of this.#touched) {
      this.#postingTerms[at] = term;
      this.#postingNumbers[at] = number;
      this.#postingWeights[at++] = packWeight(
        this.#inBody[term]!,
        this.#inTitle[term]!,
        this.#inByline[term]!,
      );
      this.#inBody[term] = 0;
      this.#inTitle[term] = 0;
      this.#inByline[term] = 0;
    }
    this.#touched.length = 0;
    for (const term of keys) {
      this.#postingTerms[at] = term;
      this.#postingNumbers[at++] = number;
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
    const order = new Uint32Array(this.#postings);
    for (let i = 0; i < this.#postings; i++) order[next[this.#postingTerms[i]!]!++] = i;
    const numbers = new Bytes();
    const weights = new Bytes();
    for (const name of names.toSorted()) {
      const term = this.#terms.get(name)!;
      const from = starts[term]!;
      const to = starts[term + 1]!;
      numbers.length = 0;
      weights.length = 0;
      weights.reserve(to - from);
      let before = 0;
      for (let i = from; i < to; i++) {
        const posting = order[i]!;
        const number = this.#postingNumbers[posting]!;
        numbers.varint(number - before);
        before = number;
        weights.data[weights.length++] = this.#postingWeights[posting]!;
      }
      sink(
        name,
        to - from,
        numbers.data.subarray(0, numbers.length),
        weights.data.subarray(0, weights.length),
      );
    }
  }

  /** The words as written, in rising order, with the number of documents of each. */
  vocabulary(): { readonly words: readonly string[]; readonly counts: readonly number[] } {
    const words = [...this.#words.keys()].sort();
    return { words, counts: words.map((word) => this.#wordCounts[this.#words.get(word)!]!) };
  }
}
