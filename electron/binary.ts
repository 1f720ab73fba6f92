import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Electron's program, when it is on this machine. Importing `electron` to look for it would start a download. */
export function electronBinary(root: string): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const name = join(folder, 'path.txt');
  if (!existsSync(name)) return null;
  const path = join(
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'),
    readFileSync(name, 'utf8'),
  );
  return existsSync(path) ? path : null;
}

const DAY = 24 * 3600_000;

/**
 * Fetches Electron's program once. A failure is remembered for a day, so that a machine that cannot reach it does not
 * wait at every start; `force` asks again at once. Returns why it could not be had, or null when it is there.
 */
export function fetchElectron(root: string, force: boolean): string | null {
  if (electronBinary(root)) return null;
  const memory = join(root, 'node_modules', '.cache', 'electron-unavailable');
  if (!force && existsSync(memory) && Date.now() - statSync(memory).mtimeMs < DAY)
    return readFileSync(memory, 'utf8');
  const run = spawnSync(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 180_000,
    encoding: 'utf8',
  });
  if (run.status === 0 && electronBinary(root)) return null;
  const why =
    /error[^\n]*|fetch failed|ENOTFOUND|ECONNREFUSED|ETIMEDOUT/i.exec(run.stderr)?.[0] ??
    'its download did not finish';
  mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true });
  writeFileSync(memory, why);
  return why;
}
