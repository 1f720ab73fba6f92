/**
 * Edits between two words when at most `limit`, else `limit + 1`: insertion, deletion, substitution, and swapping two
 * neighbours (optimal string alignment). `codes` holds words as UTF-16 units; the second runs from `from` to `to`.
 * `rows` is scratch space of at least three times (longest word + 1).
 */
export function boundedEdits(
  word: Uint16Array,
  codes: Uint16Array,
  from: number,
  to: number,
  limit: number,
  rows: Uint8Array,
): number {
  const m = word.length;
  const n = to - from;
  if (m - n > limit || n - m > limit) return limit + 1;
  const width = n + 1;
  let older = 0;
  let previous = width;
  let current = 2 * width;
  for (let j = 0; j <= n; j++) rows[previous + j] = j;
  for (let i = 1; i <= m; i++) {
    const low = Math.max(1, i - limit);
    const high = Math.min(n, i + limit);
    let best = limit + 1;
    rows[current] = i;
    if (low > 1) rows[current + low - 1] = limit + 1;
    const a = word[i - 1]!;
    for (let j = low; j <= high; j++) {
      const b = codes[from + j - 1]!;
      let value = rows[previous + j - 1]! + (a === b ? 0 : 1);
      // Cells outside the band are larger than the limit; reading stale ones is prevented by the guards.
      if (j < i + limit || i === 1) value = Math.min(value, rows[previous + j]! + 1);
      if (j > low || low === 1) value = Math.min(value, rows[current + j - 1]! + 1);
      if (i > 1 && j > 1 && a === codes[from + j - 2] && word[i - 2] === b)
        value = Math.min(value, rows[older + j - 2]! + 1);
      rows[current + j] = value;
      if (value < best) best = value;
    }
    if (best > limit && low > 1) return limit + 1;
    const spare = older;
    older = previous;
    previous = current;
    current = spare;
  }
  const result = rows[previous + n]!;
  return result > limit ? limit + 1 : result;
}
