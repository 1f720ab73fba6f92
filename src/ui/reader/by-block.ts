import type { OpenText } from './open-text.ts';

interface Placed {
  readonly start: number | null;
  readonly end: number | null;
}

/**
 * The stretches that touch each block from one index up to another, in their order. Work is one look at every stretch
 * and one step for each block that it touches there.
 */
export function byBlock<T extends Placed>(
  text: OpenText,
  from: number,
  to: number,
  stretches: readonly T[],
): ReadonlyMap<number, readonly T[]> {
  const begin = text.offsetBefore(from);
  const end = to < text.count ? text.offsetBefore(to) : text.length;
  const found = new Map<number, T[]>();
  for (const stretch of stretches) {
    if (stretch.start === null || stretch.end === null || stretch.start >= end || stretch.end <= begin)
      continue;
    const first = text.rankOf(Math.max(from, text.blockAt(stretch.start)));
    for (let rank = first; rank < text.readable.length; rank++) {
      const index = text.readable[rank]!;
      if (index >= to) break;
      const block = text.stretchOf(index);
      if (block.start >= stretch.end) break;
      if (block.end <= stretch.start) continue;
      const list = found.get(index);
      if (list) list.push(stretch);
      else found.set(index, [stretch]);
    }
  }
  return found;
}
