import { lowerTable } from './fold-table.ts';
import { normaliseUnits } from './normalise.ts';

/**
 * A text made ready for finding quotes in it: normalised, in lower case for aligning, and with an index of its short
 * stretches ("grams"), so that each quote costs time in proportion to itself and not to the text.
 */
export interface Prepared {
  readonly text: string;
  /** Normalised units, case kept: what wording is judged on. */
  readonly units: Uint16Array;
  /** The same in lower case: what is aligned. */
  readonly low: Uint16Array;
  /** Where each unit's stretch starts and ends in `text`. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly grams: GramIndex;
}

/** Positions by the hash of the gram that begins there, ascending within a bucket. */
export interface GramIndex {
  /** The weight a gram must reach; see {@link unitWeight}. */
  readonly weight: number;
  readonly mask: number;
  /** Where each bucket begins in `positions`; one longer than there are buckets. */
  readonly buckets: Int32Array;
  readonly positions: Int32Array;
}

/** A Han, Kana or Hangul character, or half of a surrogate pair, tells about as much as two letters. */
export const unitWeight = (code: number): number =>
  code >= 0x2e80 && code < 0xfe00 && (code < 0xe000 || code >= 0xf900) ? 2 : 1;

const BASE = 0x01000193;
/** Powers of the base modulo 2^32, as many as the longest gram has units. */
const POWERS = Array.from({ length: 9 }).reduce<number[]>(
  (all) => [...all, Math.imul(all.at(-1)!, BASE)],
  [1],
);

/**
 * The hash of the gram that begins at each unit: the shortest run whose {@link unitWeight}s sum to `weight`. Units too
 * near the end to begin one get -1. (Rolling hash of Karp and Rabin 1987, modulo 2^32, finished by a multiplication.)
 */
export function gramHashes(units: Uint16Array, weight: number): Int32Array {
  const hashes = new Int32Array(units.length);
  let hash = 0;
  let reached = 0;
  let end = 0;
  for (let i = 0; i < units.length; i++) {
    while (reached < weight && end < units.length) {
      const code = units[end++]!;
      hash = (Math.imul(hash, BASE) + code) | 0;
      reached += unitWeight(code);
    }
    if (reached < weight) {
      hashes.fill(-1, i);
      break;
    }
    const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hashes[i] = (mixed ^ (mixed >>> 13)) & 0x7fffffff;
    const first = units[i]!;
    hash = (hash - Math.imul(first, POWERS[end - 1 - i]!)) | 0;
    reached -= unitWeight(first);
  }
  return hashes;
}

/** Longer grams for longer texts, so that a gram stays rare enough to point somewhere. */
const gramWeight = (length: number): number => (length < 30_000 ? 5 : length < 400_000 ? 6 : 8);

function indexGrams(low: Uint16Array): GramIndex {
  const n = low.length;
  const weight = gramWeight(n);
  let size = 1024;
  while (size < n && size < 1 << 22) size *= 2;
  const mask = size - 1;
  const hashes = gramHashes(low, weight);
  const buckets = new Int32Array(size + 1);
  let count = 0;
  while (count < n && hashes[count]! >= 0) buckets[hashes[count++]! & mask]!++;
  let sum = 0;
  for (let b = 0; b <= size; b++) buckets[b] = sum += buckets[b]!;
  // Filled from behind, which leaves every bucket's start in its place.
  const positions = new Int32Array(count);
  for (let i = count - 1; i >= 0; i--) positions[--buckets[hashes[i]! & mask]!] = i;
  return { weight, mask, buckets, positions };
}

/** Lower-cases normalised units one by one, so that offsets stay the same. */
export function lowered(units: Uint16Array): Uint16Array {
  const table = lowerTable();
  const low = new Uint16Array(units.length);
  for (let i = 0; i < units.length; i++) low[i] = table[units[i]!]!;
  return low;
}

/** Prepares a text once for any number of quotes. Time and memory grow in proportion to the text. */
export function prepareText(text: string): Prepared {
  const { units, starts, ends } = normaliseUnits(text);
  const low = lowered(units);
  return { text, units, low, starts, ends, grams: indexGrams(low) };
}

/** First index whose stretch ends after `offset` in the original text; `starts.length` when there is none. */
export function unitAt(prepared: Prepared, offset: number): number {
  const { ends } = prepared;
  let lowest = 0;
  let highest = ends.length;
  while (lowest < highest) {
    const middle = (lowest + highest) >> 1;
    if (ends[middle]! > offset) highest = middle;
    else lowest = middle + 1;
  }
  return lowest;
}
