import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { dataFolder, defaultLibrary, sampleLibrary } from '../../../src/host/places.ts';
import { DiskSpool } from '../../../src/host/spool.ts';

describe('places', () => {
  test('the data folder follows the custom of each system, and a word of the user', () => {
    expect(dataFolder({ XDG_DATA_HOME: '/x' }, 'linux')).toBe(join('/x', 'dossier'));
    expect(dataFolder({}, 'linux')).toMatch(/\.local\/share\/dossier$/);
    expect(dataFolder({}, 'darwin')).toMatch(/Library\/Application Support\/Dossier$/);
    expect(dataFolder({ APPDATA: 'C:\\Users\\x' }, 'win32')).toContain('Dossier');
    for (const platform of ['linux', 'darwin', 'win32'] as const)
      expect(dataFolder({ DOSSIER_DATA: '/mine', XDG_DATA_HOME: '/x' }, platform)).toBe('/mine');
  });

  test('the sample never stands where the reader’s own library does', () => {
    for (const env of [
      { DOSSIER_DATA: '/mine' },
      { DOSSIER_LIBRARY: '/other/a.dossier', DOSSIER_DATA: '/mine' },
    ])
      expect(sampleLibrary(env)).not.toBe(defaultLibrary(env));
  });
});

describe('files on their way', () => {
  const spool = new DiskSpool();
  afterAll(() => spool.close());

  test.each([
    '../../../etc/passwd',
    '..\\..\\windows\\system32',
    '/etc/passwd',
    'C:\\x\\y.txt',
    '.bashrc',
    '..',
    '.',
    '',
    'a\u0000b.html',
    'con<>:"|?*.html',
    `${'x'.repeat(5000)}.html`,
    'name\nwith\r\nlines.txt',
    '中文 名字.txt',
  ])('are kept under a harmless name: %j', (name) => {
    const token = spool.put(name, 'text/plain', new TextEncoder().encode('words'));
    const { path, name: kept } = spool.find(token)!;
    expect(kept).toBe(name);
    expect(basename(dirname(path))).toBe(token);
    expect(basename(path)).not.toMatch(/^\.|[/\\<>:"|?*]/);
    expect(Array.from(basename(path)).every((letter) => letter >= ' ')).toBe(true);
    expect(basename(path).length).toBeLessThanOrEqual(120);
    expect(readFileSync(path, 'utf8')).toBe('words');
  });

  test('are known by a token that cannot be guessed, and go when the program ends', () => {
    const own = new DiskSpool();
    const tokens = Array.from({ length: 50 }, () => own.put('a', '', new Uint8Array()));
    expect(new Set(tokens).size).toBe(50);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{32}$/);
    for (const guess of ['', 'a', '__proto__', 'constructor', '..']) expect(own.find(guess)).toBeNull();
    const { path } = own.find(tokens[0]!)!;
    own.close();
    expect(existsSync(path)).toBe(false);
  });
});
