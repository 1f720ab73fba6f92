import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test as base } from './fixtures.ts';
import { HOSTILE } from './hostile-pages.ts';
import { admission, raw, type Reply } from './http.ts';
import { startServer } from './shells.ts';

interface Server {
  readonly origin: string;
  readonly url: string;
  readonly cookie: string;
  ask(noun: string, verb: string, input?: unknown): Promise<{ ok: boolean; code?: string; value: never }>;
}

const test = base.extend<{ server: Server }>({
  server: async ({ env, problems }, use) => {
    const program = await startServer(env);
    const { origin, url } = program.said;
    const cookie = await admission(url);
    await use({
      origin,
      url,
      cookie,
      ask: async (noun, verb, input) => {
        const body = JSON.stringify({ noun, verb, input });
        const headers = {
          cookie,
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
        };
        return JSON.parse((await raw(origin, '/ask', { method: 'POST', headers, body })).text) as never;
      },
    });
    await program.stop();
    for (const line of program.complaints) problems.push(`the program said: ${line}`);
  },
});

/** Headers that stand on every answer, whatever it says. */
const guarded = (reply: Reply): void => {
  expect(reply.headers['content-security-policy'], 'policy').toContain("default-src 'none'");
  expect(reply.headers['x-content-type-options']).toBe('nosniff');
  expect(reply.headers['referrer-policy']).toBe('no-referrer');
  expect(reply.headers['cross-origin-opener-policy']).toBe('same-origin');
  expect(reply.headers['cross-origin-resource-policy']).toBe('same-origin');
  expect(reply.headers['access-control-allow-origin'], 'no CORS').toBeUndefined();
  expect(reply.headers['server'], 'no banner').toBeUndefined();
  expect(reply.headers['x-powered-by'], 'no banner').toBeUndefined();
};

test('a ticket opens once; the cookie it gives is out of reach of scripts and other sites', async ({
  env,
}) => {
  const program = await startServer(env);
  const { pathname, search } = new URL(program.said.url);
  const wrong = await raw(program.said.origin, '/open?t=wrong');
  expect(wrong.status).toBe(403);
  const first = await raw(program.said.origin, pathname + search);
  expect(first.status).toBe(302);
  expect(String(first.headers['set-cookie'])).toMatch(
    /^dossier-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
  );
  const second = await raw(program.said.origin, pathname + search);
  expect(second.status).toBe(403);
  expect(second.headers['set-cookie']).toBeUndefined();
  guarded(first);
  guarded(second);
  await program.stop();
});

test('without the cookie nothing is served', async ({ server }) => {
  for (const path of ['/', '/index.html', '/events', '/page/x', '/asset/x', '/original/x', '/download/x'])
    for (const cookie of ['', 'dossier=1', `${server.cookie}x`, server.cookie.replace(/=.*/, '=')]) {
      const reply = await raw(server.origin, path, cookie ? { headers: { cookie } } : {});
      expect(reply.status, path).toBe(401);
      guarded(reply);
    }
  expect(
    (await raw(server.origin, '/ask', { method: 'POST', headers: { 'content-length': '2' }, body: '{}' }))
      .status,
  ).toBe(401);
});

test('another host, origin or site is refused, also with the cookie', async ({ server }) => {
  const { cookie, origin } = server;
  const { port } = new URL(origin);
  const refused: Record<string, string>[] = [
    { host: 'evil.example' },
    { host: `evil.example:${port}` },
    { host: `localhost:${port}` },
    { host: `127.0.0.1.evil.example:${port}` },
    { host: `[::1]:${port}` },
    { host: '127.0.0.1' },
    { host: `127.0.0.1:${Number(port) + 1}` },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `http://localhost:${port}` },
    { origin: `https://127.0.0.1:${port}` },
    { origin: `${origin}.evil.example` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];
  for (const headers of refused) {
    const reply = await raw(origin, '/', { headers: { cookie, ...headers } });
    expect(reply.status, JSON.stringify(headers)).toBe(403);
    guarded(reply);
  }
  expect((await raw(origin, '/', { headers: { cookie, 'sec-fetch-site': 'none' } })).status).toBe(200);
  expect(
    (await raw(origin, '/', { headers: { cookie, origin, 'sec-fetch-site': 'same-origin' } })).status,
  ).toBe(200);
});

test('it listens on this machine alone', async ({ server }) => {
  const { port } = new URL(server.origin);
  const reached = await new Promise<boolean>((resolve) => {
    const socket = connect({ host: '127.0.0.2', port: Number(port) });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
  expect(reached).toBe(false);
});

test('paths lead to files of the interface and to nothing else', async ({ server, libraryFile }) => {
  const headers = { cookie: server.cookie };
  const secret = readFileSync('package.json', 'utf8').slice(0, 40);
  for (const path of [
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/assets/../../../package.json',
    '/..%5c..%5cpackage.json',
    '/....//....//package.json',
    '//etc/passwd',
    '/%00',
    '/index.html%00.js',
    '/%',
    '/%c0%ae%c0%ae/package.json',
    `/${libraryFile}`,
    '/assets',
    '/assets/',
    '/missing.js',
    '/download/..%2f..%2fpackage.json',
    '/page/..%2f..%2f',
    '/preview/x',
  ]) {
    const reply = await raw(server.origin, path, { headers });
    expect([400, 403, 404], `${path}: ${reply.status}`).toContain(reply.status);
    expect(reply.text).not.toContain(secret);
    expect(reply.text.length).toBeLessThan(200);
    guarded(reply);
  }
});

test('questions of the wrong type, length, shape or method are refused, and the library goes on', async ({
  server,
}) => {
  const { cookie, origin } = server;
  const json = { cookie, 'content-type': 'application/json' };
  const status = async (how: Parameters<typeof raw>[2], path = '/ask'): Promise<number> => {
    const reply = await raw(origin, path, how);
    guarded(reply);
    return reply.status;
  };
  const body = '{"noun":"sources","verb":"counts"}';
  const length = { 'content-length': String(body.length) };
  expect(
    await status({ method: 'POST', headers: { cookie, 'content-type': 'text/plain', ...length }, body }),
  ).toBe(415);
  expect(
    await status({
      method: 'POST',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...length },
      body,
    }),
  ).toBe(415);
  expect(await status({ method: 'POST', headers: { cookie, ...length }, body })).toBe(415);
  expect(await status({ method: 'POST', headers: { ...json, 'transfer-encoding': 'chunked' }, body })).toBe(
    413,
  );
  expect(await status({ method: 'POST', headers: { ...json, 'content-length': '1' }, body: '{' })).toBe(400);
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])
    expect(await status({ method, headers: { ...json, 'content-length': '0' } }), method).toBe(405);
  expect(await status({ method: 'POST', headers: { ...json, ...length }, body }, '/index.html')).toBe(405);
  // a declared length over the limit is refused before anything is read
  const oversized = await new Promise<string>((resolve, reject) => {
    const { port } = new URL(origin);
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(
        `POST /ask HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{`,
      );
    });
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString('latin1').split('\r\n', 1)[0]!);
    });
    socket.once('error', reject);
  });
  expect(oversized).toContain('413');
  // two lengths that disagree are a smuggled request
  const smuggled = await new Promise<string>((resolve, reject) => {
    const { port } = new URL(origin);
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(
        `POST /ask HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      );
    });
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString('latin1').split('\r\n', 1)[0]!);
    });
    socket.once('error', reject);
  });
  expect(smuggled).toContain('400');
  for (const [noun, verb] of [
    ['constructor', 'constructor'],
    ['__proto__', 'polluted'],
    ['spool', 'put'],
    ['sources', '__proto__'],
    [{}, []],
    [null, null],
  ] as const)
    expect(
      await server.ask(noun as string, verb as string, JSON.parse('{"__proto__":{"polluted":true}}')),
    ).toMatchObject({
      ok: false,
      code: 'usage',
    });
  expect(await server.ask('sources', 'counts')).toMatchObject({ ok: true, value: { library: 0 } });
});

test(`saved pages of ${HOSTILE.length} hostile kinds run nothing and ask for nothing when shown as they were`, async ({
  server,
  testBrowser,
}) => {
  test.setTimeout(300_000);
  const { cookie, origin } = server;
  const context = await testBrowser.newContext();
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: origin }]);
  const reached: string[] = [];
  const dialogs: string[] = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('data:'))
      reached.push(request.url());
  });
  context.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const page = await context.newPage();
  const ran: string[] = [];
  let shown = 0;
  for (const [i, payload] of HOSTILE.entries()) {
    const html = `<!doctype html><html><head><title>Page ${i}</title></head><body><article><h1>Page ${i}</h1><p>Report ${i} of the harbour office was published on a Monday, and readers of it wrote ${i * 13 + 7} letters.</p>${payload}<p>The last paragraph of page ${i} stands here.</p></article></body></html>`;
    const body = new TextEncoder().encode(html);
    const upload = await raw(origin, '/upload', {
      method: 'POST',
      headers: {
        cookie,
        'x-name': `${i}.html`,
        'x-type': 'text/html',
        'content-length': String(body.length),
      },
      body,
    });
    const { token } = JSON.parse(upload.text) as { token: string };
    const saved = await server.ask('capture', 'save', { token });
    expect(saved.ok, payload).toBe(true);
    const { imported, duplicates } = saved.value as {
      imported: { id: string }[];
      duplicates: { of: string }[];
    };
    const id = imported[0]?.id ?? duplicates[0]!.of;
    const opened = await server.ask('sources', 'open', { id });
    const version = (opened.value as { version: { id: string } }).version.id;
    const answer = await page.goto(`${origin}/page/${version}`, { waitUntil: 'load' });
    expect(answer!.status(), payload).toBe(200);
    expect(answer!.headers()['content-security-policy']).toMatch(
      /^sandbox allow-same-origin; default-src 'none'/,
    );
    const content = await page.content();
    if (content.includes('harbour office')) shown++;
    if (/<html[^>]*data-ran/.test(content) || page.url() !== `${origin}/page/${version}`) ran.push(payload);
  }
  // what waits a moment before it acts has had its moment
  await page.waitForTimeout(500);
  await context.close();
  console.log(
    `${HOSTILE.length} hostile pages: ${ran.length} ran something, ${reached.length} requests, ${shown} still readable`,
  );
  expect(ran).toEqual([]);
  expect(dialogs).toEqual([]);
  expect(reached).toEqual([]);
  expect(shown).toBeGreaterThan(HOSTILE.length * 0.9);
});

test('an image of the library that is no picture is never shown as a page', async ({ server }) => {
  const svg = `data:image/svg+xml;base64,${Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>').toString('base64')}`;
  const html = `<!doctype html><title>With a drawing</title><article><h1>With a drawing</h1><p>A paragraph about drawings that is long enough to be kept.</p><img src="${svg}"></article>`;
  const saved = await server.ask('capture', 'save', { html });
  expect(saved.ok).toBe(true);
  const { imported } = saved.value as { imported: { id: string }[] };
  const opened = await server.ask('sources', 'open', { id: imported[0]!.id });
  const version = (opened.value as { version: { id: string } }).version.id;
  const original = await raw(server.origin, `/original/${version}`, { headers: { cookie: server.cookie } });
  expect(original.status).toBe(200);
  expect(original.headers['content-type']).toBe('application/octet-stream');
  expect(original.headers['content-disposition']).toMatch(/^attachment;/);
  for (const hash of JSON.stringify(opened.value).match(/[0-9a-f]{64}/g) ?? []) {
    const asset = await raw(server.origin, `/asset/${hash}`, { headers: { cookie: server.cookie } });
    expect(String(asset.headers['content-type'] ?? '')).not.toMatch(/svg|html|xml/);
  }
});

test('the interface itself names no other address', () => {
  const page = readFileSync(join(import.meta.dirname, '../../out/renderer/index.html'), 'utf8');
  expect(page.match(/(?:src|href)="(?!\.?\/|data:)[^"]*"/g) ?? []).toEqual([]);
});
