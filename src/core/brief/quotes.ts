import { normaliseQuote } from '../anchor/normalise.ts';
import type { Normalised } from '../anchor/normalise.ts';
import type { EvidenceAnnotation, EvidenceSource, FigureNode, QuoteDifference } from '../brief.ts';
import { blockOffsets, canonicalText } from '../source.ts';
import type { Resolved } from './evidence.ts';

/** Where words stand in the canonical text of a source, in UTF-16 units. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A quotation compared with its source. `stretches` are its parts in the source, in order; empty when broken. */
export interface QuoteCheck {
  readonly state: 'same' | 'shortened' | 'broken' | 'none';
  readonly difference: QuoteDifference | null;
  readonly stretches: readonly Stretch[];
  /** Where to show the passage even when the words differ; null when the place is not known. */
  readonly place: Stretch | null;
}

const GAP = /\s*(?:\[\s*(?:…+|\.{3,}|\. \. \.)\s*\]|…+|\.{3,})\s*/gu;

/** The parts of a shortened quotation, and whether words are left out at its ends. */
export function quoteParts(quote: string): {
  readonly parts: readonly string[];
  readonly openStart: boolean;
  readonly openEnd: boolean;
} {
  const pieces = quote.split(GAP);
  const parts = pieces.filter((part) => part.trim() !== '');
  return {
    parts,
    openStart: pieces.length > 1 && pieces[0]!.trim() === '',
    openEnd: pieces.length > 1 && pieces.at(-1)!.trim() === '',
  };
}

interface Text {
  readonly text: string;
  readonly folded: Normalised;
}

const prepared = new WeakMap<EvidenceSource, Text>();

/** The canonical text of a source, normalised once for all its quotations. */
function sourceText(source: EvidenceSource): Text {
  const seen = prepared.get(source);
  if (seen) return seen;
  const text = canonicalText(source.blocks);
  const made = { text, folded: normaliseQuote(text) };
  prepared.set(source, made);
  return made;
}

/** First normalised offset whose original offset is at or after `offset`. */
function foldedAt(folded: Normalised, offset: number): number {
  let low = 0;
  let high = folded.text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (folded.starts[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const WORD = /[\p{L}\p{N}\p{M}]/u;
const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const isWord = (character: string | undefined): boolean =>
  character !== undefined && WORD.test(character) && !HAN.test(character);

/** True when a cut at a normalised offset would go through a word or a number, which a shortening may not do. */
function cutsWord({ text, starts, ends }: Normalised, at: number): boolean {
  if (at <= 0 || at >= text.length || starts[at]! > ends[at - 1]!) return false;
  const [before, after] = [text[at - 1]!, text[at]!];
  if (isWord(before) && isWord(after)) return true;
  if (/[\d.,]/u.test(before) && /[\d.,%]/u.test(after)) {
    return /\d/u.test(before)
      ? after === '%' || /\d/u.test(text[at + 1] ?? '')
      : /\d/u.test(after) && /\d/u.test(text[at - 2] ?? '');
  }
  return false;
}

/** Finds parts one after another in a text between two offsets; null when one of them does not follow. */
function inOrder(
  parts: readonly string[],
  folded: Normalised,
  from: number,
  to: number,
  fixedStart: boolean,
  fixedEnd: boolean,
): readonly Stretch[] | null {
  const { text } = folded;
  const found: Stretch[] = [];
  let at = from;
  for (const [i, part] of parts.entries()) {
    const holdsStart = i === 0 && fixedStart;
    const holdsEnd = i === parts.length - 1 && fixedEnd;
    const fits = (start: number): boolean =>
      start >= at &&
      start + part.length <= to &&
      text.startsWith(part, start) &&
      (holdsStart ? start === from : !cutsWord(folded, start)) &&
      (holdsEnd ? start + part.length === to : !cutsWord(folded, start + part.length));
    let start = holdsStart ? from : holdsEnd ? to - part.length : text.indexOf(part, at);
    if (!holdsStart && !holdsEnd) {
      while (start >= 0 && start + part.length <= to && !fits(start)) start = text.indexOf(part, start + 1);
    }
    if (start < 0 || !fits(start)) return null;
    found.push({ start, end: start + part.length });
    at = start + part.length;
  }
  return found;
}

const CONTEXT = 24;

interface Sides {
  readonly prefix: string;
  readonly suffix: string;
}

/** The words the annotation remembers before and after it; empty where it remembers none. */
const sidesOf = (annotation: EvidenceAnnotation): Sides => ({
  prefix: normaliseQuote(annotation.prefix).text.slice(-CONTEXT),
  suffix: normaliseQuote(annotation.suffix).text.slice(0, CONTEXT),
});

/** How many of the remembered sides stand beside a stretch. */
const agreeing = (text: string, { start, end }: Stretch, { prefix, suffix }: Sides): number =>
  Number(prefix !== '' && text.endsWith(prefix, start)) +
  Number(suffix !== '' && text.startsWith(suffix, end));

/** True when a stretch stands at an end of the text where the annotation remembers nothing further. */
const atEnd = (text: string, { start, end }: Stretch, { prefix, suffix }: Sides): boolean =>
  (prefix === '' && start === 0) || (suffix === '' && end === text.length);

/** Most places of one quotation that are looked at when its old place does not hold it. */
const MOST_PLACES = 1000;

/**
 * Where the words of an annotation stand now, when not at its old place: beside the old place with one remembered side, or
 * anywhere with all remembered sides. As long as one side stands around the old place, another copy of the words further
 * off does not count, so that a change in one of two like passages shows.
 */
function homeOf(text: string, annotation: EvidenceAnnotation, old: Stretch): Stretch | null {
  const quote = normaliseQuote(annotation.quote).text;
  if (quote === '') return null;
  const sides = sidesOf(annotation);
  const wanted = Number(sides.prefix !== '') + Number(sides.suffix !== '');
  const stays = agreeing(text, old, sides) > 0;
  let at = text.indexOf(quote);
  for (let tried = 0; at >= 0 && tried < MOST_PLACES; tried += 1) {
    const found = { start: at, end: at + quote.length };
    const near = found.start < old.end && old.start < found.end;
    const agree = agreeing(text, found, sides);
    const fits = near ? agree > 0 || wanted === 0 || atEnd(text, found, sides) : !stays && agree === wanted;
    if (fits) return found;
    at = text.indexOf(quote, at + 1);
  }
  return null;
}

/** Finds parts in order anywhere in a text. */
const anywhere = (parts: readonly string[], folded: Normalised): readonly Stretch[] | null =>
  inOrder(parts, folded, 0, folded.text.length, false, false);

const LONGEST_SHOWN = 400;

const shown = (words: string): string => {
  const line = words.replace(/\s+/gu, ' ').trim();
  return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN).toWellFormed()}…` : line;
};

/**
 * What differs between two wordings: their differing middle under the declared normalisation, widened to whole words
 * (to single characters in Han text), as written in each of them.
 */
export function differingWords(one: string, other: string): { readonly one: string; readonly other: string } {
  const [a, b] = [normaliseQuote(one), normaliseQuote(other)];
  let start = 0;
  while (start < a.text.length && start < b.text.length && a.text[start] === b.text[start]) start += 1;
  let end = 0;
  const most = Math.min(a.text.length, b.text.length) - start;
  while (end < most && a.text.at(-1 - end) === b.text.at(-1 - end)) end += 1;
  const joins = (character: string | undefined): boolean =>
    isWord(character) || (character !== undefined && /[.,%'-]/u.test(character));
  const cut = (text: string, folded: Normalised): string => {
    let from = folded.starts[start] ?? text.length;
    let to = Math.max(
      from,
      folded.text.length > end ? (folded.ends[folded.text.length - end - 1] ?? from) : from,
    );
    while (from > 0 && joins(text[from - 1])) from -= 1;
    while (to < text.length && joins(text[to])) to += 1;
    return text.slice(from, to);
  };
  return { one: shown(cut(one, a)), other: shown(cut(other, b)) };
}

function explain(parts: readonly string[], slice: string): QuoteDifference {
  const quote = parts.join(' … ');
  const there = normaliseQuote(slice).text;
  const odd = parts.find((part) => !there.includes(normaliseQuote(part).text));
  if (odd === undefined) {
    return { kind: parts.length === 1 ? 'part' : 'order', brief: shown(quote), source: shown(slice) };
  }
  if (parts.length > 1) return { kind: 'changed', brief: shown(odd), source: shown(slice) };
  const words = differingWords(odd, slice);
  return { kind: 'changed', brief: words.one, source: words.other };
}

const NONE: QuoteCheck = { state: 'none', difference: null, stretches: [], place: null };

/**
 * Compares the words of a reference with its source under the declared normalisation ({@link normaliseQuote}). Words left out
 * must be shown by … or [...], and the remaining parts must stand in the source in that order, from the beginning of the
 * annotation to its end. An annotation that moved with its context is not a difference.
 */
export function checkQuote(resolved: Resolved): QuoteCheck {
  const { reference, annotation, source, fact } = resolved;
  const quote = reference.quote !== '' ? reference.quote : (annotation?.quote ?? fact?.quote ?? '');
  if (quote.trim() === '') return NONE;
  if (!source) {
    return {
      state: 'broken',
      difference: { kind: 'no-source', brief: shown(quote), source: null },
      stretches: [],
      place: null,
    };
  }
  const { folded, text: original } = sourceText(source);
  const text = folded.text;
  const whole = normaliseQuote(quote).text;
  if (whole === '') return NONE;
  const { parts, openStart, openEnd } = quoteParts(quote);
  const folds = parts.map((part) => normaliseQuote(part).text).filter((part) => part !== '');
  const shortened = folds.length > 0 && (folds.length > 1 || openStart || openEnd);
  const same = (found: readonly Stretch[], state: 'same' | 'shortened'): QuoteCheck => {
    const stretches = found.map(({ start, end }) => ({
      start: folded.starts[start]!,
      end: folded.ends[end - 1]!,
    }));
    return {
      state,
      difference: null,
      stretches,
      place: { start: stretches[0]!.start, end: stretches.at(-1)!.end },
    };
  };
  const broken = (difference: QuoteDifference, place: Stretch | null): QuoteCheck => ({
    state: 'broken',
    difference,
    stretches: [],
    place,
  });

  if (annotation === null || annotation.start === null || annotation.end === null) {
    const exact = anywhere([whole], folded);
    if (exact) return same(exact, 'same');
    const pieces = shortened ? anywhere(folds, folded) : null;
    return pieces
      ? same(pieces, 'shortened')
      : broken({ kind: 'missing', brief: shown(quote), source: null }, null);
  }

  const from = foldedAt(folded, annotation.start);
  const to = foldedAt(folded, annotation.end);
  const exact = inOrder([whole], folded, from, to, true, true);
  if (exact) return same(exact, 'same');
  const pieces = shortened ? inOrder(folds, folded, from, to, !openStart, !openEnd) : null;
  if (pieces) return same(pieces, 'shortened');
  const home = homeOf(text, annotation, { start: from, end: to });
  if (home) {
    const moved = inOrder([whole], folded, home.start, home.end, true, true);
    if (moved) return same(moved, 'same');
    const inside = shortened ? inOrder(folds, folded, home.start, home.end, !openStart, !openEnd) : null;
    if (inside) return same(inside, 'shortened');
  }
  const place = { start: annotation.start, end: annotation.end };
  return broken(explain(shortened ? parts : [quote], original.slice(place.start, place.end)), place);
}

/**
 * Compares a picture with its source: it must be one of the pictures of the current version. The place of a picture is the
 * text beside it.
 */
export function checkFigure(figure: FigureNode['attrs'], source: EvidenceSource | null): QuoteCheck {
  const broken = (kind: 'no-source' | 'missing'): QuoteCheck => ({
    state: 'broken',
    difference: { kind, brief: shown(figure.caption || figure.alt), source: null },
    stretches: [],
    place: null,
  });
  if (!source) return broken('no-source');
  const at = source.blocks.findIndex((block) => block.image?.asset === figure.asset);
  if (at < 0) return broken('missing');
  const offsets = blockOffsets(source.blocks);
  const near = [...offsets.slice(0, at + 1).toReversed(), ...offsets.slice(at + 1)].find(
    (offset) => offset !== null,
  );
  return { ...NONE, place: near === undefined || near === null ? null : { start: near, end: near } };
}
