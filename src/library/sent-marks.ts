import type { AnchorState, Colour } from '../core/annotation.ts';
import { columnsOf, spliceOf, type Mark, type MarkSplice } from '../core/reading/mark-columns.ts';
import { newId } from './ids.ts';
import type { Store } from './store.ts';

/** How the marks of a version came to be what they are: one state and the change that led to it. */
interface Sent {
  readonly rev: string;
  readonly marks: readonly Mark[];
  /** From the state before; null for the first one. */
  readonly change: { readonly from: string; readonly splice: MarkSplice } | null;
}

/** What a window needs to have the marks of a version as they are now. */
export interface MarksSent {
  readonly rev: string;
  /** The state the change starts from: what the window has, or nothing. */
  readonly since: string | null;
  readonly splice: MarkSplice;
}

/** The marks of a version are remembered for this many versions. */
const MOST_KEPT = 4;

/** The marks of a source where its annotations are stored, in the order of the text. */
export const storedMarks = (store: Store, sourceId: string): readonly Mark[] =>
  store
    .sql<[string], [string, number | null, number | null, Colour, AnchorState, 0 | 1]>(
      `SELECT id, start, "end", colour, anchor, quote <> '' FROM annotation
        WHERE source_id = ? AND trashed_at IS NULL ORDER BY start IS NULL, start, "end", id`,
    )
    .raw()
    .all(sourceId)
    .map(([id, start, end, colour, anchor, quoted]) => ({
      id,
      start,
      end,
      colour,
      anchor,
      quoted: quoted === 1,
    }));

/** Remembers what windows have of the marks of a version, so that a change sends what changed. */
export class SentMarks {
  private readonly kept = new Map<string, Sent>();

  /** The change from what a window has (`known`) to `marks`. */
  next(versionId: string, known: string | undefined, marks: readonly Mark[]): MarksSent {
    const old = this.kept.get(versionId);
    const now = old ? this.after(old, marks) : { rev: newId(), marks, change: null };
    this.kept.delete(versionId);
    this.kept.set(versionId, now);
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
    const nothing = { from: 0, removed: 0, added: columnsOf([]) };
    if (known === now.rev) return { rev: now.rev, since: now.rev, splice: nothing };
    if (now.change && known === now.change.from)
      return { rev: now.rev, since: known, splice: now.change.splice };
    return { rev: now.rev, since: null, splice: { from: 0, removed: 0, added: columnsOf(marks) } };
  }

  private after(old: Sent, marks: readonly Mark[]): Sent {
    const splice = spliceOf(old.marks, marks);
    return splice.removed === 0 && splice.added.ids === ''
      ? old
      : { rev: newId(), marks, change: { from: old.rev, splice } };
  }
}
