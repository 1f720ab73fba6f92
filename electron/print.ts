import { BrowserWindow } from 'electron';

/** Prints a self-contained HTML document to PDF in a hidden window without scripts, network or our preload. */
export async function printWithElectron(html: string): Promise<Uint8Array> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      offscreen: false,
    },
  });
  try {
    window.webContents.session.webRequest.onBeforeRequest((details, answer) => {
      answer({ cancel: !/^(data:|about:|app:|devtools:)/.test(details.url) });
    });
    await window.loadURL(
      `data:text/html;charset=utf-8;base64,${Buffer.from(html, 'utf8').toString('base64')}`,
    );
    return await window.webContents.printToPDF({
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    });
  } finally {
    window.destroy();
  }
}
