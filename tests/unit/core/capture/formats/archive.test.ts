import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { safePath } from '../../../../../src/core/capture/archive/paths.ts';
import { zipEntries } from '../../../../../src/core/capture/archive/zip.ts';
import { readInput } from '../../../../../src/core/capture/read.ts';
import { collect } from './folder.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const note = bytes('The harbour office keeps a book in which every ship is written down.');

const read = (archive: Uint8Array) => collect(readInput({ bytes: archive, name: 'a.zip', origin: 'a.zip' }));

/** Writes a 32-bit number into the central directory entry of the only file. */
function tamper(archive: Uint8Array, offset: number, value: number): Uint8Array {
  const changed = archive.slice();
  const view = new DataView(changed.buffer);
  for (let at = 0; at + 4 <= changed.length; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + offset, value, true);
  }
  return changed;
}

test('paths that leave the archive or name a device are not followed', () => {
  for (const path of [
    '../x',
    'a/../../x',
    '/etc/passwd',
    'C:\\x',
    'c:x',
    '\\\\host\\x',
    'a/NUL',
    'con.txt',
    'a\u0000b',
    '',
    '.',
    'x'.repeat(2000),
  ]) {
    expect(safePath(path)).toBeNull();
  }
  expect(safePath('a\\b/./c.txt')).toBe('a/b/c.txt');
  expect(safePath('console.txt')).toBe('console.txt');
});

test('an unsafe entry is reported and the rest is read', async () => {
  const items = await read(zipSync({ '../evil.txt': note, 'good.txt': note }));
  expect(items).toHaveLength(2);
  expect(items.find((item) => 'message' in item)).toMatchObject({
    within: '../evil.txt',
    code: 'unreadable',
  });
});

test('an archive inside an archive is not opened', async () => {
  const items = await read(zipSync({ 'inner.zip': zipSync({ 'a.txt': note }), 'good.txt': note }));
  expect(items.find((item) => 'message' in item)).toMatchObject({ code: 'unsupported' });
});

test('an entry packed too tightly is not unpacked', async () => {
  const items = await read(
    zipSync({ 'bomb.txt': new Uint8Array(20_000_000), 'good.txt': note }, { level: 9 }),
  );
  expect(items.find((item) => 'message' in item)).toMatchObject({ within: 'bomb.txt', code: 'too-large' });
  expect(items.filter((item) => 'article' in item)).toHaveLength(1);
});

test('an entry that lies about its size, its sum or claims encryption is refused by name', () => {
  const archive = zipSync({ 'good.txt': note });
  const size = tamper(archive, 24, 10);
  const sum = tamper(archive, 16, 123);
  const flags = tamper(archive, 8, 1 | (8 << 16));
  for (const [changed, reason] of [
    [size, 'damaged'],
    [sum, 'damaged'],
    [flags, 'encrypted'],
  ] as const) {
    expect(() => zipEntries(changed, 'a.zip')[0]!.bytes()).toThrow(reason);
  }
});

test('an archive that unpacks to too much is refused before anything is unpacked', () => {
  const files = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`${i}.txt`, note]));
  expect(() => zipEntries(tamper(zipSync(files), 24, 500 * 1024 * 1024), 'a.zip')).toThrow(
    'unpacks to more than',
  );
});
