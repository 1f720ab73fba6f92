import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const newest = (path: string): number =>
  statSync(path).isDirectory()
    ? Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
    : statSync(path).mtimeMs;

const SOURCES = ['electron', 'src', 'db', 'resources', 'electron.vite.config.ts', 'package-lock.json'];
const MADE = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

/** Builds the program when a source is newer than what was built. Returns false when the build failed. */
export function buildWhenStale(root: string): boolean {
  const made = MADE.map((name) => join(root, name));
  const built = made.every((path) => existsSync(path))
    ? Math.min(...made.map((path) => statSync(path).mtimeMs))
    : 0;
  if (built > Math.max(...SOURCES.map((name) => newest(join(root, name))))) return true;
  console.error('Building Dossier…');
  const run = spawnSync(
    process.execPath,
    [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: root, stdio: ['ignore', 2, 2] },
  );
  return run.status === 0;
}
