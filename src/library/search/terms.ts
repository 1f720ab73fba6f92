import { eachTerm, foldedKey, foldedRuns, isIdeographic, LONGEST_TERM } from '../../core/search/folding.ts';
import type { Indexable } from '../../core/search/document.ts';
import { pinyinTerms } from './pinyin.ts';
import { BODY, TITLE } from './word-counter.ts';

/**
 * Keys of the postings that are not words. A colon never stands in a folded word, so they cannot be mistaken for one.
 * Values that are shown again (tags, sites…) are stored as `name:folded\0as written`.
 */
const SHOWN = '\u0000';

/** Key prefix under which all spellings of a value are filed. */
export const valuePrefix = (facet: string, value: string): string => `${facet}:${foldedKey(value)}${SHOWN}`;

/** The value as written, out of a key. */
export const shownValue = (key: string): string => {
  const cut = key.indexOf(SHOWN);
  return cut < 0 ? key.slice(key.indexOf(':') + 1) : key.slice(cut + 1);
};

const shownKey = (facet: string, value: string): string => valuePrefix(facet, value) + value;

/** The keys that stand for what a thing is, not for its words. */
export function facetKeys(document: Indexable): string[] {
  const { facets } = document;
  const keys: string[] = [];
  if (facets.siteName) keys.push(shownKey('site', facets.siteName));
  if (facets.language) {
    const parts = facets.language.toLowerCase().split('-');
    for (let i = 1; i <= Math.min(3, parts.length); i++) keys.push(`lang:${parts.slice(0, i).join('-')}`);
  }
  for (const tag of facets.tags) keys.push(shownKey('tag', tag));
  for (const collection of facets.collections) keys.push(shownKey('in', collection));
  for (const company of facets.companies) keys.push(`company:${company}`);
  if (facets.state) keys.push(`state:${facets.state}`);
  if (facets.colour) keys.push(`colour:${facets.colour}`);
  if (document.kind === 'company') {
    for (const name of aliasesOf(document.title, document.names)) keys.push(`alias:${name}`);
  }
  return [...new Set(keys)];
}

/**
 * The keys under which a thing is found by the sound of its Chinese names, with what each counts for: a company's own
 * name stands above a title, and a title above the name of a company that is merely dealt with.
 */
export function soundKeys(document: Indexable): Map<string, number> {
  const keys = new Map<string, number>();
  const names = document.facets.companyNames.slice(0, 8).join('\n');
  for (const key of pinyinTerms(names)) keys.set(key, BODY);
  for (const key of pinyinTerms(document.title)) keys.set(key, TITLE);
  if (document.kind === 'company') {
    for (const key of pinyinTerms(`${document.title}\n${document.names}`)) keys.set(key, 3 * TITLE);
  }
  return keys;
}

/** The folded names of a company, from its title and its names, one per line. */
export const aliasesOf = (title: string, names: string): string[] => [
  ...new Set([title, ...names.split('\n')].map(foldedKey).filter((key) => key !== '')),
];

/** What the tokenizer would not treat as we do: everything beyond ASCII, and NUL. */
// eslint-disable-next-line no-control-regex
const BEYOND_ASCII = /[^\x01-\x7f]/g;
const isPlain = (code: number): boolean =>
  (code > 96 && code < 123) || (code > 47 && code < 58) || (code > 64 && code < 91);

/** True where a plain word is so long that folding cuts it, which the tokenizer would not: it covers one place in so many. */
function hasOverlong(text: string): boolean {
  for (let at = LONGEST_TERM; at < text.length; at += LONGEST_TERM + 1) {
    let from = at;
    while (at - from <= LONGEST_TERM && isPlain(text.charCodeAt(from))) from--;
    let to = at;
    while (to - at <= LONGEST_TERM && isPlain(text.charCodeAt(to))) to++;
    if (to - from - 1 > LONGEST_TERM) return true;
  }
  return false;
}

/**
 * The text as the position index takes it: folded, unspaced runs as overlapping pairs and a last single character. Its
 * tokenizer folds and separates ASCII as we do, so that only the words around other characters are rewritten.
 */
export function positionText(text: string): string {
  if (hasOverlong(text)) return foldedPositions(text);
  let result = '';
  let done = 0;
  BEYOND_ASCII.lastIndex = 0;
  for (let found = BEYOND_ASCII.exec(text); found; found = BEYOND_ASCII.exec(text)) {
    let from = found.index;
    while (from > done && isPlain(text.charCodeAt(from - 1))) from--;
    let to = found.index + 1;
    for (let code = text.charCodeAt(to); code > 127 || isPlain(code); code = text.charCodeAt(to)) to++;
    result += `${text.slice(done, from)} ${foldedPositions(text.slice(from, to))} `;
    done = to;
    BEYOND_ASCII.lastIndex = to;
  }
  return done === 0 ? text : result + text.slice(done);
}

function foldedPositions(text: string): string {
  const parts: string[] = [];
  let held = '';
  let touching = -1;
  eachTerm(text, (term, start, end, character) => {
    if (held !== '') parts.push(character && touching === start ? held + term : held);
    held = '';
    if (character) {
      held = term;
      touching = end;
    } else parts.push(term);
  });
  if (held !== '') parts.push(held);
  return parts.join(' ');
}

/** A phrase as the position index asks for it, or null when there is no word in it. Only folded words reach FTS5. */
export function positionPhrase(text: string): string | null {
  const runs = foldedRuns(text).slice(0, 64);
  const tokens: string[] = [];
  let open = false;
  runs.forEach((run, index) => {
    if (!isIdeographic(run)) {
      tokens.push(run);
      return;
    }
    const characters = Array.from(run);
    for (let i = 0; i + 1 < characters.length; i++) tokens.push(characters[i]! + characters[i + 1]!);
    const last = index === runs.length - 1;
    // A pair says what follows its first character; the last character of a run says that a word follows, or is open.
    if (!last || characters.length === 1) tokens.push(characters[characters.length - 1]!);
    if (last && characters.length === 1) open = true;
  });
  if (tokens.length === 0) return null;
  return `"${tokens.join(' ')}"${open ? ' *' : ''}`;
}
