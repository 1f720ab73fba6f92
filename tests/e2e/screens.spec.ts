import type { Page } from '@playwright/test';
import { compare, EXPECTED } from '../screens/compare.ts';
import { settled, shots } from '../screens/shots.ts';
import { fresh, steady } from '../screens/steady.ts';
import { expect, test } from './fixtures.ts';

/** Screens that between them hold most parts; all of them are held by "npm run screens -- --check". */
const FEW = {
  en: ['reader', 'search-typo', 'company', 'settings-search', 'notes-error'],
  'zh-Hans': ['shortcuts', 'library-huge'],
} as const;
const SIZES = { wide: { width: 1440, height: 900 }, small: { width: 1024, height: 700 } } as const;

/** Opens a screen in a size and holds it against its accepted picture in each theme; what is not as it was. */
async function changes(page: Page, name: string, language: string): Promise<string[]> {
  const shot = shots.find((one) => one.name === name)!;
  const wrong: string[] = [];
  await page.setViewportSize(SIZES.wide);
  await fresh(page, shot.library, language);
  await shot.open(page);
  for (const [size, viewport] of Object.entries(SIZES)) {
    if (size === 'small' && shot.fixed) continue;
    await page.setViewportSize(viewport);
    await page.mouse.move(viewport.width - 1, viewport.height - 1);
    // a theme changes colours and no place: the smaller window is looked at in one
    for (const theme of size === 'wide' ? ['light', 'dark', 'sepia'] : ['light']) {
      await page.evaluate((value) => {
        document.documentElement.dataset['theme'] = value;
      }, theme);
      await settled(page);
      const seen = await compare(EXPECTED, `${name}.${size}.${theme}.${language}`, await page.screenshot());
      if (seen.state !== 'same')
        wrong.push(`${seen.name}: ${seen.state}, ${(seen.share * 100).toFixed(1)} %, patch of ${seen.patch}`);
    }
  }
  return wrong;
}

for (const language of ['en', 'zh-Hans'] as const)
  test(`screens look as they were accepted, in ${language}`, async ({ start, problems }) => {
    test.setTimeout(240_000);
    const page = await start({ sample: true });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await steady(page);
    const wrong: string[] = [];
    for (const name of FEW[language]) wrong.push(...(await changes(page, name, language)));
    expect(wrong, 'npm run screens -- --only NAME shows them; --accept takes them').toEqual([]);
    problems.length = 0;
  });

test('a button that is missing, a row that moved and another colour are changes', async ({
  start,
  problems,
}) => {
  test.setTimeout(120_000);
  const page = await start({ sample: true });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await steady(page);
  await fresh(page, 'sample', 'en');
  await shots.find((one) => one.name === 'reader')!.open(page);
  await page.mouse.move(1439, 899);
  const name = 'reader.wide.light.en';
  const look = async (change: string): Promise<string> => {
    await page.evaluate((css) => {
      document.documentElement.dataset['theme'] = 'light';
      // no element: the policy of the page takes no style that stands in it
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
    }, change);
    await settled(page);
    const { state } = await compare(EXPECTED, name, await page.screenshot());
    return state;
  };
  expect(await look('')).toBe('same');
  for (const [what, change] of [
    ['the button to capture', '.titlebar .tools .btn { visibility: hidden }'],
    [
      'one swatch',
      '.reader .swatches > :nth-child(3), .reader .swatch:nth-of-type(3) { visibility: hidden }',
    ],
    ['the number in the sidebar', '.side .item .n { visibility: hidden }'],
    ['a list a little lower', '.lrow { padding-top: 14px }'],
    ['highlights without their colour', 'mark { background: none !important }'],
  ] as const)
    expect(await look(change), what).toBe('changed');
  problems.length = 0;
});
