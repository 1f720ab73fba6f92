/**
 * Packed postings. A block holds the terms of one stretch of the alphabet, one after the other:
 *
 *     varint bytes of the term | term in UTF-8 | varint number of documents | varint bytes of the numbers |
 *     document numbers, each a varint of the distance from the one before | one weight byte per document
 *
 * The weight byte (see {@link packWeight}) keeps how often the term stands in body, title and byline, not a finished
 * score: lengths and totals may change after the block is written.
 */

/** Where one term's postings lie in a block. */
export interface Postings {
  readonly data: Uint8Array;
  /** Number of documents. */
  readonly count: number;
  /** Offset of the document numbers; they end where the weights begin. */
  readonly numbers: number;
  /** Offset of the weights. */
  readonly weights: number;
}

/** A growing run of bytes. */
export class Bytes {
  data: Uint8Array;
  length = 0;

  constructor(capacity = 1 << 14) {
    this.data = new Uint8Array(capacity);
  }

  /** Makes room for `more` bytes. */
  reserve(more: number): void {
    if (this.length + more <= this.data.length) return;
    const grown = new Uint8Array(Math.max(this.data.length * 2, this.length + more));
    grown.set(this.data.subarray(0, this.length));
    this.data = grown;
  }

  varint(value: number): void {
    this.reserve(5);
    let rest = value;
    while (rest > 127) {
      this.data[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.data[this.length++] = rest;
  }

  append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.data.set(bytes, this.length);
    this.length += bytes.length;
  }
}

/** Steps by which a count in the body is kept in four bits. */
const BODY_STEPS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30, 50, 80] as const;
const BODY_CODES = new Uint8Array(256);
for (let n = 0, step = 0; n < 256; n++) {
  while (step + 1 < BODY_STEPS.length && n >= BODY_STEPS[step + 1]!) step++;
  BODY_CODES[n] = step;
}

/** Counts of a term in body, title and byline as one byte: four bits, two bits, one bit; names count with the title. */
export const packWeight = (body: number, title: number, byline: number): number =>
  BODY_CODES[body > 255 ? 255 : body]! | ((title > 3 ? 3 : title) << 4) | (byline > 0 ? 64 : 0);

/** Mask of a weight byte: the term stands in the title or names. */
export const IN_TITLE = 0b0011_0000;
/** Mask of a weight byte: the term stands in the byline. */
export const IN_BYLINE = 0b0100_0000;

/** The count in the body a weight byte stands for. */
export const bodyCount = (weight: number): number => BODY_STEPS[weight & 15]!;
/** The count in title and names a weight byte stands for, at most 3. */
export const titleCount = (weight: number): number => (weight >> 4) & 3;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The bytes under which a term is stored. */
export const termBytes = (term: string): Uint8Array => encoder.encode(term);

/** Reads the entries of a block in order. */
export function* blockEntries(
  data: Uint8Array,
): Generator<{ readonly term: string; readonly postings: Postings }> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = data[at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  while (at < data.length) {
    const length = varint();
    const term = decoder.decode(data.subarray(at, at + length));
    at += length;
    const count = varint();
    const bytes = varint();
    yield { term, postings: { data, count, numbers: at, weights: at + bytes } };
    at += bytes + count;
  }
}

/** Finds one term in a block without reading the others' text. */
export function findInBlock(data: Uint8Array, term: Uint8Array): Postings | null {
  let at = 0;
  const size = data.length;
  const wanted = term.length;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = data[at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  while (at < size) {
    const length = varint();
    let same = length === wanted;
    for (let i = 0; same && i < wanted; i++) if (data[at + i] !== term[i]) same = false;
    at += length;
    const count = varint();
    const bytes = varint();
    if (same) return { data, count, numbers: at, weights: at + bytes };
    at += bytes + count;
  }
  return null;
}

/** Calls back with every document number and weight byte. For inner loops that matter, see `ranking.ts`. */
export function eachPosting(postings: Postings, visit: (document: number, weight: number) => void): void {
  const { data, count, weights } = postings;
  let at = postings.numbers;
  let document = 0;
  for (let i = 0; i < count; i++) {
    let byte = data[at++]!;
    let distance = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = data[at++]!;
      distance |= (byte & 127) << shift;
    }
    document += distance;
    visit(document, data[weights + i]!);
  }
}

/** True where the postings hold any of the documents; reads no further than the first of them. */
export function holdsAny({ data, count, numbers }: Postings, wanted: ReadonlySet<number>): boolean {
  let last = 0;
  for (const number of wanted) last = Math.max(last, number);
  let at = numbers;
  let document = 0;
  for (let i = 0; i < count && document < last; i++) {
    let byte = data[at++]!;
    let distance = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = data[at++]!;
      distance |= (byte & 127) << shift;
    }
    document += distance;
    if (wanted.has(document)) return true;
  }
  return false;
}

/** Cuts terms given in rising order into blocks. */
export class BlockWriter {
  readonly #target: number;
  readonly #emit: (first: string, data: Uint8Array) => void;
  #bytes = new Bytes();
  #first: string | null = null;
  /** Room for the key of a term. */
  #key = new Uint8Array(256);

  constructor(emit: (first: string, data: Uint8Array) => void, target = 8192) {
    this.#emit = emit;
    this.#target = target;
  }

  /** Adds one term: its documents in rising order and their weights, from `from` up to `to` of the arrays. */
  add(term: string, documents: Uint32Array, weights: Uint8Array, from: number, to: number): void {
    if (3 * term.length > this.#key.length) this.#key = new Uint8Array(6 * term.length);
    const key = encoder.encodeInto(term, this.#key).written;
    let numbers = 0;
    let before = 0;
    for (let i = from; i < to; i++) {
      const document = documents[i]!;
      const distance = document - before;
      numbers +=
        distance < 128
          ? 1
          : distance < 16_384
            ? 2
            : distance < 2_097_152
              ? 3
              : distance < 268_435_456
                ? 4
                : 5;
      before = document;
    }
    const size = key + numbers + (to - from) + 12;
    if (this.#first !== null && this.#bytes.length + size > this.#target) this.#flush();
    this.#first ??= term;
    const bytes = this.#bytes;
    bytes.reserve(size + 5);
    bytes.varint(key);
    const { data } = bytes;
    let at = bytes.length;
    for (let i = 0; i < key; i++) data[at++] = this.#key[i]!;
    bytes.length = at;
    bytes.varint(to - from);
    bytes.varint(numbers);
    at = bytes.length;
    before = 0;
    for (let i = from; i < to; i++) {
      const document = documents[i]!;
      let rest = document - before;
      before = document;
      while (rest > 127) {
        data[at++] = (rest & 127) | 128;
        rest >>>= 7;
      }
      data[at++] = rest;
    }
    for (let i = from; i < to; i++) data[at++] = weights[i]!;
    bytes.length = at;
  }

  #flush(): void {
    if (this.#first === null) return;
    this.#emit(this.#first, this.#bytes.data.slice(0, this.#bytes.length));
    this.#bytes.length = 0;
    this.#first = null;
  }

  /** Writes what is left. */
  finish(): void {
    this.#flush();
  }
}
