import { boundedEdits } from '../../core/search/distance.ts';

/**
 * The words of one segment as written (folded, not stemmed), in alphabetical order of UTF-16 units, in one flat block of
 * numbers: no object per word, so a quarter of a million words load in the time it takes to copy them.
 *
 * Layout, little-endian 32-bit: number of words, number of units; then the offset of every word and of the end; then the
 * number of documents of every word; then the units, 16 bits each.
 */
export class Vocabulary {
  readonly size: number;
  readonly #offsets: Uint32Array;
  readonly #counts: Uint32Array;
  readonly #units: Uint16Array;
  #byLength: Uint32Array | null = null;
  #masks: Uint32Array | null = null;
  #lengthStarts: Uint32Array | null = null;

  constructor(packed: Uint8Array) {
    const aligned = packed.byteOffset % 4 === 0 ? packed : packed.slice();
    const header = new Uint32Array(aligned.buffer, aligned.byteOffset, 2);
    this.size = header[0]!;
    const base = aligned.byteOffset + 8;
    this.#offsets = new Uint32Array(aligned.buffer, base, this.size + 1);
    this.#counts = new Uint32Array(aligned.buffer, base + 4 * (this.size + 1), this.size);
    this.#units = new Uint16Array(aligned.buffer, base + 4 * (2 * this.size + 1), header[1]);
  }

  /** Packs words given in rising order. */
  static pack(words: readonly string[], counts: ArrayLike<number>): Uint8Array {
    let units = 0;
    for (const word of words) units += word.length;
    const packed = new Uint8Array(8 + 4 * (2 * words.length + 1) + 2 * units);
    new Uint32Array(packed.buffer, 0, 2).set([words.length, units]);
    const offsets = new Uint32Array(packed.buffer, 8, words.length + 1);
    const tallies = new Uint32Array(packed.buffer, 8 + 4 * (words.length + 1), words.length);
    const codes = new Uint16Array(packed.buffer, 8 + 4 * (2 * words.length + 1), units);
    let at = 0;
    for (let i = 0; i < words.length; i++) {
      const word = words[i]!;
      offsets[i] = at;
      tallies[i] = counts[i]!;
      for (let j = 0; j < word.length; j++) codes[at++] = word.charCodeAt(j);
    }
    offsets[words.length] = at;
    return packed;
  }

  /** Bytes held in memory. */
  get bytes(): number {
    const extra = this.#byLength ? 8 * this.size : 0;
    return this.#units.byteLength + this.#offsets.byteLength + this.#counts.byteLength + extra;
  }

  word(index: number): string {
    return String.fromCharCode(...this.#units.subarray(this.#offsets[index], this.#offsets[index + 1]));
  }

  #lengthOf(index: number): number {
    return this.#offsets[index + 1]! - this.#offsets[index]!;
  }

  /** Number of documents of the word, as counted when the segment was written. */
  count(index: number): number {
    return this.#counts[index]!;
  }

  /** First index whose word is not below the given one. */
  lowerBound(word: string): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(middle, word) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compare(index: number, word: string): number {
    const from = this.#offsets[index]!;
    const length = this.#offsets[index + 1]! - from;
    const shared = Math.min(length, word.length);
    for (let i = 0; i < shared; i++) {
      const difference = this.#units[from + i]! - word.charCodeAt(i);
      if (difference !== 0) return difference;
    }
    return length - word.length;
  }

  /** Number of documents of exactly this word; 0 when absent. */
  countOf(word: string): number {
    const index = this.lowerBound(word);
    return index < this.size && this.#compare(index, word) === 0 ? this.#counts[index]! : 0;
  }

  /** Calls back for the `most` commonest words that begin with `prefix`, the prefix itself left out. */
  completions(prefix: string, most: number, visit: (word: string, count: number) => void): void {
    let low = this.lowerBound(prefix);
    const high = this.lowerBound(`${prefix}\uffff`);
    if (low < high && this.#lengthOf(low) === prefix.length) low++;
    const best: number[] = [];
    let worst = 0;
    for (let i = low; i < high; i++) {
      const count = this.#counts[i]!;
      if (best.length === most && count <= worst) continue;
      let at = best.length;
      while (at > 0 && this.#counts[best[at - 1]!]! < count) at--;
      best.splice(at, 0, i);
      if (best.length > most) best.pop();
      worst = this.#counts[best[best.length - 1]!]!;
    }
    for (const index of best) visit(this.word(index), this.#counts[index]!);
  }

  /** Orders words by length and notes which letters each has; done at the first misspelling, not at start. */
  #prepare(): void {
    if (this.#byLength) return;
    const longest = 41;
    const starts = new Uint32Array(longest + 2);
    for (let i = 0; i < this.size; i++) {
      starts[Math.min(longest, this.#offsets[i + 1]! - this.#offsets[i]!) + 1]!++;
    }
    for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
    const next = starts.slice();
    const order = new Uint32Array(this.size);
    const masks = new Uint32Array(this.size);
    for (let i = 0; i < this.size; i++) {
      const from = this.#offsets[i]!;
      const to = this.#offsets[i + 1]!;
      const slot = next[Math.min(longest, to - from)]!++;
      order[slot] = i;
      masks[slot] = letterMask(this.#units, from, to);
    }
    this.#byLength = order;
    this.#masks = masks;
    this.#lengthStarts = starts;
  }

  /**
   * Calls back for every word within `limit` edits of `word` (the word itself left out). A scan over the words of
   * similar length; a comparison of letter sets rules out nearly all before edits are counted.
   */
  neighbours(word: string, limit: number, visit: (index: number, edits: number) => void): void {
    this.#prepare();
    const units = Uint16Array.from(word, (letter) => letter.charCodeAt(0));
    if (units.length !== word.length || word.length > 40) return;
    const mask = letterMask(units, 0, units.length);
    const rows = new Uint8Array(3 * 48);
    const order = this.#byLength!;
    const masks = this.#masks!;
    const from = this.#lengthStarts![Math.max(1, word.length - limit)]!;
    const to = this.#lengthStarts![Math.min(41, word.length + limit) + 1]!;
    for (let slot = from; slot < to; slot++) {
      const other = masks[slot]!;
      if (bits(mask & ~other) > limit || bits(other & ~mask) > limit) continue;
      const index = order[slot]!;
      const edits = boundedEdits(
        units,
        this.#units,
        this.#offsets[index]!,
        this.#offsets[index + 1]!,
        limit,
        rows,
      );
      if (edits > 0 && edits <= limit) visit(index, edits);
    }
  }
}

function letterMask(units: Uint16Array, from: number, to: number): number {
  let mask = 0;
  for (let i = from; i < to; i++) {
    const code = units[i]!;
    mask |= 1 << (code > 96 && code < 123 ? code - 97 : 26 + (code % 6));
  }
  return mask;
}

function bits(value: number): number {
  let n = value - ((value >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** The union of two packed vocabularies, document counts added. */
export function mergeVocabularies(parts: readonly Vocabulary[]): Uint8Array {
  const tally = new Map<string, number>();
  for (const part of parts) {
    for (let i = 0; i < part.size; i++) {
      const word = part.word(i);
      tally.set(word, (tally.get(word) ?? 0) + part.count(i));
    }
  }
  const words = [...tally.keys()].sort();
  return Vocabulary.pack(
    words,
    words.map((word) => tally.get(word)!),
  );
}
