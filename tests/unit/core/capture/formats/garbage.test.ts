import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { CaptureInput } from '../../../../../src/core/capture/format.ts';
import { FORMATS } from '../../../../../src/core/capture/formats.ts';
import { readInput } from '../../../../../src/core/capture/read.ts';
import { Refusal } from '../../../../../src/core/refusal.ts';
import { collect, goldenFolders, goldenInput } from './folder.ts';

/** Reads an input; true when it was read or politely refused by name. Anything else thrown is a bug and fails the test. */
async function survives(input: CaptureInput, as?: string): Promise<Refusal | null> {
  try {
    await collect(readInput(input, { as }));
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.message).toContain(input.name);
    expect(error.message.length).toBeGreaterThan(input.name.length + 8);
    return error;
  }
}

/** Bytes that look random and are the same every time (a linear congruential generator, Numerical Recipes). */
function noise(length: number, seed: number): Uint8Array {
  let state = seed >>> 0;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

const input = (bytes: Uint8Array | string, name = 'thing.bin'): CaptureInput => ({
  bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
  name,
  origin: name,
});

describe.each(FORMATS.map(({ id }) => id))('the format %s', (id) => {
  test('reads or refuses noise, emptiness and zeros', async () => {
    for (const bytes of [
      new Uint8Array(0),
      new Uint8Array(1),
      new Uint8Array(5000),
      noise(5000, 1),
      noise(64, 2),
    ]) {
      await survives(input(bytes), id);
    }
  });

  test('reads or refuses text that is not its own', async () => {
    for (const text of [
      '{',
      '[',
      '<',
      '[{"a":1}]',
      '{"__proto__":{"x":1}}',
      '<a>',
      '<?xml version="1.0"?><a/>',
      '\ufeff',
      'a,b\n1',
      'TY  - ',
      '@a{',
      '---\n---\n',
      'a'.repeat(10_000),
    ]) {
      await survives(input(text), id);
    }
  });
});

describe.each(goldenFolders())('the file of %s', (folder) => {
  test('is read or refused when cut short anywhere', async () => {
    const whole = goldenInput(folder);
    for (const part of [0.1, 0.33, 0.5, 0.75, 0.95, 0.999]) {
      await survives({ ...whole, bytes: whole.bytes.slice(0, Math.floor(whole.bytes.length * part)) });
    }
  });

  test('is read or refused with bytes flipped', async () => {
    const whole = goldenInput(folder);
    for (const seed of [3, 4, 5]) {
      const bytes = whole.bytes.slice();
      for (const where of noise(16, seed)) bytes[Math.floor((where / 256) * bytes.length)]! ^= 0x55;
      await survives({ ...whole, bytes });
    }
  });
});

test('an empty file, a picture and a program are refused with their kind', async () => {
  expect((await survives(input('', 'empty.txt')))?.message).toBe('empty.txt is empty.');
  expect(
    (await survives(input(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0), 'p.txt')))?.message,
  ).toContain('a PNG image');
  expect((await survives(input(noise(3000, 9), 'x.pdf')))?.code).toBe('unsupported');
});

test('a list of companies is sent to the command that reads it', async () => {
  const refusal = await survives(input('name,ticker,country\nLantern,LNTN,CN\n', 'companies.csv'));
  expect(refusal?.message).toContain('company import');
});

test('files of other programs are refused with their kind, not read as archives or text', async () => {
  const sheet = zipSync({ '[Content_Types].xml': new Uint8Array(1), 'xl/workbook.xml': new Uint8Array(1) });
  expect((await survives(input(sheet, 'table.xlsx')))?.message).toContain('a spreadsheet');
  expect((await survives(input('{"settings": true}', 'settings.json')))?.message).toContain('JSON');
  expect((await survives(input('<?xml version="1.0"?><feed/>', 'feed.xml')))?.message).toContain('XML');
});

test('content decides over the name', async () => {
  const bytes = goldenInput('pdf-headers').bytes;
  const [item] = await collect(readInput(input(bytes, 'page.html')));
  expect(item).toMatchObject({ kind: 'pdf' });
});

test('an encrypted PDF is refused as such', async () => {
  const entry = 'A'.repeat(32);
  const pdf = `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n4 0 obj<</Filter/Standard/V 1/R 2/O(${entry})/U(${entry})/P -4>>endobj\ntrailer<</Root 1 0 R/Encrypt 4 0 R/ID[(a)(a)]>>\n%%EOF`;
  expect((await survives(input(pdf, 'secret.pdf')))?.message).toContain('encrypted');
});

test('XML entities are not expanded and external ones not opened', async () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE en-export [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]><en-export><note><title>&b;&x;</title><content>x</content></note></en-export>`;
  expect((await survives(input(bomb, 'bomb.enex')))?.code).toBe('unreadable');
});

test('hostile nesting ends in time', async () => {
  const deep = 50_000;
  const started = performance.now();
  await survives(input('> '.repeat(deep) + 'x', 'deep.md'), 'markdown');
  await survives(input('- '.repeat(2000) + 'x', 'deep.md'), 'markdown');
  await survives(input('['.repeat(deep), 'deep.md'), 'markdown');
  await survives(input('*a_'.repeat(20_000), 'deep.md'), 'markdown');
  await survives(
    input(
      `<en-export><note><title>t</title><content><![CDATA[<en-note>${'<div>'.repeat(deep)}x]]></content></note></en-export>`,
      'deep.enex',
    ),
  );
  await survives(input(`<en-export>${'<a>'.repeat(deep)}`, 'deep.enex'));
  await survives(input(`[${'['.repeat(deep)}`, 'deep.json'), 'csl-json');
  await survives(input('@a{'.repeat(deep), 'deep.bib'), 'bibtex');
  await survives(input('\n@a{b,'.repeat(20_000), 'deep.bib'), 'bibtex');
  await survives(input('<DL><DT><A HREF="x">'.repeat(deep), 'deep.html'), 'netscape');
  await survives(input('<a '.repeat(deep), 'deep.html'), 'netscape');
  await survives(input('word '.repeat(200_000), 'long.txt'), 'text');
  await survives(input('a\n'.repeat(100_000), 'many.txt'), 'text');
  await survives(input('"'.repeat(100_000), 'quotes.csv'), 'readwise-csv');
  expect(performance.now() - started).toBeLessThan(60_000);
}, 120_000);
