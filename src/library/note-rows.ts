import type { Note } from '../core/note.ts';
import { Refusal } from '../core/refusal.ts';
import type { Store } from './store.ts';

/** A note as a row of a list. */
export interface NoteRow extends Note {
  readonly tags: readonly string[];
  readonly companyName: string | null;
  readonly sourceTitle: string | null;
}

interface StoredNote {
  readonly id: string;
  readonly company_id: string | null;
  readonly source_id: string | null;
  readonly title: string;
  readonly text: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly tags: string;
  readonly company_name: string | null;
  readonly source_title: string | null;
}

const toRow = (row: StoredNote): NoteRow => ({
  id: row.id,
  companyId: row.company_id,
  sourceId: row.source_id,
  title: row.title,
  text: row.text,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  tags: JSON.parse(row.tags) as string[],
  companyName: row.company_name,
  sourceTitle: row.source_title,
});

const SELECT = `
  SELECT n.*, c.name AS company_name, s.title AS source_title,
    (SELECT json_group_array(name) FROM (SELECT t.name FROM tagging g JOIN tag t ON t.id = g.tag_id
      WHERE g.kind = 'note' AND g.entity_id = n.id ORDER BY t.name)) AS tags
  FROM note n LEFT JOIN company c ON c.id = n.company_id LEFT JOIN source s ON s.id = n.source_id
  WHERE n.trashed_at IS NULL`;

/** Notes not in the trash, last edited first, with their tags and what they are about. */
export const noteRows = (store: Store): NoteRow[] =>
  store.sql<[], StoredNote>(`${SELECT} ORDER BY n.updated_at DESC, n.id`).all().map(toRow);

/** Notes not in the trash whose column has the given value, oldest first. */
export const notesWhere = (
  store: Store,
  column: 'company_id' | 'source_id' | 'id',
  value: string,
): NoteRow[] =>
  store
    .sql<[string], StoredNote>(`${SELECT} AND n.${column} = ? ORDER BY n.created_at, n.id`)
    .all(value)
    .map(toRow);

/** One note, or a refusal in words. */
export function noteById(store: Store, id: string): NoteRow {
  const note = notesWhere(store, 'id', id)[0];
  if (!note) throw new Refusal('not-found', `There is no note ${id}.`);
  return note;
}
