// Makes "npm start", "npm test" and "npm run dossier" work from a bare clone: plain JavaScript, no packages, any Node from 18.
// It must be a *pre* script: the script after it gets a fresh shell in which `node` is the Node of the lockfile.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const stamp = 'node_modules/.package-lock.json';
if (!existsSync(stamp) || statSync(stamp).mtimeMs < statSync('package-lock.json').mtimeMs) {
  console.error('Installing packages (once)…');
  // everything it prints goes to stderr, so that "dossier --json" prints JSON alone
  const run = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) {
    console.error(
      'The packages could not be installed. Check the connection to the npm registry and try again.',
    );
    process.exit(run.status ?? 1);
  }
}
