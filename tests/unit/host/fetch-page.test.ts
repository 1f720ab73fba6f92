import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Refusal } from '../../../src/core/refusal.ts';
import { fetchPage, isPrivateAddress, type FetchOptions } from '../../../src/host/fetch-page.ts';

const PAGE = '<!doctype html><title>A page</title><p>Words.</p>';
const asked: IncomingMessage[] = [];
const drips = new Set<NodeJS.Timeout>();
const answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  '/page': (_request, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE),
  '/gzip': (_request, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(PAGE)),
  '/br': (_request, response) => response.setHeader('content-encoding', 'br').end(brotliCompressSync(PAGE)),
  '/broken': (_request, response) => response.setHeader('content-encoding', 'gzip').end('this is not gzip'),
  '/bomb': (_request, response) =>
    response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(60 * 1024 * 1024))),
  '/large': (_request, response) => response.end(Buffer.alloc(51 * 1024 * 1024)),
  '/gone': (_request, response) => response.writeHead(404).end('not here'),
  '/teapot': (_request, response) => response.writeHead(503).end(),
  '/once': (_request, response) => response.writeHead(302, { location: '/page' }).end(),
  '/loop': (_request, response) => response.writeHead(302, { location: '/loop' }).end(),
  '/inside': (_request, response) => response.writeHead(302, { location: 'http://10.0.0.1/admin' }).end(),
  '/inside-name': (_request, response) =>
    response.writeHead(301, { location: 'http://rebound.example/' }).end(),
  '/file': (_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/nowhere': (_request, response) => response.writeHead(302, { location: 'http://[::bad' }).end(),
  '/cut': (_request, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('half');
    setTimeout(() => response.destroy(), 20);
  },
  '/silent': () => {},
  '/drip': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    drips.add(setInterval(() => response.write('x'), 20));
  },
};
const server = createServer((request, response) => {
  asked.push(request);
  const answer = answers[new URL(request.url!, 'http://x').pathname];
  if (answer) answer(request, response);
  else response.writeHead(404).end();
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  for (const drip of drips) clearInterval(drip);
  server.closeAllConnections();
  server.close();
});

// the one address of the test's server counts as public here; every other private address is refused as always
const here: FetchOptions = {
  refused: (address) => address !== '127.0.0.1' && isPrivateAddress(address),
  resolve: async (host) =>
    host === 'site.example' ? ['127.0.0.1'] : host === 'rebound.example' ? ['192.168.1.1'] : [],
};
const get = (path: string, options: FetchOptions = here) =>
  fetchPage(`http://site.example:${port}${path}`, undefined, options);
const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
  const error = await work.then(
    (value) => value,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
};

describe('a page that is fetched', () => {
  test('comes with its address and type, plain or packed, after a redirect too', async () => {
    const page = await get('/page');
    expect(new TextDecoder().decode(page.bytes)).toBe(PAGE);
    expect(page).toMatchObject({
      url: `http://site.example:${port}/page`,
      mediaType: 'text/html; charset=utf-8',
    });
    for (const path of ['/gzip', '/br', '/once'])
      expect(new TextDecoder().decode((await get(path)).bytes), path).toBe(PAGE);
    expect((await get('/once')).url).toBe(`http://site.example:${port}/page`);
  });

  test('is asked for without cookies, referrer or a name', async () => {
    asked.length = 0;
    await get('/page');
    const { headers } = asked[0]!;
    expect(headers.cookie).toBeUndefined();
    expect(headers.referer).toBeUndefined();
    expect(headers.authorization).toBeUndefined();
    expect(headers.host).toBe(`site.example:${port}`);
  });

  test.each([
    ['/gone', 'unreadable', /status 404/],
    ['/teapot', 'unreadable', /status 503/],
    ['/loop', 'unreadable', /redirected more than 5 times/],
    ['/inside', 'unsupported', /10\.0\.0\.1 is on this machine or a private network/],
    ['/inside-name', 'unsupported', /rebound\.example is on this machine or a private network/],
    ['/file', 'unsupported', /Only http and https/],
    ['/nowhere', 'usage', /is not an address/],
    ['/broken', 'unreadable', /broke off/],
    ['/cut', 'unreadable', /broke off/],
    ['/large', 'too-large', /larger than 50 MB/],
    ['/bomb', 'too-large', /larger than 50 MB/],
  ] as const)('is refused in words at %s', async (path, code, words) => {
    const said = await refusal(get(path));
    expect(said.code).toBe(code);
    expect(said.message).toMatch(words);
  });

  test.each(['/silent', '/drip'])('is given up in time at %s', async (path) => {
    const started = performance.now();
    expect((await refusal(get(path, { ...here, timeout: 400 }))).code).toBe('timeout');
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://169.254.169.254/latest/meta-data',
    'http://192.168.0.1/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://100.64.0.1/',
    'http://0.0.0.0/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://224.0.0.1/',
  ])('is not fetched from %s', async (address) => {
    asked.length = 0;
    const said = await refusal(fetchPage(address));
    expect(said.code).toBe('unsupported');
    expect(asked).toHaveLength(0);
  });

  test('is refused when any address of its name is private, and the connection goes to the address that was checked', async () => {
    const mixed = await refusal(get('/page', { ...here, resolve: async () => ['127.0.0.1', '10.0.0.1'] }));
    expect(mixed.code).toBe('unsupported');
    let looks = 0;
    await get('/page', { ...here, resolve: async () => (looks++ === 0 ? ['127.0.0.1'] : ['10.0.0.1']) });
    expect(looks).toBe(1);
  });

  test.each([
    ['file:///etc/passwd', 'unsupported'],
    ['ftp://site.example/', 'unsupported'],
    ['javascript:alert(1)', 'unsupported'],
    ['data:text/html,x', 'unsupported'],
    ['http://user:secret@site.example/', 'unsupported'],
    ['http://', 'usage'],
    ['', 'usage'],
    ['https://exa mple', 'usage'],
    ['http://no-such-name.example/', 'unsupported'],
  ] as const)('is not fetched from %s', async (address, code) => {
    expect((await refusal(fetchPage(address, undefined, here))).code).toBe(code);
  });

  test('a name that is not found is told as that', async () => {
    const said = await refusal(
      get('/page', { ...here, resolve: () => Promise.reject(new Error('getaddrinfo ENOTFOUND')) }),
    );
    expect(said).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('was not found') as unknown,
    });
  });
});

test('every hop is told before it is asked for, and what came of it, refusals included', async () => {
  const told: [string, string, number][] = [];
  const watch = (address: string) => {
    const row: [string, string, number] = [new URL(address).pathname, 'asked', 0];
    told.push(row);
    return (outcome: string, bytes: number): void => {
      row[1] = outcome;
      row[2] = bytes;
    };
  };
  const ask = (path: string) =>
    fetchPage(`http://site.example:${port}${path}`, watch, here).catch((error: unknown) => error);
  await ask('/once');
  await ask('/gone');
  await ask('/inside');
  await ask('/file');
  await ask('/cut');
  expect(told).toEqual([
    ['/once', '302', 0],
    ['/page', '200', PAGE.length],
    ['/gone', '404', 0],
    ['/inside', '302', 0],
    ['/admin', 'unsupported', 0],
    ['/file', '302', 0],
    ['/cut', 'unreadable', 0],
  ]);
});
