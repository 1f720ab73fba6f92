import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { fetchPage } from '../../../src/host/fetch-page.ts';
import { openLibrary } from '../../../src/library/library.ts';
import { TestLibrary } from '../../setup/library.ts';

test('every address that is fetched is listed with what came of it, newest first, until the list is cleared', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/old') response.writeHead(301, { location: '/article' }).end();
    else if (request.url === '/article')
      response
        .setHeader('content-type', 'text/html')
        .end(
          '<title>An article</title><article><h1>An article</h1><p>Words that were asked for.</p></article>',
        );
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = `http://site.example:${(server.address() as AddressInfo).port}`;
  using t = new TestLibrary();
  // the real fetch, with one name of its own that leads to the server of this test
  const surroundings = {
    ...t.open.context.surroundings,
    fetch: (url: string, watch?: Parameters<typeof fetchPage>[1]) =>
      fetchPage(url, watch, { resolve: async () => ['127.0.0.1'], refused: () => false }),
  };
  t.open.close();
  t.open = openLibrary(t.file, surroundings);
  const topics: string[] = [];
  t.open.subscribe((said) => topics.push(...said));
  try {
    await t.library.capture.save({ url: `${at}/old` });
    await expect(t.library.capture.save({ url: `${at}/gone` })).rejects.toThrow(/status 404/);
    const { total, requests } = t.library.requests.list(undefined);
    expect(total).toBe(3);
    expect(requests.map(({ address, outcome }) => [address.slice(at.length), outcome])).toEqual([
      ['/gone', '404'],
      ['/article', '200'],
      ['/old', '301'],
    ]);
    expect(requests[1]!.bytes).toBeGreaterThan(50);
    expect(requests.every(({ purpose }) => purpose === 'page')).toBe(true);
    expect(topics).toContain('request');
    // switched off means not even tried, so nothing is listed
    t.library.settings.set({ key: 'network', value: false });
    await expect(t.library.capture.save({ url: `${at}/article` })).rejects.toThrow(/switched off/);
    expect(t.library.requests.list(undefined).total).toBe(3);
    expect(t.library.requests.clear()).toEqual({ cleared: 3 });
    expect(t.library.requests.list(undefined)).toEqual({ total: 0, requests: [] });
  } finally {
    server.close();
  }
});

test('a request is written down before it is made, so that a program that dies hides none', async () => {
  using t = new TestLibrary();
  let seen: unknown;
  t.open.close();
  t.open = openLibrary(t.file, {
    ...t.open.context.surroundings,
    fetch: (url, watch) => {
      watch!(url);
      seen = t.library.requests.list(undefined).requests.map(({ outcome }) => outcome);
      return Promise.reject(new Error('the program dies here'));
    },
  });
  await expect(t.library.capture.save({ url: 'https://example.org/' })).rejects.toThrow('dies');
  expect(seen).toEqual(['asked']);
});
