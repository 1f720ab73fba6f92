import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../../../db/folder.ts';
import { Workbench } from '../../../src/host/workbench.ts';
import { workerScript } from '../../../src/host/worker-script.ts';
import { servePages } from '../../../electron/pages.ts';
import { protocols } from '../../electron/fake.ts';

const folder = mkdtempSync(join(tmpdir(), 'dossier-pages-'));
const pages = join(folder, 'renderer');
let bench: Workbench;
const get = (address: string, init?: RequestInit): Promise<Response> | Response =>
  protocols.get('app')!(new Request(address, init));

beforeAll(async () => {
  mkdirSync(pages);
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Dossier</title>');
  writeFileSync(join(folder, 'secret.txt'), 'outside');
  bench = await Workbench.open({
    shell: 'electron',
    version: '1.2.3',
    file: join(folder, 'library.dossier'),
    sampleFile: join(folder, 'sample.dossier'),
    workers: { library: workerScript('library-worker'), parser: workerScript('parse-worker') },
    resources: join(projectFolder(), 'resources'),
    print: () => Promise.reject(new Error('no printer')),
    onBug: (message) => console.error(message),
  });
  servePages(pages, () => bench);
});
afterAll(async () => {
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

const upload = async (bytes: BodyInit, name: string): Promise<string> => {
  const reply = await get('app://dossier/upload', {
    method: 'POST',
    headers: { 'x-name': encodeURIComponent(name), 'x-type': 'text/html' },
    body: bytes,
  });
  expect(reply.status).toBe(200);
  return ((await reply.json()) as { token: string }).token;
};

describe('the protocol of the desktop shell', () => {
  test('serves the interface under the strict policy', async () => {
    for (const address of ['app://dossier/', 'app://dossier/index.html']) {
      const reply = await get(address);
      expect(reply.status).toBe(200);
      expect(await reply.text()).toContain('<title>Dossier</title>');
      const policy = reply.headers.get('content-security-policy')!;
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test.each([
    'app://dossier/..%2fsecret.txt',
    'app://dossier/..%2f..%2f..%2f..%2fetc%2fpasswd',
    'app://dossier/%2e%2e/secret.txt',
    'app://dossier/..%5csecret.txt',
    'app://dossier/%00',
    'app://dossier/index.html%00.js',
    'app://dossier/%',
    'app://dossier/%e0%a4%a',
    'app://dossier/missing.js',
  ])('finds nothing at %s', async (address) => {
    const reply = await get(address);
    expect(reply.status).toBe(404);
    expect(await reply.text()).not.toContain('outside');
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test.each(['app://dossier.evil/index.html', 'app://other/index.html', 'app://dossier:1/index.html'])(
    'does not serve %s',
    async (address) => {
      expect((await get(address)).status).toBe(403);
    },
  );

  test('takes no other method', async () => {
    for (const method of ['PUT', 'DELETE', 'POST', 'PATCH', 'OPTIONS'])
      expect((await get('app://dossier/index.html', { method })).status, method).toBe(405);
  });

  test('takes an upload in, saves it, and gives its bytes and its inert page back', async () => {
    const html =
      '<!doctype html><html><head><title>Saved as it was</title></head><body><article><h1>Saved as it was</h1><p>A paragraph of words that is long enough to be kept as prose by any reader of it.</p><script>alert(1)</script></article></body></html>';
    const token = await upload(html, 'saved "page".html');
    const saved = await bench.ask('capture', 'save', { token });
    if (!saved.ok) throw new Error(saved.message);
    const { id } = (saved.value as { imported: { id: string }[] }).imported[0]!;
    const opened = await bench.ask('sources', 'open', { id });
    if (!opened.ok) throw new Error(opened.message);
    const version = (opened.value as { version: { id: string } }).version.id;

    const original = await get(`app://dossier/original/${version}`);
    expect(await original.text()).toBe(html);
    expect(original.headers.get('content-type')).toBe('application/octet-stream');
    expect(original.headers.get('content-disposition')).toMatch(/^attachment; filename="/);

    const page = await get(`app://dossier/page/${version}`);
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toMatch(/^sandbox allow-same-origin;/);
    expect(policy).not.toContain('script');
    const shown = await page.text();
    expect(shown).toContain('long enough to be kept');
    expect(shown).not.toContain('alert(1)');
  });

  test('gives an export for download by its token only', async () => {
    const token = await bench.library.upload(
      'brief 中文.md',
      'text/markdown',
      new TextEncoder().encode('# Brief'),
    );
    const reply = await get(`app://dossier/download/${token}`);
    expect(await reply.text()).toBe('# Brief');
    expect(reply.headers.get('content-disposition')).toBe(
      `attachment; filename="brief __.md"; filename*=UTF-8''brief%20%E4%B8%AD%E6%96%87.md`,
    );
    for (const other of ['x', `${token}x`, '..%2f', '__proto__'])
      expect((await get(`app://dossier/download/${other}`)).status, other).toBe(404);
  });

  test('has nothing for ids and hashes that are not there', async () => {
    for (const path of [
      'page/x',
      'original/x',
      `asset/${'0'.repeat(64)}`,
      'preview/x',
      'page/',
      'original/..%2f',
    ])
      expect((await get(`app://dossier/${path}`)).status, path).toBe(404);
  });
});
