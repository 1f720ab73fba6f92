import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ui = join(import.meta.dirname, '../../../src/ui');
const files = readdirSync(ui, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(css|tsx)$/.test(entry.name) && entry.name !== 'tokens.css')
  .map((entry) => ({ name: entry.name, text: readFileSync(join(entry.parentPath, entry.name), 'utf8') }));

describe('styles', () => {
  test('colours stand in tokens.css only', () => {
    const hex = /(?<![&\w])#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b/i;
    expect(files.filter(({ text }) => hex.test(text)).map(({ name }) => name)).toEqual([]);
  });

  test('sizes of type in px stand in tokens.css only', () => {
    const sized = /font(-size)?:[^;{}]*\d+(\.\d+)?px|fontSize: ?['"`]?\d/;
    expect(files.filter(({ text }) => sized.test(text)).map(({ name }) => name)).toEqual([]);
  });

  test('no element takes HTML from a string', () => {
    expect(
      files.filter(({ text }) => /dangerouslySetInnerHTML|\.innerHTML\b/.test(text)).map(({ name }) => name),
    ).toEqual([]);
  });
});
