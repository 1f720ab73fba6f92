import { chromium, type Browser, type Page } from '@playwright/test';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhenStale } from '../../electron/build.ts';
import { root, startServer } from '../e2e/shells.ts';
import { testChromium } from '../setup/chromium.ts';
import { accept, compare, EXPECTED, type Compared } from './compare.ts';
import { settled, shots, type Shot } from './shots.ts';
import { fresh, steady } from './steady.ts';

const SIZES = { wide: { width: 1440, height: 900 }, small: { width: 1024, height: 700 } } as const;
const THEMES = ['light', 'dark', 'sepia'] as const;
const LANGUAGES = ['en', 'zh-Hans'] as const;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    language: { type: 'string' },
    theme: { type: 'string' },
    out: { type: 'string', default: join(root, 'tests/screens/actual') },
    // holds every picture against the accepted one; makes what is seen now the accepted one
    check: { type: 'boolean', default: false },
    accept: { type: 'boolean', default: false },
    // takes every picture anew, also those accepted since the program was built
    anew: { type: 'boolean', default: false },
  },
});
const compared: Compared[] = [];
const themes = THEMES.filter((each) => values.theme === undefined || each === values.theme);

/** Opens one library in one language, takes every shot of it, and tells how many failed. */
async function takeAll(
  browser: Browser,
  language: (typeof LANGUAGES)[number],
  library: Shot['library'],
  wanted: readonly Shot[],
  folder: string,
): Promise<number> {
  const data = mkdtempSync(join(tmpdir(), 'dossier-screens-'));
  const server = await startServer(
    { ...process.env, DOSSIER_DATA: data, DOSSIER_LIBRARY: undefined },
    library === 'sample' ? ['--sample'] : [],
  );
  const context = await browser.newContext({ viewport: SIZES.wide, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(12_000);
  let failed = 0;
  try {
    await steady(page);
    await page.goto(server.said.url);
    await page.locator('.app').waitFor();
    for (const shot of wanted) {
      if (values.accept && !values.anew && isAccepted(shot, language)) continue;
      try {
        await take(page, shot, language, folder);
      } catch (error) {
        failed++;
        console.error(
          `${shot.name} (${language}): ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
  } finally {
    await context.close();
    await server.stop();
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
  return failed;
}

/** Whether all pictures of a shot were accepted since the program was built: an acceptance that was stopped goes on there. */
function isAccepted(shot: Shot, language: string): boolean {
  const built = statSync(join(root, 'out/renderer/index.html')).mtimeMs;
  return Object.keys(SIZES).every((size) =>
    themes.every((theme) => {
      const path = join(EXPECTED, `${shot.name}.${size}.${theme}.${language}.png`);
      return existsSync(path) && statSync(path).mtimeMs > built;
    }),
  );
}

/** One state at both sizes and in all themes; the theme is set on the document, past the settings. */
async function take(page: Page, shot: Shot, language: string, folder: string): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    if (size === 'wide' || shot.fixed) {
      await page.setViewportSize(viewport);
      await fresh(page, shot.library, language);
      await shot.open(page);
    } else await page.setViewportSize(viewport);
    // nothing is under the pointer in a picture
    await page.mouse.move(viewport.width - 1, viewport.height - 1);
    for (const theme of themes) {
      await page.evaluate((value) => {
        document.documentElement.dataset['theme'] = value;
      }, theme);
      await settled(page);
      const name = `${shot.name}.${size}.${theme}.${language}`;
      const png = await page.screenshot({ path: join(folder, `${name}.png`) });
      if (values.accept) await accept(EXPECTED, name, png);
      else if (values.check) compared.push(await compare(EXPECTED, name, png));
    }
  }
}

const only = values.only ?? [];
const wanted = shots.filter((shot) => only.length === 0 || only.includes(shot.name));
if (wanted.length === 0) {
  console.error(
    `No such screen. These can be named with --only: ${shots.map((shot) => shot.name).join(', ')}`,
  );
  process.exit(2);
}
if (!buildWhenStale(root)) process.exit(1);
mkdirSync(values.out, { recursive: true });
const browser = await chromium.launch({ executablePath: testChromium() });
let failed = 0;
// the languages side by side: most of the time of a picture is spent waiting
const takes = LANGUAGES.filter((each) => values.language === undefined || each === values.language).map(
  async (language) => {
    let missed = 0;
    for (const library of ['empty', 'sample'] as const) {
      const here = wanted.filter((shot) => shot.library === library);
      if (here.length > 0) missed += await takeAll(browser, language, library, here, values.out);
    }
    return missed;
  },
);
for (const missed of await Promise.all(takes)) failed += missed;
await browser.close();
console.log(`Pictures of ${wanted.length} screens are in ${values.out}`);
if (values.check) {
  const others = compared.filter(({ state }) => state !== 'same');
  for (const { name, share, patch, state } of others)
    console.error(
      `${name}: ${state === 'new' ? 'no accepted picture' : `${(share * 100).toFixed(1)} % changed, a patch of ${patch}`}`,
    );
  console.log(`${compared.length - others.length} of ${compared.length} pictures as accepted`);
  failed += others.length;
}
if (failed > 0) {
  console.error(`${failed} could not be taken or are not as accepted.`);
  process.exit(1);
}
