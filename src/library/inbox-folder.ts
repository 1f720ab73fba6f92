import { statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';
import type { Context, FoundFile } from './context.ts';
import { runImport } from './import-run.ts';
import { setSetting, settingIn } from './settings.ts';
import { ask, verb } from './verb.ts';

/** The setting that names the watched folder. */
const SETTING = 'capture.inboxFolder';

/** How long files are gathered before they are read together, in milliseconds: a folder moved in is one import. */
const GATHER = 400;

/** A file that came into the watched folder, and what became of it. */
export interface WatchedFile {
  readonly path: string;
  readonly seenAt: string;
  readonly outcome: 'imported' | 'duplicate' | 'failed';
  readonly sourceId: string | null;
  readonly message: string | null;
}

/** The watched folder as it stands. */
export interface InboxFolder {
  readonly folder: string | null;
  /** False where this program does not watch: in the terminal. */
  readonly watching: boolean;
  /** Why it cannot be watched now; null when it can. */
  readonly problem: string | null;
  /** The files that came last, newest first, at most 50. */
  readonly files: readonly WatchedFile[];
}

/**
 * Verbs about the inbox folder: every file put into it while the program runs is captured once, and left where it is.
 * A file that changes later is read again (its words decide whether it is a copy).
 */
export const inboxVerbs = (context: Context) => {
  const { store, surroundings } = context;
  let close: (() => Promise<void>) | null = null;
  let problem: string | null = null;
  const waiting = new Map<string, FoundFile>();
  let gathering: NodeJS.Timeout | null = null;
  let busy: Promise<void> = Promise.resolve();

  const known = store.sql<[string, number, string]>(
    'SELECT 1 FROM watched_file WHERE path = ? AND size = ? AND modified = ?',
  );

  const read = async (files: readonly FoundFile[]): Promise<void> => {
    const inputs = files
      .filter(({ path, size, modified }) => size > 0 && !known.get(path, size, modified))
      .map(({ path }) => ({ path, origin: path }));
    if (inputs.length === 0) return;
    const { items } = await runImport(context, { inputs }, new AbortController().signal, surroundings.onJob);
    store.writeUnlogged(['job'], (db) => {
      const keep = db.prepare(
        `INSERT INTO watched_file (path, size, modified, seen_at, outcome, source_id, message) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (path) DO UPDATE SET size = excluded.size, modified = excluded.modified, seen_at = excluded.seen_at,
           outcome = excluded.outcome, source_id = excluded.source_id, message = excluded.message`,
      );
      for (const file of files) {
        // an archive brings many: the first that was saved stands for it
        const own = items.filter(
          (item) => item.input === file.path || item.input.startsWith(join(file.path, '/')),
        );
        const first = own.find((item) => item.outcome === 'imported') ?? own[0];
        if (first)
          keep.run(
            file.path,
            file.size,
            file.modified,
            store.now(),
            first.outcome,
            first.sourceId,
            first.message,
          );
      }
    });
  };

  const onFile = (file: FoundFile): void => {
    waiting.set(file.path, file);
    gathering ??= setTimeout(() => {
      gathering = null;
      const files = [...waiting.values()];
      waiting.clear();
      busy = busy.then(() => read(files)).catch(surroundings.onBug);
    }, GATHER);
  };

  const folderOf = (): string | null => {
    const set = settingIn(store, SETTING);
    return typeof set === 'string' ? set : null;
  };

  const stop = async (): Promise<void> => {
    if (gathering) clearTimeout(gathering);
    gathering = null;
    waiting.clear();
    const closing = close;
    close = null;
    await closing?.();
    await busy;
  };

  const start = async (): Promise<void> => {
    await stop();
    problem = null;
    const folder = folderOf();
    if (folder === null || !surroundings.watch) return;
    if (problemNow(folder) !== null) return;
    close = surroundings.watch(folder, {
      onFile,
      onProblem: (message) => {
        problem = message;
        store.announce(['setting']);
      },
    });
  };

  /** Looked at anew each time: a folder may go away, and come back, without any file telling. */
  const problemNow = (folder: string | null): string | null => {
    if (folder === null) return null;
    try {
      lookAt(folder);
      return problem;
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      throw error;
    }
  };

  const status = (): InboxFolder => ({
    folder: folderOf(),
    watching: close !== null,
    problem: problemNow(folderOf()),
    files: store
      .sql<[], WatchedFile>(
        'SELECT path, seen_at AS seenAt, outcome, source_id AS sourceId, message FROM watched_file ORDER BY seen_at DESC, path LIMIT 50',
      )
      .all(),
  });

  return {
    status: ask(status),
    /** Begins to watch the folder in the settings, if there is one. The window shells ask this when they have opened. */
    start: ask(async () => {
      await start();
      return status();
    }),
    stop: ask(stop),
    /** Sets the folder to watch; null for none. Throws a Refusal when it is no folder that can be read. */
    set: verb(z.object({ folder: z.string().max(4096).nullable() }), async (input) => {
      const folder = input.folder === null ? null : resolve(input.folder.trim());
      if (input.folder !== null) {
        if (!isAbsolute(input.folder.trim()))
          throw new Refusal('usage', 'Give the whole path of the inbox folder, from the root on.');
        lookAt(folder!);
      }
      setSetting(store, SETTING, folder, ['setting']);
      await start();
      return status();
    }),
  };
};

/** Throws a Refusal when a path is no folder that can be watched. */
function lookAt(folder: string): void {
  let about;
  try {
    about = statSync(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    throw new Refusal(
      code === 'ENOENT' ? 'not-found' : 'unreadable',
      code === 'ENOENT' ? `There is no folder ${folder}.` : `The folder ${folder} cannot be read.`,
    );
  }
  if (!about.isDirectory()) throw new Refusal('usage', `${folder} is not a folder.`);
  if (resolve(folder, '..') === folder)
    throw new Refusal('usage', 'A whole disk cannot be the inbox folder. Choose a folder in it.');
}
