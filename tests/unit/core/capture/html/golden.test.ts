import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isUnread, type Captured, type Format } from '../../../../../src/core/capture/format.ts';
import { htmlFormat } from '../../../../../src/core/capture/formats/html.ts';
import { mhtmlFormat } from '../../../../../src/core/capture/formats/mhtml.ts';

const folder = join(import.meta.dirname, '../../../../captures');
const cases: readonly (readonly [string, string, Format, string | undefined])[] = [
  ['html-news', 'input.html', htmlFormat, 'https://skerrypost.example/2024/05/14/harrow-lines?from=app'],
  ['html-singlefile', 'input.html', htmlFormat, undefined],
  ['html-structure', 'input.html', htmlFormat, 'https://rope.example/guide'],
  ['html-gb18030', 'input.html', htmlFormat, undefined],
  ['html-mhtml', 'input.mhtml', mhtmlFormat, undefined],
  ['html-clipboard', 'input.html', htmlFormat, undefined],
];

async function readOne(
  name: string,
  file: string,
  format: Format,
  url: string | undefined,
): Promise<Captured> {
  const bytes = new Uint8Array(readFileSync(join(folder, name, file)));
  const input = { bytes, name: file, origin: file, ...(url === undefined ? {} : { url }) };
  expect(format.detect(input)).toBeGreaterThan(0.5);
  for await (const item of format.read(input)) if (!isUnread(item)) return item;
  throw new Error('nothing was read');
}

const shown = ({ article, capturedAt }: Captured): unknown => ({
  ...article,
  assets: article.assets.map(({ hash, mediaType, bytes }) => ({ hash, mediaType, length: bytes.length })),
  capturedAt: capturedAt ?? null,
});

describe('a golden page reads as it was written down', () => {
  test.each(cases)('%s', async (name, file, format, url) => {
    const path = join(folder, name, 'expected.json');
    const result = shown(await readOne(name, file, format, url));
    // To accept a change on purpose: run with GOLDEN=write and read the difference.
    if (process.env['GOLDEN'] === 'write') writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`);
    expect(JSON.parse(JSON.stringify(result))).toEqual(JSON.parse(readFileSync(path, 'utf8')));
  });
});
