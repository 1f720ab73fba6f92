import { linksIn, plainWords, retargeted, type LinkKind } from '../core/note/links.ts';
import type { Change, Store, Touched } from './store.ts';

/** A thing a note links to, as it stands now. */
export interface LinkedThing {
  readonly kind: LinkKind;
  readonly id: string;
  /** Its present title; null when it is gone or in the trash. */
  readonly title: string | null;
}

/** A note that links to something, with the words around the link. */
export interface Backlink {
  readonly noteId: string;
  readonly title: string;
  readonly kind: LinkKind;
  /** What it links to. */
  readonly targetId: string;
  /** The line of the link, without its signs, cut to 240 characters. */
  readonly line: string;
}

/** The title of each kind of thing by its id, while it is not in the trash. */
const TITLES: Readonly<Record<LinkKind, string>> = {
  company: 'SELECT name FROM company WHERE id = ? AND trashed_at IS NULL',
  source: 'SELECT title FROM source WHERE id = ? AND trashed_at IS NULL',
  annotation:
    "SELECT CASE quote WHEN '' THEN note ELSE quote END FROM annotation WHERE id = ? AND trashed_at IS NULL",
  fact: `SELECT c.name || ' — ' || f.metric || ': ' || f.value_text FROM fact f JOIN company c ON c.id = f.company_id
          WHERE f.id = ? AND f.trashed_at IS NULL`,
  note: 'SELECT title FROM note WHERE id = ? AND trashed_at IS NULL',
  brief: 'SELECT title FROM brief WHERE id = ? AND trashed_at IS NULL',
};

/** What a note links to, each thing once, with its present title. */
export function linkedFrom(store: Store, text: string): LinkedThing[] {
  const seen = new Set<string>();
  return linksIn(text).flatMap(({ kind, id }) => {
    if (seen.has(kind + id)) return [];
    seen.add(kind + id);
    const title = store.sql<[string], string>(TITLES[kind]).pluck().get(id);
    return [{ kind, id, title: typeof title === 'string' ? title.slice(0, 300) : null }];
  });
}

/** The longest line of a backlink that is shown. */
const LINE = 240;

/** The notes, not in the trash, that link to any of these things; last edited first. */
export function backlinksTo(store: Store, ids: readonly string[]): Backlink[] {
  return store
    .sql<[string], { id: string; title: string; text: string; kind: LinkKind; target_id: string }>(
      `SELECT n.id, n.title, n.text, l.kind, l.target_id FROM json_each(?) wanted
         JOIN note_link l ON l.target_id = wanted.value JOIN note n ON n.id = l.note_id AND n.trashed_at IS NULL
        ORDER BY n.updated_at DESC, n.id`,
    )
    .all(JSON.stringify(ids))
    .map((row) => {
      const link = linksIn(row.text).find((one) => one.kind === row.kind && one.id === row.target_id);
      const at = link?.start ?? 0;
      const from = row.text.lastIndexOf('\n', at - 1) + 1;
      const to = row.text.indexOf('\n', at);
      return {
        noteId: row.id,
        title: row.title,
        kind: row.kind,
        targetId: row.target_id,
        line: plainWords(row.text.slice(from, to < 0 ? undefined : to).slice(0, 4000))
          .trim()
          .slice(0, LINE),
      };
    });
}

/** Keeps the links of notes in step with their texts; runs inside the write that changed them. */
export function deriveNoteLinks(store: Store, touched: Touched): void {
  for (const id of touched.get('note') ?? []) {
    store.sql('DELETE FROM note_link WHERE note_id = ?').run(id);
    const text = store.sql<[string], string>('SELECT text FROM note WHERE id = ?').pluck().get(id);
    if (typeof text !== 'string') continue;
    const insert = store.sql('INSERT OR IGNORE INTO note_link (note_id, kind, target_id) VALUES (?, ?, ?)');
    for (const link of linksIn(text)) insert.run(id, link.kind, link.id);
  }
}

/** Makes the links of all notes lead from one thing to another, as when the two were merged; part of that step. */
export function moveLinks(store: Store, change: Change, kind: LinkKind, from: string, into: string): void {
  for (const note of store
    .sql<[string, string], { id: string; text: string }>(
      'SELECT n.id, n.text FROM note_link l JOIN note n ON n.id = l.note_id WHERE l.kind = ? AND l.target_id = ?',
    )
    .all(kind, from))
    change.update('note', note.id, { text: retargeted(note.text, kind, from, into) });
}
