import type { Segment } from './segments.ts';

/** Segments in the order of both texts that tell one story: a place where the pattern may stand. */
export interface Chain {
  readonly segments: readonly Segment[];
  readonly score: number;
}

/** How many chains are kept, and how much weaker than the best one may be. */
const MOST_CHAINS = 8;

/** A chain this much weaker than the best tells nothing. */
const FAINT = 0.1;

/**
 * What it costs to bridge a gap. Small differences (typing errors) grow linearly; a whole paragraph that was put in or
 * taken out costs little more than a sentence, because it is one edit (a concave cost, as Li 2018 uses for introns).
 */
const differenceCost = (difference: number): number =>
  difference === 0 ? 0 : difference <= 8 ? 1 + 0.5 * difference : 5 + 2 * Math.log2(difference / 8);

const NEAR = Float64Array.from({ length: 4096 }, (_, difference) => differenceCost(difference));

const gapCost = (difference: number, distance: number): number =>
  (difference < 4096 ? NEAR[difference]! : differenceCost(difference)) + Math.min(6, 0.02 * distance);

/**
 * The best chains of segments (given in the order of the text), best first. `reach` bounds how far apart in the text two
 * neighbours may be; of equal ones the one nearest to `expected`, the unit where the pattern should begin, comes first.
 * Quadratic in the number of segments, which the caller bounds.
 */
export function bestChains(segments: readonly Segment[], reach: number, expected: number): Chain[] {
  const n = segments.length;
  const i = Int32Array.from(segments, (segment) => segment.i);
  const j = Int32Array.from(segments, (segment) => segment.j);
  const lengths = Int32Array.from(segments, (segment) => segment.length);
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  const score = new Float64Array(n);
  const previous = new Int32Array(n).fill(-1);
  let highest = 0;
  for (let b = 0; b < n; b++) {
    const { weight } = segments[b]!;
    const length = lengths[b]!;
    let best = weight;
    for (let a = b - 1; a >= 0; a--) {
      const apart = j[b]! - j[a]!;
      if (apart > reach + longest) break;
      if (i[a]! >= i[b]! || apart === 0) continue;
      const stepI = i[b]! - i[a]! - lengths[a]!;
      const stepJ = apart - lengths[a]!;
      const overlap = stepI < 0 || stepJ < 0 ? -Math.min(stepI, stepJ) : 0;
      if (overlap >= length || overlap >= lengths[a]!) continue;
      const gain = overlap === 0 ? weight : weight * (1 - overlap / length);
      if (score[a]! + gain <= best) continue;
      const total = score[a]! + gain - gapCost(Math.abs(stepI - stepJ), Math.max(0, stepI, stepJ));
      if (total > best) {
        best = total;
        previous[b] = a;
      }
    }
    score[b] = best;
    if (best > highest) highest = best;
  }
  const order: number[] = [];
  for (let b = 0; b < n; b++) if (score[b]! >= FAINT * highest) order.push(b);
  const off = (b: number): number => Math.abs(j[b]! - i[b]! - expected);
  order.sort((a, b) => score[b]! - score[a]! || off(a) - off(b));
  const used = new Uint8Array(n);
  const chains: Chain[] = [];
  for (const last of order) {
    if (chains.length === MOST_CHAINS) break;
    if (used[last]) continue;
    const chain: Segment[] = [];
    let at = last;
    while (at >= 0 && !used[at]) {
      used[at] = 1;
      chain.push(segments[at]!);
      at = previous[at]!;
    }
    chains.push({ segments: chain.reverse(), score: score[last]! - (at >= 0 ? score[at]! : 0) });
  }
  return chains.sort((a, b) => b.score - a.score);
}
