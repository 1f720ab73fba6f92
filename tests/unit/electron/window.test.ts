import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Fake } from './desktop.ts';

let fake: Fake;
let shell: typeof import('../../../electron/window.ts');
beforeEach(async () => {
  vi.resetModules();
  fake = await import('../../electron/fake.ts');
  shell = await import('../../../electron/window.ts');
});

/** Sends an event as Electron does and tells whether it was prevented. */
function prevented(name: string, ...rest: unknown[]): boolean {
  let stopped = false;
  const event = { preventDefault: () => (stopped = true), ...(rest[0] as object) };
  fake.BrowserWindow.all[0]!.webContents.emit(name, event, ...rest.slice(1));
  return stopped;
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

const OUTSIDE = [
  'https://evil.example/',
  'http://127.0.0.1:80/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'app://dossier.evil/',
  'app://other/index.html',
  'blob:https://evil.example/1',
  'about:blank',
  '',
];

describe('the window', () => {
  test.each(OUTSIDE)('does not go to %j', (url) => {
    shell.openWindow(undefined);
    expect(prevented('will-navigate', {}, url)).toBe(true);
  });

  test('may load its own pages again', () => {
    shell.openWindow(undefined);
    expect(prevented('will-navigate', {}, 'app://dossier/index.html')).toBe(false);
  });

  test('lets frames show saved pages and nothing from outside', () => {
    shell.openWindow(undefined);
    expect(prevented('will-frame-navigate', { url: 'app://dossier/page/1' })).toBe(false);
    expect(prevented('will-frame-navigate', { url: 'about:srcdoc' })).toBe(false);
    for (const url of OUTSIDE.filter((one) => one !== 'about:blank'))
      expect(prevented('will-frame-navigate', { url }), url).toBe(true);
  });

  test('attaches no webview', () => {
    shell.openWindow(undefined);
    expect(prevented('will-attach-webview', {})).toBe(true);
  });

  test('opens no second window, whatever is asked for', () => {
    shell.openWindow(undefined);
    const open = fake.BrowserWindow.all[0]!.webContents.openHandler!;
    for (const url of [...OUTSIDE, 'app://dossier/index.html'])
      expect(open({ url })).toEqual({ action: 'deny' });
    expect(fake.BrowserWindow.all).toHaveLength(1);
  });

  test('shows an address before it goes to the system browser, and opens it only when told to', async () => {
    shell.openWindow(undefined);
    const open = fake.BrowserWindow.all[0]!.webContents.openHandler!;
    open({ url: 'https://example.org/article' });
    await settle();
    expect(fake.given('dialog.showMessageBox')[0]![0]).toMatchObject({
      detail: 'https://example.org/article',
      defaultId: 1,
      cancelId: 1,
    });
    expect(fake.given('shell.openExternal')).toEqual([]);
    fake.world.messageBox = 0;
    open({ url: 'https://example.org/article' });
    await settle();
    expect(fake.given('shell.openExternal')).toEqual([['https://example.org/article']]);
  });

  test('hands only http, https and mailto to the system', async () => {
    shell.openWindow(undefined);
    fake.world.messageBox = 0;
    const open = fake.BrowserWindow.all[0]!.webContents.openHandler!;
    for (const url of [
      'file:///etc/passwd',
      'javascript:alert(1)',
      'ms-settings:',
      'smb://host/share',
      'vscode://x',
      'data:text/html,x',
      ' https://x',
    ])
      open({ url });
    await settle();
    expect(fake.given('dialog.showMessageBox')).toEqual([]);
    expect(fake.given('shell.openExternal')).toEqual([]);
    open({ url: 'mailto:someone@example.org' });
    open({ url: 'HTTP://example.org/' });
    await settle();
    expect(fake.given('shell.openExternal')).toHaveLength(2);
  });

  test('has developer tools in development only', () => {
    shell.openWindow('http://localhost:5173');
    shell.openWindow(undefined);
    expect(fake.BrowserWindow.all.map((one) => one.options.webPreferences['devTools'])).toEqual([
      true,
      false,
    ]);
    expect(fake.BrowserWindow.all[0]!.loaded).toEqual(['http://localhost:5173']);
  });
});

describe('permissions', () => {
  test.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'openExternal',
    'fullscreen',
    'hid',
    'serial',
  ])('refuses %s', (permission) => {
    shell.refusePermissions();
    const { asked } = fake.session.defaultSession;
    let granted: boolean | null = null;
    asked.get('permissionRequest')!(
      ...([null, permission, (answer: boolean) => (granted = answer)] as unknown as never[]),
    );
    expect(granted).toBe(false);
    expect(asked.get('permissionCheck')!(...([null, permission] as unknown as never[]))).toBe(false);
    expect(asked.get('devicePermission')!(...([{ deviceType: permission }] as unknown as never[]))).toBe(
      false,
    );
  });
});

describe('printing', () => {
  test('shows the document in a session of its own, without scripts and network, and closes the window', async () => {
    const { printWithElectron } = await import('../../../electron/print.ts');
    const bytes = await printWithElectron('<!doctype html><p>Brief</p>');
    expect(new TextDecoder().decode(bytes)).toBe('%PDF-');
    const window = fake.BrowserWindow.all[0]!;
    expect(window.options.webPreferences).toMatchObject({
      javascript: false,
      sandbox: true,
      nodeIntegration: false,
    });
    expect(window.options.webPreferences['preload']).toBeUndefined();
    expect(fake.given('window.destroy')).toHaveLength(1);
    expect(fake.session.defaultSession.asked.has('onBeforeRequest')).toBe(false);

    const [name, own] = [...fake.partitions][0]!;
    expect(name).not.toMatch(/^persist:/);
    const cancelled = (url: string): boolean => {
      let result = false;
      own.asked.get('onBeforeRequest')!(
        ...([{ url }, (answer: { cancel: boolean }) => (result = answer.cancel)] as unknown as never[]),
      );
      return result;
    };
    for (const url of [
      'https://tracker.example/x.png',
      'file:///etc/passwd',
      'app://dossier/index.html',
      'ws://x/',
    ])
      expect(cancelled(url), url).toBe(true);
    expect(cancelled(window.loaded[0]!)).toBe(false);

    const page = fake.protocols.get(`${name}:app`)!;
    const shown = await page(new Request(window.loaded[0]!));
    expect(await shown.text()).toBe('<!doctype html><p>Brief</p>');
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await page(new Request('app://print/other'))).status).toBe(404);
  });
});
