import { hasHan } from './fold.ts';
import { hanOrganisations } from './organisation-han.ts';
import { featuresOf, senseOf } from './organisation-features.ts';
import { likelihood, shippedWeights, type Weights } from './organisation-model.ts';
import { candidateSpans, wordsOf, type Span } from './organisation-spans.ts';
import type { Resolution } from './resolve.ts';

/** An organisation named in a text; offsets are UTF-16 units, `companyId` null when it is not in the library. */
export interface SuggestedOrganisation {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly companyId: string | null;
  /** 0 to 1. */
  readonly score: number;
}

/** Anything that knows which company a name means, such as an AliasTable. */
export interface Names {
  resolve(name: string): Resolution;
}

/** Spans below this likelihood are not suggested. */
export const ENOUGH = 0.4;
const LEAST_OF_KNOWN = 0.15;
const SURE_OF_NAME = 0.9;
/** A name that ends in a legal form of its own is one, whatever the model thinks of the words around. */
const SCORE_OF_FORM = 0.75;

/** Legal forms whose full stop belongs to them. */
const ABBREVIATED = /^(?:inc|corp|ltd|co|bros|cos)$/;

/** Longer texts are read in stretches of this many characters, so that time and memory stay linear. */
const STRETCH = 50_000;

/**
 * Organisations named in a text, known or not, in order of place and without overlaps. Latin names are capitalised
 * runs judged by a linear model (words around, word classes, legal forms; `weights` replaces the shipped one); Chinese
 * names are found by their endings (公司, 集团, 银行, 科技…). A name the table knows counts with less other evidence.
 */
export function suggestOrganisations(
  text: string,
  table?: Names | null,
  weights: Weights = shippedWeights,
): readonly SuggestedOrganisation[] {
  const found: SuggestedOrganisation[] = [];
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + STRETCH);
    if (end < text.length)
      end = Math.max(text.lastIndexOf('\n', end), text.lastIndexOf('. ', end), at + STRETCH / 2);
    found.push(...suggestInStretch(text.slice(at, end), at, table ?? null, weights));
    at = end;
  }
  return found;
}

function suggestInStretch(
  text: string,
  offset: number,
  table: Names | null,
  weights: Weights,
): readonly SuggestedOrganisation[] {
  const words = wordsOf(text);
  const sense = senseOf(words);
  const known = new Map<string, string | null>();
  const companyOf = (name: string): string | null => {
    if (table === null) return null;
    const cached = known.get(name);
    if (cached !== undefined) return cached;
    const answer = table.resolve(name);
    const companyId = (answer.candidates[0]?.score ?? 0) >= SURE_OF_NAME ? answer.companyId : null;
    known.set(name, companyId);
    return companyId;
  };
  const scored = candidateSpans(words).map((span) => {
    const start = words[span.from]!.start;
    const last = words[span.to - 1]!;
    const end = last.end + (text[last.end] === '.' && ABBREVIATED.test(last.key) ? 1 : 0);
    const companyId = hasHan(text.slice(start, end)) ? null : companyOf(text.slice(start, end));
    const features = featuresOf(words, span, sense);
    const score = Math.max(
      likelihood(features, weights),
      features.includes('form') && !sense.loud ? SCORE_OF_FORM : 0,
    );
    return {
      span,
      start,
      end,
      companyId,
      score: companyId !== null && score >= LEAST_OF_KNOWN ? Math.max(score, 0.5) : score,
    };
  });
  const runs = Map.groupBy(scored, (one) => one.span.run.from);
  const pooled = scored.map((one) => ({ ...one, score: poolOf(one, runs.get(one.span.run.from)!) }));
  const taken = chooseSpans(pooled.filter((one) => one.score >= ENOUGH));
  const latin = taken.map((one) => ({
    start: offset + one.start,
    end: offset + one.end,
    text: text.slice(one.start, one.end),
    companyId: one.companyId,
    score: Math.round(one.score * 100) / 100,
  }));
  if (!hasHan(text)) return latin;
  const han = hanOrganisations(text).map((one) => ({
    ...one,
    start: one.start + offset,
    end: one.end + offset,
    companyId: companyOf(one.text),
  }));
  return [
    ...latin.filter((one) => !han.some((other) => one.start < other.end && other.start < one.end)),
    ...han,
  ].sort((a, b) => a.start - b.start);
}

/**
 * The likelihood that some reading of this place is an organisation: the span's own and those of the spans that
 * overlap it, as if they were independent. Whether the name begins at "Bank" or at "Union Bank" is a lesser question.
 */
function poolOf<T extends { readonly span: Span; readonly score: number }>(
  one: T,
  run: readonly T[],
): number {
  let none = 1 - one.score;
  for (const other of run) {
    if (
      other === one ||
      other.span.from >= one.span.to ||
      other.span.to <= one.span.from ||
      other.score > one.score
    )
      continue;
    none *= 1 - other.score / 2;
  }
  return 1 - none;
}

/** The best spans without overlaps: the likeliest first, the longer of two alike. */
function chooseSpans<T extends { readonly span: Span; readonly score: number }>(
  scored: readonly T[],
): readonly T[] {
  const order = [...scored].sort(
    (a, b) => b.score - a.score || b.span.to - b.span.from - (a.span.to - a.span.from),
  );
  const used = new Set<number>();
  const taken: T[] = [];
  for (const one of order) {
    let free = true;
    for (let k = one.span.from; k < one.span.to; k++) if (used.has(k)) free = false;
    if (!free) continue;
    for (let k = one.span.from; k < one.span.to; k++) used.add(k);
    taken.push(one);
  }
  return taken.sort((a, b) => a.span.from - b.span.from);
}
