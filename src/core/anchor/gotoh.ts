/**
 * Alignment of two short runs of units with affine gap costs (Gotoh 1982), with the path. Sizes are bounded by the
 * callers: time and memory grow with the product of the two lengths.
 */
export const MATCH = 2;
const MISMATCH = -2;
const OPEN = 3;
const EXTEND = 1;
const NEVER = -1_000_000;

const DIAGONAL = 0;
const ACROSS = 1; // a unit of the text stands alone
const DOWN = 2; // a unit of the pattern stands alone
const ACROSS_GOES_ON = 4;
const DOWN_GOES_ON = 8;

export interface Run {
  readonly codes: ArrayLike<number>;
  readonly length: number;
}

/**
 * Where the alignment may end. `whole`: both runs are used up. `open`: it may stop anywhere, and reaching the whole
 * of the pattern's first `goal` units is worth `bonus` (so that one bad unit at the edge of a quote does not cut it).
 */
export type Ending = 'whole' | { readonly goal: number; readonly bonus: number };

/** How far the path may stray from the straight way; what it meets further off is noise between different texts. */
const BAND = 16;

/** An open alignment that has fallen this far behind its best stops (the X-drop of Altschul et al. 1997). */
const DROP = 40;

let score = new Int32Array(0);
let down = new Int32Array(0);
let trace = new Uint8Array(0);

/**
 * Aligns `a` (the pattern) with `b` (the text) from their first units on and calls `pair(r, c)` for every pair of units
 * that face each other, alike or not, last first.
 */
export function alignRuns(a: Run, b: Run, ending: Ending, pair: (r: number, c: number) => void): void {
  const rows = a.length;
  const columns = b.length;
  if (rows === 0 || columns === 0) return;
  const width = columns + 1;
  const leftmost = BAND + (ending === 'whole' ? Math.max(0, rows - columns) : 0);
  const rightmost = BAND + (ending === 'whole' ? Math.max(0, columns - rows) : 0);
  if (score.length < width) {
    score = new Int32Array(width * 2);
    down = new Int32Array(width * 2);
  }
  if (trace.length < width * (rows + 1)) trace = new Uint8Array(width * (rows + 1) * 2);
  score[0] = 0;
  for (let c = 1; c <= Math.min(columns, rightmost); c++) {
    score[c] = -OPEN - (c - 1) * EXTEND;
    down[c] = NEVER;
    trace[c] = ACROSS | (c > 1 ? ACROSS_GOES_ON : 0);
  }
  let best = 0;
  let bestRow = 0;
  let bestColumn = 0;
  for (let r = 1; r <= rows; r++) {
    const code = a.codes[r - 1]!;
    const line = r * width;
    const fromColumn = Math.max(1, r - leftmost);
    if (fromColumn > columns) break;
    const toColumn = Math.min(columns, r + rightmost);
    let diagonal = score[fromColumn - 1]!;
    if (fromColumn === 1) {
      score[0] = -OPEN - (r - 1) * EXTEND;
      trace[line] = DOWN | (r > 1 ? DOWN_GOES_ON : 0);
    } else score[fromColumn - 1] = NEVER;
    if (toColumn === r + rightmost) {
      // The cell above this row's last one lies outside the band.
      score[toColumn] = NEVER;
      down[toColumn] = NEVER;
    }
    let across = NEVER;
    let rowBest = NEVER;
    let rowBestColumn = 0;
    const extra = ending !== 'whole' && r === ending.goal ? ending.bonus : 0;
    for (let c = fromColumn; c <= toColumn; c++) {
      const above = score[c]!;
      let flags = 0;
      const newDown = above - OPEN;
      const moreDown = down[c]! - EXTEND;
      if (moreDown > newDown) flags |= DOWN_GOES_ON;
      const d = moreDown > newDown ? moreDown : newDown;
      down[c] = d;
      const newAcross = score[c - 1]! - OPEN;
      const moreAcross = across - EXTEND;
      if (moreAcross > newAcross) flags |= ACROSS_GOES_ON;
      across = moreAcross > newAcross ? moreAcross : newAcross;
      let value = diagonal + (b.codes[c - 1] === code ? MATCH : MISMATCH);
      if (d > value) {
        value = d;
        flags |= DOWN;
      }
      if (across > value) {
        value = across;
        flags = (flags & ~3) | ACROSS;
      }
      diagonal = above;
      score[c] = value;
      trace[line + c] = flags;
      if (value > rowBest) {
        rowBest = value;
        rowBestColumn = c;
      }
    }
    if (ending === 'whole') continue;
    if (rowBest + extra > best) {
      best = rowBest + extra;
      bestRow = r;
      bestColumn = rowBestColumn;
    } else if (rowBest < best - DROP) break;
  }
  let r = ending === 'whole' ? rows : bestRow;
  let c = ending === 'whole' ? columns : bestColumn;
  let state = DIAGONAL;
  while (r > 0 && c > 0) {
    const flags = trace[r * width + c]!;
    if (state === DIAGONAL) {
      state = flags & 3;
      if (state !== DIAGONAL) continue;
      pair(r - 1, c - 1);
      r--;
      c--;
    } else if (state === ACROSS) {
      if (!(flags & ACROSS_GOES_ON)) state = DIAGONAL;
      c--;
    } else {
      if (!(flags & DOWN_GOES_ON)) state = DIAGONAL;
      r--;
    }
  }
}
