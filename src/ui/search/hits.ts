import type { TermMatch } from '../../core/search/document.ts';

/** A place where a word of the query stands. Offsets are UTF-16 units; `other` tells words that were not typed so. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly other: boolean;
}

const MOST = 1500;
const LATIN = /[\p{L}\p{N}]/u;
const isLatin = (sign: string | undefined): boolean =>
  sign !== undefined && sign < '\u2e80' && LATIN.test(sign);

/**
 * Where the words of a query, with the variants they were taken for, stand in a text. In order, without overlaps.
 * @param also forms of the words that the search itself marked, such as `supplies` for `supply`
 */
export function placesOf(
  text: string,
  terms: readonly TermMatch[],
  also: readonly string[] = [],
): readonly Place[] {
  const folded = text.toLowerCase();
  if (folded.length !== text.length) return [];
  const found: Place[] = [];
  const forms: readonly TermMatch[] = [...terms, ...also.map((word) => ({ typed: word, matched: [] }))];
  for (const { typed, matched } of forms) {
    for (const word of new Set([typed, ...matched].map((one) => one.toLowerCase()))) {
      if (word === '' || (word.length < 2 && isLatin(word[0]))) continue;
      for (
        let at = folded.indexOf(word);
        at >= 0 && found.length < MOST;
        at = folded.indexOf(word, at + word.length)
      ) {
        const end = at + word.length;
        // A Latin word must begin where a word begins, and carries its ending along: supply, supplies.
        if (isLatin(word[0]) && isLatin(text[at - 1])) continue;
        let stop = end;
        while (isLatin(word.at(-1)) && stop - end < 4 && isLatin(text[stop])) stop++;
        if (isLatin(word.at(-1)) && isLatin(text[stop])) continue;
        found.push({ start: at, end: stop, other: word !== typed.toLowerCase() });
      }
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  return found.filter((place, i) => found[i - 1] === undefined || place.start >= found[i - 1]!.end);
}
