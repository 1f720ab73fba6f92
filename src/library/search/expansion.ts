import { isIdeographic } from '../../core/search/folding.ts';
import { USUAL_HABITS, type SearchHabits } from '../../core/search/document.ts';
import { slipCost } from '../../core/search/slips.ts';
import { stem } from '../../core/search/stemming.ts';
import { eachPosting, type Postings } from './postings.ts';
import { countOf, rarity, TUNING, type Candidate, type Group } from './ranking.ts';
import type { QueryTerm } from './query-terms.ts';
import type { Segments } from './segments.ts';

/**
 * Which words may be taken for others: none; those found nowhere; also those that are rare beside what they may have
 * been meant for; or all that are long enough.
 */
export type Help = 'none' | 'absent' | 'rare' | 'all';

/** A word that exists is only taken for another when that one is so many times as common, as long as anything is found. */
const RARE = 8;
const MOST_GUESSES = 16;
const MOST_COMPLETIONS = 24;
/** Completions are taken until they stand in so many times the number of texts. */
const ENOUGH = 2;
const MOST_WILDCARDS = 400;
const COSTS = { completion: 0.35, perLetter: 0.06 };

/** True where a typed word may be taken for another: at least four letters, no digit, not an unspaced script. */
export const mayBeMistyped = (word: string): boolean =>
  word.length >= 4 && !/\p{N}/u.test(word) && !isIdeographic(word);

/** Words that one may have been meant for, likeliest first, and what the slips of the likeliest cost. */
interface Guesses {
  readonly guesses: readonly Candidate[];
  readonly cost: number;
}

/** The rarity to be expected of a word that is one of several guesses: each counts as far as it is likely. */
export function expected(guesses: readonly Candidate[], total: number): number {
  let [sum, weights] = [0, 0];
  for (const { count, weight } of guesses) {
    sum += weight * rarity(count, total);
    weights += weight;
  }
  return sum / Math.max(weights, Number.MIN_VALUE);
}

/** Finds what typed words stand for, against the segments as loaded. */
export class Expansion {
  readonly #segments: Segments;
  readonly #total: number;
  readonly #habits: SearchHabits;
  readonly #runs = new Map<string, readonly Postings[]>();
  readonly #guessed = new Map<string, Guesses>();

  constructor(segments: Segments, total: number, habits: SearchHabits = USUAL_HABITS) {
    this.#segments = segments;
    this.#total = total;
    this.#habits = habits;
  }

  /** Postings of a key, read once per search. */
  runs(key: string): readonly Postings[] {
    let runs = this.#runs.get(key);
    if (!runs) this.#runs.set(key, (runs = this.#segments.postings(key)));
    return runs;
  }

  /** Postings of the Chinese names that sound as typed; none where the user does not want that. */
  sounding(term: string): readonly Postings[] {
    return this.#habits.pinyin ? this.runs(`pinyin:${term}`) : [];
  }

  /** True where a typed word stands in some text, in any of its forms or by its sound. */
  exists({ term, ideographic }: QueryTerm): boolean {
    if (ideographic) return this.runs(term).length > 0;
    return this.runs(stem(term)).length > 0 || this.sounding(term).length > 0;
  }

  /** A word that says the same as one that was typed. */
  synonym({ term, ideographic }: QueryTerm, weight: number): Candidate {
    return this.#candidate(term, weight, true, ideographic ? term : stem(term));
  }

  /** Numbers of the documents in runs of postings. */
  documents(runs: readonly Postings[]): number[] {
    const numbers: number[] = [];
    for (const run of runs) eachPosting(run, (number) => numbers.push(number));
    return numbers;
  }

  #candidate(word: string, weight: number, typed: boolean, key = stem(word)): Candidate {
    const runs = this.runs(key);
    return { term: key, weight, runs, count: countOf(runs), shown: word, typed };
  }

  /**
   * A group of given candidates. Its rarity is that of the word as typed, or of all guesses together, so that a rare
   * guess is no bargain.
   */
  group(
    term: Pick<QueryTerm, 'start' | 'end'> & { readonly term: string },
    candidates: readonly Candidate[],
    more: Partial<Group> = {},
  ): Group {
    const terms = new Set<string>();
    const distinct = candidates.filter(({ term, count }) => count > 0 && !terms.has(term) && terms.add(term));
    const typed = distinct.filter((candidate) => candidate.typed);
    const counted = typed.length > 0 ? typed : distinct;
    const count = counted.reduce((sum, candidate) => sum + candidate.count, more.documents?.length ?? 0);
    const idf =
      typed.length > 0 || distinct.length === 0 || more.documents
        ? rarity(count, this.#total)
        : expected(distinct, this.#total);
    return {
      typed: term.term,
      start: term.start,
      end: term.end,
      candidates: distinct,
      documents: [],
      documentsWeight: 1,
      required: true,
      corrected: distinct.some((candidate) => !candidate.typed),
      idf,
      repeats: 1,
      mask: 0,
      names: [],
      unfinished: false,
      ...more,
    };
  }

  /**
   * What one typed term may stand for. `open` is the last word of the query, which may be unfinished; `synonyms` are words
   * that the user says mean the same.
   */
  word(
    term: QueryTerm,
    help: Help,
    open: boolean,
    live: boolean,
    synonyms: readonly Candidate[] = [],
  ): Group {
    const typed = this.#candidate(term.term, 1, true, term.ideographic ? term.term : stem(term.term));
    const candidates = [typed];
    if (!term.ideographic && help !== 'none') {
      if (this.sounding(term.term).length > 0)
        candidates.push(this.#candidate(term.term, 0.9, true, `pinyin:${term.term}`));
    }
    candidates.push(...synonyms);
    const absent = candidates.every((candidate) => candidate.count === 0);
    let begun = false;
    if (!term.ideographic && help !== 'none') {
      const mayGoOn = open && (live || (term.term.length >= 2 && (absent || help !== 'absent')));
      const completions = mayGoOn ? this.#completions(term.term, live) : [];
      begun = completions.length > 0;
      candidates.push(...completions);
      if (this.#habits.typos && (absent || help !== 'absent') && mayBeMistyped(term.term)) {
        const { guesses, cost } = this.#guesses(term.term);
        // A word that may just be unfinished is the less likely mistyped, the more slips that would take.
        const likely = completions.length > 0 ? Math.exp(-TUNING.unfinishedSlip * cost) : 1;
        for (const guess of guesses) candidates.push({ ...guess, weight: guess.weight * likely });
      }
    }
    const [first, ...others] = candidates;
    others.sort((a, b) => b.weight - a.weight);
    if (!absent && !(open && live)) {
      // A word that exists is a slip for another only so far as the other is the commoner one.
      others.forEach((other, i) => {
        if (other.typed) return;
        const ratio = other.count / Math.max(1, typed.count);
        const likelihood = other.shown.startsWith(term.term)
          ? TUNING.unfinished
          : help === 'rare' && ratio < RARE
            ? 0
            : Math.min(1, TUNING.doubted * ratio);
        others[i] = { ...other, weight: other.weight * likelihood };
      });
      others.sort((a, b) => b.weight - a.weight);
    }
    const completed = live && open;
    const likely = others.filter((other) => other.weight >= TUNING.least);
    const group = this.group(term, [first!, ...likely], completed ? { corrected: false } : {});
    if (!begun || !absent) return group;
    // What an unfinished word stands for is any of its completions, so that its rarity is that of all together.
    const count = countOf(group.candidates.flatMap(({ runs }) => [...runs]));
    return { ...group, idf: rarity(count, this.#total), unfinished: true };
  }

  /** Words that begin as typed, the commonest. */
  #completions(prefix: string, live: boolean): Candidate[] {
    const counts = new Map<string, number>();
    const most = live ? MOST_COMPLETIONS : MOST_GUESSES;
    for (const { vocabulary } of this.#segments.all) {
      vocabulary.completions(prefix, most, (word, count) =>
        counts.set(word, (counts.get(word) ?? 0) + count),
      );
    }
    let found = 0;
    return [...counts]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, most)
      .filter(([, count]) => {
        // Once the commonest stand in nearly every text, others add nothing but time.
        const wanted = found < ENOUGH * this.#total;
        found += count;
        return wanted;
      })
      .map(([word]) => {
        const cost = COSTS.completion + COSTS.perLetter * (word.length - prefix.length);
        return this.#candidate(word, Math.exp(-cost), live);
      });
  }

  /** All words that begin as typed, as the star after a word asks for. */
  wildcard(term: QueryTerm): Group {
    const words = new Set<string>([term.term]);
    for (const { vocabulary } of this.#segments.all) {
      vocabulary.completions(term.term, MOST_WILDCARDS, (word) => words.add(word));
    }
    return this.group(
      term,
      [...words].slice(0, MOST_WILDCARDS).map((word) => this.#candidate(word, 1, true)),
      { corrected: false },
    );
  }

  /** Words within one or two edits, likeliest first; looked for once per search. */
  #guesses(word: string): Guesses {
    let guesses = this.#guessed.get(word);
    if (!guesses) this.#guessed.set(word, (guesses = this.#guess(word)));
    return guesses;
  }

  #guess(word: string): Guesses {
    const limit = word.length >= 5 ? 2 : 1;
    const found = new Map<string, { cost: number; count: number }>();
    for (const { vocabulary } of this.#segments.all) {
      vocabulary.neighbours(word, limit, (index) => {
        const count = vocabulary.count(index);
        const guess = vocabulary.word(index);
        if (/\p{N}/u.test(guess)) return;
        const known = found.get(guess);
        if (known) {
          known.count += count;
          return;
        }
        const cost = slipCost(word, guess);
        found.set(guess, { cost, count });
      });
    }
    const guesses = [...found]
      .map(([guess, { cost, count }]) => ({
        guess,
        cost,
        likelihood: TUNING.commonGuess * Math.log(count) - TUNING.slip * cost,
      }))
      .sort((a, b) => b.likelihood - a.likelihood || (a.guess < b.guess ? -1 : 1))
      .slice(0, MOST_GUESSES);
    const best = guesses[0]?.likelihood ?? 0;
    return {
      cost: guesses[0]?.cost ?? Infinity,
      guesses: guesses
        .map(({ guess, likelihood }) => ({ guess, weight: TUNING.guess * Math.exp(likelihood - best) }))
        // What weighs too little is not read at all: a guess only ever loses weight from here.
        .filter(({ weight }) => weight >= TUNING.least)
        .map(({ guess, weight }) => this.#candidate(guess, weight, false)),
    };
  }
}
