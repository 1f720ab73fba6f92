const isHigh = (code: number): boolean => (code & 0xfc00) === 0xd800;
const isLow = (code: number): boolean => (code & 0xfc00) === 0xdc00;

/** Only next to these can a break be forbidden outside pairs and CR LF; everything else is skipped fast. */
const JOINS = /[\p{M}\p{Emoji_Modifier}\p{Regional_Indicator}\u200d\u1160-\u11ff]/u;

let segmenter: Intl.Segmenter | null = null;

/** Clusters longer than this (ornament, attack) are cut at a whole code point instead. */
const WINDOW = 64;

/** Whether a user-perceived character continues across `at` in `text` (UAX 29 grapheme clusters; offsets in UTF-16 units). */
function clusterAround(text: string, at: number): { start: number; end: number } | null {
  if (at <= 0 || at >= text.length) return null;
  const next = text.charCodeAt(at);
  const before = text.charCodeAt(at - 1);
  if (next < 0x300 && before !== 0x0d) return null;
  if (!(isHigh(before) && isLow(next))) {
    const previous = text.codePointAt(isLow(before) && at > 1 ? at - 2 : at - 1)!;
    if (
      !JOINS.test(String.fromCodePoint(text.codePointAt(at)!)) &&
      !JOINS.test(String.fromCodePoint(previous))
    )
      return null;
  }
  let from = Math.max(0, at - WINDOW);
  if (from > 0 && isLow(text.charCodeAt(from))) from++;
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  const found = segmenter.segment(text.slice(from, at + WINDOW)).containing(at - from);
  if (!found || found.index === at - from) return null;
  return { start: from + found.index, end: from + found.index + found.segment.length };
}

/** The offset itself, or the start of the user-perceived character it would cut. */
export const floorBoundary = (text: string, at: number): number => {
  const clamped = Math.max(0, Math.min(text.length, at));
  return clusterAround(text, clamped)?.start ?? clamped;
};

/** The offset itself, or the end of the user-perceived character it would cut. */
export const ceilBoundary = (text: string, at: number): number => {
  const clamped = Math.max(0, Math.min(text.length, at));
  return clusterAround(text, clamped)?.end ?? clamped;
};

/** The offset itself, or one unit earlier or later so that no surrogate pair is cut. */
export const wholePair = (text: string, at: number, direction: -1 | 1): number =>
  at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at))
    ? at + direction
    : at;
