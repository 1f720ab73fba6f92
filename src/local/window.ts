import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium, QUIET, rootArguments } from '../host/browsers.ts';

/** True when this machine has a screen to open a window on. */
const hasScreen = (env: NodeJS.ProcessEnv): boolean =>
  process.platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);

/**
 * Opens the workbench in a window of its own (a Chromium-family browser), else in the default browser. Returns a
 * sentence for the terminal. With no screen or no browser nothing is opened and the sentence gives the address.
 */
export function openWindow(link: string, onClosed: () => void, env: NodeJS.ProcessEnv = process.env): string {
  if (!hasScreen(env))
    return `There is no screen here. Open this address in a browser on this machine: ${link}`;
  const chromium = findChromium(env);
  if (chromium) {
    const profile = mkdtempSync(join(tmpdir(), 'dossier-window-'));
    const child = spawn(
      chromium,
      [...rootArguments(), `--app=${link}`, `--user-data-dir=${profile}`, ...QUIET, '--window-size=1440,900'],
      { stdio: 'ignore' },
    );
    const closed = (): void => {
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      onClosed();
    };
    child.once('exit', closed);
    child.once('error', closed);
    return `Dossier is open in its own window. Should it not appear, open this address: ${link}`;
  }
  const opener =
    process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open';
  spawn(opener, [link], { stdio: 'ignore', detached: true })
    .once('error', () => console.log(`No browser was found. Open this address in one: ${link}`))
    .unref();
  return `Dossier is open in the default browser. Should it not appear, open this address: ${link}`;
}
