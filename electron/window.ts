import { BrowserWindow, dialog, session, shell } from 'electron';
import { join } from 'node:path';

/** The application's own origin: a scheme of ours, never file: (Electron security checklist, item 18). */
export const ORIGIN = 'app://dossier';

/** True for an address of our own pages; in development also the development server's. */
export function isOurs(address: string, devUrl: string | undefined): boolean {
  const url = URL.parse(address);
  if (!url) return false;
  if (url.protocol === 'app:' && url.host === 'dossier') return true;
  return devUrl !== undefined && url.origin === new URL(devUrl).origin;
}

/** Shows an outside address before handing it to the system browser; anything but http, https and mailto goes nowhere. */
export async function offerOutside(window: BrowserWindow, address: string): Promise<void> {
  if (!/^(https?:\/\/|mailto:)/i.test(address)) return;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: 'Open this address in the browser?',
    detail: address.slice(0, 2000),
    buttons: ['Open', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  if (response === 0) await shell.openExternal(address);
}

/** Every permission is refused: the workbench needs none. */
export function refusePermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.setDevicePermissionHandler(() => false);
}

/** Opens a window with everything a page could misuse switched off. */
export function openWindow(devUrl: string | undefined): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Dossier',
    // the window has the same menus behind its name; Alt shows the system's
    autoHideMenuBar: true,
    backgroundColor: '#e9e7e2',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
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
      spellcheck: true,
      devTools: devUrl !== undefined,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.setWindowOpenHandler(({ url }) => {
    void offerOutside(window, url);
    return { action: 'deny' };
  });
  window.webContents.on('will-navigate', (event, url) => {
    if (!isOurs(url, devUrl)) event.preventDefault();
  });
  window.webContents.on('will-frame-navigate', (event) => {
    if (!isOurs(event.url, devUrl) && event.url !== 'about:blank' && event.url !== 'about:srcdoc')
      event.preventDefault();
  });
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());
  void window.loadURL(devUrl ?? `${ORIGIN}/index.html`);
  return window;
}
