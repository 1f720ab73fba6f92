import { foldTable, isHanUnit } from './fold.ts';

/** Tokens of a text as three parallel lists; `key` is the folded word, or one Han character. */
export interface Tokens {
  readonly keys: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const isWordUnit = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 48 && code <= 57) ||
  code === 38 ||
  (code > 127 && /[\p{L}\p{N}]/u.test(String.fromCharCode(code)));

/** One string per Han character, so that its hash is computed once and not at every place it stands. */
const single: (string | undefined)[] = [];
let wordUnits: Uint8Array | null = null;

/** 0: separates; 1: part of a word; 2: a word of its own (Han). Indexed by folded UTF-16 unit. */
function classes(): Uint8Array {
  if (wordUnits) return wordUnits;
  const made = new Uint8Array(65536);
  for (let code = 0; code < 65536; code++) {
    if (isHanUnit(code)) made[code] = 2;
    else if (isWordUnit(code)) made[code] = 1;
  }
  wordUnits = made;
  return made;
}

/**
 * Splits a text into folded words and single Han characters, with their offsets (UTF-16 units, `end` exclusive).
 * An apostrophe separates, so a possessive `s` is a token of its own; `&` is a word. Linear time.
 */
export function tokenize(text: string): Tokens {
  const fold = foldTable();
  const kinds = classes();
  const keys: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const length = text.length;
  let i = 0;
  while (i < length) {
    const code = fold[text.charCodeAt(i)]!;
    const kind = kinds[code];
    if (kind === 0) {
      i += 1;
      continue;
    }
    const start = i;
    if (kind === 2) {
      keys.push((single[code] ??= String.fromCharCode(code)));
      i += 1;
    } else if (code === 38) {
      keys.push('&');
      i += 1;
    } else {
      let same = true;
      while (i < length) {
        const raw = text.charCodeAt(i);
        const folded = fold[raw]!;
        if (kinds[folded] !== 1 || folded === 38) break;
        if (folded !== raw) same = false;
        i += 1;
      }
      keys.push(same ? text.slice(start, i) : foldSlice(text, start, i, fold));
    }
    starts.push(start);
    ends.push(i);
  }
  return { keys, starts, ends };
}

function foldSlice(text: string, start: number, end: number, fold: Uint16Array): string {
  let out = '';
  for (let i = start; i < end; i++) out += String.fromCharCode(fold[text.charCodeAt(i)]!);
  return out;
}
