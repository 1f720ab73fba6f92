import type { Segment } from './segments.ts';

/** Segments in the order of both texts that tell one story: a place where the pattern may stand. */
export interface Chain {
  readonly segments: readonly Segment[];
  readonly score: number;
}

/** How many chains are kept, and how much weaker than the best one may be. */
const MOST_CHAINS = 16;

/**
 * What it costs to bridge a gap. Small differences (typing errors) grow linearly; a whole paragraph that was put in or
 * taken out costs little more than a sentence, because it is one edit (a concave cost, as Li 2018 uses for introns).
 */
const gapCost = (difference: number, distance: number): number =>
  (difference === 0 ? 0 : difference <= 8 ? 1 + 0.5 * difference : 5 + 2 * Math.log2(difference / 8)) +
  Math.min(6, 0.02 * distance);

/**
 * The best chains of segments, best first. `reach` bounds how far apart in the text two neighbours may be.
 * Quadratic in the number of segments, which the caller bounds.
 */
export function bestChains(segments: readonly Segment[], reach: number): Chain[] {
  const n = segments.length;
  const score = new Float64Array(n);
  const previous = new Int32Array(n).fill(-1);
  for (let b = 0; b < n; b++) {
    const to = segments[b]!;
    score[b] = to.weight;
    for (let a = b - 1; a >= 0; a--) {
      const from = segments[a]!;
      if (to.j - from.j > reach + from.length) {
        if (to.j - from.j > reach + 4096) break;
        continue;
      }
      if (from.i >= to.i || from.j >= to.j) continue;
      const stepI = to.i - (from.i + from.length);
      const stepJ = to.j - (from.j + from.length);
      const overlap = Math.max(0, -stepI, -stepJ);
      if (overlap >= to.length || overlap >= from.length) continue;
      const gain = to.weight * (1 - overlap / to.length);
      const total = score[a]! + gain - gapCost(Math.abs(stepI - stepJ), Math.max(0, stepI, stepJ));
      if (total > score[b]!) {
        score[b] = total;
        previous[b] = a;
      }
    }
  }
  const order = Array.from({ length: n }, (_, b) => b).sort((a, b) => score[b]! - score[a]!);
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
