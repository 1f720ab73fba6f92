import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { makeLargeLibrary } from '../bench/large-library.ts';
import { writeArticles } from '../torture/articles.ts';
import { expect, test } from './fixtures.ts';
import { startServer } from './shells.ts';

/*
 * How fast the window is, in figures. `DOSSIER_MEASURE=1 npx playwright test pace` on a quiet machine holds them against the targets
 * of DESIGN section 10; `DOSSIER_LARGE=/folder` names a library made before (`tests/bench/large-library.ts`), of any size.
 */
// what is recorded for a trace is work of the window, and would be measured with it
test.use({ trace: 'off' });

const MEASURE = process.env['DOSSIER_MEASURE'] !== undefined;
/** Tasks of the window's thread longer than this are felt, in milliseconds. */
const LONG = 50;

const sorted = (times: readonly number[]): readonly number[] => [...times].sort((one, other) => one - other);
const quantile = (times: readonly number[], share: number): number =>
  sorted(times)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
/** The longest of a list; 0 of none. */
const longest = (times: readonly number[]): number => Math.max(0, ...times);
const ms = (time: number): string => `${time.toFixed(0)} ms`;

/** Notes the tasks over 50 ms from now on; they are taken with `longTasks`. */
const watchTasks = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const told = globalThis as unknown as { longTasks: number[] };
    told.longTasks = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) told.longTasks.push(Math.round(entry.duration));
    }).observe({ type: 'longtask' });
  });
const longTasks = async (page: Page): Promise<readonly number[]> => {
  await page.waitForTimeout(200);
  return page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks.splice(0));
};

/**
 * How long a fixed piece of work takes in this window now: 400 paragraphs are made, laid out and measured, some 20 ms on
 * a quiet machine. Done twelve times in as many tasks; the time of the slowest but one. It is stretched by whatever else
 * the machine does, as every task of the window is.
 */
const yardstick = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const times: number[] = [];
    for (let turn = 0; turn < 12; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      const began = performance.now();
      const box = document.createElement('div');
      box.style.cssText = 'position:absolute;visibility:hidden;width:600px;top:0;contain:layout';
      for (let i = 0; i < 400; i++) {
        const paragraph = document.createElement('p');
        paragraph.textContent = `${i} words that stand in a paragraph and are laid out, turn ${turn}`;
        box.append(paragraph);
      }
      document.body.append(box);
      void box.getBoundingClientRect().height;
      box.remove();
      times.push(performance.now() - began);
    }
    return times.sort((one, other) => one - other)[times.length - 2]!;
  });

/** Notes how long each frame took from now on; they are taken with `frames`. */
const watchFrames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const told = globalThis as unknown as { frames: number[] };
    told.frames = [];
    let last = performance.now();
    const frame = (now: number): void => {
      told.frames.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
const frames = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames.splice(0).slice(1));

/** Opens the window of a library and tells how long it took from the start of the program to rows that can be clicked. */
async function open(
  browser: Browser,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly page: Page; readonly took: number; readonly close: () => Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const began = performance.now();
  const server = await startServer(env);
  await page.goto(server.said.url, { waitUntil: 'commit' });
  // in the page: asked in every frame, so that the figure is that of the frame and not of the test tool
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (document.querySelector('.lrow.source')) requestAnimationFrame(() => resolve());
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  const took = performance.now() - began;
  return {
    page,
    took,
    close: async () => {
      await context.close();
      await server.stop();
    },
  };
}

const ask = <T>(page: Page, noun: string, verb: string, input: object = {}): Promise<T> =>
  page.evaluate(
    async ([n, v, i]) => {
      const reply = await fetch('/ask', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ noun: n, verb: v, input: i }),
      });
      const answer = (await reply.json()) as { ok: boolean; value: unknown; message?: string };
      if (!answer.ok) throw new Error(answer.message);
      return answer.value;
    },
    [noun, verb, input] as const,
  ) as Promise<T>;

/**
 * Types words into the search box and tells, for each, how long after its last letter the first result of it was on the
 * screen, in milliseconds.
 */
async function typeAndWait(page: Page, words: readonly string[]): Promise<readonly number[]> {
  await page.keyboard.press('Control+5');
  const box = page.getByRole('search').getByRole('combobox');
  await expect(box).toBeFocused();
  const times: number[] = [];
  for (const word of words) {
    await box.fill('');
    await page.waitForTimeout(300);
    await page.evaluate((wanted) => {
      const told = globalThis as unknown as { shown: Promise<number>; ownFetch?: typeof fetch };
      told.ownFetch ??= globalThis.fetch;
      const own = told.ownFetch;
      const input = document.querySelector<HTMLInputElement>('.se-box input')!;
      let typed = 0;
      input.addEventListener('input', () => (typed = performance.now()));
      told.shown = new Promise((resolve) => {
        globalThis.fetch = async (...given) => {
          const reply = await own(...given);
          const asked = typeof given[1]?.body === 'string' ? given[1].body : '';
          if (asked.includes('"run"') && asked.includes(`"${wanted}"`)) {
            // the answer is here: the frame after the rows were drawn is the one a person sees
            const seen = new MutationObserver(() => {
              seen.disconnect();
              requestAnimationFrame(() => resolve(performance.now() - typed));
            });
            seen.observe(document.querySelector('.se-results')!, { childList: true, subtree: true, characterData: true });
          }
          return reply;
        };
      });
    }, word); // prettier-ignore
    await page.keyboard.type(word, { delay: 60 });
    times.push(await page.evaluate(() => (globalThis as unknown as { shown: Promise<number> }).shown));
  }
  return times;
}

/** Scrolls the list as a wheel does for some seconds and leaps through it by the rail or the bar; the frames meanwhile. */
async function scrollThrough(page: Page, seconds: number): Promise<readonly number[]> {
  const box = (await page.locator('.rows').boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await watchFrames(page);
  const until = Date.now() + seconds * 1000;
  let turn = 0;
  while (Date.now() < until) {
    await page.mouse.wheel(0, 240);
    // in its own time: the wheel of a mouse sends some 60 of these in a second
    await page.waitForTimeout(16);
    if (++turn % 60 === 0) await page.keyboard.press('PageDown');
  }
  return frames(page);
}

const words = ['market', 'company', 'growth', 'paper', 'system', 'research', 'water', 'light'];

test.describe('measured', () => {
  test.skip(!MEASURE, 'Times are held against targets on a quiet machine only: DOSSIER_MEASURE=1.');

  test('100,000 sources: start, first result after typing, scrolling, opening by key', async ({
    testBrowser,
  }) => {
    test.setTimeout(900_000);
    const folder = process.env['DOSSIER_LARGE'] ?? join(tmpdir(), 'dossier-pace');
    const file = join(folder, 'library.dossier');
    if (!existsSync(file)) {
      mkdirSync(folder, { recursive: true });
      makeLargeLibrary(file, { sources: 100_000, originalBytes: 64, longArticle: 500_000, annotations: 2000 }, console.log); // prettier-ignore
    }
    const env = { ...process.env, DOSSIER_DATA: folder, DOSSIER_LIBRARY: file };
    const starts: number[] = [];
    for (let i = 0; i < 6; i++) {
      const opened = await open(testBrowser, env);
      starts.push(opened.took);
      await opened.page.waitForTimeout(500);
      await opened.close();
    }
    const { page, close } = await open(testBrowser, env);
    const { total } = await ask<{ total: number }>(page, 'sources', 'list', { limit: 1 });
    // the first start finds nothing in the caches
    const warm = quantile(starts.slice(1), 0.5);
    console.log(`${total} sources: start ${starts.map(ms).join(', ')}; warm median ${ms(warm)} (1000)`);
    await page.waitForTimeout(3000);
    const scrolling = await scrollThrough(page, 10);
    console.log(
      `scrolling: ${scrolling.length} frames, median ${ms(quantile(scrolling, 0.5))}, p99 ${ms(quantile(scrolling, 0.99))} (50), longest ${ms(Math.max(...scrolling))}`,
    );
    await page.locator('.rows').focus();
    await page.keyboard.press('Home');
    await page.waitForTimeout(500);
    await watchFrames(page);
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('j');
      await page.waitForTimeout(120);
    }
    const opening = await frames(page);
    console.log(
      `opening 40 sources by key: ${opening.length} frames, p99 ${ms(quantile(opening, 0.99))} (50), longest ${ms(Math.max(...opening))}`,
    );
    const first = await typeAndWait(page, words);
    console.log(
      `first result after the last letter: ${first.map(ms).join(', ')}; p95 ${ms(quantile(first, 0.95))} (100)`,
    );
    await close();
    expect(warm, 'start').toBeLessThanOrEqual(1000);
    expect(quantile(first, 0.95), 'first result').toBeLessThanOrEqual(100);
    expect(quantile(scrolling, 0.99), 'scrolling').toBeLessThanOrEqual(LONG);
    expect(quantile(opening, 0.99), 'opening').toBeLessThanOrEqual(LONG);
  });
});

/** On a quiet machine the yardstick is about 20 ms, and the longest task wanted is 50. */
const MOST = 8;

test('importing, opening, searching and exporting hold the window up little', async ({
  start,
  dataFolder,
}) => {
  test.setTimeout(600_000);
  const page = await start({ sample: true });
  await expect(page.getByRole('option').first()).toBeVisible();
  const folder = join(dataFolder, 'articles');
  mkdirSync(folder);
  writeArticles(folder, 120, 3);
  await page.waitForTimeout(1500);
  await watchTasks(page);
  const steps: { readonly name: string; readonly tasks: readonly number[]; readonly yard: number }[] = [];
  const step = async (name: string, work: () => Promise<void>): Promise<void> => {
    const before = await yardstick(page);
    await longTasks(page);
    await work();
    const tasks = await longTasks(page);
    steps.push({ name, tasks, yard: Math.max(before, await yardstick(page)) });
    await longTasks(page);
  };

  // what the same window does when nothing happens: the ground the machine stands on
  await step('still', () => page.waitForTimeout(1000));
  await step('importing', async () => {
    const { jobId } = await ask<{ jobId: string }>(page, 'imports', 'start', { paths: [folder] });
    await expect
      .poll(async () => (await ask<{ id: string; state: string }[]>(page, 'imports', 'list')).find((job) => job.id === jobId)?.state, { timeout: 300_000, intervals: [500] })
      .toBe('done'); // prettier-ignore
  });
  await page.keyboard.press('Control+2');
  await page.locator('.rows').focus();
  await page.keyboard.press('End');
  await expect(page.locator('#reader-page .art')).toBeVisible();
  await step('opening', async () => {
    const opened = new Set<string>();
    for (let i = 0; i < 24; i++) {
      await page.keyboard.press('k');
      await page.waitForTimeout(200);
      opened.add((await page.locator('#reader-page').getAttribute('aria-label'))!);
    }
    expect(opened.size).toBeGreaterThan(20);
  });
  await step('searching', async () => {
    await page.keyboard.press('Control+5');
    await page
      .getByRole('search')
      .getByRole('combobox')
      .pressSequentially('yunqaio gross margin abroad', { delay: 60 });
    await expect(page.locator('.se-row').first()).toBeVisible();
  });
  await page.keyboard.press('Control+4');
  await page.locator('.br-row-open').first().click();
  await page.locator('.ProseMirror').waitFor();
  await page.waitForTimeout(2000);
  await step('exporting', async () => {
    const made = page.waitForEvent('download', { timeout: 60_000 });
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Web page, one file' }).click();
    await made;
  });

  console.log(
    `tasks of the window over 50 ms, and the yardstick: ${steps.map(({ name, tasks, yard }) => `${name} ${tasks.length}${tasks.length > 0 ? ` (${tasks.join(', ')})` : ''}, ${ms(yard)}`).join('; ')}`,
  );
  // whatever the machine: against a piece of work that was measured in the same window before and after
  for (const { name, tasks, yard } of steps)
    expect(longest(tasks) / Math.max(10, yard), name).toBeLessThan(MOST);
  if (MEASURE)
    expect(Object.fromEntries(steps.map(({ name, tasks }) => [name, tasks]))).toEqual(
      Object.fromEntries(steps.map(({ name }) => [name, []])),
    );
});
