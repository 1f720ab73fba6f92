import { BrowserWindow, session } from 'electron';

/** Printing has a session of its own: nothing is kept, and what it refuses does not reach the workbench's window. */
const PARTITION = 'dossier-print';
const DOCUMENT = 'app://print/document.html';

/**
 * Prints a self-contained HTML document to PDF in a hidden window without scripts, network or our preload. The document
 * is served by the session's own protocol, because addresses that carry their content are limited to 2 MB.
 */
export async function printWithElectron(html: string, signal?: AbortSignal): Promise<Uint8Array> {
  const printing = session.fromPartition(`${PARTITION}-${++prints}`);
  printing.protocol.handle('app', (request) =>
    request.url === DOCUMENT
      ? new Response(html, {
          headers: {
            'content-type': 'text/html; charset=utf-8',
            'content-security-policy':
              "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'",
          },
        })
      : new Response('There is nothing here.', { status: 404 }),
  );
  printing.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !/^(data:|about:)/.test(details.url) && details.url !== DOCUMENT });
  });
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: printing,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webviewTag: false,
    },
  });
  // a window that is gone ends its printing, which then throws
  const stop = (): void => window.destroy();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await window.loadURL(DOCUMENT);
    return await window.webContents.printToPDF({
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    window.destroy();
  }
}

let prints = 0;
