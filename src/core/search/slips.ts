/**
 * How a word gets mistyped: a neighbouring key, a letter struck twice, two letters in the wrong order, a letter left out. The
 * costs are coarse on purpose; they follow what studies of typed text agree on (Damerau 1964; Kernighan, Church and Gale
 * 1990; Kukich 1992): swapped and doubled letters and neighbouring keys are the commonest slips, the first letter is
 * seldom wrong.
 */
const COSTS = {
  swapped: 0.7,
  /** A letter too many: one that repeats its neighbour, or lies beside it on the keyboard, or any other. */
  doubled: 0.6,
  brushed: 0.8,
  inserted: 1.1,
  /** A letter too few: one of a double, or any other. */
  undoubled: 0.6,
  omitted: 0.9,
  /** Another letter: a neighbouring key, a vowel for a vowel, any other. */
  neighbour: 0.7,
  vowel: 0.9,
  replaced: 1.2,
  first: 0.4,
} as const;

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const;
/** By the code of a letter, minus that of "a", the letters beside it as bits. */
const BESIDE = new Int32Array(26);
const place = (letter: string): number => letter.charCodeAt(0) - 97;
ROWS.forEach((row, r) => {
  for (let i = 0; i < row.length; i++) {
    // Every row stands half a key to the right of the one above.
    const beside = [row[i - 1], row[i + 1], ROWS[r - 1]?.[i], ROWS[r - 1]?.[i + 1], ROWS[r + 1]?.[i - 1], ROWS[r + 1]?.[i]]; // prettier-ignore
    for (const other of beside) if (other) BESIDE[place(row[i]!)]! |= 1 << place(other);
  }
});
const VOWELS = Array.from('aeiouy').reduce((bits, letter) => bits | (1 << place(letter)), 0);

const isBeside = (a: number, b: number): boolean =>
  a > 96 && a < 123 && b > 96 && b < 123 && ((BESIDE[a - 97]! >>> (b - 97)) & 1) === 1;
const isVowel = (a: number): boolean => a > 96 && a < 123 && ((VOWELS >>> (a - 97)) & 1) === 1;

/** How unlikely it is that someone who meant one word typed the other; 0 where they are the same, about 1 per slip. */
export function slipCost(typed: string, meant: string): number {
  const [m, n] = [typed.length, meant.length];
  let before = new Float64Array(n + 1);
  let last = new Float64Array(n + 1);
  let now = new Float64Array(n + 1);
  for (let j = 1; j <= n; j++) last[j] = last[j - 1]! + omission(meant, j);
  for (let i = 1; i <= m; i++) {
    const a = typed.charCodeAt(i - 1);
    now[0] = last[0]! + insertion(typed, i);
    for (let j = 1; j <= n; j++) {
      const b = meant.charCodeAt(j - 1);
      let least = last[j - 1]! + (a === b ? 0 : replacement(a, b));
      least = Math.min(least, last[j]! + insertion(typed, i), now[j - 1]! + omission(meant, j));
      if (i > 1 && j > 1 && a === meant.charCodeAt(j - 2) && typed.charCodeAt(i - 2) === b)
        least = Math.min(least, before[j - 2]! + COSTS.swapped);
      now[j] = least;
    }
    [before, last, now] = [last, now, before];
  }
  return last[n]! + (typed[0] === meant[0] ? 0 : COSTS.first);
}

function insertion(typed: string, i: number): number {
  const a = typed.charCodeAt(i - 1);
  const [left, right] = [typed.charCodeAt(i - 2), typed.charCodeAt(i)];
  if (a === left || a === right) return COSTS.doubled;
  return isBeside(a, left) || isBeside(a, right) ? COSTS.brushed : COSTS.inserted;
}

const omission = (meant: string, j: number): number =>
  meant.charCodeAt(j - 1) === meant.charCodeAt(j - 2) ? COSTS.undoubled : COSTS.omitted;

const replacement = (a: number, b: number): number =>
  isBeside(a, b) ? COSTS.neighbour : isVowel(a) && isVowel(b) ? COSTS.vowel : COSTS.replaced;
