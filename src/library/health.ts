import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { sha256 } from '../core/capture/hash.ts';
import { canonicalText, type Block } from '../core/source.ts';
import { Refusal } from '../core/refusal.ts';
import { backupCopies, chooseCopyFolder, copyBackup } from './backup-copies.ts';
import { copyLibrary, listBackups, rotateBackups, verifyInPieces } from './backups.ts';
import type { Context } from './context.ts';
import { notices, settleNotices } from './opening.ts';
import { readOriginal } from './originals.ts';
import type { Store } from './store.ts';
import { ask, verb } from './verb.ts';

const MOST_PROBLEMS = 100;

/**
 * What is wrong with a library, in sentences; none when it is sound. Always: SQLite's own check, foreign keys,
 * offsets of annotations, the search index against the content. Deep: every page, the hash of every original, every
 * canonical text against its blocks, every exact quote against the text.
 */
export function checkLibrary(context: Pick<Context, 'store' | 'search'>, deep: boolean): string[] {
  const { store, search } = context;
  const problems: string[] = [];
  const add = (text: string): void => {
    if (problems.length < MOST_PROBLEMS) problems.push(text);
  };
  const pragma = deep ? 'integrity_check' : 'quick_check';
  for (const row of store.db.pragma(`${pragma}(${MOST_PROBLEMS})`) as Record<string, string>[])
    if (row[pragma] !== 'ok') add(`SQLite: ${row[pragma]}`);
  for (const row of store.db.pragma('foreign_key_check') as {
    table: string;
    rowid: number;
    parent: string;
  }[])
    add(`A row of ${row.table} names a ${row.parent} that is not there.`);
  const beyond = store
    .sql<[], string>(
      `SELECT a.id FROM annotation a JOIN source s ON s.id = a.source_id JOIN version v ON v.id = s.version_id
        WHERE a."end" > length(CAST(v.text AS BLOB)) LIMIT 20`,
    )
    .pluck()
    .all();
  for (const id of beyond) add(`Annotation ${id} points outside its source.`);
  for (const problem of search.check()) add(`Search index: ${problem}`);
  if (deep) deepCheck(store, add);
  return problems;
}

function deepCheck(store: Store, add: (problem: string) => void): void {
  for (const hash of store
    .sql<[], string>('SELECT hash FROM original')
    .pluck()
    .iterate() as Iterable<string>) {
    try {
      readOriginal(store, hash);
    } catch (error) {
      add(`Original ${hash.slice(0, 12)}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const assets = store.sql<[], { hash: string; bytes: Uint8Array }>('SELECT hash, bytes FROM asset');
  for (const { hash, bytes } of assets.iterate())
    if (sha256(bytes) !== hash) add(`Image ${hash.slice(0, 12)} no longer matches its checksum.`);
  const versions = store.sql<[], { id: string; text: string; blocks: string }>(
    'SELECT id, text, blocks FROM version',
  );
  for (const row of versions.iterate())
    if (canonicalText(JSON.parse(row.blocks) as Block[]) !== row.text)
      add(`Version ${row.id}: its text does not follow from its blocks.`);
  const marks = store.sql<[], { id: string; start: number; end: number; quote: string; text: string }>(
    `SELECT a.id, a.start, a."end", a.quote, v.text FROM annotation a JOIN source s ON s.id = a.source_id
       JOIN version v ON v.id = s.version_id WHERE a.anchor = 'exact' AND a.start IS NOT NULL`,
  );
  for (const row of marks.iterate())
    if (row.text.slice(row.start, row.end) !== row.quote)
      add(`Annotation ${row.id} is said to be exact, but its words differ.`);
}

const backupInput = z
  .object({
    path: z.string().min(1).max(4096).optional(),
    why: z.enum(['asked', 'opened', 'daily', 'before-restore']).optional(),
  })
  .optional();

/** Verbs about the safety of the library. */
export const healthVerbs = (context: Context) => {
  const { store } = context;
  return {
    status: ask(() => {
      const backups = listBackups(store.file);
      return {
        file: store.file,
        size: existsSync(store.file) ? statSync(store.file).size : 0,
        sources: store.sql('SELECT count(*) FROM source WHERE trashed_at IS NULL').pluck().get() as number,
        annotations: store
          .sql('SELECT count(*) FROM annotation WHERE trashed_at IS NULL')
          .pluck()
          .get() as number,
        /** What a person should know about the files. */
        notices: notices(store.db),
        lastBackup: backups[0]?.at ?? null,
        backups: backups.slice(0, 60).map((backup) => ({ ...backup, ok: true })),
        /** The other folder that gets a copy of each, and how the last copy went. */
        copies: backupCopies(store),
      };
    }),
    check: verb(z.object({ deep: z.boolean().optional() }).optional(), (input) => {
      const problems = checkLibrary(context, input?.deep ?? false);
      if (problems.length === 0 && (input?.deep || notices(store.db).length > 0))
        store.writeUnlogged(['health'], (db) => settleNotices(db, store.now()));
      return { ok: problems.length === 0, problems };
    }),
    /** A verified copy, to a given file or beside the library. `why` becomes part of its name and decides how long it stays. */
    backup: verb(backupInput, async (input) => {
      if (input?.path !== undefined) {
        if (existsSync(input.path) && statSync(input.path).isDirectory())
          throw new Refusal('unreadable', `${input.path} is a folder. Give the name of a file.`);
        await copyLibrary(store.db, input.path);
      }
      const path =
        input?.path ?? (await rotateBackups(store.db, store.file, store.now(), input?.why ?? 'asked'));
      if (input?.path === undefined) await copyBackup(store, path);
      store.announce(['health']);
      return { path, size: statSync(path).size };
    }),
    /** Sets the folder that gets a copy of every backup; null for none. Throws a Refusal when it cannot be used. */
    copyTo: verb(z.object({ folder: z.string().trim().min(1).max(4096).nullable() }), (input) => {
      chooseCopyFolder(store, input.folder);
      return backupCopies(store);
    }),
    /** What a backup holds, beside what is there now. */
    restorePreview: verb(z.object({ path: z.string() }), async (input) => {
      if (!existsSync(input.path)) throw new Refusal('not-found', `There is no backup ${input.path}.`);
      const problems = await verifyInPieces(input.path);
      if (problems.length > 0) throw new Refusal('damaged', `This backup is not sound: ${problems[0]}`);
      const copy = new Database(input.path, { readonly: true });
      try {
        const tables = ['source', 'annotation', 'company', 'fact', 'note', 'brief'];
        const count = (db: Database.Database, table: string): number =>
          db.prepare(`SELECT count(*) FROM ${table} WHERE trashed_at IS NULL`).pluck().get() as number;
        return {
          counts: tables.map((table) => ({
            kind: table,
            now: count(store.db, table),
            // oxlint-disable-next-line unicorn/no-thenable -- a number beside “now”, no promise
            then: count(copy, table),
          })),
        };
      } finally {
        copy.close();
      }
    }),
  };
};
