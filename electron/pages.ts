import { net, protocol } from 'electron';
import { join, normalize, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { answerPageRequest, APP_POLICY } from '../src/host/page-requests.ts';
import type { Workbench } from '../src/host/workbench.ts';

/** Serves `app://dossier/…`: the built interface, and the library's bytes, with the same policy as the browser shell. */
export function servePages(pages: string, bench: () => Workbench): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'dossier') return new Response('Wrong host.', { status: 403 });
    const reply = await answerPageRequest(bench().library, {
      method: request.method,
      path: url.pathname,
      header: (name) => request.headers.get(name),
      body: async () => new Uint8Array(await request.arrayBuffer()),
    });
    if (reply) {
      const body = typeof reply.body === 'string' ? reply.body : new Uint8Array(reply.body);
      return new Response(body, {
        status: reply.status,
        headers: {
          'content-security-policy': APP_POLICY,
          'x-content-type-options': 'nosniff',
          ...reply.headers,
        },
      });
    }
    if (request.method !== 'GET') return new Response('Wrong method.', { status: 405 });
    const path = normalize(
      join(pages, url.pathname === '/' ? 'index.html' : decodeURIComponent(url.pathname)),
    );
    if (!path.startsWith(pages + sep)) return new Response('There is nothing here.', { status: 403 });
    const file = await net.fetch(pathToFileURL(path).toString());
    return new Response(file.body, {
      status: file.status,
      headers: {
        ...Object.fromEntries(file.headers),
        'content-security-policy': APP_POLICY,
        'x-content-type-options': 'nosniff',
      },
    });
  });
}
