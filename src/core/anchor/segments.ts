import type { Pattern } from './pattern.ts';
import { gramHashes, type Prepared } from './prepared.ts';

/** A stretch that pattern and text have in common, in normalised units. */
export interface Segment {
  readonly i: number;
  readonly j: number;
  readonly length: number;
  readonly weight: number;
}

/** How many places may be looked at per quote in all; bounds the time whatever the text. */
const PLACES = 6000;
const EXTENSION = 3_000_000;
const MOST_SEGMENTS = 500;

/**
 * Which places of a frequent gram are looked at: those nearest to where the quote stood, as (from, to) in its bucket.
 */
function nearest(
  prepared: Prepared,
  from: number,
  to: number,
  cap: number,
  expected: number,
): [number, number] {
  if (to - from <= cap) return [from, to];
  const { positions } = prepared.grams;
  let lowest = from;
  let highest = to;
  while (lowest < highest) {
    const middle = (lowest + highest) >> 1;
    if (positions[middle]! < expected) lowest = middle + 1;
    else highest = middle;
  }
  const start = Math.max(from, Math.min(to - cap, lowest - (cap >> 1)));
  return [start, start + cap];
}

/** The occurrences of a pattern too short to hold a gram, those nearest to `expected` if there are many. */
function occurrences(pattern: Pattern, prepared: Prepared, expected: number): Segment[] {
  const { low: text } = prepared;
  const { low, weights } = pattern;
  const found: Segment[] = [];
  const weight = weights[low.length]!;
  for (let j = text.indexOf(low[0]!); j >= 0; j = text.indexOf(low[0]!, j + 1)) {
    if (low.every((code, i) => text[j + i] === code)) found.push({ i: 0, j, length: low.length, weight });
    if (found.length < 2 * MOST_SEGMENTS) continue;
    // What lies further before the old place than the newest does behind it can go.
    found.sort((a, b) => Math.abs(a.j - expected) - Math.abs(b.j - expected)).length = MOST_SEGMENTS;
    if (found.every((segment) => Math.abs(segment.j - expected) < j - expected)) break;
  }
  return found;
}

/**
 * The longest common stretches of a pattern and a text (seed and extend, as read mappers do; Li 2018, minimap2). Rare
 * grams are followed everywhere, frequent ones only near `expected`, the unit where the pattern is expected to begin.
 */
export function commonSegments(pattern: Pattern, prepared: Prepared, expected: number): Segment[] {
  const { low: text, grams } = prepared;
  const { low, weights } = pattern;
  const length = low.length;
  const step = Math.max(1, Math.ceil(length / 4000));
  if (weights[length]! < grams.weight)
    return occurrences(pattern, prepared, expected).sort((a, b) => a.j - b.j);
  const starts: number[] = [];
  const buckets: number[] = [];
  const sizes: number[] = [];
  const hashes = gramHashes(low, grams.weight);
  for (let i = 0; i < length; i += step) {
    const hash = hashes[i]!;
    if (hash < 0) break;
    const bucket = hash & grams.mask;
    const size = grams.buckets[bucket + 1]! - grams.buckets[bucket]!;
    if (size === 0) continue;
    starts.push(i);
    buckets.push(bucket);
    sizes.push(size);
  }
  const places = Math.max(PLACES, 2 * starts.length);
  let cap = 1 << 20;
  const total = (): number => sizes.reduce((sum, size) => sum + Math.min(size, cap), 0);
  while (cap > 2 && total() > places) cap >>= cap > 64 ? 2 : 1;
  const covered = new Map<number, number>();
  const found: Segment[] = [];
  let work = EXTENSION;
  for (let s = 0; s < starts.length; s++) {
    const i = starts[s]!;
    const bucket = buckets[s]!;
    const [from, to] = nearest(
      prepared,
      grams.buckets[bucket]!,
      grams.buckets[bucket + 1]!,
      cap,
      expected + i,
    );
    for (let p = from; p < to; p++) {
      const j = grams.positions[p]!;
      if (low[i] !== text[j]) continue; // a hash collision
      const diagonal = j - i;
      if ((covered.get(diagonal) ?? -1) > j) continue;
      const furthest = Math.min(length - i, text.length - j, work);
      let after = 1;
      while (after < furthest && low[i + after] === text[j + after]) after++;
      let before = 0;
      while (before < i && before < j && work > before && low[i - before - 1] === text[j - before - 1])
        before++;
      work -= after + before;
      covered.set(diagonal, j + after);
      const weight = weights[i + after]! - weights[i - before]!;
      if (weight >= grams.weight)
        found.push({ i: i - before, j: j - before, length: before + after, weight });
    }
    if (work <= 0) break;
  }
  if (found.length > MOST_SEGMENTS) found.sort((a, b) => b.weight - a.weight).length = MOST_SEGMENTS;
  return found.sort((a, b) => a.j - b.j || a.i - b.i);
}
