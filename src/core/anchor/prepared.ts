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

/**
 * The gram that begins at `at`: its hash, or -1 when the units end before its weight is reached.
 * (FNV-1a, folded: Fowler, Noll, Vo.)
 */
export function gramHash(units: Uint16Array, at: number, end: number, weight: number): number {
  let hash = 0x811c9dc5;
  let reached = 0;
  for (let i = at; i < end; i++) {
    const code = units[i]!;
    hash = Math.imul(hash ^ code, 0x01000193);
    reached += unitWeight(code);
    if (reached >= weight) return (hash ^ (hash >>> 15)) & 0x7fffffff;
  }
  return -1;
}

/** Longer grams for longer texts, so that a gram stays rare enough to point somewhere. */
const gramWeight = (length: number): number => (length < 30_000 ? 5 : length < 400_000 ? 6 : 8);

function indexGrams(low: Uint16Array): GramIndex {
  const n = low.length;
  const weight = gramWeight(n);
  let size = 1024;
  while (size < n && size < 1 << 22) size *= 2;
  const mask = size - 1;
  const hashes = new Int32Array(n);
  const buckets = new Int32Array(size + 1);
  for (let i = 0; i < n; i++) {
    const hash = gramHash(low, i, n, weight);
    hashes[i] = hash < 0 ? -1 : hash & mask;
    if (hash >= 0) buckets[(hash & mask) + 1]!++;
  }
  for (let b = 0; b < size; b++) buckets[b + 1]! += buckets[b]!;
  const next = buckets.slice(0, size);
  const positions = new Int32Array(buckets[size]!);
  for (let i = 0; i < n; i++) if (hashes[i]! >= 0) positions[next[hashes[i]!]!++] = i;
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
