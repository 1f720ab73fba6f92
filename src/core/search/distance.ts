/** Longest word edits are counted from, in UTF-16 units: one bit of a number for each. */
export const LONGEST_PATTERN = 31;

/**
 * A word made ready to count how many edits lie between it and others: insertion, deletion, substitution, and swapping two
 * neighbours (optimal string alignment). All cells of a column of the table are computed at once, as the bits of a number
 * (Hyyrö 2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances").
 */
export class Pattern {
  readonly #length: number;
  /** Places of a letter in the word, as bits, by the low seven bits of its code. */
  readonly #places = new Int32Array(128);
  /** Places of letters beyond ASCII. */
  readonly #others = new Map<number, number>();

  /** The word must not be empty nor longer than {@link LONGEST_PATTERN}. */
  constructor(word: string) {
    if (word.length === 0 || word.length > LONGEST_PATTERN) throw new RangeError('a word of 1 to 31 units');
    this.#length = word.length;
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i);
      if (code < 128) this.#places[code]! |= 1 << i;
      else this.#others.set(code, (this.#others.get(code) ?? 0) | (1 << i));
    }
  }

  /** Edits to the word at `from` to `to` of `codes` (UTF-16 units) where at most `limit`, else `limit + 1`. */
  edits(codes: Uint16Array, from: number, to: number, limit: number): number {
    const places = this.#places;
    const last = 1 << (this.#length - 1);
    let edits = this.#length;
    let up = -1;
    let down = 0;
    let diagonal = 0;
    let before = 0;
    for (let at = from; at < to; at++) {
      const code = codes[at]!;
      const here = code < 128 ? places[code]! : (this.#others.get(code) ?? 0);
      const swapped = ((~diagonal & here) << 1) & before;
      diagonal = (((here & up) + up) ^ up) | here | down | swapped;
      let right = down | ~(diagonal | up);
      const left = diagonal & up;
      if ((right & last) !== 0) edits++;
      else if ((left & last) !== 0) edits--;
      // Every letter to come can take back one edit at most.
      if (edits - (to - at - 1) > limit) return limit + 1;
      right = (right << 1) | 1;
      up = (left << 1) | ~(diagonal | right);
      down = right & diagonal;
      before = here;
    }
    return edits > limit ? limit + 1 : edits;
  }
}
