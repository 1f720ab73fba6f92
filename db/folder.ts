import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder that holds `db/migrations` and `resources`: the checkout, or the packaged application.
 * Searched upwards from the running file, because built code stands in `out/` and source code does not.
 */
export function projectFolder(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'db', 'migrations')) && existsSync(join(folder, 'resources'))) return folder;
    if (dirname(folder) === folder) throw new Error(`No db/migrations above ${from}`);
  }
}
