import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { afterAll, expect, test } from 'vitest';
import { FUSES, setFuses, wrongFuses } from '../../../electron/fuses.ts';
import { electronBinary } from '../../../electron/binary.ts';
import { projectFolder } from '../../../db/folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'dossier-fuses-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file that holds what a binary of Electron holds: the mark, version 1, the number of fuses, and how each stands. */
function binary(name: string, fuses: string): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    Buffer.concat([
      Buffer.alloc(5_000_000, 7),
      Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
      Buffer.from([1, fuses.length]),
      Buffer.from(fuses, 'latin1'),
      Buffer.alloc(100, 9),
    ]),
  );
  return path;
}

test('every fuse of a packaged program is set as decided, and nothing else of the file changes', async () => {
  // as Electron is delivered
  const program = binary('delivered', '101100011');
  expect(await wrongFuses(program)).toEqual([
    'RunAsNode',
    'EnableCookieEncryption',
    'EnableNodeOptionsEnvironmentVariable',
    'EnableNodeCliInspectArguments',
    'EnableEmbeddedAsarIntegrityValidation',
    'OnlyLoadAppFromAsar',
    'GrantFileProtocolExtraPrivileges',
  ]);
  const before = readFileSync(program);
  await setFuses(program);
  expect(await wrongFuses(program)).toEqual([]);
  const after = readFileSync(program);
  const differing = [...after.keys()].filter((i) => after[i] !== before[i]);
  expect(Math.max(...differing) - Math.min(...differing)).toBeLessThan(9);
  expect(after.subarray(5_000_034, 5_000_043).toString('latin1')).toBe('010011001');
});

test('a fuse that a later Electron adds has to be decided before anything is set', async () => {
  const program = binary('later', '1011000110');
  const before = readFileSync(program);
  await expect(setFuses(program)).rejects.toThrow(/strictlyRequireAllFuses/);
  expect(readFileSync(program).equals(before)).toBe(true);
});

test('a file that is no Electron is refused', async () => {
  const path = join(folder, 'other');
  writeFileSync(path, 'not a program at all');
  await expect(setFuses(path)).rejects.toThrow(/sentinel/);
});

test('every fuse that is known has been decided', () => {
  const known = Object.values(FuseV1Options).filter((value) => typeof value === 'number');
  expect(new Set(Object.keys(FUSES).map(Number))).toEqual(new Set(known));
});

test('the binary of this version of Electron has exactly the fuses that are decided', async () => {
  const program = electronBinary(projectFolder());
  if (program === null) {
    if (process.env['REQUIRE_ELECTRON']) throw new Error('The binary of Electron is not on this machine');
    return console.warn('NOT RUN: the binary of Electron is not on this machine (npx install-electron)');
  }
  const bytes = readFileSync(program);
  const at = bytes.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX') + 32;
  expect(bytes[at + 1]).toBe(Object.keys(FUSES).length);
});
