/**
 * What the declared typographic normalisation does with one UTF-16 unit. The tables are filled once, on first use,
 * because a table look-up per unit keeps the preparation of a long text cheap.
 */
export const KEEP = 0;
/** Left out: soft hyphens, zero-width and direction marks, variation selectors. */
export const DROP = 1;
export const SPACE = 2;
/** Any dash or hyphen; runs count as one. */
export const DASH = 3;
/** Expands to several units, such as `…` or the ligature `ﬁ`. */
export const EXPAND = 4;
/** A mark that composes with what stands before it. */
export const MARK = 5;
export const HIGH_SURROGATE = 6;

export interface FoldTable {
  /** One of the constants above for every UTF-16 unit. */
  readonly kind: Uint8Array;
  /** The unit it becomes, where one unit becomes one unit. */
  readonly unit: Uint16Array;
  /** The units it becomes, where `kind` is EXPAND. */
  readonly expansion: ReadonlyMap<number, string>;
}

const DASHES = '-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe31\ufe32\ufe58\ufe63\uff0d';
const DOUBLE_QUOTES =
  '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\u301d\u301e\u301f\uff02\uff62\uff63\ufe41\ufe42';
const SINGLE_QUOTES =
  "'\u2018\u2019\u201a\u201b\u2039\u203a\u02bc\u02b9\u2032\u00b4\u0060\u300e\u300f\uff07\ufe43\ufe44";
const DROPPED =
  '\u00ad\u034f\u061c\u0640\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff';

/** Blocks whose compatibility forms differ from the plain character in looks only: widths, ligatures, radicals. */
const COMPATIBLE: readonly (readonly [number, number])[] = [
  [0x2e80, 0x2fdf], // CJK and Kangxi radicals, which PDF files put in place of the characters
  [0xf900, 0xfaff], // CJK compatibility ideographs
  [0xfb00, 0xfb06], // Latin ligatures
  [0xfe30, 0xfe4f], // vertical forms
  [0xfe50, 0xfe6f], // small forms
  [0xff00, 0xffef], // full and half width
];

function build(): FoldTable {
  const kind = new Uint8Array(0x10000);
  const unit = new Uint16Array(0x10000);
  const expansion = new Map<number, string>();
  for (let code = 0; code < 0x10000; code++) unit[code] = code;
  const become = (code: number, folded: string): void => {
    if (folded.length === 1) unit[code] = folded.charCodeAt(0);
    else {
      kind[code] = EXPAND;
      expansion.set(code, folded);
    }
  };
  for (const [from, to] of COMPATIBLE)
    for (let code = from; code <= to; code++) {
      const folded = String.fromCharCode(code).normalize('NFKC').replace(/\s/gu, '');
      if (folded !== '') become(code, folded);
    }
  const mark = /\p{M}/u;
  for (let code = 0x300; code < 0x10000; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    if (mark.test(String.fromCharCode(code))) kind[code] = MARK;
  }
  // Conjoining Hangul vowels and finals compose with the letter before them just as marks do.
  for (let code = 0x1160; code <= 0x11ff; code++) kind[code] = MARK;
  for (let code = 0xd800; code <= 0xdbff; code++) kind[code] = HIGH_SURROGATE;
  for (let code = 0; code <= 0x20; code++) kind[code] = SPACE;
  for (const code of [0x7f, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xffa0])
    kind[code] = SPACE;
  for (let code = 0x2000; code <= 0x200a; code++) kind[code] = SPACE;
  for (const char of DASHES) {
    kind[char.charCodeAt(0)] = DASH;
    unit[char.charCodeAt(0)] = 0x2d;
  }
  for (const char of DOUBLE_QUOTES) become(char.charCodeAt(0), '"');
  become(0x2033, '"');
  for (const char of SINGLE_QUOTES) become(char.charCodeAt(0), "'");
  become(0x2026, '...');
  for (const char of DROPPED) kind[char.charCodeAt(0)] = DROP;
  for (let code = 0x202a; code <= 0x202e; code++) kind[code] = DROP;
  for (let code = 0x2066; code <= 0x206f; code++) kind[code] = DROP;
  for (let code = 0xfe00; code <= 0xfe0f; code++) kind[code] = DROP;
  return { kind, unit, expansion };
}

let table: FoldTable | null = null;

/** The tables of the normalisation; see {@link FoldTable}. */
export function foldTable(): FoldTable {
  table ??= build();
  return table;
}

const CASED: readonly (readonly [number, number])[] = [
  [0x41, 0x587],
  [0x10a0, 0x13fd],
  [0x1c80, 0x1fff],
  [0x2100, 0x218f],
  [0x24b6, 0x24e9],
  [0x2c00, 0x2dff],
  [0xa640, 0xabbf],
];

let lower: Uint16Array | null = null;

/** Lower case per UTF-16 unit, where that is again one unit; used for aligning only, never for judging a wording. */
export function lowerTable(): Uint16Array {
  if (lower) return lower;
  const filled = new Uint16Array(0x10000);
  for (let code = 0; code < 0x10000; code++) filled[code] = code;
  for (const [from, to] of CASED)
    for (let code = from; code <= to; code++) {
      const folded = String.fromCharCode(code).toLowerCase();
      if (folded.length === 1) filled[code] = folded.charCodeAt(0);
    }
  lower = filled;
  return filled;
}
