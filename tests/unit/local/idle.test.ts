import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serveLocally } from '../../../src/local/server.ts';
import { Workbench } from '../../../src/host/workbench.ts';
import { workerScript } from '../../../src/host/worker-script.ts';

test(
  'the browser shell ends a moment after its last window is gone, and not while one is open or comes back',
  { timeout: 60_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dossier-idle-'));
    const pages = join(folder, 'pages');
    mkdirSync(pages);
    writeFileSync(join(pages, 'index.html'), '<!doctype html>');
    const workbench = await Workbench.open({
      shell: 'browser',
      version: '1.2.3',
      file: join(folder, 'library.dossier'),
      sampleFile: join(folder, 'sample.dossier'),
      workers: { library: workerScript('library-worker'), parser: workerScript('parse-worker') },
      resources: folder,
      print: () => Promise.reject(new Error('no printer')),
      onBug: (message) => console.error(message),
    });
    let ended = 0;
    const server = await serveLocally({ workbench, pages, idle: 300, onIdle: () => void ended++ });
    const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    try {
      const cookie = await new Promise<string>((resolve) => {
        get(server.link(), (reply) => {
          reply.resume();
          resolve(reply.headers['set-cookie']![0]!.split(';', 1)[0]!);
        });
      });
      const window = (): Promise<IncomingMessage> =>
        new Promise((resolve) => {
          get(`${server.origin}/events`, { headers: { cookie } }, (reply) => {
            reply.on('error', () => undefined);
            reply.once('data', () => resolve(reply));
          });
        });
      const first = await window();
      const second = await window();
      await wait(600);
      expect(ended).toBe(0);
      first.destroy();
      await wait(600);
      expect(ended).toBe(0);
      // a page that is loaded again is gone for a moment only
      second.destroy();
      await wait(100);
      const again = await window();
      await wait(600);
      expect(ended).toBe(0);
      again.destroy();
      await expect.poll(() => ended, { timeout: 5000 }).toBe(1);
    } finally {
      await server.close();
      await workbench.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
