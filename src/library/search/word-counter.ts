import { LONGEST_TERM, scanTerms, WORD_LETTERS } from '../../core/search/folding.ts';

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

const FIRST = [-2128831035, 0x3c6ef372] as const;

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
  /** Slots of the words of the current document; only the first {@link #counted} count. */
  #current = new Int32Array(1 << 12);
  #counted = 0;
  #offsets = new Uint32Array(1 << 12);
  #units = new Uint16Array(1 << 15);
  /** The text being read, as UTF-16 units: many times faster to walk than a string. */
  #text = Buffer.alloc(1 << 16);
  #codes = new Uint16Array(this.#text.buffer, this.#text.byteOffset, this.#text.length >> 1);

  /**
   * Counts the words of a text; returns how many there are. Characters of unspaced scripts are handed to `character` with
   * their place instead. Words of ASCII are hashed while they are read; only what stands around other characters takes the
   * longer way of {@link scanTerms}.
   */
  read(text: string, once: number, character: (term: string, start: number, end: number) => void): number {
    const codes = this.#load(text);
    const length = text.length;
    let words = 0;
    let at = 0;
    while (at < length) {
      let one: number = FIRST[0];
      let two: number = FIRST[1];
      let code = codes[at]!;
      let letter = code < 128 ? WORD_LETTERS[code]! : 0;
      if (letter === 0 && code < 128) {
        at++;
        continue;
      }
      const start = at;
      while (letter !== 0) {
        if (at - start < LONGEST_TERM) {
          one = Math.imul(one ^ letter, 16777619);
          two = Math.imul(two + letter, -2048144789) ^ (two >>> 15);
        }
        if (++at === length) break;
        code = codes[at]!;
        letter = code < 128 ? WORD_LETTERS[code]! : 0;
      }
      if (at === length || code < 128) {
        words++;
        this.#count(one, two, codes, start, Math.min(at, start + LONGEST_TERM), once);
        continue;
      }
      while (at < length && ((code = codes[at]!) > 127 || WORD_LETTERS[code] !== 0)) at++;
      words += this.#readForeign(text.slice(start, at), start, once, character);
    }
    return words;
  }

  #load(text: string): Uint16Array {
    if (text.length > this.#codes.length) {
      this.#text = Buffer.alloc(2 * Math.max(text.length, this.#text.length));
      this.#codes = new Uint16Array(this.#text.buffer, this.#text.byteOffset, this.#text.length >> 1);
    }
    this.#text.write(text, 'utf16le');
    return this.#codes;
  }

  #readForeign(
    stretch: string,
    offset: number,
    once: number,
    character: (term: string, start: number, end: number) => void,
  ): number {
    let words = 0;
    scanTerms(stretch, {
      plain: (start, end) => {
        words++;
        this.#countString(stretch.slice(start, end), once);
      },
      word: (term) => {
        words++;
        this.#countString(term, once);
      },
      character: (term, start, end) => character(term, start + offset, end + offset),
    });
    return words;
  }

  #countString(word: string, once: number): void {
    const codes = new Uint16Array(word.length);
    let one: number = FIRST[0];
    let two: number = FIRST[1];
    for (let i = 0; i < word.length; i++) {
      let code = word.charCodeAt(i);
      if (code > 64 && code < 91) code += 32;
      codes[i] = code;
      one = Math.imul(one ^ code, 16777619);
      two = Math.imul(two + code, -2048144789) ^ (two >>> 15);
    }
    this.#count(one, two, codes, 0, word.length, once);
  }

  #count(hash: number, two: number, codes: Uint16Array, start: number, end: number, once: number): void {
    const one = hash ^ (hash >>> 15);
    const table = this.#table;
    const mask = table.length - 4;
    let slot = (one << 2) & mask;
    while (table[slot + 2] !== 0) {
      if (table[slot] === one && table[slot + 1] === two) {
        const before = table[slot + 3]!;
        if (before === 0) this.#note(slot);
        table[slot + 3] = together(before, once);
        return;
      }
      slot = (slot + 4) & mask;
    }
    table[slot] = one;
    table[slot + 1] = two;
    table[slot + 2] = this.#add(codes, start, end) + 1;
    table[slot + 3] = once;
    this.#note(slot);
    if (this.size * 8 > table.length) this.#rehash();
  }

  #note(slot: number): void {
    if (this.#counted === this.#current.length) this.#current = grown(this.#current);
    this.#current[this.#counted++] = slot;
  }

  #add(codes: Uint16Array, start: number, end: number): number {
    const id = this.size++;
    if (id + 2 > this.#offsets.length) this.#offsets = grown(this.#offsets);
    let at = this.#offsets[id]!;
    while (at + end - start > this.#units.length) this.#units = grown(this.#units);
    for (let i = start; i < end; i++) {
      const code = codes[i]!;
      this.#units[at++] = code > 64 && code < 91 ? code + 32 : code;
    }
    this.#offsets[id + 1] = at;
    return id;
  }

  #rehash(): void {
    const old = this.#table;
    const table = new Int32Array(old.length * 2);
    const mask = table.length - 4;
    this.#table = table;
    this.#counted = 0;
    for (let i = 0; i < old.length; i += 4) {
      if (old[i + 2] === 0) continue;
      let slot = (old[i]! << 2) & mask;
      while (table[slot + 2] !== 0) slot = (slot + 4) & mask;
      for (let j = 0; j < 4; j++) table[slot + j] = old[i + j]!;
      if (old[i + 3] !== 0) this.#note(slot);
    }
  }

  /** Number of words counted in the current document. */
  get counted(): number {
    return this.#counted;
  }

  /** Hands out the words counted since the last call with their counts, and starts the next document. */
  drain(visit: (word: number, count: number) => void): void {
    const table = this.#table;
    for (let i = 0; i < this.#counted; i++) {
      const slot = this.#current[i]!;
      visit(table[slot + 2]! - 1, table[slot + 3]!);
      table[slot + 3] = 0;
    }
    this.#counted = 0;
  }

  /** The word of a number. */
  word(id: number): string {
    const units = this.#units.subarray(this.#offsets[id], this.#offsets[id + 1]);
    // Applied, because spreading typed arrays takes several times as long.
    return String.fromCharCode.apply(null, units as unknown as number[]);
  }
}

function grown<T extends Uint32Array | Uint16Array | Int32Array>(old: T): T {
  const larger = new (old.constructor as new (length: number) => T)(old.length * 2);
  larger.set(old);
  return larger;
}
