import type { BriefDocument } from '../core/brief.ts';
import { Refusal } from '../core/refusal.ts';
import { briefText } from './index-documents.ts';
import { countWords } from './fingerprint.ts';
import type { Store } from './store.ts';

/** Edits of one brief that follow each other within this time are one step, in milliseconds. */
const TOGETHER = 5 * 60_000;

/** An earlier state of a brief's text. */
export interface BriefVersion {
  readonly changeId: number;
  /** The instant at which another text took its place. */
  readonly at: string;
  /** What was done then: the key of a message. */
  readonly label: string;
  readonly words: number;
  readonly body: BriefDocument;
}

interface Logged {
  readonly id: number;
  readonly at: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/**
 * The texts a brief had before, newest first, from the change log. An edit that was undone, and then perhaps dropped,
 * holds its text in `after`; every other one in `before`.
 */
export function briefHistory(store: Store, briefId: string, limit: number): BriefVersion[] {
  const current = store.sql<[string], string>('SELECT body FROM brief WHERE id = ?').pluck().get(briefId);
  const rows = store
    .sql<[string, number], Logged>(
      `SELECT c.id, s.at, s.label, c.before ->> 'body' AS before, c.after ->> 'body' AS after
         FROM change c JOIN step s ON s.id = c.step_id
        WHERE c.entity = 'brief' AND c.entity_id = ? AND c.action = 'update' AND c.before ->> 'body' IS NOT NULL
        ORDER BY c.id DESC LIMIT ?`,
    )
    .all(briefId, limit);
  const seen = new Set([current]);
  let next: string | null = null;
  const found: BriefVersion[] = [];
  for (const row of rows) {
    const text = row.after === current || row.after === next ? row.before : row.after;
    next = row.before;
    if (seen.has(text)) continue;
    seen.add(text);
    const body = JSON.parse(text) as BriefDocument;
    found.push({ changeId: row.id, at: row.at, label: row.label, words: countWords(briefText(body)), body });
  }
  return found;
}

/** One earlier text of a brief. Throws a Refusal `not-found` when the history does not hold it. */
export function earlierBody(store: Store, briefId: string, changeId: number): BriefDocument {
  const found = briefHistory(store, briefId, -1).find((version) => version.changeId === changeId);
  if (!found) throw new Refusal('not-found', 'This earlier version is no longer in the history.');
  return found.body;
}

/**
 * The newest step when it is an edit of the same brief begun less than five minutes ago, so that a save made by itself
 * joins it; else null. A step that was undone is not joined: what follows it is a new one.
 */
export function stepToJoin(store: Store, briefId: string): number | null {
  const step = store
    .sql<[], { id: number; at: string; label: string; state: string }>(
      "SELECT id, at, label, state FROM step WHERE state <> 'dropped' ORDER BY id DESC LIMIT 1",
    )
    .get();
  if (!step || step.state !== 'done' || step.label !== 'step.brief.edit') return null;
  if (Date.parse(store.now()) - Date.parse(step.at) >= TOGETHER) return null;
  const others = store
    .sql("SELECT 1 FROM change WHERE step_id = ? AND NOT (entity = 'brief' AND entity_id = ?)")
    .get(step.id, briefId);
  return others === undefined ? step.id : null;
}

/** Makes one log entry of the several that a joined step holds for a brief, so that each save does not keep two more texts. */
export function foldEdits(store: Store, step: number, briefId: string): void {
  const rows = store
    .sql<[number, string], { id: number; before: string; after: string }>(
      "SELECT id, before, after FROM change WHERE step_id = ? AND entity = 'brief' AND entity_id = ? AND action = 'update' ORDER BY id",
    )
    .all(step, briefId);
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
