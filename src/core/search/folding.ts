import { SIMPLIFIED, TRADITIONAL } from './simplified.ts';

/** Longest term kept, in UTF-16 units; longer runs (encoded data, addresses) are cut. */
export const LONGEST_TERM = 40;

const SEPARATOR = 0;
const WORD = 1;
/** Written without spaces: Han, Kana, Hangul. */
const CHARACTER = 2;
/** Belongs to the word around it and is dropped by folding: combining marks, soft hyphens, joiners. */
const MARK = 3;

const IDEOGRAPH =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u30fc\u3005\u3007]/u;
const LETTER = /[\p{L}\p{N}]/u;
const COMBINING = /\p{M}|\u00ad|\u200c|\u200d|\u2060|\ufeff/u;

const classify = (character: string): number => {
  if (IDEOGRAPH.test(character) && LETTER.test(character)) return CHARACTER;
  if (LETTER.test(character)) return WORD;
  return COMBINING.test(character) ? MARK : SEPARATOR;
};

/** Classes of the basic plane, filled in per 256 characters when first met: most texts use a handful of pages. */
const classPages: (Uint8Array | undefined)[] = [];

const classPage = (page: number): Uint8Array => {
  const classes = new Uint8Array(256);
  for (let i = 0; i < 256; i++) {
    const code = page * 256 + i;
    classes[i] = code >= 0xd800 && code < 0xe000 ? SEPARATOR : classify(String.fromCharCode(code));
  }
  classPages[page] = classes;
  return classes;
};

const ASCII_CLASSES = classPage(0).slice(0, 128);

/** Of every ASCII code the letter or digit it counts as, in lower case; 0 for what separates words. */
export const WORD_LETTERS = ASCII_CLASSES.map((kind, code) =>
  kind !== WORD ? 0 : code > 64 && code < 91 ? code + 32 : code,
);

let simplifiedForms: Map<string, string> | null = null;

const simplify = (character: string): string => {
  if (!simplifiedForms) {
    simplifiedForms = new Map();
    for (let i = 0; i < TRADITIONAL.length; i++) simplifiedForms.set(TRADITIONAL[i]!, SIMPLIFIED[i]!);
  }
  return simplifiedForms.get(character) ?? character;
};

const LETTER_FORMS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
  ς: 'σ',
  ё: 'е',
};
const SPECIAL = /[ßæœøđðþłıħŋςё]/g;
const STRIPPED = /[^\p{L}\p{N}\p{M}]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/gu;
// eslint-disable-next-line no-control-regex
const ASCII = /^[\x00-\x7f]*$/;

/**
 * The form in which a word is compared: compatibility characters and full width unified (NFKC), lower case, accents and
 * invisible marks removed, traditional Chinese as simplified. May be empty when nothing but marks was there.
 */
export function foldWord(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase();
  const folded = word
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(STRIPPED, '')
    .normalize('NFC')
    .replace(SPECIAL, (letter) => LETTER_FORMS[letter]!);
  return folded;
}

/** Folded forms of the characters of the basic plane met so far; an array, because this is asked for every character. */
const foldedCharacters: (string | undefined)[] = [];

const foldCharacter = (text: string, at: number, width: number): string => {
  if (width === 1) {
    const known = foldedCharacters[text.charCodeAt(at)];
    if (known !== undefined) return known;
  }
  const folded = simplify(text.slice(at, at + width).normalize('NFKC'));
  if (width === 1) foldedCharacters[text.charCodeAt(at)] = folded;
  return folded;
};

/** True where the folded term is made of Han, Kana or Hangul. */
export const isIdeographic = (term: string): boolean => IDEOGRAPH.test(term);

/** Receives the terms of a text. Only what is not plain is handed over as a new string, because that is what costs. */
export interface TermSink {
  /** A word of ASCII letters and digits, in any case, at this place of the text. */
  plain(start: number, end: number): void;
  /** Any other word, folded. */
  word(term: string, start: number, end: number): void;
  /** One Han, Kana or Hangul character, folded. */
  character(term: string, start: number, end: number): void;
}

/**
 * Reads a text term by term, in one pass. Terms longer than {@link LONGEST_TERM} are cut: `end` of a plain word is the end
 * of what is kept, so that the kept word is always `text.slice(start, end)`.
 */
export function scanTerms(text: string, sink: TermSink): void {
  const length = text.length;
  let start = -1;
  let plain = true; // the current word is ASCII
  const close = (end: number): void => {
    const from = start;
    start = -1;
    if (plain) {
      sink.plain(from, Math.min(end, from + LONGEST_TERM));
      return;
    }
    plain = true;
    const term = foldWord(text.slice(from, Math.min(end, from + LONGEST_TERM)));
    if (term !== '') sink.word(term, from, end);
  };
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code < 128) {
      if (ASCII_CLASSES[code] === WORD) {
        if (start < 0) start = i;
      } else if (start >= 0) close(i);
      continue;
    }
    let kind: number;
    let width = 1;
    if (code >= 0xd800 && code < 0xe000) {
      const point = text.codePointAt(i)!;
      kind = point > 0xffff ? classify(String.fromCodePoint(point)) : SEPARATOR;
      if (point > 0xffff) width = 2;
    } else kind = (classPages[code >> 8] ?? classPage(code >> 8))[code & 255]!;
    if (kind === WORD || (kind === MARK && start >= 0)) {
      if (start < 0) start = i;
      plain = false;
    } else {
      if (start >= 0) close(i);
      if (kind === CHARACTER) sink.character(foldCharacter(text, i, width), i, i + width);
    }
    i += width - 1;
  }
  if (start >= 0) close(length);
}

/** Receives one folded term, its place in the original text, and whether it is a single unspaced character. */
export type TermVisitor = (term: string, start: number, end: number, character: boolean) => void;

/**
 * Reads a text term by term. Words come folded; Han, Kana and Hangul come one character at a time (`character` is true
 * and neighbours touch: the end of one is the start of the next). Offsets are UTF-16 units into the given text.
 */
export function eachTerm(text: string, visit: TermVisitor): void {
  scanTerms(text, {
    plain: (start, end) => visit(text.slice(start, end).toLowerCase(), start, end, false),
    word: (term, start, end) => visit(term, start, end, false),
    character: (term, start, end) => visit(term, start, end, true),
  });
}

/** The folded words of a short text in order; unspaced characters come as one run per stretch. */
export function foldedRuns(text: string): string[] {
  const runs: string[] = [];
  let touching = -1;
  eachTerm(text, (term, start, end, character) => {
    if (character && touching === start) runs[runs.length - 1] += term;
    else runs.push(term);
    touching = character ? end : -1;
  });
  return runs;
}

/** One comparable key for a name or phrase: its folded runs joined by single spaces. */
export const foldedKey = (text: string): string => foldedRuns(text).join(' ');
