/** A sentence is read at most this far on either side. */
const REACH = 400;
const STOP = /[;!?。；！？\n]/;

/** The sentence of a folded text around [start, end): full stops inside numbers and abbreviations do not end it. */
export function sentenceAround(
  folded: string,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } {
  let from = start;
  while (from > 0 && start - from < REACH && !stopsAt(folded, from - 1)) from -= 1;
  let to = end;
  while (to < folded.length && to - end < REACH && !stopsAt(folded, to)) to += 1;
  return { start: from, end: to };
}

function stopsAt(folded: string, at: number): boolean {
  const char = folded[at]!;
  if (STOP.test(char)) return true;
  if (char !== '.') return false;
  const next = folded[at + 1];
  if (next !== undefined && next !== ' ' && next !== '\n') return false;
  return !/(?:^|[^a-z])(?:[a-z]|inc|corp|co|ltd|mr|mrs|ms|dr|st|vs|no|approx|jan|feb|mar|apr|aug|sept|sep|oct|nov|dec|pct|u\.s)$/.test(
    folded.slice(Math.max(0, at - 8), at),
  );
}
