import type { Brief, BriefDocument, Frozen, ShownBrief } from '../core/brief.ts';
import { Refusal } from '../core/refusal.ts';
import type { Store } from './store.ts';

interface StoredBrief {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly style: string;
  readonly language: string;
  readonly frozen: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** One brief, or a refusal in words. */
export function briefById(store: Store, id: string): Brief {
  const row = store.sql<[string], StoredBrief>('SELECT * FROM brief WHERE id = ?').get(id);
  if (!row) throw new Refusal('not-found', `There is no brief ${id}.`);
  return {
    id: row.id,
    title: row.title,
    body: JSON.parse(row.body) as BriefDocument,
    style: row.style,
    language: row.language,
    frozen: row.frozen === null ? null : (JSON.parse(row.frozen) as Frozen),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** A brief for a screen: what a frozen one keeps may be megabytes, and stays here. */
export const shownBrief = (brief: Brief): ShownBrief => ({
  ...brief,
  frozen: brief.frozen && { at: brief.frozen.at },
});

/** A brief that is to be changed. Throws a Refusal `conflict` when it is frozen. */
export function changeableBrief(store: Store, id: string): Brief {
  const brief = briefById(store, id);
  if (brief.frozen)
    throw new Refusal(
      'conflict',
      `This brief was frozen on ${brief.frozen.at.slice(0, 10)} and cannot be changed. Let it follow the library again first.`,
    );
  return brief;
}

/** Briefs, not in the trash, whose body names the id of an annotation, fact or source. Ids are unguessable, so text search is exact. */
export const briefsCiting = (store: Store, id: string): { id: string; title: string }[] =>
  store
    .sql<[string], { id: string; title: string }>(
      'SELECT id, title FROM brief WHERE trashed_at IS NULL AND instr(body, ?) > 0 ORDER BY updated_at DESC',
    )
    .all(id);
