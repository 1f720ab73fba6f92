import { existsSync, statSync } from 'node:fs';
import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';
import { exportArchive } from './archive-export.ts';
import { importArchive } from './archive-import.ts';
import type { Context } from './context.ts';
import { verb } from './verb.ts';

const input = z.object({ path: z.string().min(1).max(4096) });

/** Verbs about the archive of the whole library: an open zip that other programs can read (docs/archive.md). */
export const archiveVerbs = (context: Context) => ({
  /** Writes the archive; answers the counts per kind. */
  export: verb(input, async ({ path }) => {
    if (existsSync(path) && statSync(path).isDirectory())
      throw new Refusal('unreadable', `${path} is a folder. Give the name of a file.`);
    const counts = await exportArchive(context.store.file, path, context.store.now());
    return { path, size: statSync(path).size, counts };
  }),
  /** Reads an archive into this library, without losing what is there. */
  import: verb(input, ({ path }) => importArchive(context, path)),
});
