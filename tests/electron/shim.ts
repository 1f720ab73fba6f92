import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type BrowserContext, type Page, type Route } from 'playwright';
import { projectFolder } from '../../db/folder.ts';
import { QUIET } from '../../src/host/browsers.ts';
import { programVersion } from '../../src/host/version.ts';
import { testChromium } from '../setup/chromium.ts';
import { preloadHost } from './preload-host.ts';

// A stand-in for Electron's main-process module, backed by the Chromium of this machine, so that the REAL built main and
// preload files run end to end where Electron's binary cannot be had. It proves wiring, not Electron: it has neither
// Electron's sandbox nor its context isolation. Whatever it lacks throws by name.

/** Chromium knows no app: scheme, so each host of it gets a secure twin that is answered here and never connected to. */
const TWIN = '.dossier.test';
const toTwin = (address: string): string => address.replace(/^app:\/\/([^/]+)/, `https://$1${TWIN}`);
const fromTwin = (address: string): string =>
  address.replace(/^https:\/\/([^/]+)\.dossier\.test(?=\/|$)/, 'app://$1');
const isTwin = (address: string): boolean => URL.parse(address)?.hostname.endsWith(TWIN) ?? false;

/** What the main process asked for; printed with the ready line. */
const record: { windows: unknown[]; calls: string[]; schemes: unknown[] } = {
  windows: [],
  calls: [],
  schemes: [],
};

const strict = <T extends object>(name: string, object: T): T =>
  new Proxy(object, {
    get(target, key, receiver): unknown {
      if (key in target || typeof key === 'symbol' || key === 'then')
        return Reflect.get(target, key, receiver);
      throw new Error(`electron shim: ${name}.${key} is not implemented; add it to tests/electron/shim.ts`);
    },
  });

type Handler = (request: Request) => Response | Promise<Response>;
type Filter = (details: { url: string }, answer: (reply: { cancel: boolean }) => void) => void;

class ShimSession {
  readonly schemes = new Map<string, Handler>();
  filter: Filter | null = null;
  readonly protocol = strict('session.protocol', {
    handle: (scheme: string, handler: Handler): void => {
      this.schemes.set(scheme, handler);
    },
  });
  readonly webRequest = strict('session.webRequest', {
    onBeforeRequest: (filter: Filter): void => {
      this.filter = filter;
    },
  });
  setPermissionRequestHandler(): void {
    record.calls.push('setPermissionRequestHandler');
  }
  setPermissionCheckHandler(): void {
    record.calls.push('setPermissionCheckHandler');
  }
  setDevicePermissionHandler(): void {
    record.calls.push('setDevicePermissionHandler');
  }

  /** Answers a request of a page in this session as the main process does. */
  async answer(route: Route): Promise<void> {
    const request = route.request();
    const url = fromTwin(request.url());
    let cancelled = false;
    this.filter?.({ url }, (reply) => (cancelled = reply.cancel));
    const handler = this.schemes.get('app');
    if (cancelled || !isTwin(request.url()) || !handler) {
      record.calls.push(`refused ${request.url()}`);
      return route.abort();
    }
    const body = request.postDataBuffer();
    const reply = await handler(
      new Request(url, {
        method: request.method(),
        headers: request.headers(),
        ...(body ? { body: new Uint8Array(body) } : {}),
      }),
    );
    await route.fulfill({
      status: reply.status,
      headers: Object.fromEntries(reply.headers),
      body: Buffer.from(await reply.arrayBuffer()),
    });
  }
}
const defaultSession = strict('session.defaultSession', new ShimSession());
export const session = strict('session', {
  defaultSession,
  fromPartition: () => strict('session', new ShimSession()),
});
export const protocol = strict('protocol', {
  registerSchemesAsPrivileged: (schemes: unknown[]): void => void record.schemes.push(...schemes),
  handle: defaultSession.protocol.handle,
});

const profile = mkdtempSync(join(tmpdir(), 'dossier-shim-'));
let context: BrowserContext;
const boot = (async (): Promise<void> => {
  context = await chromium.launchPersistentContext(profile, {
    executablePath: testChromium(),
    args: [...QUIET, '--remote-debugging-port=0'],
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
  });
  await context.route('**/*', (route) => defaultSession.answer(route));
})();

class App extends EventEmitter {
  readonly isPackaged = false;
  whenReady(): Promise<void> {
    return boot;
  }
  enableSandbox(): void {
    record.calls.push('app.enableSandbox');
  }
  getVersion(): string {
    return programVersion();
  }
  requestSingleInstanceLock(): boolean {
    return true;
  }
  quit(): void {
    let prevented = false;
    this.emit('will-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) this.exit(0);
  }
  exit(code: number): void {
    void boot
      .then(() => context.close())
      .finally(() => {
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
        process.exit(code);
      });
  }
}
const application = new App();
export const app = strict('app', application);
process.on('SIGTERM', () => application.quit());

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};
export const net = strict('net', {
  fetch: async (address: string): Promise<Response> => {
    const path = fileURLToPath(address);
    if (!path.startsWith(projectFolder()) || !existsSync(path)) throw new Error('net::ERR_FILE_NOT_FOUND');
    return new Response(new Uint8Array(readFileSync(path)), {
      headers: { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' },
    });
  },
});
export const shell = strict('shell', {
  openExternal: async (address: string): Promise<void> => void record.calls.push(`openExternal ${address}`),
});
export const dialog = strict('dialog', {
  showMessageBox: async (): Promise<{ response: number }> => ({ response: 1 }),
  showErrorBox: (title: string, text: string): void => console.error(`${title}: ${text}`),
});
/** An item of a system menu, as the main process describes it. */
interface Item {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly enabled?: boolean;
  readonly accelerator?: string;
  readonly submenu?: readonly Item[];
  readonly click?: () => void;
}
let menu: readonly Item[] | null = null;
export const Menu = strict('Menu', {
  setApplicationMenu: (next: readonly Item[] | null): void => {
    menu = next;
  },
  buildFromTemplate: (template: readonly Item[]): readonly Item[] => template,
});

// the test asks what the system menu holds, and chooses in it, over the channel to its child
process.on('message', (asked: { readonly choose?: string }) => {
  const items = (menu ?? []).flatMap((one) => one.submenu ?? []);
  if (asked.choose !== undefined) {
    const item = items.find(({ id }) => id === asked.choose);
    // as the system: what is grey cannot be chosen
    if (item?.enabled) item.click?.();
  }
  process.send?.({ menu: JSON.parse(JSON.stringify(menu)) as unknown });
});
process.channel?.unref();

type Invoked = (event: unknown, ...given: unknown[]) => unknown;
const channels = new Map<string, Invoked>();
export const ipcMain = strict('ipcMain', {
  handle: (channel: string, handler: Invoked): void => void channels.set(channel, handler),
});

class WebContents extends EventEmitter {
  page: Page | undefined;
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  send(channel: string, ...given: unknown[]): void {
    this.page
      ?.evaluate(
        ([channel, given]) =>
          (globalThis as { __hear?: (channel: unknown, given: unknown) => void }).__hear?.(channel, given),
        [channel, given] as const,
      )
      .catch((error: unknown) => record.calls.push(`not sent: ${String(error)}`));
  }
  async printToPDF(options: Readonly<Record<string, boolean>>): Promise<Uint8Array> {
    return this.page!.pdf({
      preferCSSPageSize: options['preferCSSPageSize'] ?? false,
      printBackground: options['printBackground'] ?? false,
      tagged: options['generateTaggedPDF'] ?? false,
      outline: options['generateDocumentOutline'] ?? false,
    });
  }
}

interface WindowOptions {
  readonly webPreferences?: {
    readonly preload?: string;
    readonly session?: ShimSession;
    readonly javascript?: boolean;
  };
}
const windows = new Set<ShimWindow>();

class ShimWindow extends EventEmitter {
  readonly webContents = strict('webContents', new WebContents());
  readonly options: WindowOptions;
  constructor(options: WindowOptions) {
    super();
    this.options = options;
    record.windows.push({ ...options, webPreferences: { ...options.webPreferences, session: undefined } });
    windows.add(this);
  }
  show(): void {}
  focus(): void {}
  restore(): void {}
  isMinimized(): boolean {
    return false;
  }
  destroy(): void {
    windows.delete(this);
    void this.webContents.page?.context().browser()?.close();
  }

  async loadURL(address: string): Promise<void> {
    await boot;
    const { webPreferences: wanted } = this.options;
    return wanted?.session ? this.#openApart(address, wanted.session) : this.#open(address);
  }

  /** A window with a session of its own: a second browser. */
  async #openApart(address: string, own: ShimSession): Promise<void> {
    const browser = await chromium.launch({ executablePath: testChromium(), args: [...QUIET] });
    const page = await browser.newPage({
      javaScriptEnabled: this.options.webPreferences?.javascript ?? true,
    });
    this.webContents.page = page;
    await page.route('**/*', (route) => own.answer(route));
    await page.goto(toTwin(address));
  }

  async #open(address: string): Promise<void> {
    const page = context.pages()[0] ?? (await context.newPage());
    const { webContents } = this;
    webContents.page = page;
    page.on('close', () => {
      windows.delete(this);
      if (windows.size === 0) application.emit('window-all-closed');
    });
    await page.exposeBinding('__ipc', async ({ frame }, channel: string, given: unknown[]) => {
      const handler = channels.get(channel);
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      return handler({ senderFrame: { url: fromTwin(frame.url()), parent: frame.parentFrame() } }, ...given);
    });
    const { preload } = this.options.webPreferences ?? {};
    if (preload) await page.addInitScript(preloadHost(readFileSync(preload, 'utf8')));
    await page.route('**/*', async (route) => {
      const request = route.request();
      if (!request.isNavigationRequest()) return route.fallback();
      let prevented = false;
      const url = fromTwin(request.url());
      const event = { url, preventDefault: () => (prevented = true) };
      webContents.emit('will-frame-navigate', event);
      if (request.frame() === page.mainFrame()) webContents.emit('will-navigate', event, url);
      return prevented ? route.abort() : route.fallback();
    });
    context.on('page', (opened) => {
      void opened.opener().then(async (opener) => {
        if (opener !== page) return;
        if (webContents.openHandler?.({ url: fromTwin(opened.url()) }).action === 'deny')
          await opened.close();
      });
    });
    await page.goto(toTwin(address));
    this.emit('ready-to-show');
    const port = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0];
    console.log(JSON.stringify({ ready: true, cdp: `http://127.0.0.1:${port}`, record }));
  }
}
export const BrowserWindow = Object.assign(ShimWindow, {
  getAllWindows: () => [...windows],
  getFocusedWindow: () => null,
});
