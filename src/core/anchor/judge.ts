import { isWordUnit, type Pattern } from './pattern.ts';
import { type Prepared, unitWeight } from './prepared.ts';

/** A place the quote may stand at, with what speaks for it. Units are normalised units; weights as in `unitWeight`. */
export interface Place {
  /** Units of the text from the first to the last that faces the quote; empty when none does. */
  readonly from: number;
  readonly to: number;
  /** Weight of the quote, how much of it is found alike, and the weight of the units it spans in the text. */
  readonly quote: number;
  readonly alike: number;
  readonly span: number;
  /** Weight of the quote without an end that was taken out of the text. */
  readonly kept: number;
  /** Weight of prefix and suffix, and how much of each is found alike. */
  readonly before: number;
  readonly beforeAlike: number;
  readonly after: number;
  readonly afterAlike: number;
  /** Whether other words stand where the quote stood, right between prefix and suffix. */
  readonly replaced: boolean;
  /** What has to be explained by words put in between. */
  readonly jumps: number;
  /** The sum of everything that speaks for the place, to compare places of one quote. */
  readonly rank: number;
}

/** A badly matching end of the quote this long or longer is not part of the place: those words are gone. */
const LOST_END = 24;

/** Cuts ends of `[from, to)` that hardly agree, such as a paragraph of the quote that was taken out. */
function trim(at: Int32Array, alike: Uint8Array, from: number, to: number): [number, number] {
  let low = from;
  let sum = 0;
  let worst = 0;
  for (let i = from; i < to; i++) {
    sum += at[i]! < 0 ? -0.25 : alike[i]! ? 1 : -1;
    if (sum < worst && i + 1 - from >= LOST_END) {
      worst = sum;
      low = i + 1;
    }
  }
  if (worst > -8) low = from;
  let high = to;
  sum = 0;
  worst = 0;
  for (let i = to - 1; i >= low; i--) {
    sum += at[i]! < 0 ? -0.25 : alike[i]! ? 1 : -1;
    if (sum < worst && to - i >= LOST_END) {
      worst = sum;
      high = i;
    }
  }
  if (worst > -8) high = to;
  return [low, high];
}

/** The cost of what lies between two neighbours that face the pattern but do not touch. */
const jumpCost = (jump: number): number => (jump <= 0 ? 0 : jump <= 8 ? 0.5 * jump : 4 + Math.log2(jump / 8));

/** Weighs an alignment. See {@link Place}. */
export function weighPlace(pattern: Pattern, prepared: Prepared, at: Int32Array): Place {
  const { low, from, to, weights } = pattern;
  const text = prepared.low;
  const alike = new Uint8Array(low.length);
  for (let i = 0; i < low.length; i++) if (at[i]! >= 0 && text[at[i]!] === low[i]) alike[i] = 1;
  const [qFrom, qTo] = trim(at, alike, from, to);
  let first = -1;
  let last = -1;
  let beforeLast = -1;
  let afterFirst = -1;
  let quoteAlike = 0;
  let beforeAlike = 0;
  let afterAlike = 0;
  let jumps = 0;
  let previous = -1;
  for (let i = 0; i < low.length; i++) {
    if (at[i]! < 0) continue;
    if (previous >= 0) jumps += jumpCost(at[i]! - previous - 1);
    previous = at[i]!;
    const weight = alike[i]! ? weights[i + 1]! - weights[i]! : 0;
    if (i < from) {
      beforeAlike += weight;
      beforeLast = at[i]!;
    } else if (i >= to) {
      afterAlike += weight;
      if (afterFirst < 0) afterFirst = at[i]!;
    } else if (i >= qFrom && i < qTo) {
      quoteAlike += weight;
      if (first < 0) first = at[i]!;
      last = at[i]!;
    }
  }
  const quote = weights[to]! - weights[from]!;
  const rank = quoteAlike - 0.5 * (quote - quoteAlike) + beforeAlike + afterAlike - jumps;
  const place = {
    quote,
    alike: quoteAlike,
    kept: weights[qTo]! - weights[qFrom]!,
    before: weights[from]!,
    beforeAlike,
    after: weights[low.length]! - weights[to]!,
    afterAlike,
    jumps,
    rank,
  };
  // Where little of the quote is left, its neighbours tell what stands in its place.
  const enclosed = from > 0 && to < low.length && alike[from - 1] === 1 && alike[to] === 1;
  const replaced = enclosed && 2 * quoteAlike < quote && at[to]! > at[from - 1]! + 1;
  if (replaced) {
    first = at[from - 1]! + 1;
    last = at[to]! - 1;
  }
  if (first < 0) return { ...place, from: 0, to: 0, span: 0, replaced };
  const start = pattern.wordStart ? wordStart(prepared, first, beforeLast + 1) : first;
  const end = pattern.wordEnd
    ? wordEnd(prepared, last + 1, afterFirst < 0 ? text.length : afterFirst)
    : last + 1;
  let span = 0;
  for (let j = start; j < end; j++) span += unitWeight(text[j]!);
  return { ...place, from: start, to: end, span, replaced };
}

/** From this weight on, what is left of a quote speaks for itself, even if its beginning or end is gone. */
const SPEAKS_FOR_ITSELF = 60;
/** A short quote found alike but among other words is taken for the same from this weight on. */
const UNMISTAKABLE = 20;
/** A few words between prefix and suffix as they were are the quote's successor, however different. */
const FEW_WORDS = 24;
const UNBROKEN_CONTEXT = 0.85;

/**
 * How much of the context is found at the place, 0 to 1; null when the selector has none. The weaker side counts again:
 * a sentence that begins like the quoted one often goes on differently.
 */
export const contextAgreement = (place: Place): number | null => {
  const context = place.before + place.after;
  if (context === 0) return null;
  const all = (place.beforeAlike + place.afterAlike) / context;
  const before = place.before === 0 ? all : place.beforeAlike / place.before;
  const after = place.after === 0 ? all : place.afterAlike / place.after;
  return 0.5 * all + 0.5 * Math.min(before, after);
};

/** The part of the quote that can be expected at the place: all of it, unless what is left speaks for itself. */
const expected = (place: Place): number => (place.alike >= SPEAKS_FOR_ITSELF ? place.kept : place.quote);

/** How much of everything looked for is there, less what speaks against it; at most 1, may be negative. */
export const strength = (place: Place): number =>
  (place.alike - 0.5 * (expected(place) - place.alike) + place.beforeAlike + place.afterAlike - place.jumps) /
  Math.max(1, expected(place) + place.before + place.after);

/** How alike the quote and the words at the place are, 0 to 1 (Dice 1945, by weight). */
export const quoteAgreement = (place: Place): number =>
  (2 * place.alike) / Math.max(1, expected(place) + place.span);

/**
 * Whether the quote stands at the place, `identical` telling that the wording is the same. The less the surroundings
 * agree, the more the words themselves must: the words of a deleted sentence often occur in another one.
 */
export function isThere(place: Place, identical: boolean): boolean {
  const context = contextAgreement(place);
  if (identical) return context === null || context >= 0.4 * (1 - place.quote / UNMISTAKABLE);
  if (place.replaced && place.quote <= FEW_WORDS && place.span <= 2 * place.quote + 4)
    return context !== null && context >= UNBROKEN_CONTEXT;
  if (place.alike === 0) return false;
  const words = quoteAgreement(place);
  if (context === null) return words >= 0.75 && place.quote >= UNMISTAKABLE;
  if (context < 0.15 && place.quote < 1.5 * UNMISTAKABLE) return false;
  const alone = place.alike >= SPEAKS_FOR_ITSELF ? 0.8 : 0.85;
  return (
    words >= alone - (alone - 0.4) * context && strength(place) >= (place.quote < UNMISTAKABLE ? 0.6 : 0.45)
  );
}

/** A word grows by at most this many units at either end; more is another word written without a space. */
const LONGEST_GROWTH = 6;

/** Whether no space stands between unit `k` and the next one in the original text. */
const glued = (prepared: Prepared, k: number): boolean => {
  const [end, start] = [prepared.ends[k]!, prepared.starts[k + 1]!];
  return end === start || !/\s/u.test(prepared.text.slice(end, Math.min(start, end + 16)));
};

/**
 * The first unit of the word `first` stands in, but not before `limit`. A quote that began with a word still begins with
 * that word after a letter was put before it.
 */
function wordStart(prepared: Prepared, first: number, limit: number): number {
  let at = first;
  if (!isWordUnit(prepared.low[at]!)) return first;
  while (at > limit && isWordUnit(prepared.low[at - 1]!) && glued(prepared, at - 1)) {
    at--;
    if (first - at > LONGEST_GROWTH) return first;
  }
  return at;
}

/** One past the last unit of the word that ends at `end`, but not beyond `limit`; see {@link wordStart}. */
function wordEnd(prepared: Prepared, end: number, limit: number): number {
  let at = end;
  if (!isWordUnit(prepared.low[at - 1]!)) return end;
  while (at < limit && isWordUnit(prepared.low[at]!) && glued(prepared, at - 1)) {
    at++;
    if (at - end > LONGEST_GROWTH) return end;
  }
  return at;
}
