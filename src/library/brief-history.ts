import type { BriefDocument } from '../core/brief.ts';
import { Refusal } from '../core/refusal.ts';
import { countWords } from './fingerprint.ts';
import { briefText } from './index-documents.ts';
import type { Store } from './store.ts';
import { earlierTexts } from './text-history.ts';

/** An earlier state of a brief's text. */
export interface BriefVersion {
  readonly changeId: number;
  /** The instant at which another text took its place. */
  readonly at: string;
  /** What was done then: the key of a message. */
  readonly label: string;
  readonly words: number;
}

/** The texts a brief had before, newest first, from the change log. */
export const briefHistory = (
  store: Store,
  briefId: string,
  limit: number,
): (BriefVersion & { readonly body: BriefDocument })[] =>
  earlierTexts(store, 'brief', briefId, limit).map(({ changeId, at, label, text }) => {
    const body = JSON.parse(text) as BriefDocument;
    return { changeId, at, label, words: countWords(briefText(body)), body };
  });

/** One earlier text of a brief. Throws a Refusal `not-found` when the history does not hold it. */
export function earlierBody(store: Store, briefId: string, changeId: number): BriefDocument {
  const found = briefHistory(store, briefId, -1).find((version) => version.changeId === changeId);
  if (!found) throw new Refusal('not-found', 'This earlier version is no longer in the history.');
  return found.body;
}
