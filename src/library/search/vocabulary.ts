import { LONGEST_PATTERN, Pattern } from '../../core/search/distance.ts';
import { LONGEST_TERM } from '../../core/search/folding.ts';

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
  #masks: Int32Array | null = null;
  #starts: Uint32Array | null = null;

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

  /** Orders words by length and common letters, and notes which letters each has; done at the first misspelling. */
  #prepare(): void {
    if (this.#byLength) return;
    const groups = this.#groups;
    const starts = new Uint32Array((LONGEST_TERM + 1) * groups + 1);
    const places = new Uint16Array(this.size);
    const masks = new Int32Array(this.size);
    for (let i = 0; i < this.size; i++) {
      const from = this.#offsets[i]!;
      const to = this.#offsets[i + 1]!;
      masks[i] = letterMask(this.#units, from, to);
      places[i] = Math.min(LONGEST_TERM, to - from) * groups + (groups > 1 ? commonLetters(masks[i]!) : 0);
      starts[places[i]! + 1]!++;
    }
    for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
    const next = starts.slice();
    const order = new Uint32Array(this.size);
    const ordered = new Int32Array(this.size);
    for (let i = 0; i < this.size; i++) {
      const slot = next[places[i]!]!++;
      order[slot] = i;
      ordered[slot] = masks[i]!;
    }
    this.#byLength = order;
    this.#masks = ordered;
    this.#starts = starts;
  }

  /** Into how many groups words of one length are parted, by the common letters they have. */
  get #groups(): number {
    return this.size < GROUPED_FROM ? 1 : 1 << COMMON_LETTERS.length;
  }

  /**
   * Calls back for every word within `limit` (at most 2) edits of `word`, the word itself left out; for none where the word
   * is overlong. A scan over the words of similar length; a comparison of letter sets rules out nearly all, whole groups of
   * words at first, before edits are counted.
   */
  neighbours(word: string, limit: number, visit: (index: number, edits: number) => void): void {
    if (word.length === 0 || word.length > LONGEST_PATTERN) return;
    this.#prepare();
    const pattern = new Pattern(word);
    const codes = Uint16Array.from(word, (letter) => letter.charCodeAt(0));
    const mask = letterMask(codes, 0, codes.length);
    const [order, masks, starts] = [this.#byLength!, this.#masks!, this.#starts!];
    const [units, offsets, groups] = [this.#units, this.#offsets, this.#groups];
    const common = groups > 1 ? commonLetters(mask) : 0;
    for (let length = Math.max(1, word.length - limit); length <= word.length + limit; length++) {
      // A longer word takes its edits for the letters it has more, so that fewer are left to miss letters; and conversely.
      const mayMiss = limit - Math.max(0, length - word.length);
      const mayAdd = limit - Math.max(0, word.length - length);
      for (let group = 0; group < groups; group++) {
        if (hasMore(common & ~group, mayMiss) || hasMore(group & ~common, mayAdd)) continue;
        const to = starts[length * groups + group + 1]!;
        for (let slot = starts[length * groups + group]!; slot < to; slot++) {
          const other = masks[slot]!;
          if (hasMore(mask & ~other, mayMiss) || hasMore(other & ~mask, mayAdd)) continue;
          const index = order[slot]!;
          const edits = pattern.edits(units, offsets[index]!, offsets[index + 1]!, limit);
          if (edits > 0 && edits <= limit) visit(index, edits);
        }
      }
    }
  }
}

/** Letters that stand in about half of all words, so that they tell words apart best. */
const COMMON_LETTERS = Array.from('aceilnorst', (letter) => letter.charCodeAt(0) - 97);
/** By the place of a letter in the alphabet, the bit that says that it stands twice in a word; 0 for rarer ones. */
const REPEATED = new Int32Array(26);
Array.from('eainrt', (letter, i) => (REPEATED[letter.charCodeAt(0) - 97] = 1 << (26 + i)));
/** Smaller vocabularies are not worth parting. */
const GROUPED_FROM = 1 << 14;

/** Which of the common letters a mask has, as bits. */
function commonLetters(mask: number): number {
  let common = 0;
  for (let i = 0; i < COMMON_LETTERS.length; i++) common |= ((mask >>> COMMON_LETTERS[i]!) & 1) << i;
  return common;
}

/**
 * Which letters a word has, as bits; the six bits left say which letters of {@link REPEATED} it has twice. What is no letter
 * shares these. Whatever is put into a word or taken from it changes one bit at most.
 */
function letterMask(units: Uint16Array, from: number, to: number): number {
  let mask = 0;
  for (let i = from; i < to; i++) {
    const letter = units[i]! - 97;
    if (letter < 0 || letter > 25) mask |= 1 << (26 + (units[i]! % 6));
    else mask |= (mask >>> letter) & 1 ? REPEATED[letter]! : 1 << letter;
  }
  return mask;
}

/** True where more than `most` bits are set; `most` is 0, 1 or 2. */
function hasMore(bits: number, most: number): boolean {
  if (bits === 0 || most === 0) return bits !== 0;
  const fewer = bits & (bits - 1);
  return fewer !== 0 && (most === 1 || (fewer & (fewer - 1)) !== 0);
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
