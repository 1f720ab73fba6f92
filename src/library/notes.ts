import { z } from 'zod';
import type { Note } from '../core/note.ts';
import { Refusal } from '../core/refusal.ts';
import type { Context } from './context.ts';
import { newId } from './ids.ts';
import { ids } from './inputs.ts';
import type { Store } from './store.ts';
import { verb } from './verb.ts';

interface StoredNote {
  readonly id: string;
  readonly company_id: string | null;
  readonly source_id: string | null;
  readonly title: string;
  readonly text: string;
  readonly created_at: string;
  readonly updated_at: string;
}

const toNote = (row: StoredNote): Note => ({
  id: row.id,
  companyId: row.company_id,
  sourceId: row.source_id,
  title: row.title,
  text: row.text,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** Notes not in the trash whose column has the given value, oldest first. */
export const notesWhere = (store: Store, column: 'company_id' | 'source_id' | 'id', value: string): Note[] =>
  store
    .sql<[string], StoredNote>(
      `SELECT * FROM note WHERE ${column} = ? AND trashed_at IS NULL ORDER BY created_at, id`,
    )
    .all(value)
    .map(toNote);

/** A title for a note that was given none: its first line, without Markdown signs. */
const titleOf = (text: string): string =>
  text
    .trim()
    .split('\n', 1)[0]!
    .replace(/^[#>*\-\s]+/, '')
    .slice(0, 120);

/** Verbs about notes: Markdown about a company, a source, or on its own. */
export const noteVerbs = ({ store }: Context) => {
  const one = (noteId: string): Note => {
    const note = notesWhere(store, 'id', noteId)[0];
    if (!note) throw new Refusal('not-found', `There is no note ${noteId}.`);
    return note;
  };
  const text = z.string().max(1_000_000);
  return {
    add: verb(
      z.object({
        companyId: z.string().nullable().optional(),
        sourceId: z.string().nullable().optional(),
        title: z.string().max(500).optional(),
        text,
      }),
      (input) => {
        if (input.text.trim() === '') throw new Refusal('empty', 'A note needs some words.');
        const noteId = newId();
        store.write({ label: 'step.note.add' }, (change) => {
          if (input.companyId && !store.sql('SELECT 1 FROM company WHERE id = ?').get(input.companyId))
            throw new Refusal('not-found', `There is no company ${input.companyId}.`);
          if (input.sourceId && !store.sql('SELECT 1 FROM source WHERE id = ?').get(input.sourceId))
            throw new Refusal('not-found', `There is no source ${input.sourceId}.`);
          change.insert('note', {
            id: noteId,
            company_id: input.companyId ?? null,
            source_id: input.sourceId ?? null,
            title: input.title?.trim() || titleOf(input.text),
            text: input.text,
            created_at: store.now(),
            updated_at: store.now(),
            trashed_at: null,
          });
        });
        return one(noteId);
      },
    ),
    edit: verb(
      z.object({ id: z.string(), title: z.string().max(500).optional(), text: text.optional() }),
      (input) => {
        const was = one(input.id);
        store.write({ label: 'step.note.edit' }, (change) => {
          const words = input.text ?? was.text;
          change.update('note', input.id, {
            title: input.title?.trim() || (was.title === titleOf(was.text) ? titleOf(words) : was.title),
            text: words,
            updated_at: store.now(),
          });
        });
        return one(input.id);
      },
    ),
    remove: verb(ids, (input) => {
      store.write({ label: 'step.note.remove', params: { count: input.ids.length } }, (change) => {
        for (const noteId of input.ids) change.update('note', noteId, { trashed_at: store.now() });
      });
    }),
    restore: verb(ids, (input) => {
      store.write({ label: 'step.note.restore', params: { count: input.ids.length } }, (change) => {
        for (const noteId of input.ids) change.update('note', noteId, { trashed_at: null });
      });
    }),
    list: verb(
      z.object({ companyId: z.string().optional(), sourceId: z.string().optional() }).optional(),
      (input): Note[] => {
        if (input?.companyId !== undefined) return notesWhere(store, 'company_id', input.companyId);
        if (input?.sourceId !== undefined) return notesWhere(store, 'source_id', input.sourceId);
        return store
          .sql<[], StoredNote>('SELECT * FROM note WHERE trashed_at IS NULL ORDER BY updated_at DESC')
          .all()
          .map(toNote);
      },
    ),
  };
};
