import type { Block } from '../../core/source.ts';

/** Something on words of the canonical text; what has no place stands in no block. */
interface Placed {
  readonly start: number | null;
  readonly end: number | null;
}

/**
 * Stretches of the canonical text by the blocks they touch, each list in the given order. One walk by halving per
 * stretch, so that thousands of marks on thousands of blocks cost nothing to speak of.
 */
export function byBlock<T extends Placed>(
  blocks: readonly Block[],
  offsets: readonly (number | null)[],
  stretches: readonly T[],
): ReadonlyMap<number, readonly T[]> {
  const drawn = offsets.flatMap((start, index) =>
    start === null ? [] : [{ index, start, end: start + blocks[index]!.text.length }],
  );
  const found = new Map<number, T[]>();
  for (const stretch of stretches) {
    if (stretch.start === null || stretch.end === null) continue;
    // the first block that ends after the stretch begins
    let low = 0;
    let high = drawn.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (drawn[middle]!.end > stretch.start) high = middle;
      else low = middle + 1;
    }
    for (let at = low; at < drawn.length && drawn[at]!.start < stretch.end; at++) {
      const { index } = drawn[at]!;
      const list = found.get(index);
      if (list) list.push(stretch);
      else found.set(index, [stretch]);
    }
  }
  return found;
}
