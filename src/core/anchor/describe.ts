import type { Selector } from '../annotation.ts';
import { Refusal } from '../refusal.ts';
import { ceilBoundary, floorBoundary, wholePair } from './boundary.ts';

/** How much is kept of the text on either side of a quote, in UTF-16 units. */
export const CONTEXT = 64;

/**
 * Describes a stretch of a text so that it can be found again after the text has changed (W3C Web Annotation Data
 * Model 4.2.4 and 4.2.5). Offsets are UTF-16 units; a stretch that would cut a user-perceived character is widened to
 * hold it whole. Throws a Refusal (`empty`) when the stretch holds nothing.
 */
export function describeQuote(text: string, start: number, end: number): Selector {
  const from = floorBoundary(text, Math.min(start, end));
  const to = ceilBoundary(text, Math.max(start, end));
  if (!(to > from)) throw new Refusal('empty', 'There are no words in this selection.');
  const before = wholePair(text, Math.max(0, from - CONTEXT), 1);
  const after = wholePair(text, Math.min(text.length, to + CONTEXT), -1);
  return {
    quote: text.slice(from, to),
    prefix: text.slice(before, from),
    suffix: text.slice(to, after),
    start: from,
    end: to,
  };
}
