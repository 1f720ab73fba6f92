import { eachTerm } from '../../core/search/folding.ts';
import { stem } from '../../core/search/stemming.ts';
import { isStopWord } from '../../core/search/stopwords.ts';
import { wordLookup } from '../../core/search/passage.ts';
import type { Group } from './ranking.ts';
import { soughtIn } from './sought.ts';

/** Only this much of a text is read when hits are looked at again, in UTF-16 units. */
const READ = 12_000;
/** Words farther apart than this say nothing of each other. */
const NEAR = 8;

/** One of the best hits, read again. */
export interface Reading {
  /** How often each word stands in it, function words and numbers left out; empty where that was not asked for. */
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
  /** How close neighbouring words of the query stand: the rarity of the commoner of each pair, divided by its distance. */
  readonly closeness: number;
}

/** Reads the beginning of a text for what expansion and closeness need. */
export function readAgain(text: string, groups: readonly Group[], counted: boolean): Reading {
  const sought = wordLookup(soughtIn(groups));
  const counts = new Map<string, number>();
  const lastAt = new Int32Array(groups.length).fill(-NEAR - 1);
  const closest = new Map<number, number>();
  let position = 0;
  eachTerm(text.slice(0, READ), (term, _start, _end, character) => {
    position++;
    if (character) return;
    if (counted && term.length > 2 && !isStopWord(term) && !/^\p{N}/u.test(term)) {
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    const group = sought(term)?.group;
    if (group === undefined) return;
    // The order of the query and the opposite one both count, the opposite a little less.
    for (const [other, pair, extra] of [
      [group - 1, group - 1, 0],
      [group + 1, group, 1],
    ] as const) {
      if (other < 0 || other >= groups.length) continue;
      const distance = position - lastAt[other]! + extra;
      if (distance <= NEAR && distance < (closest.get(pair) ?? NEAR + 1)) closest.set(pair, distance);
    }
    lastAt[group] = position;
  });
  let closeness = 0;
  for (const [pair, distance] of closest) {
    closeness += Math.min(groups[pair]!.idf, groups[pair + 1]!.idf) / distance;
  }
  return { counts, length: Math.max(1, position), closeness };
}

/**
 * Terms that tell the best hits from other texts, with weights that sum to 1: the relevance model of Lavrenko and Croft
 * (2001), each hit weighted by its share of the scores.
 */
export function tellingTerms(
  readings: readonly { readonly reading: Reading; readonly score: number }[],
  rarityOf: (term: string) => number,
  most: number,
): { readonly term: string; readonly weight: number }[] {
  const whole = readings.reduce((sum, { score }) => sum + score, 0) || 1;
  const weights = new Map<string, number>();
  for (const { reading, score } of readings) {
    for (const [term, count] of reading.counts) {
      weights.set(term, (weights.get(term) ?? 0) + ((score / whole) * count) / reading.length);
    }
  }
  // Only the likeliest words are brought to their stems.
  const stems = new Map<string, number>();
  for (const [word, weight] of [...weights].sort((a, b) => b[1] - a[1]).slice(0, most * 4)) {
    stems.set(stem(word), (stems.get(stem(word)) ?? 0) + weight);
  }
  const likely = [...stems].sort((a, b) => b[1] - a[1]).slice(0, most * 2);
  const chosen = likely
    .map(([term, weight]) => ({ term, weight: weight * rarityOf(term) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, most);
  const sum = chosen.reduce((total, { weight }) => total + weight, 0) || 1;
  return chosen.map(({ term, weight }) => ({ term, weight: weight / sum }));
}
