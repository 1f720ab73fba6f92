import type { Selector } from '../annotation.ts';
import { normaliseUnits } from './normalise.ts';
import { lowered, unitWeight } from './prepared.ts';

/** What is looked for: prefix, quote and suffix as one run of normalised units. */
export interface Pattern {
  readonly units: Uint16Array;
  readonly low: Uint16Array;
  /** The quote is `low[from, to)`; before it stands the prefix, after it the suffix. */
  readonly from: number;
  readonly to: number;
  /** Whether the quote began, and ended, at the edge of a word. */
  readonly wordStart: boolean;
  readonly wordEnd: boolean;
  /** Sum of {@link unitWeight} before each unit; one longer than the units. */
  readonly weights: Int32Array;
}

/** Context further away than this says little about the quote and is not compared. In UTF-16 units. */
const FARTHEST_CONTEXT = 256;

const WORD = /[\p{L}\p{N}\p{M}]/u;

/** Whether a unit belongs to a word in a script that separates words with spaces. */
export const isWordUnit = (code: number): boolean => {
  if (code < 128)
    return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
  return unitWeight(code) === 1 && WORD.test(String.fromCharCode(code));
};

/** Normalises the three parts of a selector. The parts are joined as they stood, so spaces between them do not matter. */
export function patternOf(selector: Selector): Pattern {
  const prefix = normaliseUnits(selector.prefix.slice(-FARTHEST_CONTEXT)).units;
  const quote = normaliseUnits(selector.quote).units;
  const suffix = normaliseUnits(selector.suffix.slice(0, FARTHEST_CONTEXT)).units;
  const units = new Uint16Array(prefix.length + quote.length + suffix.length);
  units.set(prefix);
  units.set(quote, prefix.length);
  units.set(suffix, prefix.length + quote.length);
  const low = lowered(units);
  const weights = new Int32Array(units.length + 1);
  for (let i = 0; i < units.length; i++) weights[i + 1] = weights[i]! + unitWeight(units[i]!);
  const before = selector.prefix.charCodeAt(selector.prefix.length - 1);
  const after = selector.suffix.charCodeAt(0);
  return {
    units,
    low,
    from: prefix.length,
    to: prefix.length + quote.length,
    wordStart: quote.length > 0 && isWordUnit(quote[0]!) && !isWordUnit(before),
    wordEnd: quote.length > 0 && isWordUnit(quote[quote.length - 1]!) && !isWordUnit(after),
    weights,
  };
}
