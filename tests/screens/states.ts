import type { Page } from '@playwright/test';
import { commands } from '../../src/ui/commands/list.ts';
import { messages } from '../../src/ui/messages/index.ts';
import type { Language } from '../../src/ui/messages/words.ts';
import type { Shot } from './shots.ts';

/** What the library is made to answer: a value, a refusal, or nothing at all. */
type Answer = { readonly value: unknown } | { readonly refusal: string } | 'silence';

/** From now on a verb of the library answers this, whatever it holds; `settled` lets it answer for itself again. */
export async function fake(page: Page, noun: string, verb: string, answer: Answer): Promise<void> {
  await page.route('**/ask', async (route) => {
    const asked = route.request().postDataJSON() as { noun: string; verb: string };
    if (asked.noun !== noun || asked.verb !== verb) return route.fallback();
    // never answered: the window goes on waiting
    if (answer === 'silence') return;
    const body =
      'value' in answer
        ? { ok: true, value: answer.value }
        : { ok: false, code: 'unreadable', message: answer.refusal };
    return route.fulfill({ contentType: 'application/json', body: JSON.stringify(body) });
  });
}

/** A thousand thousand rows, read by portions; the rows are those the library has, again and again. */
export async function fakeHuge(page: Page): Promise<void> {
  await page.route('**/ask', async (route) => {
    const asked = route.request().postDataJSON() as { noun: string; verb: string; input?: { offset?: number; limit?: number } };
    if (asked.noun !== 'sources' || asked.verb !== 'list') return route.fallback();
    const reply = await route.fetch({ postData: JSON.stringify({ ...asked, input: { view: 'library', limit: 50 } }) });
    const { value } = (await reply.json()) as { value: { sources: { id: string }[] } };
    const { offset = 0, limit = 100 } = asked.input ?? {};
    const sources = Array.from({ length: limit }, (_, i) => value.sources[(offset + i) % value.sources.length]!);
    return route.fulfill({
      contentType: 'application/json',
      body: JSON.stringify({ ok: true, value: { total: 1_000_000, sources } }),
    });
  });
} // prettier-ignore

const languageNow = (page: Page): Promise<Language> =>
  page.evaluate(() => (document.documentElement.lang === 'zh-Hans' ? 'zh-Hans' : 'en'));

/** Runs a command by its title in the palette, in whatever language the window is. */
export async function command(page: Page, id: (typeof commands)[number]['id']): Promise<void> {
  const title = messages[await languageNow(page)][`command.${id}`]!;
  await page.keyboard.press('Control+k');
  await page.locator('[role=dialog] [role=combobox]').fill(`>${title}`);
  // the whole title: others may have these words in them
  await page
    .locator('[role=dialog] [role=option]')
    .filter({ has: page.locator('.pi-title').getByText(title, { exact: true }) })
    .first()
    .click();
  await page.locator('[role=dialog]').waitFor({ state: 'detached' });
}

const away = async (page: Page): Promise<void> => {
  await page.locator('.app').waitFor();
  await page.keyboard.press('Control+,');
  await page.locator('.settings').waitFor();
};

const DAMAGE =
  'The library research.dossier is damaged. Restore a backup, run "check" for details, or "repair" to save every readable row into a new library.';

/** Screens that show one answer of the library: how to come to each, and the verb that fills it. */
const filled = {
  library: { verb: ['sources', 'list'], open: (page: Page) => page.keyboard.press('Control+2') },
  inbox: { verb: ['sources', 'list'], open: (page: Page) => page.keyboard.press('Control+1') },
  annotations: { verb: ['annotations', 'list'], open: (page: Page) => command(page, 'go.annotations') },
  companies: { verb: ['companies', 'list'], open: (page: Page) => page.keyboard.press('Control+3') },
  notes: { verb: ['notes', 'list'], open: (page: Page) => command(page, 'go.notes') },
  grids: { verb: ['grids', 'list'], open: (page: Page) => command(page, 'go.grids') },
  briefs: { verb: ['briefs', 'list'], open: (page: Page) => page.keyboard.press('Control+4') },
  imports: { verb: ['imports', 'list'], open: (page: Page) => command(page, 'go.imports') },
  copies: { verb: ['duplicates', 'list'], open: (page: Page) => command(page, 'go.copies') },
  health: { verb: ['health', 'status'], open: (page: Page) => command(page, 'go.health') },
  trash: { verb: ['trash', 'list'], open: (page: Page) => command(page, 'go.trash') },
} as const satisfies Record<string, { verb: readonly [string, string]; open: (page: Page) => Promise<void> }>;

/** A state of a screen: its library answers something else than it holds. */
const state = (
  screen: keyof typeof filled,
  name: string,
  answer: Answer,
  library: Shot['library'] = 'sample',
): Shot => ({
  name: `${screen}-${name}`,
  library,
  open: async (page) => {
    await away(page);
    const { verb, open } = filled[screen];
    await fake(page, verb[0], verb[1], answer);
    await open(page);
    // not after a while but when it is there: a busy machine takes its time
    if (answer === 'silence') await page.locator('.skeleton').first().waitFor();
    else if ('refusal' in answer) await page.getByText('research.dossier').first().waitFor();
    else await page.locator('.empty').first().waitFor();
    await page.waitForTimeout(200);
  },
});

const screens = Object.keys(filled) as (keyof typeof filled)[];

/** Every screen while it waits, when it cannot be read, and, for those that can be, with nothing in it. */
export const stateShots: readonly Shot[] = [
  ...screens.map((screen) => state(screen, 'loading', 'silence')),
  ...screens.map((screen) => state(screen, 'error', { refusal: DAMAGE })),
  state('inbox', 'empty', { value: { total: 0, sources: [] } }),
  ...(['annotations', 'notes', 'grids', 'briefs', 'imports', 'copies'] as const).map((screen): Shot => ({
    name: `${screen}-empty`,
    library: 'empty',
    open: async (page) => {
      await page.keyboard.press('Control+2');
      await page.locator('.list').waitFor();
      await filled[screen].open(page);
      await page.waitForTimeout(500);
    },
  })),
  {
    name: 'library-huge',
    library: 'sample',
    open: async (page) => {
      await away(page);
      await fakeHuge(page);
      await page.keyboard.press('Control+2');
      await page.locator('.rail-track').waitFor();
      await page.locator('.lrow.source').first().waitFor();
    },
  },
  {
    name: 'library-chosen',
    library: 'sample',
    open: async (page) => {
      await page.locator('.lrow.source').nth(2).click();
      await page.locator('.rows').focus();
      for (const key of ['x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key);
      await page.locator('.selbar').waitFor();
    },
  },
  {
    name: 'library-offline',
    library: 'sample',
    open: async (page) => {
      await page.locator('.lrow.source').first().waitFor();
      await page.evaluate(() => {
        Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
        window.dispatchEvent(new Event('offline'));
      });
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'search-none',
    library: 'sample',
    open: async (page) => {
      await page.keyboard.press('Control+5');
      await page.locator('.se-box input').fill('xqzwvvkh');
      await page.waitForTimeout(1200);
    },
  },
  {
    name: 'search-error',
    library: 'sample',
    open: async (page) => {
      await away(page);
      await fake(page, 'search', 'run', { refusal: DAMAGE });
      await page.keyboard.press('Control+5');
      await page.locator('.se-box input').fill('ports');
      await page.waitForTimeout(900);
    },
  },
  {
    name: 'health-damaged',
    library: 'sample',
    open: async (page) => {
      await away(page);
      await fake(page, 'health', 'check', {
        value: { ok: false, problems: ['Version 12: its text does not follow from its blocks.', 'The library research.dossier is damaged. Restore a backup, run "check" for details, or "repair" to save every readable row into a new library.'] },
      }); // prettier-ignore
      await command(page, 'go.health');
      await page.locator('.main .phead button').first().click();
      await page.locator('.he-problems').waitFor();
    },
  },
  {
    name: 'history',
    library: 'sample',
    open: async (page) => {
      await command(page, 'history.open');
      await page.locator('[role=dialog]').waitFor();
    },
  },
  {
    name: 'annotations',
    library: 'sample',
    open: async (page) => {
      await command(page, 'go.annotations');
      await page.waitForTimeout(600);
    },
  },
  {
    name: 'notes',
    library: 'sample',
    open: async (page) => {
      await command(page, 'go.notes');
      await page.waitForTimeout(600);
    },
  },
  {
    name: 'capture-start',
    library: 'empty',
    open: async (page) => {
      await page.keyboard.press('Control+2');
      await page.locator('.titlebar .tools button').first().click();
      await page.locator('textarea.cp-paste').waitFor();
    },
  },
  {
    name: 'company-new',
    library: 'empty',
    open: async (page) => {
      await page.keyboard.press('Control+Shift+N');
      await page.locator('[role=dialog] input').first().waitFor();
    },
  },
  {
    name: 'reader-focus',
    library: 'sample',
    open: async (page) => {
      await page.locator('.lrow.source').first().click();
      await page.locator('.page').waitFor();
      await page.keyboard.press('F9');
      await page.locator('.rows').waitFor({ state: 'detached' });
    },
  },
  ...(['keys', 'search', 'backups'] as const).map((part): Shot => ({
    name: `settings-${part}`,
    library: 'sample',
    open: async (page) => {
      await page.keyboard.press('Control+,');
      const heading = page.locator(`#settings-${part}`);
      await heading.waitFor();
      // what is read from the library makes the page longer
      await page.locator('.key-table').waitFor();
      await page.waitForTimeout(400);
      await heading.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    },
  })),
  {
    name: 'window-small',
    library: 'sample',
    open: async (page) => {
      await page.setViewportSize({ width: 800, height: 560 });
      // one pane: the list, or the source that is open
      await page.locator('.lrow.source, #reader-page').first().waitFor();
    },
    fixed: true,
  },
];
