import type { Chain } from './chains.ts';
import { alignRuns, type Ending } from './gotoh.ts';
import type { Pattern } from './pattern.ts';
import type { Prepared } from './prepared.ts';

/** Units of a gap that are aligned one by one at each of its two ends; the middle of a larger gap stays unaligned. */
const WINDOW = 96;
/** Cells of alignment per place, in all. A long quote against a very different text stops being refined here. */
const CELLS = 1_500_000;
const EDGE_BONUS = 8;

const patternRun = new Uint16Array(2 * WINDOW);
const patternIndex = new Int32Array(2 * WINDOW);
const textRun = new Uint16Array(4 * WINDOW);
const textIndex = new Int32Array(4 * WINDOW);

/** Copies units `[from, to)` (at most `2 * half`; of a longer range both ends) with their indices. */
function load(
  units: Uint16Array,
  from: number,
  to: number,
  half: number,
  run: Uint16Array,
  index: Int32Array,
): number {
  let n = 0;
  for (let i = from; i < to; i++) {
    if (to - from > 2 * half && i === from + half) i = to - half;
    run[n] = units[i]!;
    index[n++] = i;
  }
  return n;
}

/** The same backwards from `to` (exclusive) down to `from`. */
function loadBack(units: Uint16Array, from: number, to: number, run: Uint16Array, index: Int32Array): number {
  let n = 0;
  for (let i = to - 1; i >= from; i--) {
    run[n] = units[i]!;
    index[n++] = i;
  }
  return n;
}

/**
 * Completes a chain to an alignment of the whole pattern: for every unit of the pattern the unit of the text that faces
 * it (alike or not), or -1. Gaps between segments are aligned end to end, the outer ends as far as they agree.
 */
export function alignPattern(pattern: Pattern, prepared: Prepared, chain: Chain): Int32Array {
  const { low: text } = prepared;
  const { low, from, to } = pattern;
  const at = new Int32Array(low.length).fill(-1);
  let cells = CELLS;
  const pair = (r: number, c: number): void => {
    at[patternIndex[r]!] = textIndex[c]!;
  };
  const run = (rows: number, columns: number, ending: Ending): void => {
    if (rows * columns > cells) return;
    cells -= rows * columns;
    alignRuns({ codes: patternRun, length: rows }, { codes: textRun, length: columns }, ending, pair);
  };
  const segments = chain.segments;
  let endI = -1;
  let endJ = -1;
  for (const segment of segments) {
    // Neighbours may overlap in one of the two texts; the later one gives way.
    const cut = endI < 0 ? 0 : Math.max(0, endI - segment.i, endJ - segment.j);
    const i = segment.i + cut;
    const j = segment.j + cut;
    if (endI >= 0 && i > endI && j > endJ) {
      const rows = load(low, endI, i, WINDOW, patternRun, patternIndex);
      run(rows, load(text, endJ, j, 2 * WINDOW, textRun, textIndex), 'whole');
    }
    for (let k = cut; k < segment.length; k++) at[segment.i + k] = segment.j + k;
    endI = segment.i + segment.length;
    endJ = segment.j + segment.length;
  }
  const first = segments[0]!;
  const left = Math.max(0, first.i - 2 * WINDOW);
  const rowsLeft = loadBack(low, left, first.i, patternRun, patternIndex);
  const columnsLeft = Math.min(4 * WINDOW, Math.ceil(rowsLeft * 1.25) + 12);
  run(rowsLeft, loadBack(text, Math.max(0, first.j - columnsLeft), first.j, textRun, textIndex), {
    goal: first.i - from,
    bonus: EDGE_BONUS,
  });
  const right = Math.min(low.length, endI + 2 * WINDOW);
  const rowsRight = load(low, endI, right, WINDOW, patternRun, patternIndex);
  const columnsRight = Math.min(4 * WINDOW, Math.ceil(rowsRight * 1.25) + 12);
  run(
    rowsRight,
    load(text, endJ, Math.min(text.length, endJ + columnsRight), 2 * WINDOW, textRun, textIndex),
    { goal: to - endI, bonus: EDGE_BONUS },
  );
  return at;
}
