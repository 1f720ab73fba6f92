import { enableCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { Refusal } from '../core/refusal.ts';
import { defaultLibrary } from '../host/places.ts';

/** The browser shell as a program: `npm start` runs it where Electron's binary cannot be had. */
// What was compiled once is not compiled again at the next start: beside the library, where nobody else may write.
const compiled = join(dirname(defaultLibrary()), 'compiled');
enableCompileCache(compiled);
// the workers' threads read it from here
process.env['NODE_COMPILE_CACHE'] ??= compiled;
const [{ serve }, { openWindow }] = await Promise.all([import('./serve.ts'), import('./window.ts')]);
const windowless = process.env['DOSSIER_OPEN'] === 'none';
try {
  const sample = process.argv.includes('--sample');
  const stop = async (code: number): Promise<void> => {
    await server.close();
    await workbench.close();
    process.exit(code);
  };
  const { server, workbench } = await serve({
    file: defaultLibrary(),
    sample,
    port: process.env['DOSSIER_PORT'] ? Number(process.env['DOSSIER_PORT']) : undefined,
    onIdle: windowless ? undefined : () => void stop(0),
  });
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));
  const link = server.link();
  if (windowless) console.log(JSON.stringify({ ready: true, url: link, origin: server.origin }));
  else console.log(openWindow(link, () => void stop(0)));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exit(error.code === 'damaged' || error.code === 'locked' ? 4 : 3);
}
