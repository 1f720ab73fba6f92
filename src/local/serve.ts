import { join } from 'node:path';
import { projectFolder } from '../../db/folder.ts';
import { printWithChromium } from '../host/print.ts';
import { programVersion } from '../host/version.ts';
import { Workbench } from '../host/workbench.ts';
import { sampleLibrary } from '../host/places.ts';
import { workerScript } from '../host/worker-script.ts';
import { serveLocally, type LocalServer } from './server.ts';

export interface ServeOptions {
  readonly file: string;
  readonly sample?: boolean;
  readonly port?: number | undefined;
  readonly onIdle?: (() => void) | undefined;
}

/** Starts the browser shell: the library in its worker, and a server for one browser on this machine. */
export async function serve(
  options: ServeOptions,
): Promise<{ readonly server: LocalServer; readonly workbench: Workbench }> {
  const root = projectFolder();
  const workbench = await Workbench.open(
    {
      shell: 'browser',
      version: programVersion(),
      file: options.file,
      sampleFile: sampleLibrary(),
      workers: { library: workerScript('library-worker'), parser: workerScript('parse-worker') },
      resources: join(root, 'resources'),
      print: printWithChromium,
      onBug: (message) => console.error(message),
    },
    options.sample ?? false,
  );
  const server = await serveLocally({
    workbench,
    pages: join(root, 'out', 'renderer'),
    port: options.port,
    devUrl: process.env['ELECTRON_RENDERER_URL'],
    onIdle: options.onIdle,
  });
  return { server, workbench };
}
