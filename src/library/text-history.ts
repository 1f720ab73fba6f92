import type { Store } from './store.ts';

/** Edits of one text that follow each other within this time are one step, in milliseconds. */
const TOGETHER = 5 * 60_000;

/** The tables whose texts have a history, with the column that holds the text. */
const TEXTS = { brief: 'body', note: 'text' } as const;
export type TextTable = keyof typeof TEXTS;

/** An earlier state of a text. */
export interface EarlierText {
  readonly changeId: number;
  /** The instant at which another text took its place. */
  readonly at: string;
  /** What was done then: the key of a message. */
  readonly label: string;
  readonly text: string;
}

interface Logged {
  readonly id: number;
  readonly at: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/**
 * The texts a thing had before, newest first, from the change log; each once, the present one left out. An edit that was
 * undone, and then perhaps dropped, holds its text in `after`; every other one in `before`. A `limit` of -1 gives all.
 */
export function earlierTexts(store: Store, table: TextTable, id: string, limit: number): EarlierText[] {
  const column = TEXTS[table];
  const current = store.sql<[string], string>(`SELECT ${column} FROM ${table} WHERE id = ?`).pluck().get(id);
  const rows = store
    .sql<[string, number], Logged>(
      `SELECT c.id, s.at, s.label, c.before ->> '${column}' AS before, c.after ->> '${column}' AS after
         FROM change c JOIN step s ON s.id = c.step_id
        WHERE c.entity = '${table}' AND c.entity_id = ? AND c.action = 'update' AND c.before ->> '${column}' IS NOT NULL
        ORDER BY c.id DESC LIMIT ?`,
    )
    .all(id, limit);
  const seen = new Set([current]);
  let next: string | null = null;
  const found: EarlierText[] = [];
  for (const row of rows) {
    const text = row.after === current || row.after === next ? row.before : row.after;
    next = row.before;
    if (seen.has(text)) continue;
    seen.add(text);
    found.push({ changeId: row.id, at: row.at, label: row.label, text });
  }
  return found;
}

/**
 * The newest step when it has this label and is an edit of the same thing begun less than five minutes ago, so that a
 * save made by itself joins it; else null. A step that was undone is not joined: what follows it is a new one.
 */
export function stepToJoin(store: Store, table: TextTable, label: string, id: string): number | null {
  const step = store
    .sql<[], { id: number; at: string; label: string; state: string }>(
      "SELECT id, at, label, state FROM step WHERE state <> 'dropped' ORDER BY id DESC LIMIT 1",
    )
    .get();
  if (!step || step.state !== 'done' || step.label !== label) return null;
  if (Date.parse(store.now()) - Date.parse(step.at) >= TOGETHER) return null;
  const others = store
    .sql(`SELECT 1 FROM change WHERE step_id = ? AND NOT (entity = '${table}' AND entity_id = ?)`)
    .get(step.id, id);
  return others === undefined ? step.id : null;
}

/** Makes one log entry of the several that a joined step holds for a text, so that each save does not keep two more texts. */
export function foldEdits(store: Store, table: TextTable, step: number, id: string): void {
  const rows = store
    .sql<[number, string], { id: number; before: string; after: string }>(
      `SELECT id, before, after FROM change WHERE step_id = ? AND entity = '${table}' AND entity_id = ? AND action = 'update' ORDER BY id`,
    )
    .all(step, id);
  const first = rows[0];
  if (!first || rows.length < 2) return;
  const parse = (json: string): Record<string, unknown> => JSON.parse(json) as Record<string, unknown>;
  const before = Object.assign({}, ...rows.map((row) => parse(row.before)).reverse()) as object;
  const after = Object.assign({}, ...rows.map((row) => parse(row.after))) as object;
  store
    .sql('UPDATE change SET before = ?, after = ? WHERE id = ?')
    .run(JSON.stringify(before), JSON.stringify(after), first.id);
  for (const row of rows.slice(1)) store.sql('DELETE FROM change WHERE id = ?').run(row.id);
}
