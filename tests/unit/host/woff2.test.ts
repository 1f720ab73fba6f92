import { brotliDecompressSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withoutCharacters } from '../../../src/host/woff2.ts';

const FILES = join(import.meta.dirname, '../../../node_modules/@fontsource-variable/source-serif-4/files');
const font = readFileSync(join(FILES, 'source-serif-4-latin-wght-normal.woff2'));

test('a font keeps its length fields true when a character is taken out of its map', () => {
  const made = withoutCharacters(font, [0x2bc]);
  expect(made).not.toBe(font);
  expect(made.readUInt32BE(8)).toBe(made.length);
  expect(made.length % 4).toBe(0);
  const [before, after] = [tablesOf(font), tablesOf(made)];
  expect(after.length).toBe(before.length);
  // a few bytes of the map, nothing of the glyphs
  const changed = after.filter((byte, i) => byte !== before[i]).length;
  expect(changed).toBeGreaterThan(0);
  expect(changed).toBeLessThan(12);
  // done once, there is nothing left to cut that is not the missing glyph already
  expect(withoutCharacters(font, []).equals(font)).toBe(true);
});

test('what is not a font of this kind is given back', () => {
  const other = Buffer.from('not a font at all, but long enough to hold a header of forty-eight bytes');
  expect(withoutCharacters(other, [0x2bc])).toBe(other);
  expect(withoutCharacters(Buffer.alloc(0), [0x2bc])).toHaveLength(0);
});

/** The tables of a font, unpacked; up to three bytes stand behind them. */
function tablesOf(file: Buffer): Buffer {
  const size = file.readUInt32BE(20);
  for (let extra = 0; ; extra++)
    try {
      return brotliDecompressSync(file.subarray(file.length - size - extra, file.length - extra));
    } catch (error) {
      if (extra === 3) throw error;
    }
}
