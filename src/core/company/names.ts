import { pinyin } from 'pinyin-pro';
import legalForms from '../../../resources/lexicons/legal-forms.json' with { type: 'json' };
import { foldUnits, hasHan } from './fold.ts';

const LATIN_FORMS = new Set(legalForms.latin);
const WEAK_FORMS = new Set(legalForms.weak);
const HAN_FORMS = [...legalForms.han].sort((a, b) => b.length - a.length);
const LONGEST_FORM = 4;

/** A name longer than this is cut before it is compared; no company has one. */
export const LONGEST_NAME = 200;

/**
 * The words of a name, folded: width, case, accents, traditional characters, `&` and `+` as "and"; apostrophes are
 * dropped ("Lowe's" is `lowes`), every other mark separates. A run of Han characters is one word.
 */
export function nameWords(name: string): readonly string[] {
  const folded = foldUnits(name.slice(0, LONGEST_NAME).normalize('NFKC'))
    .replace(/^\s*(?:https?:\/\/)?www\./, '')
    .replace(/^\s*https?:\/\//, '')
    .replace(/ß/g, 'ss')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe')
    .replace(/'/g, '')
    .replace(/[&+]/g, ' and ');
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The key of a name with its legal form still in it: folded words joined by spaces. Empty when nothing is left. */
export const fullKey = (name: string): string => nameWords(name).join(' ');

/** Removes a trailing bracket such as "(Switzerland)" or "（中国）"; a name that is all bracket stays whole. */
export function withoutBracket(name: string): string {
  const cut = name.replace(/\s*[(（[【][^()（）[\]【】]{0,80}[)）\]】]\s*/g, ' ').trim();
  return cut === '' ? name : cut;
}

function formLength(words: readonly string[], end: number): number {
  for (let n = Math.min(LONGEST_FORM, end - 1); n >= 1; n--) {
    if (LATIN_FORMS.has(words.slice(end - n, end).join(' '))) return n;
  }
  return 0;
}

function stripHan(word: string): string {
  for (const form of HAN_FORMS) {
    if (word.length - form.length >= 2 && word.endsWith(form)) return stripHan(word.slice(0, -form.length));
  }
  return word;
}

/** The words of a name without leading "the" and without legal forms at its end ("Inc.", "GmbH & Co. KG", 有限公司). */
export function coreWords(name: string): readonly string[] {
  const words = nameWords(withoutBracket(name));
  let start = 0;
  let end = words.length;
  if (end > 1 && words[0] === 'the') start = 1;
  while (end - start > 1) {
    const n = formLength(words.slice(start), end - start);
    if (n === 0) break;
    end -= n;
  }
  while (end - start > 1 && words[end - 1] === 'and') end -= 1;
  return words.slice(start, end).map((word) => (hasHan(word) ? stripHan(word) : word));
}

/**
 * The key under which two spellings of one company meet: Unicode NFKC, lower case, no accents, no legal form, no
 * punctuation, simplified characters, one space between words. Empty for a name with no letter or digit.
 */
export const aliasKey = (name: string): string => coreWords(name).join(' ');

/** The key without spaces: "Wal-Mart", "Wal Mart" and "Walmart" are one. */
export const squashedKey = (name: string): string =>
  coreWords(name.replace(/\.(?:com|net|org|io|ai|cn|co)(?:\.[a-z]{2})?\/?\s*$/i, '')).join('');

/** Full pinyin without tones of a Han name, its legal form removed; null for a name without Han characters. */
export function pinyinKey(name: string): { readonly full: string; readonly initials: string } | null {
  const core = coreWords(name).join('');
  if (!hasHan(core)) return null;
  const syllables = pinyin(core, { toneType: 'none', type: 'array', v: true }).map((one) =>
    one.toLowerCase(),
  );
  return {
    full: syllables.join('').replace(/[^\p{L}\p{N}]/gu, ''),
    initials: syllables.map((one) => one[0] ?? '').join(''),
  };
}

/** First letters of the words of a name with two or more words, "and" and "of" left out; null for a single word. */
export function initialsKey(words: readonly string[]): string | null {
  const heads = words.filter((word) => word !== 'and' && word !== 'of' && word !== 'the' && !hasHan(word));
  if (heads.length < 2) return null;
  return heads.map((word) => (/^\d+$/.test(word) ? word : word[0]!)).join('');
}

/** Whether a folded word is a legal form; `weak` ones ("Group", "Company") are also ordinary words. */
export const isLegalForm = (word: string): boolean => LATIN_FORMS.has(word);

/** Whether a folded word is a legal form that also occurs as an ordinary word. */
export const isWeakForm = (word: string): boolean => WEAK_FORMS.has(word);
