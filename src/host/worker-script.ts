import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectFolder } from '../../db/folder.ts';

/**
 * Path of a worker's script: built, beside the running program (the bundler may put this module into a folder of shared
 * pieces below the entries; a packaged program keeps workers outside its archive), else its source in a checkout.
 */
export function workerScript(name: 'library-worker' | 'parse-worker'): string {
  const here = import.meta.dirname.replace(/app\.asar(?=[\\/]|$)/, 'app.asar.unpacked');
  const built = [here, dirname(here)].map((folder) => join(folder, `${name}.js`));
  return built.find((path) => existsSync(path)) ?? join(projectFolder(), 'src', 'host', `${name}.ts`);
}
