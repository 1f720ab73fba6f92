import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../../../db/folder.ts';
import { FUSES } from '../../../electron/fuses.ts';
import { FuseV1Options } from '@electron/fuses';
import { Desktop, until, type Fake } from './desktop.ts';

// Electron's security checklist (electronjs.org/docs/latest/tutorial/security), item by item, against the real main and
// preload code running on the stand-in for Electron. docs/security.md names these tests.

const root = projectFolder();
const ours = { url: 'app://dossier/index.html', parent: null };
const OUTSIDE = [
  'https://evil.example/',
  'http://127.0.0.1/',
  'file:///etc/passwd',
  'javascript:1',
  'data:text/html,x',
];

describe('Electron’s security checklist', () => {
  const desktop = new Desktop();
  let fake: Fake;
  let preferences: Readonly<Record<string, unknown>>;
  let contents: InstanceType<Fake['BrowserWindow']>['webContents'];
  beforeAll(async () => {
    fake = await desktop.start();
    await until('the window', () => fake.BrowserWindow.all.length === 1);
    preferences = fake.BrowserWindow.all[0]!.options.webPreferences;
    contents = fake.BrowserWindow.all[0]!.webContents;
  });
  afterAll(() => desktop[Symbol.asyncDispose]());

  /** Sends an event as Electron does; true when it was prevented. */
  const prevented = (name: string, details: object, ...rest: unknown[]): boolean => {
    let stopped = false;
    contents.emit(name, { preventDefault: () => (stopped = true), ...details }, ...rest);
    return stopped;
  };

  test('1. only secure content is loaded: the window shows our own scheme and nothing else', () => {
    expect(fake.BrowserWindow.all.map((window) => window.loaded)).toEqual([['app://dossier/index.html']]);
  });

  test('2. pages have no Node', () => {
    expect(preferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  test('3. context isolation is on', () => {
    expect(preferences['contextIsolation']).toBe(true);
  });

  test('4. every process of a page is sandboxed', () => {
    expect(preferences['sandbox']).toBe(true);
    expect(fake.given('app.enableSandbox')).toHaveLength(1);
  });

  test('5. every permission that is asked for is refused', () => {
    const { asked } = fake.session.defaultSession;
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'usb',
      'openExternal',
    ]) {
      let granted: boolean | null = null;
      const answer = (given: boolean): void => void (granted = given);
      asked.get('permissionRequest')!(...([null, permission, answer] as unknown as never[]));
      expect(granted, permission).toBe(false);
      expect(asked.get('permissionCheck')!(...([null, permission] as unknown as never[]))).toBe(false);
      expect(asked.get('devicePermission')!(...([{ deviceType: permission }] as unknown as never[]))).toBe(
        false,
      );
    }
  });

  test('6. web security is on', () => {
    expect(preferences['webSecurity']).toBe(true);
  });

  test('7. every page has a strict content security policy', async () => {
    for (const path of ['index.html', 'nothing-here', 'page/x', 'asset/x']) {
      const reply = await fake.protocols.get('app')!(new Request(`app://dossier/${path}`));
      const policy = reply.headers.get('content-security-policy')!;
      expect(policy, path).toContain("default-src 'none'");
      expect(policy, path).toContain("require-trusted-types-for 'script'");
      expect(policy.match(/script-src[^;]*/)?.[0], path).toBe("script-src 'self'");
      expect(policy, path).not.toMatch(/unsafe|\*|https?:/);
    }
  });

  test('8. no insecure content is allowed to run', () => {
    expect(preferences['allowRunningInsecureContent']).toBe(false);
  });

  test('9. experimental features are off', () => {
    expect(preferences['experimentalFeatures']).toBe(false);
  });

  test('10. no Blink feature is switched on', () => {
    expect(Object.keys(preferences)).not.toContain('enableBlinkFeatures');
  });

  test('11. there is no webview tag whose pop-ups could be allowed', () => {
    expect(preferences['webviewTag']).toBe(false);
  });

  test('12. a webview is refused before it is made, whatever its options', () => {
    expect(prevented('will-attach-webview', {}, {}, { src: 'app://dossier/index.html' })).toBe(true);
  });

  test('13. the window and its frames navigate nowhere outside', () => {
    for (const url of OUTSIDE) {
      expect(prevented('will-navigate', {}, url), url).toBe(true);
      expect(prevented('will-frame-navigate', { url }), url).toBe(true);
    }
    expect(prevented('will-navigate', {}, 'app://dossier/index.html')).toBe(false);
  });

  test('14. no second window is opened', () => {
    for (const url of [...OUTSIDE, 'app://dossier/index.html'])
      expect(contents.openHandler!({ url })).toEqual({ action: 'deny' });
    expect(fake.BrowserWindow.all).toHaveLength(1);
  });

  test('15. only http, https and mailto are handed to the system, and only after the address was shown', async () => {
    const asked = fake.given('dialog.showMessageBox').length;
    for (const url of ['file:///etc/passwd', 'smb://host/', 'javascript:1', 'vscode://x'])
      contents.openHandler!({ url });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(fake.given('dialog.showMessageBox')).toHaveLength(asked);
    contents.openHandler!({ url: 'https://example.org/' });
    await until('the question', () => fake.given('dialog.showMessageBox').length > asked);
    expect(fake.given('shell.openExternal')).toEqual([]);
  });

  test('16. the version of Electron is pinned to one exact release', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('17. questions are answered to the top frame of our own pages only', async () => {
    expect([...fake.handlers.keys()]).toEqual(['ask']);
    expect(await desktop.ask(ours, 'sources', 'counts')).toMatchObject({ ok: true });
    for (const frame of [
      null,
      ...OUTSIDE.map((url) => ({ url, parent: null })),
      { url: ours.url, parent: {} },
    ])
      expect(await desktop.ask(frame, 'sources', 'counts')).toMatchObject({ ok: false, code: 'unavailable' });
  });

  test('18. pages come from a scheme of our own, never from file:', async () => {
    const [[schemes]] = fake.given('protocol.registerSchemesAsPrivileged') as [
      [{ scheme: string; privileges: Record<string, boolean> }[]],
    ];
    expect(schemes.map(({ scheme }) => scheme)).toEqual(['app']);
    expect(schemes[0]!.privileges['bypassCSP']).toBeFalsy();
    expect(
      (await fake.protocols.get('app')!(new Request('app://dossier/..%2f..%2fpackage.json'))).status,
    ).toBe(404);
  });

  test('19. the fuses of the packaged program are decided', () => {
    expect(FUSES[FuseV1Options.RunAsNode]).toBe(false);
    expect(FUSES[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(false);
    expect(FUSES[FuseV1Options.EnableNodeCliInspectArguments]).toBe(false);
    expect(FUSES[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(false);
    expect(FUSES[FuseV1Options.EnableCookieEncryption]).toBe(true);
    expect(FUSES[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(true);
    expect(FUSES[FuseV1Options.OnlyLoadAppFromAsar]).toBe(true);
  });

  test('20. the bridge gives pages two functions of our own, and nothing of Electron', async () => {
    await import('../../../electron/preload.ts');
    expect([...fake.exposed.keys()]).toEqual(['dossier']);
    const bridge = fake.exposed.get('dossier') as Record<string, unknown>;
    expect(Object.keys(bridge).sort()).toEqual(['ask', 'subscribe']);
    expect(Object.values(bridge)).not.toContain(fake.ipcRenderer);
  });
});

test('docs/security.md names the test of each of the twenty items, and every test it names is there', () => {
  const page = readFileSync(join(root, 'docs/security.md'), 'utf8');
  const own = readFileSync(import.meta.filename, 'utf8');
  for (let item = 1; item <= 20; item++) {
    const title = new RegExp(`test\\('(${item}\\. [^']+)'`).exec(own)?.[1];
    expect(title, `item ${item}`).toBeTruthy();
    expect(page).toContain(title!);
  }
  for (const [, file] of page.matchAll(/`(tests\/[\w./-]+\.ts)`/g))
    expect(existsSync(join(root, file!)), file).toBe(true);
  expect(readdirSync(join(root, 'docs'))).toContain('security.md');
});
