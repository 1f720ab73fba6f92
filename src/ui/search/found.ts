import type { Hit } from '../../core/search/document.ts';
import type { SourceView } from '../../library/views.ts';
import type { Place } from './hits.ts';

/** A result with the passages that belong to it. */
export interface Found {
  readonly hit: Hit;
  /** Marks of the reader's in the same source that were found as well. */
  readonly more: readonly Hit[];
}

/** Several hits that stand close together in a source. Offsets are UTF-16 units of its canonical text. */
export interface Passage {
  readonly id: string;
  /** The first hit in it. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The hits, as ranges of `text`. */
  readonly marks: Hit['marks'];
  /** The number of its first hit among all hits of the source; null for a mark of the reader's. */
  readonly hit: number | null;
}

/** A row of the list: a result, or one of its passages where they are unfolded. */
export type Line =
  | { readonly kind: 'result'; readonly id: string; readonly found: Found }
  | { readonly kind: 'passage'; readonly id: string; readonly found: Found; readonly passage: Passage };

/** Passages shown of one source; a long book would fill the list. */
const MOST_PASSAGES = 60;
const BEFORE = 60;
const LONGEST = 220;

/** Results with the reader's own marks folded under their source, where the source was found too. */
export function foundIn(hits: readonly Hit[]): readonly Found[] {
  const sources = new Set(hits.flatMap((hit) => (hit.kind === 'source' ? [hit.id] : [])));
  const under = new Map<string, Hit[]>();
  const folded = (hit: Hit): boolean =>
    hit.kind === 'annotation' && hit.sourceId !== null && sources.has(hit.sourceId);
  for (const hit of hits)
    if (folded(hit)) under.set(hit.sourceId!, [...(under.get(hit.sourceId!) ?? []), hit]);
  return hits
    .filter((hit) => !folded(hit))
    .map((hit) => ({ hit, more: hit.kind === 'source' ? (under.get(hit.id) ?? []) : [] }));
}

/** The source a result stands in. */
export const sourceOf = (found: Found | undefined): string | null => {
  if (!found) return null;
  return found.hit.kind === 'source' ? found.hit.id : found.hit.sourceId;
};

/** The hits of a source gathered into passages, in the order of the text: one per paragraph, cut where it is long. */
export function passagesIn(text: string, places: readonly Place[]): readonly Passage[] {
  const passages: Passage[] = [];
  for (let i = 0; i < places.length && passages.length < MOST_PASSAGES;) {
    const first = places[i]!;
    const paragraph = text.lastIndexOf('\n', first.start - 1) + 1;
    const stop = text.indexOf('\n', first.end);
    let from = Math.max(paragraph, first.start - BEFORE);
    // Not in the middle of a word, nor of a character.
    if (from > paragraph) {
      const space = text.slice(from, first.start).search(/\s/u);
      from = space >= 0 ? from + space + 1 : from;
      if (/[\udc00-\udfff]/.test(text[from] ?? '')) from++;
    }
    const to = Math.max(first.end, Math.min(stop < 0 ? text.length : stop, from + LONGEST));
    const lead = from > paragraph ? '…' : '';
    const marks: [number, number][] = [];
    const hit = i;
    for (; i < places.length && places[i]!.end <= to; i++) {
      const { start, end } = places[i]!;
      marks.push([start - from + lead.length, end - from + lead.length]);
    }
    if (i === hit) i++;
    const tail = to < (stop < 0 ? text.length : stop) ? '…' : '';
    passages.push({
      id: String(first.start),
      start: first.start,
      end: first.end,
      text: `${lead}${text.slice(from, to).toWellFormed()}${tail}`,
      marks,
      hit,
    });
  }
  return passages;
}

/** The reader's own marks that were found in a source, as passages of it; those without a place are left out. */
export const ownPassages = (found: Found, view: SourceView): readonly Passage[] =>
  found.more.flatMap((hit) => {
    const mark = view.annotations.find((one) => one.id === hit.id);
    return mark && mark.start !== null && mark.end !== null
      ? [{ id: hit.id, start: mark.start, end: mark.end, text: hit.snippet, marks: hit.marks, hit: null }]
      : [];
  });
