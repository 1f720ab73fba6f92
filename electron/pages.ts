import { existsSync, statSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { net, protocol } from 'electron';
import { ALWAYS, answerPageRequest } from '../src/host/page-requests.ts';
import type { Workbench } from '../src/host/workbench.ts';

const nothing = (status: number, words: string): Response =>
  new Response(words, { status, headers: { ...ALWAYS, 'content-type': 'text/plain; charset=utf-8' } });

/** The file behind a path of an address inside a folder; null when it is not a file of that folder. */
function fileBehind(folder: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname === '/' ? '/index.html' : pathname);
  } catch {
    // not an encoding of anything
    return null;
  }
  const path = normalize(join(folder, decoded));
  if (!path.startsWith(folder + sep) || path.includes('\0')) return null;
  return existsSync(path) && statSync(path).isFile() ? path : null;
}

/** Serves `app://dossier/…`: the built interface, and the library's bytes, with the same policy as the browser shell. */
export function servePages(pages: string, bench: () => Workbench): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'dossier') return nothing(403, 'Wrong host.');
    const reply = await answerPageRequest(bench().library, {
      method: request.method,
      path: url.pathname,
      header: (name) => request.headers.get(name),
      body: async () => new Uint8Array(await request.arrayBuffer()),
    });
    if (reply) {
      const body = typeof reply.body === 'string' ? reply.body : new Uint8Array(reply.body);
      return new Response(body, { status: reply.status, headers: { ...ALWAYS, ...reply.headers } });
    }
    if (request.method !== 'GET') return nothing(405, 'Wrong method.');
    const path = fileBehind(pages, url.pathname);
    if (path === null) return nothing(404, 'There is nothing here.');
    const file = await net.fetch(pathToFileURL(path).toString());
    return new Response(file.body, {
      status: file.status,
      headers: { ...Object.fromEntries(file.headers), ...ALWAYS, 'cache-control': 'no-cache' },
    });
  });
}
