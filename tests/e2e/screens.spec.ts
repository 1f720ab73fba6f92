import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compare, EXPECTED } from '../screens/compare.ts';
import { settled, shots } from '../screens/shots.ts';
import { expect, test } from './fixtures.ts';

/** A few screens that between them hold most parts; all of them are held by "npm run screens -- --check". */
const FEW = ['reader', 'inspector-info', 'companies', 'shortcuts', 'settings', 'library-huge'];

test('a few screens look as they were accepted', async ({ start, problems }) => {
  const accepted = FEW.filter((name) => existsSync(join(EXPECTED, `${name}.wide.light.en.png`)));
  test.skip(accepted.length === 0, 'No picture is accepted yet: npm run screens -- --accept.');
  test.setTimeout(240_000);
  const page = await start({ sample: true });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const changed: string[] = [];
  for (const shot of shots.filter(({ name }) => accepted.includes(name))) {
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.reload();
    await page.locator('.reader, .we').first().waitFor();
    await shot.open(page);
    await page.mouse.move(1439, 899);
    await page.evaluate(() => {
      document.documentElement.dataset['theme'] = 'light';
    });
    await settled(page);
    const seen = await compare(EXPECTED, `${shot.name}.wide.light.en`, await page.screenshot());
    if (seen.state !== 'same') changed.push(`${seen.name}: ${(seen.share * 100).toFixed(1)} % changed`);
  }
  expect(changed).toEqual([]);
  problems.length = 0;
});
