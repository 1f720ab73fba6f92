import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';
import { findChromium } from '../../src/host/browsers.ts';

/**
 * A real Chromium for the tests: Playwright's own, else the system's, else Debian's package when this is root on a
 * Debian machine. Throws one sentence that says what to do when there is none.
 */
export function testChromium(): string {
  if (process.env['CHROMIUM']) return process.env['CHROMIUM'];
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  const system = findChromium();
  if (system) return system;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Debian’s chromium for the tests (once)…');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'The tests need a Chromium: run "npx playwright install chromium", or install the chromium package, or set CHROMIUM to its path.',
  );
}
