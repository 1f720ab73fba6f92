import type { Alias } from '../company.ts';
import { hasHan } from './fold.ts';
import { aliasKey, isLegalForm, isWeakForm, withoutBracket } from './names.ts';
import { tokenize } from './tokens.ts';
import { isCommonWord } from './words.ts';

/** How an alias has to be written to count; see {@link patternsOf}. */
export type PatternKind =
  | 'long' // several words, or three and more Han characters
  | 'word' // one word that is nothing else
  | 'common' // one word that is also an everyday word
  | 'short' // up to three letters: capitals only
  | 'ticker'; // only beside an exchange, in brackets or after $

/** An alias as the finder looks for it. */
export interface Pattern {
  readonly companyId: string;
  readonly alias: string;
  readonly keys: readonly string[];
  /** The keys joined: two patterns with one key are one name. */
  readonly key: string;
  readonly kind: PatternKind;
  readonly han: boolean;
  /** The alias is written in capitals, as an acronym. */
  readonly capitals: boolean;
}

/** `and` and `&` are one token, so "Johnson and Johnson" is found for "Johnson & Johnson". */
export const joinKey = (key: string): string => (key === 'and' ? '&' : key);

function kindOf(keys: readonly string[], alias: string, han: boolean): PatternKind | null {
  if (han) {
    const folded = keys.join('');
    if (folded.length < 2) return null;
    if (isCommonWord(folded)) return 'common';
    return folded.length === 2 ? 'word' : 'long';
  }
  if (keys.length === 2 && keys[0] === 'the')
    return kindOf(keys.slice(1), alias.replace(/^the\s+/i, ''), han);
  if (keys.length > 1) return keys.every((key) => key.length === 1) && keys.length < 3 ? 'short' : 'long';
  const key = keys[0]!;
  if (key.length < 2 || (isLegalForm(key) && isWeakForm(key))) return null;
  if (isCommonWord(key)) return 'common';
  if (/^\d+$/.test(key)) return null;
  return key.length <= 3 || (key.length === 4 && alias === alias.toUpperCase()) ? 'short' : 'word';
}

function makePattern(companyId: string, alias: string, ticker: boolean): Pattern | null {
  const keys = tokenize(alias).keys.map(joinKey);
  if (keys.length === 0) return null;
  const han = hasHan(alias);
  const kind = ticker ? 'ticker' : kindOf(keys, alias, han);
  if (kind === null) return null;
  const letters = alias.replace(/[^\p{L}]/gu, '');
  return {
    companyId,
    alias,
    keys,
    key: keys.join(' '),
    kind,
    han,
    capitals: !han && letters.length > 1 && letters === letters.toUpperCase(),
  };
}

const asWritten = (alias: string, key: string): string => {
  const found = alias.toLowerCase().indexOf(key);
  return found < 0 ? key : alias.slice(found, found + key.length);
};

/**
 * The patterns of one alias: as written, and without its legal form ("Nike, Inc." is also found as "Nike").
 * Empty for an alias that cannot be looked for: no letter, a single letter or Han character, a bare number.
 */
export function patternsOf(companyId: string, alias: Alias): readonly Pattern[] {
  const text = withoutBracket(alias.text).trim();
  const ticker = alias.kind === 'ticker';
  const made = [makePattern(companyId, text, ticker)];
  const core = aliasKey(text);
  if (!ticker && core !== '' && core !== text.toLowerCase())
    made.push(makePattern(companyId, asWritten(text, core), false));
  return made.filter((one) => one !== null);
}
