import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** The name of the region that has the focus. */
const region = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset['region']);

const selected = (page: Page): Promise<string> =>
  page.evaluate(() => document.getSelection()?.toString().trim() ?? '');

const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

/** Moves the cursor of the list down until the article is open, and enters it. */
async function openByKeyboard(page: Page, title: string): Promise<Locator> {
  await expect(page.getByRole('option').first()).toBeVisible();
  await press(page, 'F6');
  while ((await region(page)) !== 'list') await press(page, 'F6');
  const article = page.getByRole('document', { name: title });
  for (
    let tries = 0;
    tries < 14 && (await page.locator('.lrow.cur', { hasText: title }).count()) === 0;
    tries++
  )
    await press(page, 'j');
  await expect(article).toBeVisible();
  await press(page, 'Enter');
  await expect.poll(() => region(page)).toBe('reader');
  return article;
}

const ROBOTS = 'The Warehouse Robots That Learned to Share a Floor';

test('reads, marks and notes without a pointer, and undoes it by name', async ({ start }) => {
  const page = await start({ sample: true });
  const article = await openByKeyboard(page, ROBOTS);
  await expect(article).toContainText('Most warehouse robots behave like commuters');
  // marks are counted in the whole article: it has to be drawn to its last table
  await expect(article).toContainText('86,000');

  // paragraphs, then sentences of the paragraph
  await press(page, 'j', 'j');
  await press(page, 's');
  const first = await selected(page);
  expect(first.length).toBeGreaterThan(10);
  await press(page, 's');
  const second = await selected(page);
  expect(second).not.toBe(first);
  await press(page, 'Shift+S');
  expect((await selected(page)).startsWith(second)).toBe(true);

  // a colour by its number, and the toast of undo says what it took back
  const marks = article.locator('mark');
  const before = await marks.count();
  await press(page, '4');
  await expect.poll(() => marks.count()).toBeGreaterThan(before);
  await press(page, 'Control+z');
  await expect(page.locator('.toast', { hasText: 'Undone: Highlighted a passage' })).toBeVisible();
  await expect.poll(() => marks.count()).toBe(before);
  await press(page, 'Control+Shift+z');
  await expect(page.locator('.toast', { hasText: 'Done again: Highlighted a passage' })).toBeVisible();
  await expect.poll(() => marks.count()).toBeGreaterThan(before);

  // a note on the next sentence; letters and digits are words there, and Esc keeps them
  await press(page, 's', 'n');
  const note = page.getByRole('textbox', { name: 'Note, in Markdown' });
  await expect(note).toBeFocused();
  const now = await marks.count();
  await page.keyboard.type('join 2 facts, then ask? /b');
  await expect(note).toHaveValue('join 2 facts, then ask? /b');
  await press(page, 'Escape');
  await expect(note).toBeHidden();
  await expect(page.getByText('join 2 facts, then ask? /b').first()).toBeVisible();
  await expect.poll(() => region(page)).toBe('reader');
  expect(await marks.count()).toBe(now);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('Esc goes out one step at a time and never further', async ({ start }) => {
  const page = await start({ sample: true });
  await openByKeyboard(page, ROBOTS);
  await press(page, 'F9');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await press(page, 'Control+f');
  const find = page.locator('.find input, .findbar input, [role=search] input').first();
  await expect(find).toBeFocused();
  await page.keyboard.type('aisle');
  await press(page, 'Escape');
  await expect(find).toBeHidden();
  await expect.poll(() => region(page)).toBe('reader');
  await press(page, 'j', 's');
  expect(await selected(page)).not.toBe('');
  await press(page, 'Escape');
  expect(await selected(page)).toBe('');
  await press(page, 'Escape');
  await press(page, 'Escape');
  await expect(page.getByRole('listbox').first()).toBeVisible();
  if ((await region(page)) !== 'list') await press(page, 'Escape');
  await expect.poll(() => region(page)).toBe('list');
  await press(page, 'Escape', 'Escape');
  await expect.poll(() => region(page)).toBe('list');
});

test('F6 goes round the regions and back, and every region is named', async ({ start }) => {
  const page = await start({ sample: true });
  await openByKeyboard(page, ROBOTS);
  const round: (string | undefined)[] = [];
  for (let i = 0; i < 4; i++) {
    await press(page, 'F6');
    round.push(await region(page));
  }
  expect(new Set(round)).toEqual(new Set(['inspector', 'navigation', 'list', 'reader']));
  await press(page, 'Shift+F6');
  expect(await region(page)).toBe(round[2]);
  const names = await page
    .locator('[data-region]')
    .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
  expect(names.filter((name) => name === '')).toEqual([]);
});

test('the palette goes to a company by the initials of its pinyin and by a misspelt name', async ({
  start,
}) => {
  const page = await start({ sample: true });
  await expect(page.getByRole('option').first()).toBeVisible();
  for (const words of ['yqjqr', 'yunqaio', '雲樵']) {
    await press(page, 'Control+2', 'Control+k');
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await page.keyboard.type(words);
    await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('Yunqiao Robotics');
    await press(page, 'Enter');
    await expect(page.getByRole('heading', { level: 1, name: /Yunqiao Robotics/ }), words).toBeVisible();
  }
});

test('the search page is worked from its box', async ({ start }) => {
  const page = await start({ sample: true });
  await expect(page.getByRole('option').first()).toBeVisible();
  await press(page, 'Control+5');
  const box = page.getByRole('search').getByRole('combobox');
  await expect(box).toBeFocused();
  // single keys are letters here
  await page.keyboard.type('furnace flooding?');
  await expect(box).toHaveValue('furnace flooding?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await box.fill('yunqiao port');
  const rows = page.getByRole('region', { name: 'Results' }).getByRole('option');
  await expect(rows.first()).toBeVisible();
  await press(page, 'ArrowDown');
  await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true');
  await press(page, 'ArrowUp');
  await expect(rows.first()).toHaveAttribute('aria-selected', 'true');
  await box.fill('forklifts');
  await expect(rows.first()).toContainText('forklifts');
  const source = rows.filter({ hasText: 'Warehouse Robots' }).first();
  for (let tries = 0; tries < 8 && (await source.getAttribute('aria-selected')) !== 'true'; tries++)
    await press(page, 'ArrowDown');
  await press(page, 'Enter');
  await expect(page.getByRole('document', { name: ROBOTS })).toBeVisible();
  // Enter goes in: the keys of the reader act at once
  await expect.poll(() => region(page)).toBe('reader');
  await press(page, 'j', 's');
  await expect.poll(() => selected(page)).not.toBe('');
});

test('reports the long tasks of searching and opening', async ({ start }, info) => {
  const page = await start({ sample: true });
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.evaluate(() => {
    const told = globalThis as unknown as { longTasks: number[] };
    told.longTasks = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) told.longTasks.push(Math.round(entry.duration));
    }).observe({ type: 'longtask' });
  });
  const taken = (): Promise<number[]> =>
    page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks.splice(0));
  const rows = page.locator('.lrow.source');
  for (let i = 0; i < 8; i++) {
    await rows.nth(i).click();
    await page.waitForTimeout(150);
  }
  const opening = await taken();
  await press(page, 'Control+5');
  await page.keyboard.type('yunqaio gross margin abroad', { delay: 40 });
  await expect(page.locator('.se-row').first()).toBeVisible();
  await page.waitForTimeout(300);
  const searching = await taken();
  const words = `long tasks (over 50 ms): opening 8 sources ${JSON.stringify(opening)} ms, searching ${JSON.stringify(searching)} ms`;
  console.log(words);
  info.annotations.push({ type: 'long tasks', description: words });
});
