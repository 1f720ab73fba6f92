import type { OpenText } from './open-text.ts';

/** Blocks from one index up to another. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** How tall words are on the page, in CSS px: learnt from what is drawn. */
export interface Scale {
  readonly perCharacter: number;
  readonly perBlock: number;
}

/** How tall the blocks from one index up to another are likely to be, in CSS px. */
export const heightOf = (text: OpenText, scale: Scale, from: number, to: number): number =>
  to <= from
    ? 0
    : scale.perCharacter *
        ((to < text.count ? text.offsetBefore(to) : text.length) - text.offsetBefore(from)) +
      scale.perBlock * (text.rankOf(to) - text.rankOf(from));

/** The block that is likely to stand so many px below the beginning of another. */
export function blockBelow(text: OpenText, scale: Scale, from: number, px: number): number {
  let low = text.rankOf(from);
  let high = text.readable.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (heightOf(text, scale, from, text.readable[middle]!) <= px) low = middle;
    else high = middle - 1;
  }
  return text.readable[Math.max(0, low)] ?? from;
}

/** The blocks around one, as far as so many px above and below its beginning. */
export function around(text: OpenText, scale: Scale, block: number, above: number, below: number): Range {
  let from = text.rankOf(block);
  while (from > 0 && heightOf(text, scale, text.readable[from]!, block) < above) from--;
  let to = text.rankOf(block);
  while (to < text.readable.length && heightOf(text, scale, block, text.readable[to]!) < below) to++;
  return {
    // what stands before the first and after the last words, such as pictures, belongs to them
    from: from === 0 ? 0 : text.readable[from]!,
    to: to >= text.readable.length ? text.count : text.readable[to]!,
  };
}

/** Ranges in order, joined where they touch, without the blocks whose words are not here yet. */
export function drawable(text: OpenText, wanted: readonly Range[]): readonly Range[] {
  const ranges: { from: number; to: number }[] = [];
  for (const { from, to } of wanted.toSorted((one, other) => one.from - other.from)) {
    for (let at = Math.max(from, ranges.at(-1)?.to ?? 0); at < to; at++) {
      if (text.block(at) === undefined) continue;
      const last = ranges.at(-1);
      if (last?.to === at) last.to = at + 1;
      else ranges.push({ from: at, to: at + 1 });
    }
  }
  return ranges;
}
