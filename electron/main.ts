import { app, BrowserWindow, dialog, ipcMain, protocol } from 'electron';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectFolder } from '../db/folder.ts';
import { Refusal } from '../src/core/refusal.ts';
import { defaultLibrary, sampleLibrary } from '../src/host/places.ts';
import { Workbench } from '../src/host/workbench.ts';
import { workerScript } from '../src/host/worker-script.ts';
import { answer } from '../src/library/verb.ts';
import { applicationMenu, shellVerbs } from './menu.ts';
import { servePages } from './pages.ts';
import { printWithElectron } from './print.ts';
import { isOurs, openWindow, refusePermissions } from './window.ts';

// The desktop shell: a window, a protocol, one channel. Everything it does besides is done by the library's worker.
const devUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];

protocol.registerSchemesAsPrivileged([
  {
    scheme: 'app',
    privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true },
  },
]);
app.enableSandbox();

let bench: Workbench | null = null;
const current = (): Workbench => {
  if (!bench) throw new Error('The library is not open yet');
  return bench;
};

async function start(): Promise<void> {
  const file = defaultLibrary();
  mkdirSync(dirname(file), { recursive: true });
  bench = await Workbench.open(
    {
      shell: 'electron',
      version: app.getVersion(),
      file,
      sampleFile: sampleLibrary(),
      workers: { library: workerScript('library-worker'), parser: workerScript('parse-worker') },
      resources: join(projectFolder(), 'resources'),
      print: printWithElectron,
      onBug: (message) => console.error(message),
    },
    process.argv.includes('--sample'),
  );
  refusePermissions();
  servePages(join(import.meta.dirname, '../renderer'), current);
  ipcMain.handle('ask', (event, noun: unknown, verb: unknown, input: unknown) => {
    // only the top frame of our own pages may ask (Electron security checklist, item 17)
    const frame = event.senderFrame;
    if (!frame || frame.parent !== null || !isOurs(frame.url, devUrl))
      return { ok: false, code: 'unavailable', message: 'This page may not ask the library.' };
    if (noun === 'shell') return answer({ shell: shellVerbs }, noun, verb, input, console.error);
    return current().ask(noun, verb, input);
  });
  bench.subscribe((name, payload) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send('announce', name, payload);
  });
  applicationMenu();
  openWindow(devUrl);
}

// one program per library is enough: a second start shows the first one's window
if (!app.requestSingleInstanceLock()) app.quit();
else {
  app.on('second-instance', () => {
    const window = BrowserWindow.getAllWindows()[0];
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      const words =
        error instanceof Refusal
          ? error.message
          : `Dossier could not start: ${error instanceof Error ? error.message : String(error)}`;
      console.error(words);
      dialog.showErrorBox('Dossier', words);
      app.exit(error instanceof Refusal && (error.code === 'damaged' || error.code === 'locked') ? 4 : 3);
    });
  app.on('activate', () => {
    if (bench && BrowserWindow.getAllWindows().length === 0) openWindow(devUrl);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let closing = false;
  app.on('will-quit', (event) => {
    if (closing || !bench) return;
    closing = true;
    event.preventDefault();
    void bench.close().finally(() => app.quit());
  });
}
