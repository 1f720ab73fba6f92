/** Bytes of blocks held at most. */
const MOST = 4 << 20;
/** Longer blocks hold one common word, whose reading costs less than its scoring. */
const LONGEST = 64 << 10;

/**
 * The blocks read last. What a mistyped word may mean mostly begins alike and so stands in the same few blocks, and what is
 * typed letter by letter reads the same blocks again; without this a search makes megabytes of copies only to drop them.
 */
export class BlockCache {
  readonly #blocks = new Map<number, Uint8Array>();
  #bytes = 0;

  /** The block of this number, read where it is not held. */
  get(number: number, read: (number: number) => Uint8Array): Uint8Array {
    const known = this.#blocks.get(number);
    if (known) {
      // Taken out and put back, so that the first of the map is the one not asked for the longest.
      this.#blocks.delete(number);
      this.#blocks.set(number, known);
      return known;
    }
    const block = read(number);
    if (block.length > LONGEST) return block;
    this.#blocks.set(number, block);
    this.#bytes += block.length;
    for (const [oldest, { length }] of this.#blocks) {
      if (this.#bytes <= MOST) break;
      this.#blocks.delete(oldest);
      this.#bytes -= length;
    }
    return block;
  }

  /** Forgets everything: numbers are given to other blocks once theirs are gone. */
  clear(): void {
    this.#blocks.clear();
    this.#bytes = 0;
  }
}
