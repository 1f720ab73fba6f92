import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// A stand-in for the module "electron" in unit tests: it writes down what the desktop shell asks Electron for and lets
// a test answer as Electron would. It runs no browser. The real electron/*.ts are executed against it.

type Asked = (...given: never[]) => unknown;
type Handler = (event: unknown, ...given: unknown[]) => unknown;
type Page = (request: Request) => Promise<Response> | Response;

/** Everything that was asked for, in order, as `name` with what was given. */
export const asked: { readonly name: string; readonly given: readonly unknown[] }[] = [];
const note = (name: string, ...given: unknown[]): void => {
  asked.push({ name, given });
};
/** What was given at each time something was asked for. */
export const given = (name: string): readonly (readonly unknown[])[] =>
  asked.filter((one) => one.name === name).map((one) => one.given);

/** What a test decides beforehand. */
export const world = { soleInstance: true, messageBox: 1, packaged: true };

class App extends EventEmitter {
  get isPackaged(): boolean {
    return world.packaged;
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
  enableSandbox(): void {
    note('app.enableSandbox');
  }
  getVersion(): string {
    return '1.2.3';
  }
  requestSingleInstanceLock(): boolean {
    note('app.requestSingleInstanceLock');
    return world.soleInstance;
  }
  quit(): void {
    note('app.quit');
  }
  exit(code: number): void {
    note('app.exit', code);
  }
}
export const app = new App();

export const protocols = new Map<string, Page>();
const protocolOf = (where: string) => ({
  registerSchemesAsPrivileged: (schemes: unknown): void =>
    note('protocol.registerSchemesAsPrivileged', schemes),
  handle: (scheme: string, page: Page): void => {
    protocols.set(where + scheme, page);
  },
});
export const protocol = protocolOf('');

class Session {
  readonly name: string;
  readonly protocol;
  readonly asked = new Map<string, Asked>();
  readonly webRequest = {
    onBeforeRequest: (handler: Asked): void => {
      this.asked.set('onBeforeRequest', handler);
    },
  };
  constructor(name: string) {
    this.name = name;
    this.protocol = protocolOf(`${name}:`);
  }
  setPermissionRequestHandler(handler: Asked): void {
    this.asked.set('permissionRequest', handler);
  }
  setPermissionCheckHandler(handler: Asked): void {
    this.asked.set('permissionCheck', handler);
  }
  setDevicePermissionHandler(handler: Asked): void {
    this.asked.set('devicePermission', handler);
  }
}
export const partitions = new Map<string, Session>();
export const session = {
  defaultSession: new Session('default'),
  fromPartition: (name: string): Session => {
    const made = new Session(name);
    partitions.set(name, made);
    return made;
  },
};

export const shell = {
  openExternal: async (address: string): Promise<void> => note('shell.openExternal', address),
};
export const dialog = {
  showMessageBox: async (_window: unknown, options: unknown): Promise<{ response: number }> => {
    note('dialog.showMessageBox', options);
    return { response: world.messageBox };
  },
  showErrorBox: (title: string, text: string): void => note('dialog.showErrorBox', title, text),
};
export const Menu = {
  setApplicationMenu: (menu: unknown): void => note('Menu.setApplicationMenu', menu),
  buildFromTemplate: (template: unknown): unknown => template,
};
export const net = {
  fetch: async (address: string): Promise<Response> => {
    const path = fileURLToPath(address);
    if (!existsSync(path)) throw new Error('net::ERR_FILE_NOT_FOUND');
    return new Response(new Uint8Array(readFileSync(path)), { headers: { 'content-type': 'text/html' } });
  },
};

export const handlers = new Map<string, Handler>();
export const ipcMain = {
  handle: (channel: string, handler: Handler): void => {
    handlers.set(channel, handler);
  },
};
class IpcRenderer extends EventEmitter {
  async invoke(channel: string, ...rest: unknown[]): Promise<unknown> {
    note('ipcRenderer.invoke', channel, ...rest);
    return { ok: true, value: 'from the main process' };
  }
}
export const ipcRenderer = new IpcRenderer();
export const exposed = new Map<string, unknown>();
export const contextBridge = {
  exposeInMainWorld: (name: string, value: unknown): void => {
    exposed.set(name, value);
  },
};

class WebContents extends EventEmitter {
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  readonly sent: unknown[][] = [];
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  send(...given: unknown[]): void {
    this.sent.push(given);
  }
  async printToPDF(options: unknown): Promise<Uint8Array> {
    note('webContents.printToPDF', options);
    return new TextEncoder().encode('%PDF-');
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  static getFocusedWindow(): BrowserWindow | null {
    return null;
  }
  static getAllWindows(): BrowserWindow[] {
    return BrowserWindow.all;
  }
  readonly webContents = new WebContents();
  readonly options: { readonly webPreferences: Readonly<Record<string, unknown>> } & Readonly<
    Record<string, unknown>
  >;
  readonly loaded: string[] = [];
  constructor(options: BrowserWindow['options']) {
    super();
    this.options = options;
    BrowserWindow.all.push(this);
  }
  async loadURL(address: string): Promise<void> {
    this.loaded.push(address);
  }
  isMinimized(): boolean {
    return true;
  }
  show(): void {
    note('window.show');
  }
  restore(): void {
    note('window.restore');
  }
  focus(): void {
    note('window.focus');
  }
  destroy(): void {
    note('window.destroy');
  }
}
