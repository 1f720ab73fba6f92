/** One occurrence in each field, as packed in a count. */
export const BODY = 1;
export const TITLE = 1 << 16;
export const BYLINE = 1 << 24;

/** Adds counts packed as body (16 bits), title (8 bits) and byline (1 bit); a field that is full stays full. */
export function together(a: number, b: number): number {
  const body = (a & 0xffff) + (b & 0xffff);
  const title = ((a >>> 16) & 0xff) + ((b >>> 16) & 0xff);
  return (body > 0xffff ? 0xffff : body) | ((title > 0xff ? 0xff : title) << 16) | ((a | b) & (1 << 24));
}

/**
 * Counts the words of one document after another without making strings of them, and numbers distinct words from 0.
 *
 * One slot of the table holds everything a word needs while a text is read: two independent 32-bit hashes, its number and
 * its count in the current document, so that a rare word costs one trip to memory. Words are told apart by the 64 bits of
 * hash alone: among a million words the chance that any two share them is below one in ten million.
 */
export class WordCounter {
  /** Number of distinct words. */
  size = 0;
  #table = new Int32Array(1 << 15);
  #current: number[] = [];
  #offsets = new Uint32Array(1 << 12);
  #units = new Uint16Array(1 << 15);

  /** Counts one occurrence of the word at `start` to `end` of a text, in lower case as far as it is ASCII. */
  count(text: string, start: number, end: number, once: number): void {
    let one = -2128831035;
    let two = 0x3c6ef372;
    for (let i = start; i < end; i++) {
      let code = text.charCodeAt(i);
      if (code > 64 && code < 91) code += 32;
      one = Math.imul(one ^ code, 16777619);
      two = Math.imul(two + code, -2048144789) ^ (two >>> 15);
    }
    one ^= one >>> 15;
    const table = this.#table;
    const mask = table.length - 4;
    let slot = (one << 2) & mask;
    while (table[slot + 2] !== 0) {
      if (table[slot] === one && table[slot + 1] === two) {
        const before = table[slot + 3]!;
        if (before === 0) this.#current.push(slot);
        table[slot + 3] = together(before, once);
        return;
      }
      slot = (slot + 4) & mask;
    }
    table[slot] = one;
    table[slot + 1] = two;
    table[slot + 2] = this.#add(text, start, end) + 1;
    table[slot + 3] = once;
    this.#current.push(slot);
    if (this.size * 8 > table.length) this.#rehash();
  }

  #add(text: string, start: number, end: number): number {
    const id = this.size++;
    if (id + 2 > this.#offsets.length) this.#offsets = grown(this.#offsets);
    let at = this.#offsets[id]!;
    while (at + end - start > this.#units.length) this.#units = grown(this.#units);
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i);
      this.#units[at++] = code > 64 && code < 91 ? code + 32 : code;
    }
    this.#offsets[id + 1] = at;
    return id;
  }

  #rehash(): void {
    const old = this.#table;
    const table = new Int32Array(old.length * 2);
    const mask = table.length - 4;
    this.#current = [];
    for (let i = 0; i < old.length; i += 4) {
      if (old[i + 2] === 0) continue;
      let slot = (old[i]! << 2) & mask;
      while (table[slot + 2] !== 0) slot = (slot + 4) & mask;
      table.set(old.subarray(i, i + 4), slot);
      if (old[i + 3] !== 0) this.#current.push(slot);
    }
    this.#table = table;
  }

  /** Hands out the words counted since the last call with their counts, and starts the next document. */
  drain(visit: (word: number, count: number) => void): void {
    const table = this.#table;
    for (const slot of this.#current) {
      visit(table[slot + 2]! - 1, table[slot + 3]!);
      table[slot + 3] = 0;
    }
    this.#current.length = 0;
  }

  /** The word of a number. */
  word(id: number): string {
    const units = this.#units.subarray(this.#offsets[id], this.#offsets[id + 1]);
    // Applied, because spreading typed arrays takes several times as long.
    return String.fromCharCode.apply(null, units as unknown as number[]);
  }
}

function grown<T extends Uint32Array | Uint16Array>(old: T): T {
  const larger = new (old.constructor as new (length: number) => T)(old.length * 2);
  larger.set(old);
  return larger;
}
