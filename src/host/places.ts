import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder for a user's own data, by the custom of each system; `DOSSIER_DATA` overrides it. */
export function dataFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (env['DOSSIER_DATA']) return env['DOSSIER_DATA'];
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Dossier');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Dossier');
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'dossier');
}

/** The library that opens when none is named. */
export const defaultLibrary = (env: NodeJS.ProcessEnv = process.env): string =>
  env['DOSSIER_LIBRARY'] ?? join(dataFolder(env), 'library.dossier');

/** The sample library, apart from the user's own. */
export const sampleLibrary = (env: NodeJS.ProcessEnv = process.env): string =>
  join(dataFolder(env), 'sample.dossier');
