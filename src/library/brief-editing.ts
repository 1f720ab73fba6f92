import type { Brief, BriefDocument } from '../core/brief.ts';
import { parseBriefDocument } from '../core/brief/document.ts';
import { briefById, changeableBrief } from './brief-rows.ts';
import type { Store } from './store.ts';
import { foldEdits, stepToJoin } from './text-history.ts';

/** The blocks of a text that are others now: from the block of this number on (from 0), so many gave way to these. */
export interface BlockChange {
  /** The `updatedAt` of the text that was changed. */
  readonly since: string;
  readonly from: number;
  readonly removed: number;
  /** How many blocks there were. */
  readonly count: number;
  readonly blocks: readonly unknown[];
}

/** What an edit may change. */
export interface BriefEdit {
  readonly title?: string | undefined;
  /** The whole text, which is checked before it is kept. */
  readonly body?: unknown;
  readonly change?: BlockChange | undefined;
  readonly style?: string | undefined;
  readonly language?: string | undefined;
}

/** The text after a change of some blocks; null when it is another text than the one that was changed. */
function changed(brief: Brief, { since, from, removed, count, blocks }: BlockChange): BriefDocument | null {
  const { content } = brief.body;
  if (brief.updatedAt !== since || content.length !== count || from + removed > count) return null;
  const made = parseBriefDocument({ type: 'doc', content: blocks });
  return {
    type: 'doc',
    content: [...content.slice(0, from), ...made.content, ...content.slice(from + removed)],
  };
}

/**
 * Keeps an edit as it is made while somebody writes: saves in a row are one step, so that one undo takes back what was
 * written in a while. Gives null, and keeps nothing, when `change` was made to another text than the one that stands here;
 * the whole text is then to be saved.
 */
export function editBrief(store: Store, id: string, edit: BriefEdit): { readonly updatedAt: string } | null {
  const brief = changeableBrief(store, id);
  const body = edit.change
    ? changed(brief, edit.change)
    : edit.body === undefined
      ? brief.body
      : parseBriefDocument(edit.body);
  if (body === null) return null;
  const join = stepToJoin(store, 'brief', 'step.brief.edit', id);
  const label = { label: 'step.brief.edit', params: { title: brief.title } };
  store.write(join === null ? label : { step: join }, (change, step) => {
    change.update('brief', id, {
      title: edit.title ?? brief.title,
      body: JSON.stringify(body),
      style: edit.style ?? brief.style,
      language: edit.language ?? brief.language,
      updated_at: store.now(),
    });
    if (join !== null) foldEdits(store, 'brief', step, id);
  });
  return { updatedAt: briefById(store, id).updatedAt };
}
