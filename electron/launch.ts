import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { electronBinary, fetchElectron } from './binary.ts';
import { buildWhenStale } from './build.ts';

// "npm start": builds when needed, then opens the desktop program, or the same workbench in a browser where Electron
// cannot be had. DOSSIER_SHELL=electron|browser decides by hand.
const root = join(import.meta.dirname, '..');
const wanted = process.env['DOSSIER_SHELL'] ?? 'auto';

if (Number(process.versions.node.split('.')[0]) < 22) {
  console.error(`Dossier needs Node 22 or newer, this is ${process.version}. Start it with "npm start".`);
  process.exit(1);
}
if (!buildWhenStale(root)) process.exit(1);

if (wanted !== 'browser') {
  const why = fetchElectron(root, wanted === 'electron');
  if (why !== null) {
    console.log(
      `The desktop program (Electron) could not be fetched here (${why}), so Dossier runs in a browser window instead.`,
    );
    if (wanted === 'electron') process.exit(1);
  }
}
const binary = wanted === 'browser' ? null : electronBinary(root);
const given = process.argv.slice(2);
const child = binary
  ? spawn(binary, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root, ...given], {
      stdio: 'inherit',
    })
  : spawn(process.execPath, [join(root, 'out', 'main', 'local.js'), ...given], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
