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

test('a fetched page brings the pictures of its article, can be watched, and is stopped without a trace', async () => {
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(400, 7)]);
  const words =
    'The harbour office counts every crate that leaves the quay, and has done so since the fire. ';
  let held: (() => void) | null = null;
  const server = createServer((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: '/article' }).end();
    else if (request.url === '/article')
      response
        .setHeader('content-type', 'text/html')
        .end(
          `<title>Crates</title><nav><img src="/menu.png" alt="menu"></nav><article><h1>Crates</h1><p>${words.repeat(4)}</p>` +
            `<figure><img src="/quay.png" alt="The quay"></figure><p>${words.repeat(4)}</p>` +
            `<figure><img src="/gone.png" alt="Gone"></figure><figure><img src="/words.png" alt="No picture"></figure>` +
            `<figure><img src="http://inside.example/secret.png" alt="Inside"></figure><p>${words.repeat(4)}</p></article>`,
        );
    else if (request.url === '/quay.png') response.setHeader('content-type', 'image/png').end(png);
    else if (request.url === '/words.png') response.end('these are words, no picture');
    else if (request.url === '/slow') held = () => response.end('<p>too late</p>');
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = `http://site.example:${(server.address() as AddressInfo).port}`;
  using t = new TestLibrary();
  const surroundings = {
    ...t.open.context.surroundings,
    fetch: (
      url: string,
      watch?: Parameters<typeof fetchPage>[1],
      bounds: Parameters<typeof fetchPage>[2] = {},
    ) =>
      fetchPage(url, watch, {
        ...bounds,
        resolve: async (host) => [host === 'site.example' ? '127.0.0.1' : '192.168.1.1'],
        refused: (address) => address === '192.168.1.1',
      }),
  };
  t.open.close();
  t.open = openLibrary(t.file, surroundings);
  try {
    const shown = await t.library.capture.fetch({ url: `${at}/moved`, fetch: 'one' });
    const pictures = shown.blocks.flatMap(({ image }) => (image ? [image] : []));
    expect(pictures.filter(({ asset }) => asset !== null).map(({ alt }) => alt)).toEqual(['The quay']);
    expect(shown.doubts).toContainEqual({ code: 'pictures-missing', detail: '3 of 4' });
    const asked = t.library.requests.list(undefined).requests.filter(({ purpose }) => purpose === 'image');
    expect(
      Object.fromEntries(asked.map(({ address, outcome }) => [address.split('/').pop(), outcome])),
    ).toEqual({
      'quay.png': '200',
      'gone.png': '404',
      'words.png': '200',
      'secret.png': 'unsupported',
    });
    // Saving takes what was looked at: nothing is asked for again.
    const before = t.library.requests.list(undefined).total;
    const saved = await t.library.capture.save({ url: `${at}/moved`, token: shown.token });
    expect(t.library.requests.list(undefined).total).toBe(before);
    expect(saved.imported[0]!.url).toBe(`${at}/article`);
    const asset = t.library.sources
      .open({ id: saved.imported[0]!.id })
      .version.blocks.flatMap(({ image }) => (image?.asset ? [image.asset] : []));
    expect(asset).toHaveLength(1);
    const kept = t.open.context.store
      .sql<[string], { media_type: string; bytes: Buffer }>(
        'SELECT media_type, bytes FROM asset WHERE hash = ?',
      )
      .get(asset[0]!);
    expect(kept?.media_type).toBe('image/png');
    expect(kept?.bytes.equals(png)).toBe(true);

    const slow = t.library.capture.fetch({ url: `${at}/slow`, fetch: 'two' });
    const ended = expect(slow).rejects.toThrow(/was stopped/);
    await expect.poll(() => held).not.toBeNull();
    expect(t.library.capture.fetchProgress({ fetch: 'two' })).toMatchObject({ stage: 'page', bytes: 0 });
    expect(t.library.capture.stopFetch({ fetch: 'two' })).toEqual({ stopped: true });
    await ended;
    expect(t.library.capture.fetchProgress({ fetch: 'two' })).toBeNull();
    expect(t.library.requests.list(undefined).requests[0]!.outcome).toBe('cancelled');
    expect(t.library.sources.list({}).total).toBe(1);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
