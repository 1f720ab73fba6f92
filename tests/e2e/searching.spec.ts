import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
const boxOf = (page: Page): Locator => page.getByRole('search').getByRole('combobox');
const rowsOf = (page: Page): Locator => page.locator('#search-results [role=option]');

/** Opens the search page by key and types. */
async function search(page: Page, words: string): Promise<void> {
  await expect(page.getByRole('option').first()).toBeVisible();
  await press(page, 'Control+5');
  await expect(boxOf(page)).toBeFocused();
  await page.keyboard.type(words);
}

test('finds, unfolds, reads at the passage and goes on to the next source, all by keyboard', async ({
  start,
}) => {
  const page = await start({ sample: true });
  await search(page, 'yunqaio');
  await expect(page.getByText('for “yunqaio”')).toBeVisible();
  await expect(
    rowsOf(page)
      .filter({ hasText: /[3-9] passages/ })
      .first(),
  ).toBeVisible();

  // to the first source that has several passages, and unfold it
  const current = page.locator('#search-results [aria-selected=true]');
  for (let tries = 0; tries < 30 && !/[3-9] passages/.test((await current.textContent()) ?? ''); tries++)
    await press(page, 'ArrowDown');
  const before = await rowsOf(page).count();
  await press(page, 'Alt+ArrowDown');
  await expect.poll(() => rowsOf(page).count()).toBeGreaterThan(before);
  await press(page, 'ArrowDown', 'ArrowDown');
  const passage = ((await current.locator('mark').first().textContent()) ?? '').trim();
  expect(passage).not.toBe('');

  // Enter opens the reader there; every hit is counted, and the strip beside the text shows them
  await press(page, 'Enter');
  const bar = page.locator('.findbar');
  await expect(bar).toBeVisible();
  const [at, of] = ((await bar.textContent()) ?? '')
    .match(/(\d+) of (\d+)/)!
    .slice(1)
    .map(Number) as [number, number];
  expect(at).toBeGreaterThan(1);
  expect(of).toBeGreaterThanOrEqual(at);
  const title = await page.locator('#reader-page').getAttribute('aria-label');

  // past the last hit comes the next source of the search, at its own hit
  for (let i = at; i <= of; i++) await press(page, 'Control+g');
  await expect(page.locator('#reader-page')).not.toHaveAttribute('aria-label', title!);
  await expect(bar).toContainText(/\d+ of \d+/);
  const document = page.locator('#reader-page');
  for (let tries = 0; tries < 12 && (await document.getAttribute('aria-label')) !== title; tries++)
    await press(page, 'Control+Shift+g');
  await expect(document).toHaveAttribute('aria-label', title!);
});

test('completes operators and values, narrows at once, and says quietly what it did not understand', async ({
  start,
}) => {
  const page = await start({ sample: true });
  await search(page, 'yunqiao la');
  const suggestions = page.getByRole('listbox', { name: 'Suggestions' });
  await expect(suggestions.getByRole('option')).toHaveText([/^lang:/]);
  await press(page, 'Tab');
  await expect(boxOf(page)).toHaveValue('yunqiao lang:');
  await page.keyboard.type('z');
  await expect(suggestions.getByRole('option').first()).toContainText('Chinese');
  await press(page, 'Tab');
  await expect(boxOf(page)).toHaveValue(/^yunqiao lang:zh\S* $/);
  await expect(rowsOf(page).first()).toContainText(/\p{Script=Han}/u);
  await boxOf(page).fill('colour:doubt');
  await expect(rowsOf(page).first()).toContainText('My note:');
  await expect(rowsOf(page).filter({ hasNotText: 'My note:' })).toHaveCount(0);
  await boxOf(page).fill('yunqiao is:purple');
  await expect(page.getByText('is:purple names no state, so it is searched as words.')).toBeVisible();
});

test('the card of a named company and its facts come first, in either script and by pinyin', async ({
  start,
}) => {
  const page = await start({ sample: true });
  for (const words of ['Yunqiao Robotics', '云樵机器人', '雲樵機器人']) {
    await search(page, '');
    await boxOf(page).fill(words);
    await expect(rowsOf(page).first(), words).toContainText('Company ·');
    await expect(rowsOf(page).nth(1), words).toContainText('Fact:');
  }
});

test('a search is saved, tells what is new, and is forgotten again', async ({ start, cli, leave }) => {
  const page = await start();
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await press(page, 'Control+5');
  await expect(boxOf(page)).toBeFocused();
  await boxOf(page).fill('lighthouse');
  await press(page, 'Control+s');
  await page.getByRole('dialog').getByRole('textbox').fill('Lights');
  await press(page, 'Enter');
  const saved = page.getByRole('region', { name: 'Saved searches' }).getByRole('button', { name: /Lights/ });
  await expect(saved).toBeVisible();
  await leave();
  await cli(
    ['import', '-'],
    'The lighthouse of Skagen\n\nThe lighthouse was lit again on Monday after a long winter without a keeper.',
  );
  const again = await start();
  const item = again.getByRole('button', { name: /Lights/ });
  await expect(item).toContainText('1 new source since you looked');
  await item.click();
  await expect(rowsOf(again).first()).toContainText('Skagen');
  await expect(item).not.toContainText('new source');
  await item.click({ button: 'right' });
  await again.getByRole('menuitem', { name: 'Remove this saved search' }).click();
  await expect(item).toHaveCount(0);
  await press(again, 'Control+z');
  await expect(item).toBeVisible();
});

test('hostile queries leave a result or a quiet doubt and no long pause', async ({ start, problems }) => {
  const page = await start({ sample: true });
  await search(page, '');
  const hostile = ['"'.repeat(300), '((((((((((((((((((((a', 'NEAR/9 NEAR/9', "'; DROP TABLE source; --", 'tag:"', '\u0000', '🙂🏳️‍🌈', '* * *', '-(-(-(']; // prettier-ignore
  for (const query of hostile) {
    await boxOf(page).fill(query);
    await expect(page.locator('.se-list, .se-doubts, .empty').first(), query).toBeVisible();
  }
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'harbour '.repeat(140_000));
    const box = document.querySelector<HTMLInputElement>('[role=combobox]')!;
    box.select();
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(page.getByText('The query is too long, so its end is left out.')).toBeVisible();
  await boxOf(page).fill('yunqiao');
  await expect(rowsOf(page).first()).toBeVisible();
  expect(problems).toEqual([]);
});

test('a key that was changed acts, is shown everywhere, and survives the end of the program', async ({
  start,
  leave,
}) => {
  const page = await start({ sample: true });
  await expect(page.getByRole('option').first()).toBeVisible();
  await press(page, 'Control+,');
  await page.getByRole('button', { name: 'Companies: change Ctrl 3' }).click();
  await press(page, 'Control+j', 'Enter');
  await press(page, 'Control+2');
  await expect(page.getByRole('option').first()).toBeVisible();
  await press(page, 'Control+j');
  await expect(page.getByRole('heading', { level: 1, name: 'Companies' })).toBeVisible();
  await press(page, 'Control+k');
  await page.keyboard.type('>companies');
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('CtrlJ');
  await press(page, 'Escape');
  await leave();
  const again = await start({ sample: true });
  await expect(again.getByRole('option').first()).toBeVisible();
  await press(again, 'Control+j');
  await expect(again.getByRole('heading', { level: 1, name: 'Companies' })).toBeVisible();
});
