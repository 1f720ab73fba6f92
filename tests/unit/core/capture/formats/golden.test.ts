import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FORMATS } from '../../../../../src/core/capture/formats.ts';
import { chooseFormat, readInput } from '../../../../../src/core/capture/read.ts';
import { RULES } from '../../../../../src/core/capture/rules.ts';
import { CAPTURES, collect, goldenFolders, goldenInput, summary } from './folder.ts';

describe.each(goldenFolders())('the golden folder %s', (folder) => {
  const expected = JSON.parse(readFileSync(join(CAPTURES, folder, 'expected.json'), 'utf8')) as {
    format: string;
    items: unknown[];
  };

  test('is given to the right format by its content', () => {
    const input = goldenInput(folder);
    expect(chooseFormat(input).id).toBe(expected.format);
  });

  test('is read as written down', async () => {
    const items = await collect(readInput(goldenInput(folder)));
    expect(JSON.parse(JSON.stringify(items.map(summary)))).toEqual(expected.items);
  });
});

test('every file in the formats folder is in the list, and the other way round', () => {
  const files = readdirSync(join(import.meta.dirname, '../../../../../src/core/capture/formats')).map(
    (name) => name.replace(/\.ts$/, ''),
  );
  expect(FORMATS.map(({ id }) => id).sort()).toEqual(files.sort());
});

test('every format but those of HTML, which have their own tests, has a golden folder', () => {
  const folders = readdirSync(CAPTURES);
  const without = FORMATS.filter(
    ({ id }) => !/^m?html$/.test(id) && !folders.some((name) => name.startsWith(`${id}-`)),
  );
  expect(without.map(({ id }) => id)).toEqual([]);
});

test('every removal names a rule that has a sentence', async () => {
  const known = new Set<string>(RULES.map(({ id }) => id));
  for (const folder of goldenFolders()) {
    for (const item of await collect(readInput(goldenInput(folder)))) {
      if ('article' in item)
        for (const { removed } of item.article.blocks) if (removed) expect(known).toContain(removed.rule);
    }
  }
});
