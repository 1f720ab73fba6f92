import { existsSync, statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { Refusal } from '../core/refusal.ts';

/** How a library was left by the program that had it open last. */
export type LastEnd = 'clean' | 'unclean' | 'journal-missing';

/** Larger libraries are not read through while someone waits for the window, in bytes: about a second on a slow disk. */
const CHECKED_ON_OPENING = 256 * 1024 ** 2;

/**
 * What the files beside a library say before it is opened. SQLite removes the journal (`-wal`) and its map (`-shm`)
 * when the last program closes the library; a journal that is there was left by a program that did not close it, or
 * belongs to one that runs now. A map without a journal means that the journal was taken away from outside.
 */
export function lastEnd(file: string): LastEnd {
  if (!existsSync(file)) return 'clean';
  const journal = existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0;
  if (journal) return 'unclean';
  return existsSync(`${file}-shm`) && statSync(`${file}-shm`).size > 0 && !existsSync(`${file}-wal`)
    ? 'journal-missing'
    : 'clean';
}

/**
 * Looks a library over that was not closed properly, and notes in it what could not be looked at. Throws `damaged` when
 * SQLite finds damage. Libraries over 256 MB are opened without the look; `health.status` says so until a check was made.
 */
export function lookOver(db: Database.Database, file: string, end: LastEnd, now: string): void {
  if (end === 'clean') return;
  const note = db.prepare(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  if (end === 'journal-missing') note.run('journal-missing', now);
  if (statSync(file).size > CHECKED_ON_OPENING) {
    note.run('check-due', now);
    return;
  }
  const rows = db.pragma('quick_check(1)') as { quick_check: string }[];
  const problem = rows[0]?.quick_check;
  if (problem !== 'ok')
    throw new Refusal(
      'damaged',
      `The library ${file} was not closed properly and is damaged (${problem}). Restore a backup, or run "repair" to save every readable row into a new library.`,
    );
}

/** What a person should know about the library's files. */
export interface Notice {
  readonly kind: 'check-due' | 'journal-missing' | 'damage-found';
  /** ISO 8601 instant at which it was noticed. */
  readonly at: string;
  /** One sentence in English. */
  readonly message: string;
  /** What was found, in sentences, where something was. */
  readonly problems: readonly string[];
}

/** What a person should know about the library's files; nothing when all is well. */
export function notices(db: Database.Database): Notice[] {
  const noted = db.prepare('SELECT value FROM meta WHERE key = ?').pluck();
  const due = noted.get('check-due') as string | undefined;
  const missing = noted.get('journal-missing') as string | undefined;
  const found = noted.get('damage-found') as string | undefined;
  const made: Notice[] = [];
  if (due !== undefined)
    made.push({
      kind: 'check-due',
      at: due,
      message: `The library was not closed properly (${due}) and is too large to be looked over while opening. Run a check when there is time.`,
      problems: [],
    });
  if (missing !== undefined)
    made.push({
      kind: 'journal-missing',
      at: missing,
      message: `The library’s journal was missing when it was opened (${missing}). Work done shortly before may be missing; a backup may have it.`,
      problems: [],
    });
  if (found !== undefined) {
    const { at, problems } = JSON.parse(found) as { at: string; problems: string[] };
    made.push({
      kind: 'damage-found',
      at,
      message: `The weekly look through the library found damage (${at}): ${problems[0] ?? ''} Restore a backup, or run "repair" to save every readable row into a new library.`,
      problems,
    });
  }
  return made;
}

/** Forgets the notices after a check that found nothing; the next weekly look is due a week from now. */
export function settleNotices(db: Database.Database, now: string): void {
  db.prepare(
    "DELETE FROM meta WHERE key IN ('check-due', 'journal-missing', 'damage-found', 'weekly-check')",
  ).run();
  db.prepare(
    "INSERT INTO meta (key, value) VALUES ('checked-at', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  ).run(now);
}

/** Knows an open library file by what it is, not by its name. */
export class Place {
  readonly #file: string;
  readonly #identity: string | null;

  constructor(file: string) {
    this.#file = file;
    this.#identity = file === ':memory:' ? null : identityOf(file);
  }

  /**
   * Throws `unavailable` when the file was moved, removed or replaced while it is open: SQLite would go on writing into
   * a file that has no name any more, and what it acknowledges would be gone at the end.
   */
  ensure(): void {
    if (this.#identity === null || identityOf(this.#file) === this.#identity) return;
    throw new Refusal(
      'unavailable',
      `The library ${this.#file} was moved, removed or replaced while it was open. Nothing was saved. Put it back, or close and open the library again.`,
    );
  }
}

function identityOf(file: string): string | null {
  const about = statSync(file, { bigint: true, throwIfNoEntry: false });
  return about ? `${about.dev}:${about.ino}` : '';
}
