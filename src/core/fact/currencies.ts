import currencies from '../../../resources/lexicons/currencies.json' with { type: 'json' };

/** A currency read from words: ISO 4217 code, divisor for cents and pence, and whether the mark is shared by two. */
export interface CurrencyMark {
  readonly code: string;
  readonly divide: number;
  readonly either: string | null;
  /** Length of the mark in the text. */
  readonly length: number;
}

const byLength = (rows: readonly (readonly string[])[]): readonly (readonly [string, string])[] =>
  rows.map((row) => [row[0]!, row[1]!] as const).sort((a, b) => b[0].length - a[0].length);

const BEFORE = byLength(currencies.before);
const AFTER = byLength(currencies.after);
const isLetter = (char: string | undefined): boolean => char !== undefined && /[a-z]/.test(char);

function mark(spec: string, length: number): CurrencyMark {
  const [code = '', divisor] = spec.split('/');
  const [first = '', second] = code.split('?');
  return { code: first, divide: divisor ? Number(divisor) : 1, either: second ?? null, length };
}

/** The currency mark that ends at `end` of a folded text ("us$", "rmb", "人民币"), spaces between allowed by the caller. */
export function currencyBefore(folded: string, end: number): CurrencyMark | null {
  for (const [word, spec] of BEFORE) {
    if (!folded.endsWith(word, end) || end < word.length) continue;
    if (isLetter(word[0]) && isLetter(folded[end - word.length - 1])) continue;
    return mark(spec, word.length);
  }
  return null;
}

/** The currency mark that begins at `start` of a folded text ("yuan", "美元"). */
export function currencyAfter(folded: string, start: number): CurrencyMark | null {
  for (const [word, spec] of AFTER) {
    if (!folded.startsWith(word, start)) continue;
    if (isLetter(word.at(-1)) && isLetter(folded[start + word.length])) continue;
    return mark(spec, word.length);
  }
  return null;
}
