import { eachTerm, scanTerms } from '../../core/search/folding.ts';
import { headTest, wordLookup, type Sought } from '../../core/search/passage.ts';
import { stem } from '../../core/search/stemming.ts';
import { isStopWord } from '../../core/search/stopwords.ts';
import type { Group } from './ranking.ts';
import { soughtIn } from './sought.ts';

/** Only this much of a text is read when hits are looked at again, in UTF-16 units. */
const READ = 12_000;
/** Words farther apart than this say nothing of each other. */
const NEAR = 8;
/** Power to which the share of a title that was asked for is raised. */
const WHOLE = 3;

/** Finds the words of a query again in texts; made once per query, because stems are remembered in it. */
export class Reader {
  readonly #groups: readonly Group[];
  readonly #sought: ReadonlyMap<string, Sought>;
  readonly #lookup: (word: string) => Sought | undefined;
  readonly #isHead: (text: string, start: number) => boolean;

  constructor(groups: readonly Group[]) {
    this.#groups = groups;
    this.#sought = soughtIn(groups);
    this.#lookup = wordLookup(this.#sought);
    this.#isHead = headTest(this.#sought);
  }

  /**
   * How close neighbouring words of the query stand in the beginning of a text: the rarity of the commoner of each pair,
   * divided by its distance in words.
   */
  closeness(text: string): number {
    const groups = this.#groups;
    const lastAt = new Int32Array(groups.length).fill(-NEAR - 1);
    const closest = new Map<number, number>();
    let position = 0;
    const met = (group: number): void => {
      // The order of the query and the opposite one both count, the opposite a little less.
      for (let side = 0; side < 2; side++) {
        const other = side === 0 ? group - 1 : group + 1;
        if (other < 0 || other >= groups.length) continue;
        const pair = Math.min(group, other);
        const distance = position - lastAt[other]! + side;
        if (distance <= NEAR && distance < (closest.get(pair) ?? NEAR + 1)) closest.set(pair, distance);
      }
      lastAt[group] = position;
    };
    const read = text.slice(0, READ);
    scanTerms(read, {
      plain: (start, end) => {
        position++;
        if (!this.#isHead(read, start)) return;
        const found = this.#lookup(read.slice(start, end).toLowerCase());
        if (found) met(found.group);
      },
      word: (term) => {
        position++;
        const found = this.#lookup(term);
        if (found) met(found.group);
      },
      character: () => {
        position++;
      },
    });
    let closeness = 0;
    for (const [pair, distance] of closest) {
      closeness += Math.min(groups[pair]!.idf, groups[pair + 1]!.idf) / distance;
    }
    return closeness;
  }

  /**
   * How far a title says what was asked for and nothing else: the rarities of the words of the query in it, times the cube
   * of the share of its telling words that were asked for. What is called "Fantasy Island" is meant by these words, rather
   * than a list of its episodes.
   */
  wholeTitle(title: string): number {
    const met = new Set<number>();
    let words = 0;
    let asked = 0;
    let held = '';
    let touching = -1;
    eachTerm(title, (term, start, end, character) => {
      if (!character) {
        if (isStopWord(term)) return;
        words++;
        const found = this.#lookup(term);
        if (!found) return;
        asked++;
        met.add(found.group);
        return;
      }
      if (touching === start) {
        words++;
        const found = this.#sought.get(held + term);
        if (found) {
          asked++;
          met.add(found.group);
        }
      }
      held = term;
      touching = end;
    });
    if (asked === 0) return 0;
    let rarities = 0;
    for (const group of met) rarities += this.#groups[group]!.idf;
    return rarities * (asked / words) ** WHOLE;
  }
}

/** How often each word stands in the beginning of a text, function words and numbers left out, and its length in terms. */
export interface WordCounts {
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}

/** Counts the words of the beginning of a text. */
export function countWords(text: string): WordCounts {
  const counts = new Map<string, number>();
  let length = 0;
  eachTerm(text.slice(0, READ), (term, _start, _end, character) => {
    length++;
    if (character || term.length <= 2 || isStopWord(term) || /^\p{N}/u.test(term)) return;
    counts.set(term, (counts.get(term) ?? 0) + 1);
  });
  return { counts, length: Math.max(1, length) };
}

/**
 * Terms that tell the best hits from other texts, with weights that sum to 1: the relevance model of Lavrenko and Croft
 * (2001), each hit weighted by its share of the scores.
 */
export function tellingTerms(
  hits: readonly { readonly words: WordCounts; readonly score: number }[],
  rarityOf: (term: string) => number,
  most: number,
): { readonly term: string; readonly weight: number }[] {
  const whole = hits.reduce((sum, { score }) => sum + score, 0) || 1;
  const weights = new Map<string, number>();
  for (const { words, score } of hits) {
    for (const [term, count] of words.counts) {
      weights.set(term, (weights.get(term) ?? 0) + ((score / whole) * count) / words.length);
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
