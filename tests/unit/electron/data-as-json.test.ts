import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../db/folder.ts';
import { dataAsJson } from '../../../electron/data-as-json.ts';

const ngrams = (size: string): string =>
  join(projectFolder(), 'node_modules', 'eld', 'src', 'ngrams', `${size}.js`);

test('the data of eld is written as JSON and read back as the package has it', async () => {
  const made = await dataAsJson().transform('', ngrams('extrasmall'));
  expect(made!.code).toMatch(/^export const ngramsData = JSON\.parse\("/);
  const built = (await import(`data:text/javascript,${encodeURIComponent(made!.code)}`)) as object;
  const own = (await import(ngrams('extrasmall'))) as object;
  expect(built).toEqual(own);
});

test('other modules are left as they are, and data that is gone fails the build', async () => {
  expect(await dataAsJson().transform('', ngrams('extrasmall').replace('ngrams', 'other'))).toBeNull();
  await expect(dataAsJson().transform('', ngrams('missing'))).rejects.toThrow(/missing/);
});
