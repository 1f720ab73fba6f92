import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Desktop, until, type Fake } from './desktop.ts';

const ours = { url: 'app://dossier/index.html', parent: null };

describe('the desktop program', () => {
  const desktop = new Desktop();
  let fake: Fake;
  beforeAll(async () => {
    fake = await desktop.start();
    await until('the window', () => fake.BrowserWindow.all.length === 1);
  });
  afterAll(() => desktop[Symbol.asyncDispose]());

  test('opens one window with everything a page could misuse switched off', () => {
    expect(fake.given('app.enableSandbox')).toHaveLength(1);
    const window = fake.BrowserWindow.all[0]!;
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      devTools: false,
    });
    expect(window.options.webPreferences['preload']).toMatch(/preload[\\/]index\.cjs$/);
    expect(window.loaded).toEqual(['app://dossier/index.html']);
  });

  test('shows the window only when it has something to show', () => {
    expect(fake.BrowserWindow.all[0]!.options['show']).toBe(false);
    expect(fake.given('window.show')).toHaveLength(0);
    fake.BrowserWindow.all[0]!.emit('ready-to-show');
    expect(fake.given('window.show')).toHaveLength(1);
  });

  test('uses a scheme of its own that is not file: and bypasses no policy', () => {
    const [[schemes]] = fake.given('protocol.registerSchemesAsPrivileged') as [
      [{ scheme: string; privileges: Record<string, boolean> }[]],
    ];
    expect(schemes.map((one) => one.scheme)).toEqual(['app']);
    expect(schemes[0]!.privileges).toMatchObject({ standard: true, secure: true });
    for (const loose of ['bypassCSP', 'allowServiceWorkers', 'corsEnabled'])
      expect(schemes[0]!.privileges[loose], loose).toBeFalsy();
  });

  test('begins with no application menu but the system’s own', () => {
    const [menu] = fake.given('Menu.setApplicationMenu')[0]!;
    if (process.platform === 'darwin') expect(menu).toHaveLength(3);
    else expect(menu).toBeNull();
  });

  test('makes the system menu of the commands the window tells, and sends back what is chosen', async () => {
    const menus = [
      {
        label: '前往',
        items: [
          { id: 'go.inbox', label: '收件箱', keys: 'Mod+1', enabled: true },
          { id: 'nav.back', label: '后退', keys: 'Alt+ArrowLeft', enabled: false },
          { id: 'hl.1', label: '要点', keys: '1', enabled: true },
        ],
        roles: [{ role: 'cut', label: '剪切' }],
      },
    ];
    expect(await desktop.ask(ours, 'shell', 'menu', { menus })).toEqual({ ok: true, value: null });
    interface Made {
      readonly label: string;
      readonly submenu: readonly { readonly id?: string; readonly click?: () => void }[];
    }
    const made = (fake.given('Menu.setApplicationMenu').at(-1)![0] as Made[]).find((one) => one.submenu)!;
    expect(made).toMatchObject({
      label: '前往',
      submenu: [
        { id: 'go.inbox', label: '收件箱', accelerator: 'CommandOrControl+1', enabled: true },
        { id: 'nav.back', label: '后退', accelerator: 'Alt+Left', enabled: false },
        { id: 'hl.1', label: '要点' },
        { type: 'separator' },
        { role: 'cut', label: '剪切' },
      ],
    });
    // a letter or digit would be taken from text fields
    expect(made.submenu[2]).not.toHaveProperty('accelerator');
    const { sent } = fake.BrowserWindow.all[0]!.webContents;
    const before = sent.length;
    made.submenu[0]!.click!();
    expect(sent.slice(before)).toEqual([['announce', 'command', { id: 'go.inbox' }]]);
    sent.length = before;
  });

  test('takes no menu that is none, nor one from a stranger’s page', async () => {
    const before = fake.given('Menu.setApplicationMenu').length;
    for (const menus of [
      undefined,
      [{ label: '', items: [] }],
      [{ label: 'x', items: [], roles: [{ role: 'toggleDevTools', label: 'x' }] }],
      [{ label: 'x', items: [{ id: 'a b', label: 'x', keys: '', enabled: true }] }],
      Array.from({ length: 21 }, () => ({ label: 'x', items: [] })),
    ])
      expect(await desktop.ask(ours, 'shell', 'menu', { menus })).toMatchObject({ ok: false, code: 'usage' });
    const stranger = { url: 'https://evil.example/', parent: null };
    expect(await desktop.ask(stranger, 'shell', 'menu', { menus: [] })).toMatchObject({ ok: false });
    expect(await desktop.ask(ours, 'shell', 'toString', {})).toMatchObject({ ok: false, code: 'usage' });
    expect(fake.given('Menu.setApplicationMenu')).toHaveLength(before);
  });

  test('has one channel, and it answers the top frame of its own pages', async () => {
    expect([...fake.handlers.keys()]).toEqual(['ask']);
    expect(await desktop.ask(ours, 'sources', 'counts')).toMatchObject({ ok: true, value: { library: 0 } });
    expect(await desktop.ask(ours, 'host', 'info')).toMatchObject({
      ok: true,
      value: { shell: 'electron', version: '1.2.3', firstRun: true },
    });
  });

  test.each([
    ['no frame', null],
    ['another site', { url: 'https://evil.example/', parent: null }],
    ['a host that begins like ours', { url: 'app://dossier.evil/index.html', parent: null }],
    ['a host that ends like ours', { url: 'app://evil.dossier/index.html', parent: null }],
    ['a port', { url: 'app://dossier:1/index.html', parent: null }],
    ['a frame inside our page', { url: 'app://dossier/page/1', parent: {} }],
    ['a file', { url: 'file:///app://dossier/index.html', parent: null }],
    ['a blank page', { url: 'about:blank', parent: null }],
    ['a data address', { url: 'data:text/html,app://dossier/', parent: null }],
    ['a blob of ours', { url: 'blob:app://dossier/1', parent: null }],
    ['the development server, when packaged', { url: 'http://localhost:5173/', parent: null }],
    ['no address at all', { url: '', parent: null }],
  ])('does not answer %s', async (_name, frame) => {
    expect(await desktop.ask(frame, 'sources', 'counts')).toEqual({
      ok: false,
      code: 'unavailable',
      message: 'This page may not ask the library.',
    });
  });

  test('answers questions that name no verb in words', async () => {
    for (const [noun, verb] of [
      ['constructor', 'constructor'],
      ['__proto__', 'toString'],
      ['sources', '__proto__'],
      ['sources', 'constructor'],
      ['spool', 'put'],
      ['host', 'hasOwnProperty'],
    ] as const)
      expect(await desktop.ask(ours, noun, verb, {}), `${noun}.${verb}`).toMatchObject({
        ok: false,
        code: 'usage',
      });
    expect(await desktop.ask(ours, 'sources', 'open', { id: { $ne: 1 } })).toMatchObject({
      ok: false,
      code: 'usage',
    });
  });

  test('tells every window what the library announces', async () => {
    const { sent } = fake.BrowserWindow.all[0]!.webContents;
    const text =
      'A title for the test\n\nA first paragraph of some length, long enough to be taken for prose.';
    expect(await desktop.ask(ours, 'capture', 'save', { text })).toMatchObject({ ok: true });
    await until('the announcement', () => sent.length > 0);
    expect(sent[0]).toEqual([
      'announce',
      'changed',
      { topics: expect.arrayContaining(['source']) as unknown },
    ]);
  });

  test('shows its window again when it is started a second time', () => {
    fake.app.emit('second-instance');
    expect(fake.given('window.restore')).toHaveLength(1);
    expect(fake.given('window.focus')).toHaveLength(1);
    expect(fake.BrowserWindow.all).toHaveLength(1);
  });
});

describe('a desktop program that may not open', () => {
  test('ends at once, without touching the library, when one is running already', async () => {
    await using desktop = new Desktop();
    const fake = await desktop.start((stage) => {
      stage.world.soleInstance = false;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(fake.given('app.quit')).toHaveLength(1);
    expect(fake.BrowserWindow.all).toEqual([]);
    expect(readdirSync(desktop.folder)).toEqual([]);
  });

  test('says in one sentence that a library is damaged, leaves it alone, and ends with 4', async () => {
    await using desktop = new Desktop();
    mkdirSync(desktop.folder, { recursive: true });
    writeFileSync(join(desktop.folder, 'library.dossier'), 'not a library at all, but long enough to be one');
    const fake = await desktop.start();
    await until('the end', () => fake.given('app.exit').length > 0);
    expect(fake.given('dialog.showErrorBox')[0]![1]).toMatch(/is not a Dossier library\.$/);
    expect(fake.given('app.exit')).toEqual([[4]]);
    expect(fake.BrowserWindow.all).toEqual([]);
    expect(readdirSync(desktop.folder)).toEqual(['library.dossier']);
  });
});
