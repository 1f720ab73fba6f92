import type { AnchorState, Selector } from '../annotation.ts';
import { alignPattern } from './align.ts';
import { ceilBoundary, floorBoundary } from './boundary.ts';
import { bestChains } from './chains.ts';
import { contextAgreement, isThere, type Place, quoteAgreement, weighPlace } from './judge.ts';
import { type Pattern, patternOf } from './pattern.ts';
import { type Prepared, prepareText, unitAt } from './prepared.ts';
import { commonSegments } from './segments.ts';

/** A place in the text, in UTF-16 units, with how well it fits, 0 to 1. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

/**
 * Where a quote stands now. `exact`: the same words at the same offset. `moved`: the same words under the declared
 * normalisation (`normaliseQuote`) at another offset, or with other typography. `changed`: the wording differs.
 * `orphan`: not found; start and end are null. `candidates` lists the best places, best first, the chosen one included;
 * two that fit equally well have the same score.
 */
export interface Anchored {
  readonly anchor: AnchorState;
  readonly start: number | null;
  readonly end: number | null;
  readonly score: number;
  readonly candidates: readonly Candidate[];
}

/** How much may have been put into the middle of a quote, in normalised units. */
const LARGEST_INSERTION = 3000;
const MOST_CANDIDATES = 5;
/** A chain this much weaker than the best is not looked at unless the better ones turn out wrong. */
const CONTENDER = 0.6;

interface Found {
  readonly place: Place;
  readonly start: number;
  readonly end: number;
  readonly identical: boolean;
}

const sameUnits = (pattern: Pattern, prepared: Prepared, place: Place): boolean => {
  if (place.to - place.from !== pattern.to - pattern.from) return false;
  for (let k = 0; k < place.to - place.from; k++)
    if (prepared.units[place.from + k] !== pattern.units[pattern.from + k]) return false;
  return true;
};

const scoreOf = ({ place, identical }: Found): number => {
  const words = identical ? 1 : Math.min(0.99, quoteAgreement(place));
  const context = contextAgreement(place) ?? 1;
  return Math.round((0.7 * words + 0.3 * context) * 1000) / 1000;
};

/** A place where the quote stands in its whole context, to the letter. */
function certain(selector: Selector, text: string, at: number): Anchored | null {
  const start = at;
  const end = at + selector.quote.length;
  if (floorBoundary(text, start) !== start || ceilBoundary(text, end) !== end) return null;
  const anchor = start === selector.start ? 'exact' : 'moved';
  return { anchor, start, end, score: 1, candidates: [{ start, end, score: 1 }] };
}

/** The quote where it stood, with the words around it as they were. */
function inPlace(text: string, selector: Selector): Anchored | null {
  const { quote, prefix, suffix, start } = selector;
  return quote !== '' &&
    start !== undefined &&
    start >= prefix.length &&
    text.startsWith(quote, start) &&
    text.startsWith(suffix, start + quote.length) &&
    text.startsWith(prefix, start - prefix.length)
    ? certain(selector, text, start)
    : null;
}

/** This much context to the letter leaves no doubt, as long as it occurs once. In UTF-16 units. */
const AMPLE = 24;

/** The only place where quote and context stand to the letter. Reads the text once, which beats preparing it. */
function onlyPlace(text: string, selector: Selector): Anchored | null {
  const { quote, prefix, suffix } = selector;
  if (quote === '' || prefix.length + suffix.length < AMPLE) return null;
  const whole = prefix + quote + suffix;
  const at = text.indexOf(whole);
  if (at < 0 || text.includes(whole, at + 1)) return null;
  return certain(selector, text, at + prefix.length);
}

const ORPHAN: Anchored = { anchor: 'orphan', start: null, end: null, score: 0, candidates: [] };

function findPlaces(pattern: Pattern, prepared: Prepared, selector: Selector): Found[] {
  const old = selector.start === undefined ? 0 : unitAt(prepared, selector.start);
  const expected = old - pattern.from;
  const segments = commonSegments(pattern, prepared, expected);
  const chains = bestChains(segments, pattern.low.length + LARGEST_INSERTION, expected);
  const found: Found[] = [];
  const distance = (one: Found): number => Math.abs(one.start - (selector.start ?? 0));
  let enough = false;
  for (const chain of chains) {
    if (found.length === MOST_CANDIDATES || (enough && chain.score < CONTENDER * chains[0]!.score)) break;
    const place = weighPlace(pattern, prepared, alignPattern(pattern, prepared, chain));
    if (place.to <= place.from) continue;
    if (found.some((other) => place.from < other.place.to && other.place.from < place.to)) continue;
    const identical = sameUnits(pattern, prepared, place);
    const start = floorBoundary(prepared.text, prepared.starts[place.from]!);
    const end = ceilBoundary(prepared.text, prepared.ends[place.to - 1]!);
    found.push({ place, start, end, identical });
    enough ||= isThere(place, identical);
  }
  return found.sort((a, b) => b.place.rank - a.place.rank || distance(a) - distance(b));
}

/** {@link anchorQuote} where the quick ways did not lead anywhere. */
function anchorPrepared(prepared: Prepared, selector: Selector): Anchored {
  const pattern = patternOf(selector);
  if (pattern.from === pattern.to) return ORPHAN;
  const found = findPlaces(pattern, prepared, selector);
  const chosen = found.find(({ place, identical }) => isThere(place, identical));
  const ordered = chosen ? [chosen, ...found.filter((other) => other !== chosen)] : found;
  const candidates = ordered.map((one) => ({ start: one.start, end: one.end, score: scoreOf(one) }));
  if (!chosen) return { ...ORPHAN, score: candidates[0]?.score ?? 0, candidates };
  const { start, end } = chosen;
  const anchor = !chosen.identical
    ? 'changed'
    : start === selector.start && prepared.text.slice(start, end) === selector.quote
      ? 'exact'
      : 'moved';
  return { anchor, start, end, score: scoreOf(chosen), candidates };
}

/** Texts up to this size stay prepared until another one is asked about. In UTF-16 units. */
const KEPT_SIZE = 500_000;

let latest: Prepared | null = null;

/** Prepares a text, or takes the latest one if it is the same: annotations of one text tend to come one after another. */
function prepared(text: string): Prepared {
  if (latest?.text === text) return latest;
  const fresh = prepareText(text);
  latest = text.length <= KEPT_SIZE ? fresh : null;
  return fresh;
}

/**
 * Finds a quote again in a text that may have changed since. See {@link Anchored}; offsets are UTF-16 units and never
 * cut a user-perceived character. Works by common stretches, chained and aligned (after Li 2018 and Gotoh 1982), with
 * the context counting as much as the words. Never throws; time is bounded by the lengths of text and quote.
 */
export function anchorQuote(text: string, selector: Selector): Anchored {
  return inPlace(text, selector) ?? onlyPlace(text, selector) ?? anchorPrepared(prepared(text), selector);
}

/** {@link anchorQuote} for many quotes in one text, which is prepared only once. One answer per selector, in order. */
export function anchorAll(text: string, selectors: readonly Selector[]): Anchored[] {
  let ready: Prepared | null = null;
  const reads = text.length <= KEPT_SIZE;
  return selectors.map(
    (selector) =>
      inPlace(text, selector) ??
      (reads ? onlyPlace(text, selector) : null) ??
      anchorPrepared((ready ??= prepared(text)), selector),
  );
}
