import { Refusal } from '../core/refusal.ts';
import { storedAnnotation } from './annotation-rows.ts';
import { insertAnnotation, stretch } from './annotations.ts';
import { storedSource } from './source-rows.ts';
import type { Change, Store } from './store.ts';

/** What a fact or a relation rests on: an annotation, words by their place, or nothing, said outright. */
export interface Evidence {
  readonly annotationId?: string | undefined;
  readonly words?: { readonly sourceId: string; readonly start: number; readonly end: number } | undefined;
  readonly noSource?: boolean | undefined;
}

/**
 * Checks what something rests on and gives what makes an annotation of it inside a write (null for no source): words
 * given by their place are marked in green. Throws a Refusal: no evidence or two kinds of it, no such words. `thing` is
 * what wants it, in words.
 */
export function evidenceOf(store: Store, given: Evidence, thing: string): (change: Change) => string | null {
  const kinds = [given.annotationId !== undefined, given.words !== undefined, given.noSource === true];
  if (kinds.filter(Boolean).length !== 1)
    throw new Refusal(
      'usage',
      `A ${thing} needs the words it rests on, or the explicit mark that it has no source.`,
    );
  if (given.annotationId !== undefined) storedAnnotation(store, given.annotationId);
  const { words } = given;
  const selector = words ? stretch(store, words.sourceId, words.start, words.end) : null;
  return (change) =>
    selector && words
      ? insertAnnotation(
          store,
          change,
          { id: words.sourceId, versionId: storedSource(store, words.sourceId).version_id },
          selector,
          { colour: 'green' },
        )
      : (given.annotationId ?? null);
}
