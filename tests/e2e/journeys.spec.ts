import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { root } from './shells.ts';

/*
 * The six journeys of DESIGN section 4, each once by mouse and once by keyboard alone. The counts are those the design names:
 * strokes without the words a person writes, which are theirs, and clicks or drags.
 */
const ROBOTS = 'The Warehouse Robots That Learned to Share a Floor';
const scrape = readFileSync(join(root, 'resources/sample/messy-scrape.txt'), 'utf8');
const SENTENCE = 'Three years earlier the overseas share was 12%';
/** Words with a figure whose measure, unit and date are all there. */
const FIGURE = 'booked RMB 4.1 billion';

/** Presses keys and counts the strokes; what is typed into a field is counted apart. */
class Hands {
  strokes = 0;
  clicks = 0;
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  /** Strokes of keys, one after the other; a chord such as Control+k is one stroke. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.strokes++;
      await this.page.keyboard.press(key);
    }
  }
  /** Words of a person, which count as nothing but themselves. */
  write(words: string): Promise<void> {
    return this.page.keyboard.type(words);
  }
  async click(what: Locator): Promise<void> {
    this.clicks++;
    await what.click();
  }
  /** Selects words of the open article by dragging over them. */
  async drag(words: string): Promise<void> {
    this.clicks++;
    const { page } = this;
    const at = await page.evaluate((wanted) => {
      const walker = document.createTreeWalker(document.querySelector('[role=document]')!, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const start = (node as Text).data.indexOf(wanted);
        if (start < 0) continue;
        node.parentElement!.scrollIntoView({ block: 'center' });
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, start + wanted.length);
        const boxes = [...range.getClientRects()];
        const [first, last] = [boxes[0]!, boxes.at(-1)!];
        return { x1: first.left + 1, y1: first.top + first.height / 2, x2: last.right - 1, y2: last.top + last.height / 2 };
      }
      return null;
    }, words); // prettier-ignore
    if (!at) throw new Error(`these words are not in the article: ${words}`);
    await page.mouse.move(at.x1, at.y1);
    await page.mouse.down();
    await page.mouse.move(at.x2, at.y2, { steps: 6 });
    await page.mouse.up();
    await expect(page.locator('.adder')).toBeVisible();
  }
  /** What was done since the last time this was asked. */
  done(): { readonly strokes: number; readonly clicks: number } {
    const { strokes, clicks } = this;
    this.strokes = 0;
    this.clicks = 0;
    return { strokes, clicks };
  }
}

/** No pointer at all: a journey by keyboard fails when the mouse was needed. */
const byKeyboard = (strokes: number) => ({ strokes, clicks: 0 });
const byMouse = (clicks: number) => ({ strokes: 0, clicks });

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

interface Mark {
  readonly quote: string;
  readonly colour: string;
  readonly note: string;
  readonly briefs: readonly unknown[];
}
const marks = async (page: Page): Promise<readonly Mark[]> =>
  (await ask<{ annotations: readonly Mark[] }>(page, 'annotations', 'list')).annotations;
const count = async (page: Page, noun: string): Promise<number> => {
  const all = await ask<unknown[] | { total: number }>(page, noun, 'list');
  return Array.isArray(all) ? all.length : all.total;
};
const region = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset['region']);
const selected = (page: Page): Promise<string> =>
  page.evaluate(() => document.getSelection()?.toString().trim() ?? '');

/** The sample, with its article open and the focus in it. */
async function reading(start: (how: { sample: boolean }) => Promise<Page>): Promise<{ page: Page; article: Locator }> {
  const page = await start({ sample: true });
  await page.getByRole('option', { name: ROBOTS }).first().click();
  const article = page.getByRole('document', { name: ROBOTS });
  await expect(article).toContainText('booked RMB 4.1 billion');
  await article.focus();
  return { page, article };
} // prettier-ignore

/** Steps with J and S until a sentence with these words is selected; not counted: it is reading. */
async function readTo(page: Page, words: string): Promise<void> {
  let last = '';
  for (let i = 0; i < 60 && !last.includes(words); i++) {
    await page.keyboard.press('s');
    const now = await selected(page);
    // the last sentence of a paragraph: on to the next one
    if (now === last) await page.keyboard.press('j');
    last = now;
  }
  expect(last).toContain(words);
}

test.describe('1: capture a messy article', () => {
  test('by keyboard: one stroke saves it; three look it over', async ({
    app: page,
    testBrowser: _browser,
  }) => {
    const hands = new Hands(page);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate((words) => navigator.clipboard.writeText(words), scrape);
    await hands.press('Control+v');
    await expect.poll(() => count(page, 'sources')).toBe(1);
    await expect(page.locator('.toast').getByRole('button', { name: 'Undo' })).toBeVisible();
    expect(hands.done()).toEqual(byKeyboard(1));

    // undone, and looked over before it is saved: the sheet, a block kept or hidden, save
    await hands.press('Control+z');
    await expect.poll(() => count(page, 'sources')).toBe(0);
    expect(hands.done()).toEqual(byKeyboard(1));
  });

  test('by mouse: Capture, Clean it up, a block hidden, Save', async ({ app: page }) => {
    const hands = new Hands(page);
    await hands.click(page.getByRole('button', { name: 'Capture' }).first());
    const sheet = page.getByRole('dialog');
    await sheet.locator('textarea.cp-paste').fill(scrape);
    await hands.click(sheet.getByRole('button', { name: 'Clean it up' }));
    await expect(sheet.locator('.cp-preview')).toBeVisible();
    const shown = await sheet.getByRole('checkbox', { checked: true }).count();
    await hands.click(sheet.getByRole('checkbox', { checked: true }).nth(3));
    await expect(sheet.getByRole('checkbox', { checked: true })).toHaveCount(shown - 1);
    await hands.click(sheet.getByRole('button', { name: 'Save to Inbox' }));
    await expect.poll(() => count(page, 'sources')).toBe(1);
    expect(hands.done()).toEqual(byMouse(4));
  });
});

test.describe('2: read and annotate', () => {
  test('by keyboard: one stroke a mark, one to change or to take it back, two for a note, one to be done', async ({
    start,
  }) => {
    const { page, article } = await reading(start);
    const hands = new Hands(page);
    const before = await marks(page);
    await readTo(page, SENTENCE);
    await hands.press('4');
    await expect.poll(async () => (await marks(page)).length).toBe(before.length + 1);
    expect(hands.done()).toEqual(byKeyboard(1));
    const made = async (): Promise<Mark | undefined> => (await marks(page)).find((mark) => mark.quote.includes(SENTENCE)); // prettier-ignore
    await hands.press('2');
    await expect.poll(async () => (await made())?.colour).toBe('green');
    expect(hands.done()).toEqual(byKeyboard(1));
    await hands.press('n');
    await expect(page.getByRole('textbox', { name: 'Note, in Markdown' })).toBeFocused();
    await hands.write('Check the year #share');
    await hands.press('Control+Enter');
    await expect.poll(async () => (await made())?.note).toContain('Check the year');
    expect(hands.done()).toEqual(byKeyboard(2));
    await expect.poll(() => region(page)).toBe('reader');
    await expect(article.locator('mark').first()).toBeVisible();
    // done: it leaves the Inbox, the next one opens
    await hands.press('e');
    await expect
      .poll(async () => (await ask<{ sources: { title: string; state: string }[] }>(page, 'sources', 'list', { limit: 100 })).sources.find((one) => one.title === ROBOTS)?.state)
      .toBe('done'); // prettier-ignore
    expect(hands.done()).toEqual(byKeyboard(1));
  });

  test('by mouse: drag and a colour; the mark and a note', async ({ start }) => {
    const { page, article } = await reading(start);
    const hands = new Hands(page);
    const before = (await marks(page)).length;
    await hands.drag(SENTENCE);
    await hands.click(page.locator('.adder').getByRole('button').nth(3));
    await expect.poll(async () => (await marks(page)).length).toBe(before + 1);
    expect(hands.done()).toEqual(byMouse(2));
    // other words with a note: drag, Note, and anywhere else keeps it
    await hands.drag('Most warehouse robots behave like commuters');
    await hands.click(page.locator('.adder').getByRole('button', { name: /^Note/ }));
    await page.getByRole('textbox', { name: 'Note, in Markdown' }).fill('Check the year');
    await hands.click(article.locator('h1, p').first());
    await expect
      .poll(async () => (await marks(page)).some((mark) => mark.note === 'Check the year'))
      .toBe(true);
    expect(hands.done()).toEqual(byMouse(3));
  });
});

test.describe('3: facts tied to quotes', () => {
  test('by keyboard: two strokes a fact, one back to its words', async ({ start }) => {
    const { page } = await reading(start);
    const hands = new Hands(page);
    const before = await count(page, 'facts');
    await readTo(page, 'Last year it shipped 86,000 units');
    await hands.press('f');
    await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Value' }).first()).toHaveValue(/\d/);
    await hands.press('Control+Enter');
    await expect.poll(() => count(page, 'facts')).toBeGreaterThan(before);
    expect(hands.done()).toEqual(byKeyboard(2));

    // the dossier by its name in the palette, and from a fact to its words
    await hands.press('Control+k');
    await hands.write('yqjqr');
    await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('Yunqiao Robotics');
    await hands.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: /Yunqiao/ })).toBeVisible();
    expect(hands.done()).toEqual(byKeyboard(2));
    await page.locator('tr[data-row]').first().focus();
    await hands.press('Enter');
    await expect(page.locator('#reader-page')).toBeVisible();
    expect(hands.done()).toEqual(byKeyboard(1));
  });

  test('by mouse: drag, Fact, Save; a fact to its words', async ({ start }) => {
    const { page } = await reading(start);
    const hands = new Hands(page);
    const before = await count(page, 'facts');
    await hands.drag(`${FIGURE} in 2024 sales`);
    await hands.click(page.locator('.adder').getByRole('button', { name: /^Fact/ }));
    const sheet = page.getByRole('dialog');
    await expect(sheet.getByRole('textbox', { name: 'Value' }).first()).toHaveValue(/\d/);
    await hands.click(sheet.getByRole('button', { name: /^Save/ }));
    await expect.poll(() => count(page, 'facts')).toBeGreaterThan(before);
    expect(hands.done()).toEqual(byMouse(3));
  });
});

test.describe('4: search everything', () => {
  test('by keyboard: one stroke to the box, one to the words, one to keep the search', async ({ start }) => {
    const { page } = await reading(start);
    const hands = new Hands(page);
    await hands.press('/');
    await expect(page.getByRole('search').getByRole('combobox')).toBeFocused();
    await hands.write('forklifts');
    const rows = page.getByRole('region', { name: 'Results' }).getByRole('option');
    await expect(rows.first()).toContainText('forklifts');
    await hands.press('Enter');
    await expect.poll(() => region(page)).toBe('reader');
    await expect(page.getByText('forklifts').first()).toBeInViewport();
    expect(hands.done()).toEqual(byKeyboard(2));
    await hands.press('Alt+ArrowLeft', 'Control+s');
    await expect(page.getByRole('dialog').getByRole('textbox').first()).toBeFocused();
    await hands.press('Enter');
    await expect.poll(() => count(page, 'savedSearches')).toBeGreaterThan(0);
    expect(hands.done()).toEqual(byKeyboard(3));
  });

  test('by mouse: the box, a result, open', async ({ start }) => {
    const { page } = await reading(start);
    const hands = new Hands(page);
    await hands.click(page.locator('.omni'));
    await page.getByRole('dialog').getByRole('combobox').fill('yunqaio ports');
    await hands.click(page.getByRole('dialog').getByRole('option', { name: /Search the text/ }));
    const rows = page.getByRole('region', { name: 'Results' }).getByRole('option');
    const source = rows.filter({ hasText: 'Northern Ports' }).first();
    await expect(source).toBeVisible();
    await hands.click(source);
    await hands.click(page.locator('.se-preview').getByRole('button', { name: /^Open/ }));
    await expect(page.locator('#reader-page')).toBeVisible();
    expect(hands.done()).toEqual(byMouse(4));
  });
});

test.describe('5: a brief from evidence', () => {
  test('by keyboard: one stroke cites a selection, @ and Enter cite in the text, two export', async ({
    start,
  }) => {
    const { page } = await reading(start);
    const hands = new Hands(page);
    await readTo(page, SENTENCE);
    await hands.press('b');
    await page.waitForTimeout(500);
    // with no brief used before, it is asked which; Enter takes the first
    if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await marks(page)).some((mark) => mark.quote.includes(SENTENCE) && mark.briefs.length > 0))
      .toBe(true); // prettier-ignore
    expect(hands.done()).toEqual(byKeyboard(1));
    await hands.press('Control+4');
    await expect(page.locator('.br-row').first()).toBeVisible();
    await page.locator('.br-row-open').first().focus();
    await hands.press('Enter');
    const body = page.locator('.ProseMirror');
    await expect(body).toBeVisible();
    expect(hands.done()).toEqual(byKeyboard(2));
    await body.focus();
    await page.keyboard.press('Control+End');
    const citations = async (): Promise<number> =>
      (await ask<{ citations: number }[]>(page, 'briefs', 'list'))[0]!.citations;
    const cited = await citations();
    await hands.write('The share was lower once. ');
    await hands.press('@');
    await hands.write('overseas');
    await expect(page.locator('[role=option]').first()).toBeVisible();
    await hands.press('Enter');
    await expect.poll(citations).toBe(cited + 1);
    expect(hands.done()).toEqual(byKeyboard(2));
    const made = page.waitForEvent('download', { timeout: 60_000 });
    await hands.press('Control+Shift+E');
    await expect(page.getByRole('menuitem').first()).toBeVisible();
    await page.getByRole('menuitem', { name: 'Web page, one file' }).focus();
    await hands.press('Enter');
    await made;
    expect(hands.done()).toEqual(byKeyboard(2));
  });

  test('by mouse: open, insert from the drawer, export', async ({ start }) => {
    const page = await start({ sample: true });
    const hands = new Hands(page);
    await hands.click(page.locator('.side .item', { hasText: 'Briefs' }));
    await hands.click(page.locator('.br-row-open').first());
    await expect(page.locator('.ProseMirror')).toBeVisible();
    const citations = async (): Promise<number> =>
      (await ask<{ citations: number }[]>(page, 'briefs', 'list'))[0]!.citations;
    const cited = await citations();
    await hands.click(page.locator('.ProseMirror p').last());
    await hands.click(
      page
        .getByRole('region', { name: 'Evidence' })
        .getByRole('button', { name: /^Insert/ })
        .first(),
    );
    await expect.poll(citations).toBeGreaterThan(cited);
    const made = page.waitForEvent('download', { timeout: 60_000 });
    await hands.click(page.getByRole('button', { name: 'Export' }));
    await hands.click(page.getByRole('menuitem', { name: 'Web page, one file' }));
    await made;
    expect(hands.done()).toEqual(byMouse(6));
  });
});

test.describe('6: keep the library healthy', () => {
  test('by keyboard: a backup in two strokes and a word; health in as many', async ({ start }) => {
    const { page } = await reading(start);
    const hands = new Hands(page);
    const backups = async (): Promise<number> =>
      (await ask<{ backups: unknown[] }>(page, 'health', 'status')).backups.length;
    const before = await backups();
    await hands.press('Control+k');
    await hands.write('>Back up');
    await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('Back up');
    await hands.press('Enter');
    await expect.poll(backups).toBe(before + 1);
    expect(hands.done()).toEqual(byKeyboard(2));
    await hands.press('Control+k');
    await hands.write('>Library health');
    await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('ealth');
    await hands.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Library health' })).toBeVisible();
    expect(hands.done()).toEqual(byKeyboard(2));
    // Tab reaches what there is to do; one stroke checks
    const check = page.getByRole('button', { name: 'Check now' });
    for (let i = 0; i < 60 && !(await check.evaluate((each) => each === document.activeElement)); i++)
      await page.keyboard.press('Tab');
    await hands.press('Enter');
    await expect(page.getByText('Sound', { exact: true })).toBeVisible();
    expect(hands.done()).toEqual(byKeyboard(1));
  });

  test('by mouse: one click to health, one for a backup, three to see what a restore would change', async ({
    start,
  }) => {
    const { page } = await reading(start);
    const hands = new Hands(page);
    await hands.click(page.locator('.side .foot .line').first());
    await expect(page.getByRole('heading', { level: 1, name: 'Library health' })).toBeVisible();
    await hands.click(page.getByRole('button', { name: 'Back up now' }));
    await expect(page.locator('.toast, .he-box').filter({ hasText: /ack/ }).first()).toBeVisible();
    expect(hands.done()).toEqual(byMouse(2));
    await hands.click(page.getByRole('button', { name: 'Restore…' }));
    const sheet = page.getByRole('dialog');
    await expect(sheet.getByText('The library as it is now is kept as a backup first.')).toBeVisible();
    await hands.click(sheet.getByRole('button', { name: 'Cancel' }));
    await expect(sheet).toHaveCount(0);
    expect(hands.done()).toEqual(byMouse(2));
  });
});
