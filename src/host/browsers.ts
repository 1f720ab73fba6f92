import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
];
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];

/** A browser of the Chromium family on this machine, or null. `CHROMIUM` names one outright. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  if (env['CHROMIUM']) return env['CHROMIUM'];
  for (const folder of (env['PATH'] ?? '').split(delimiter))
    for (const name of NAMES) if (folder !== '' && existsSync(join(folder, name))) return join(folder, name);
  for (const name of MAC) {
    const path = `/Applications/${name}.app/Contents/MacOS/${name}`;
    if (existsSync(path)) return path;
  }
  for (const root of [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']])
    for (const path of [
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ])
      if (root && existsSync(join(root, path))) return join(root, path);
  return null;
}

/** Chromium refuses its sandbox to root. Only then is it switched off. */
export const rootArguments = (): readonly string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/** Switches that keep a browser of ours from talking to the network by itself. */
export const QUIET: readonly string[] = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-quic',
  '--disable-domain-reliability',
  '--disable-client-side-phishing-detection',
];
