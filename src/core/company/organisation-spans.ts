import { foldUnits } from './fold.ts';
import { classesOf } from './organisation-words.ts';

/** One word or mark of a text. */
export interface Word {
  readonly text: string;
  /** Folded: small letters, no accents. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** Shape: `Xx` capitalised, `XX` capitals, `xX` capital inside, `9X` digits and capitals, `x`, `9`, `.` (a mark). */
  readonly shape: string;
  /** First word of a sentence or line. */
  readonly first: boolean;
}

/** A run of words that may be an organisation; indices into the words, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** The maximal capitalised run it was taken from. */
  readonly run: { readonly from: number; readonly to: number };
}

const WORD = /[\p{L}\p{N}]+(?:[-.&’'][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu;
const CONNECTORS = new Set([
  'of',
  'the',
  'and',
  '&',
  'de',
  'du',
  'des',
  'la',
  'le',
  'del',
  'e',
  'for',
  'in',
  'on',
  'von',
  'van',
  'der',
  '-',
  '/',
  "'",
]);
const LONGEST_RUN = 14;
const LONGEST_SPAN = 9;

function shapeOf(text: string): string {
  if (!/[\p{L}\p{N}]/u.test(text)) return '.';
  const letters = text.replace(/[^\p{L}]/gu, '');
  if (letters === '') return '9';
  const upper = letters.replace(/[^\p{Lu}]/gu, '').length;
  if (upper === 0) return 'x';
  if (/\d/.test(text)) return '9X';
  if (upper === letters.length) return letters.length === 1 ? 'X' : 'XX';
  if (/^\p{Lu}/u.test(letters)) return upper > 1 ? 'XxX' : 'Xx';
  return 'xX';
}

/** Splits a text into words and marks with their shapes; a possessive `'s` is cut off its word. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  let first = true;
  let before = 0;
  for (const match of text.matchAll(WORD)) {
    const raw = match[0];
    const possessive = /['’]s$/.exec(raw);
    const cut = possessive ? raw.slice(0, -2) : raw;
    const start = match.index;
    if (text.slice(before, start).includes('\n')) first = true;
    const end = start + cut.length;
    words.push({ text: cut, key: foldUnits(cut), start, end, shape: shapeOf(cut), first });
    before = start + raw.length;
    if (/[\p{L}\p{N}]/u.test(cut)) first = false;
    if (/^[.!?:•"“]$/.test(cut)) first = true;
    if (possessive) words.push({ text: "'s", key: "'s", start: end, end: before, shape: '.', first: false });
  }
  return words;
}

const isName = (word: Word): boolean => word.shape.includes('X') || word.shape === 'xX';

/**
 * The spans that may be organisations: every maximal run of capitalised words (small connecting words inside allowed),
 * and the parts of a run that its connectors, commas and first word leave.
 */
export function candidateSpans(words: readonly Word[]): readonly Span[] {
  const spans: Span[] = [];
  let i = 0;
  while (i < words.length) {
    if (!isName(words[i]!)) {
      i += 1;
      continue;
    }
    let to = i + 1;
    let j = i + 1;
    while (j < words.length && j - i < LONGEST_RUN) {
      const word = words[j]!;
      if (isName(word) || (word.shape === '9' && j > i && !/^(?:19|20)\d\d$/.test(word.text))) {
        j += 1;
        to = j;
      } else if (CONNECTORS.has(word.key) || word.key === 'et') {
        const ahead = words[j + 1];
        const skip = ahead && CONNECTORS.has(ahead.key) ? 2 : 1;
        const next = words[j + skip];
        if (!next || !isName(next) || word.text === "'") break;
        j += skip;
      } else break;
    }
    addParts(words, { from: i, to }, spans);
    i = to;
  }
  return spans;
}

function addParts(
  words: readonly Word[],
  run: { readonly from: number; readonly to: number },
  spans: Span[],
): void {
  const seen = new Set<number>();
  const add = (from: number, to: number): void => {
    let a = from;
    let b = to;
    while (a < b && !isName(words[a]!) && words[a]!.shape !== '9') a += 1;
    while (b > a && !isName(words[b - 1]!) && words[b - 1]!.shape !== '9') b -= 1;
    if (b <= a || b - a > LONGEST_SPAN || seen.has(a * 1000 + b)) return;
    seen.add(a * 1000 + b);
    spans.push({ from: a, to: b, run });
  };
  add(run.from, run.to);
  const cuts = [run.from];
  for (let k = run.from; k < run.to; k++) if (!isName(words[k]!)) cuts.push(k, k + 1);
  cuts.push(run.to);
  for (let a = 0; a < cuts.length; a++)
    for (let b = a + 1; b < Math.min(cuts.length, a + 7); b++) add(cuts[a]!, cuts[b]!);
  if (run.to - run.from > 1) add(run.from + 1, run.to);
  for (let k = run.from + 1; k < run.to; k++) {
    const before = words[k - 1]!;
    if (classesOf(before.key).includes('titles') || classesOf(words[k]!.key).includes('papers')) {
      add(run.from, k);
      add(k, run.to);
    }
  }
}
