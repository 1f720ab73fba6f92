import { create } from 'zustand';
import type { TermMatch } from '../../core/search/document.ts';
import { announce } from '../parts/toast.tsx';
import { t } from '../messages/index.ts';
import { openSource } from '../view.ts';
import type { Found } from './found.ts';
import { placesOf, type Place } from './hits.ts';

/** What a search found, taken along into the reader: which words to mark there, and which source comes next. */
export interface Trail {
  /** The words of the query, as they stand in the find bar. */
  readonly words: string;
  readonly terms: readonly TermMatch[];
  readonly marked: readonly string[];
  /** The sources in the order of the results, each with its best passage where it is known. */
  readonly sources: readonly {
    readonly id: string;
    readonly title: string;
    readonly at: { readonly start: number; readonly end: number } | null;
  }[];
}

/** The search one came from; null where one did not come from a search. */
export const useTrail = create<{ readonly trail: Trail | null }>(() => ({ trail: null }));

/** What a search found, to be taken along. */
export const trailOf = (
  words: string,
  terms: readonly TermMatch[],
  marked: readonly string[],
  found: readonly Found[],
): Trail => ({
  words,
  terms,
  marked,
  sources: found.flatMap(({ hit: { kind, id, title, start, end } }) =>
    kind === 'source' ? [{ id, title, at: start !== null && end !== null ? { start, end } : null }] : [],
  ),
});

/** Where everything the search found stands in a text; null where the words are not those of the search. */
export const placesOnTrail = (text: string, words: string): readonly Place[] | null => {
  const { trail } = useTrail.getState();
  return trail && trail.words === words ? placesOf(text, trail.terms, trail.marked) : null;
};

/** Opens the next or previous source of the search one came from, at its passage; false where there is none. */
export function crossTo(sourceId: string, words: string, by: 1 | -1): boolean {
  const { trail } = useTrail.getState();
  if (!trail || trail.words !== words) return false;
  const here = trail.sources.findIndex((source) => source.id === sourceId);
  const next = here < 0 ? undefined : trail.sources[here + by];
  if (!next) return false;
  announce(t('search.nextSource', { title: next.title, at: here + by + 1, of: trail.sources.length }));
  openSource(next.id, next.at ?? undefined, words);
  return true;
}
