import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { ALWAYS, answerPageRequest, APP_POLICY } from '../host/page-requests.ts';
import type { Workbench } from '../host/workbench.ts';

// An import of it would touch every getter of the module, and so load a whole client of the web that is not used.
const { createServer } = process.getBuiltinModule('node:http');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
};

const LARGEST_QUESTION = 64 * 1024 * 1024;
const LARGEST_UPLOAD = 512 * 1024 * 1024;
/** How long the program stays when no window is open, in milliseconds. */
const IDLE = 5_000;

export interface ServerOptions {
  readonly workbench: Workbench;
  /** Folder of the built interface. */
  readonly pages: string;
  readonly port?: number | undefined;
  /** Address of Vite's development server, whose pages are passed through. */
  readonly devUrl?: string | undefined;
  /** Called when the last window has been gone for a while: `idle` milliseconds, five seconds where none are given. */
  readonly onIdle?: (() => void) | undefined;
  readonly idle?: number;
}

export interface LocalServer {
  readonly origin: string;
  /** A fresh address with a one-time token; an earlier unused one no longer works. */
  link(): string;
  close(): Promise<void>;
}

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/**
 * Serves the interface and the library to one browser on this machine: loopback only, a one-time token exchanged for an
 * HttpOnly cookie, Host and Origin checked on every request (DNS rebinding, other sites' pages), sizes limited.
 */
export async function serveLocally(options: ServerOptions): Promise<LocalServer> {
  const { workbench, pages, devUrl } = options;
  let ticket: string | null = null;
  const cookie = randomBytes(32).toString('base64url');
  const streams = new Set<ServerResponse>();
  let origin = '';
  let cookieName = 'dossier';

  const policy = devUrl
    ? APP_POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
        .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
        .replace("connect-src 'self'", `connect-src 'self' ${devUrl.replace(/^http/, 'ws')}`)
        .replace("; require-trusted-types-for 'script'", '')
    : APP_POLICY;
  const always: Readonly<Record<string, string>> = { ...ALWAYS, 'content-security-policy': policy };

  const deny = (response: ServerResponse, status: number, words: string): void => {
    response
      .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
      .end(words);
  };

  const admitted = (request: IncomingMessage): boolean =>
    (request.headers.cookie ?? '').split(/;\s*/).some((pair) => {
      const at = pair.indexOf('=');
      return pair.slice(0, at) === cookieName && same(pair.slice(at + 1), cookie);
    });

  const read = async (request: IncomingMessage, most: number): Promise<Buffer | null> => {
    const declared = Number(request.headers['content-length'] ?? NaN);
    if (!(declared >= 0 && declared <= most)) return null;
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > declared) return null;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(always)) response.setHeader(name, value);
    if (request.headers.host !== origin.slice('http://'.length)) return deny(response, 403, 'Wrong host.');
    if (request.headers.origin !== undefined && request.headers.origin !== origin)
      return deny(response, 403, 'Wrong origin.');
    const url = new URL(request.url ?? '/', origin);
    if (request.method === 'GET' && url.pathname === '/open') {
      const given = url.searchParams.get('t') ?? '';
      if (ticket === null || !same(given, ticket))
        return deny(response, 403, 'This address has been used. Start Dossier again for a new one.');
      ticket = null;
      response
        .writeHead(302, {
          location: '/',
          'set-cookie': `${cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/`,
        })
        .end();
      return;
    }
    if (!admitted(request))
      return deny(response, 401, 'Open Dossier from the address it printed when it started.');
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      return deny(response, 403, 'Wrong site.');
    if (request.method === 'POST' && url.pathname === '/ask') return ask(request, response);
    if (request.method === 'GET' && url.pathname === '/events') return events(request, response);
    const reply = await answerPageRequest(workbench.library, {
      method: request.method ?? 'GET',
      path: url.pathname,
      header: (name) => {
        const value = request.headers[name];
        return typeof value === 'string' ? value : null;
      },
      body: async () => {
        const bytes = await read(request, LARGEST_UPLOAD);
        if (!bytes) throw new Error('The upload had no length, or another one than it said.');
        return bytes;
      },
    });
    if (reply) {
      response.writeHead(reply.status, reply.headers).end(reply.body);
      return;
    }
    if (request.method !== 'GET') return deny(response, 405, 'Wrong method.');
    if (devUrl) return passThrough(devUrl, url, request, response);
    file(url, response);
  };

  const ask = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.headers['content-type']?.split(';')[0] !== 'application/json')
      return deny(response, 415, 'Questions are JSON.');
    const bytes = await read(request, LARGEST_QUESTION);
    if (!bytes) return deny(response, 413, 'The question has no length or is too long.');
    let question: { noun?: unknown; verb?: unknown; input?: unknown };
    try {
      question = JSON.parse(bytes.toString('utf8')) as typeof question;
    } catch {
      return deny(response, 400, 'The question is not JSON.');
    }
    const reply = await workbench.askJson(question.noun, question.verb, question.input);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(reply);
  };

  let leaving: NodeJS.Timeout | undefined;
  const events = (request: IncomingMessage, response: ServerResponse): void => {
    clearTimeout(leaving);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': here\n\n');
    streams.add(response);
    request.on('close', () => {
      streams.delete(response);
      clearTimeout(leaving);
      if (streams.size === 0) leaving = setTimeout(() => options.onIdle?.(), options.idle ?? IDLE);
    });
  };
  const unsubscribe = workbench.subscribe((name, payload) => {
    const message = `event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`;
    for (const stream of streams) stream.write(message);
  });

  const file = (url: URL, response: ServerResponse): void => {
    let path: string;
    try {
      path = normalize(join(pages, url.pathname === '/' ? 'index.html' : decodeURIComponent(url.pathname)));
    } catch {
      return deny(response, 400, 'Wrong address.');
    }
    if (!path.startsWith(pages + sep) || path.includes('\0') || !existsSync(path) || !statSync(path).isFile())
      return deny(response, 404, 'There is nothing here.');
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' });
    createReadStream(path).pipe(response);
  };

  const server: Server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent)
        deny(response, 500, error instanceof Error ? error.message : 'Something went wrong.');
      else response.destroy();
    });
  });
  server.maxHeadersCount = 100;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  // cookies ignore ports, so each running program needs a name of its own
  cookieName = `dossier-${port}`;
  return {
    origin,
    link: () => {
      ticket = randomBytes(32).toString('base64url');
      return `${origin}/open?t=${ticket}`;
    },
    close: async () => {
      unsubscribe();
      clearTimeout(leaving);
      for (const stream of streams) stream.end();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function passThrough(
  devUrl: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = await fetch(devUrl + url.pathname + url.search, {
    headers: { accept: request.headers.accept ?? '*/*' },
  });
  response
    .writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? 'text/plain' })
    .end(Buffer.from(await reply.arrayBuffer()));
}
