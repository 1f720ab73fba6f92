import { readFileSync, writeFileSync } from 'node:fs';
import type { Locator, Page, TestInfo } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const ROBOTS = 'The Warehouse Robots That Learned to Share a Floor';

/** Asks a verb from inside the page, as its own screens do. */
const ask = <T>(page: Page, noun: string, verb: string, input?: unknown): Promise<T> =>
  page.evaluate(
    async ([noun, verb, input]) => {
      const reply = await fetch('/ask', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ noun, verb, input }),
      });
      const answer = (await reply.json()) as { ok: boolean; value: unknown; message?: string };
      if (!answer.ok) throw new Error(answer.message);
      return answer.value;
    },
    [noun, verb, input] as const,
  ) as Promise<T>;

interface Mark {
  readonly id: string;
  readonly quote: string;
  readonly note: string;
  readonly colour: string;
  readonly anchor: string;
  readonly sourceTitle: string;
  readonly companies: readonly string[];
  readonly facts: readonly unknown[];
  readonly briefs: readonly unknown[];
  readonly links: readonly { readonly kind: string; readonly outward: boolean }[];
}

const marksOf = async (page: Page): Promise<readonly Mark[]> =>
  (await ask<{ annotations: readonly Mark[] }>(page, 'annotations', 'list', {})).annotations;

/** Opens a source of the list by pointer. */
async function open(page: Page, title: string): Promise<Locator> {
  await page.getByRole('option', { name: title }).first().click();
  const article = page.getByRole('document', { name: title });
  await expect(article).toBeVisible();
  return article;
}

/** Where some words are drawn: the place before the first and after the last of them. */
const placesOf = (page: Page, words: string) =>
  page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.querySelector('.art')!, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    let text = '';
    const starts: number[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest('[data-o]')) continue;
      nodes.push(node as Text);
      starts.push(text.length);
      text += node.textContent ?? '';
    }
    const at = text.indexOf(wanted);
    if (at < 0) throw new Error(`Not on the page: ${wanted}`);
    const point = (offset: number, end: boolean): [Text, number] => {
      const index = starts.findLastIndex((start) => (end ? start < offset : start <= offset));
      return [nodes[index]!, offset - starts[index]!];
    };
    const range = document.createRange();
    range.setStart(...point(at, false));
    range.setEnd(...point(at + wanted.length, true));
    range.startContainer.parentElement?.scrollIntoView({ block: 'center' });
    const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
    const [first, last] = [rects[0]!, rects.at(-1)!];
    return {
      from: { x: first.left, y: first.top + first.height / 2 },
      to: { x: last.right, y: last.top + last.height / 2 },
    };
  }, words);

/** Drags the pointer over some words. */
async function drag(page: Page, words: string): Promise<void> {
  await placesOf(page, words);
  const { from, to } = await placesOf(page, words);
  await page.mouse.move(from.x + 0.5, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
  await page.mouse.move(to.x - 0.5, to.y);
  await page.mouse.up();
  await expect(page.getByRole('toolbar', { name: 'With the selected words' })).toBeVisible();
}

/** Selects by keyboard: `paragraphs` down, then `sentences` on. */
async function selectSentence(page: Page, paragraphs: number, sentences = 1): Promise<string> {
  for (let i = 0; i < paragraphs; i++) await page.keyboard.press('j');
  for (let i = 0; i < sentences; i++) await page.keyboard.press('s');
  return page.evaluate(() => document.getSelection()?.toString() ?? '');
}

const shoot = async (page: Page, info: TestInfo, name: string): Promise<void> => {
  await page.screenshot({ path: info.outputPath(`${name}.png`) });
};

test('by keyboard alone: highlight, company, fact, brief, note, link, cut, join, attach, and how many keys each takes', async ({
  start,
}) => {
  const page = await start({ sample: true });
  await expect(page.getByRole('option').first()).toBeVisible();
  const article = await open(page, ROBOTS);
  await article.focus();
  let keys = 0;
  const press = async (key: string): Promise<void> => {
    keys++;
    await page.keyboard.press(key);
  };
  /** Counts the keys from the selected words to something done. */
  const counted = async (work: () => Promise<void>): Promise<number> => {
    keys = 0;
    await work();
    return keys;
  };
  const before = await marksOf(page);
  const made = async (): Promise<Mark | undefined> =>
    (await marksOf(page)).find((mark) => before.every((old) => old.id !== mark.id));

  // highlight
  await selectSentence(page, 2);
  const highlight = await counted(() => press('2'));
  await expect.poll(async () => (await made())?.colour).toBe('green');
  expect(highlight).toBe(1);
  await page.keyboard.press('Delete');
  await expect.poll(made).toBeUndefined();

  // highlight + company
  await selectSentence(page, 1);
  const company = await counted(async () => {
    await press('c');
    await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused();
    await press('Enter');
  });
  await expect.poll(async () => (await made())?.companies.length ?? 0).toBeGreaterThan(0);
  expect(company).toBeLessThanOrEqual(3);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // fact: a sentence that holds a figure
  await page.keyboard.press('Escape');
  await drag(page, 'RMB 4.1 billion');
  const fact = await counted(async () => {
    await press('f');
    await expect(page.getByRole('textbox', { name: 'Value' }).first()).toBeFocused();
    await press('Control+Enter');
  });
  await expect
    .poll(async () =>
      (await marksOf(page)).some((mark) => mark.quote.includes('RMB 4.1 billion') && mark.facts.length > 0),
    )
    .toBe(true);
  expect(fact).toBeLessThanOrEqual(4);

  // brief
  await page.keyboard.press('Escape');
  await article.focus();
  await selectSentence(page, 1);
  const inBriefs = async (): Promise<number> =>
    (await marksOf(page)).filter((mark) => mark.briefs.length > 0).length;
  const cited = before.filter((mark) => mark.briefs.length > 0).length;
  const brief = await counted(async () => {
    await press('b');
    // with no brief used before, it is asked which; Enter takes the first
    await expect
      .poll(async () => (await page.getByRole('dialog').isVisible()) || (await inBriefs()) > cited)
      .toBe(true);
    if (await page.getByRole('dialog').isVisible()) await press('Enter');
  });
  await expect.poll(inBriefs).toBeGreaterThan(cited);
  expect(brief).toBeLessThanOrEqual(2);
  console.log(
    `keys from selected words: highlight ${highlight}, company ${company}, fact ${fact}, brief ${brief}`,
  );

  // a note in Markdown
  await page.keyboard.press('n');
  await expect(page.getByRole('textbox', { name: 'Note, in Markdown' })).toBeFocused();
  await page.keyboard.type('Worth **two** calls #calls');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.card .note strong', { hasText: 'two' })).toBeVisible();

  // cut by sentences, join again
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await article.focus();
  await page.keyboard.press('j');
  await page.keyboard.press('s');
  await page.keyboard.press('Shift+S');
  await page.keyboard.press('4');
  await expect(article.locator('mark.hl-rose').first()).toBeVisible();
  const count = (await marksOf(page)).length;
  const drawn = await article.locator('mark.hl-rose').count();
  await page.keyboard.press('-');
  await expect.poll(async () => (await marksOf(page)).length).toBe(count + 1);
  // joined are the marks a person sees
  await expect(article.locator('mark.hl-rose')).toHaveCount(drawn + 1);
  await page.keyboard.press('=');
  await expect.poll(async () => (await marksOf(page)).length).toBe(count);

  // link
  await page.keyboard.press('l');
  await expect(page.getByRole('textbox', { name: /Find the other/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await marksOf(page)).filter((mark) => mark.links.length > 0).length).toBe(2);
  await expect(page.locator('.an-link').first()).toBeVisible();

  // a note on the whole source
  await article.focus();
  await page.keyboard.press('Shift+N');
  await page.keyboard.type('The whole of it.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('On the whole source')).toBeVisible();

  // everything is undone one by one
  for (let i = 0; i < 14; i++) await page.keyboard.press('Control+z');
});

test('by pointer: the bar at the words, the card and its menu, and bulk actions over all annotations', async ({
  start,
}, info) => {
  const page = await start({ sample: true });
  await expect(page.getByRole('option').first()).toBeVisible();
  const article = await open(page, ROBOTS);
  const count = (await marksOf(page)).length;
  await drag(page, 'a maker of low carts and lifting columns');
  await page
    .getByRole('toolbar', { name: 'With the selected words' })
    .getByRole('button', { name: /^3 / })
    .click();
  await expect(article.locator('mark.hl-blue', { hasText: 'low carts' })).toBeVisible();
  const card = page.locator('.card.on');
  await expect(card).toContainText('low carts');
  await shoot(page, info, 'light-en-card');

  await card.getByRole('button', { name: 'Actions on this note' }).click();
  await shoot(page, info, 'light-en-menu');
  await page.getByRole('menuitem', { name: /Link to/ }).click();
  await page.getByRole('radio', { name: 'Contradicts' }).click();
  await shoot(page, info, 'light-en-link');
  await page.getByRole('dialog').locator('.an-choices button').first().click();
  await expect(page.locator('.card.on .an-link')).toContainText('Contradicts');
  await page.getByRole('button', { name: 'Remove this link' }).first().click();
  await expect(page.locator('.an-link')).toHaveCount(0);

  await drag(page, 'low carts');
  await page.locator('.card.on').getByRole('button', { name: 'Actions on this note' }).click();
  await page.getByRole('menuitem', { name: /^Cut/ }).click();
  await expect.poll(async () => (await marksOf(page)).length).toBe(count + 3);

  // over all of them
  await page
    .getByRole('button', { name: /^Annotations/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Annotations', level: 1 })).toBeVisible();
  await page.getByRole('checkbox', { name: /a maker of/ }).click();
  await page.getByRole('checkbox', { name: /and lifting columns/ }).click();
  await page.getByRole('checkbox', { name: /low carts/ }).click();
  await shoot(page, info, 'light-en-bulk');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect.poll(async () => (await marksOf(page)).length).toBe(count + 1);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await marksOf(page)).length).toBe(count + 3);
  await page.getByRole('button', { name: 'Select all shown' }).click();
  await page
    .getByRole('group', { name: 'Colour of the selected' })
    .getByRole('button', { name: /^5 / })
    .click();
  await expect.poll(async () => new Set((await marksOf(page)).map((mark) => mark.colour)).size).toBe(1);
  await page.keyboard.press('Control+z');
  await expect
    .poll(async () => new Set((await marksOf(page)).map((mark) => mark.colour)).size)
    .toBeGreaterThan(1);

  // out and in again
  const wait = page.waitForEvent('download');
  await page.locator('.phead').getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('menuitem', { name: /JSON-LD/ }).click();
  const file = info.outputPath('annotations.jsonld');
  await (await wait).saveAs(file);
  const exported = JSON.parse(readFileSync(file, 'utf8')) as { total: number };
  expect(exported.total).toBe(count + 3);
  const broken = info.outputPath('broken.jsonld');
  writeFileSync(broken, '{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","id":"urn:a:b"}');
  for (const [given, told] of [
    [file, `0 placed, 0 without a place, ${count + 3} here already, 0 refused`],
    [broken, 'target is missing'],
  ] as const) {
    await page.getByRole('button', { name: 'Import…' }).click();
    await page.locator('input[type=file]').last().setInputFiles(given);
    await expect(page.getByRole('dialog')).toContainText(told);
    await page.keyboard.press('Escape');
  }
});

test('marks what was selected, or says in words why not: nothing, everything, a table, a picture, a formula, right to left, emoji', async ({
  app: page,
}, info) => {
  const html = `<html lang="en"><head><title>Odd things</title></head><body><article><h1>Odd things</h1>
<p>The first paragraph has plain words in it, and enough of them that this is taken for an article by any reader of pages.</p>
<table><tr><th>Year</th><th>Orders</th></tr><tr><td>2024</td><td>1,150 units</td></tr><tr><td>2025</td><td>400 units</td></tr></table>
<figure><img src="https://example.org/a.png" alt="A chart of orders"></figure>
<p>The energy is <math><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math> as everybody knows since long ago.</p>
<p dir="rtl" lang="ar">وقعت الشركة عقدا جديدا مع الميناء في مارس، وقيمته واحد وثلاثون مليون يورو.</p>
<p>A family 👨‍👩‍👧‍👦 came to the harbour and looked at the robots for a long time, and then it went home again.</p>
<p>The last paragraph closes the page with some more plain words, so that there is a beginning and an end.</p></article></body></html>`;
  await ask(page, 'capture', 'save', { html, url: 'https://example.org/odd' });
  const article = await open(page, 'Odd things');
  await article.focus();
  // nothing selected
  await page.keyboard.press('1');
  await expect(page.locator('.toast', { hasText: 'Select words first' })).toBeVisible();
  expect(await marksOf(page)).toEqual([]);

  const marked = async (words: string, quote: string): Promise<void> => {
    await drag(page, words);
    await page.keyboard.press('2');
    await expect.poll(async () => (await marksOf(page)).map((mark) => mark.quote)).toContain(quote);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  };
  await marked('1,150 units', '1,150 units');
  await marked('وقعت الشركة عقدا', 'وقعت الشركة عقدا');
  await marked('family 👨‍👩‍👧‍👦 came', 'family 👨‍👩‍👧‍👦 came');
  await drag(page, 'The energy is');
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('3');
  await expect
    .poll(async () => (await marksOf(page)).some((mark) => mark.quote.startsWith('The energy is')))
    .toBe(true);

  // a picture alone has no words
  await page.evaluate(() => {
    const figure = document.querySelector('.art figure')!;
    document.getSelection()!.selectAllChildren(figure);
  });
  const before = (await marksOf(page)).length;
  await page.keyboard.press('Escape');
  await article.focus();
  await page.evaluate(() =>
    document.getSelection()!.selectAllChildren(document.querySelector('.art figure')!),
  );
  await page.keyboard.press('1');
  await page.waitForTimeout(400);
  const picture = await marksOf(page);
  const said = await page.locator('.toast').allTextContents();
  expect(
    picture.length > before ? picture.some((mark) => mark.quote !== '') : said.join(' ').length > 0,
  ).toBe(true);

  // the whole document
  await page.keyboard.press('Escape');
  await article.focus();
  await page.keyboard.press('Control+a');
  await page.waitForTimeout(300);
  await page.keyboard.press('5');
  await expect
    .poll(async () =>
      (await marksOf(page)).some(
        (mark) => mark.quote.includes('first paragraph') && mark.quote.includes('The last paragraph'),
      ),
    )
    .toBe(true);
  await shoot(page, info, 'odd-things');
});

test('shows marks, links, lost and changed quotes in light, dark and sepia, English and Chinese', async ({
  start,
}, info) => {
  const page = await start({ sample: true });
  await expect(page.getByRole('option').first()).toBeVisible();
  const article = await open(page, ROBOTS);
  const list = await marksOf(page);
  const here = list.filter((mark) => mark.sourceTitle === ROBOTS);
  const there = list.find((mark) => mark.sourceTitle !== ROBOTS)!;
  await ask(page, 'annotations', 'link', { fromId: there.id, toId: here.at(-1)!.id, kind: 'contradicts' });
  await ask(page, 'annotations', 'link', { fromId: here[0]!.id, toId: here[1]!.id, kind: 'explains' });
  const lost = here.find((mark) => mark.quote.includes('second source') || mark.quote.length > 20)!;
  await ask(page, 'annotations', 'keepOld', { id: lost.id });
  await expect(page.getByRole('button', { name: '1 quote to look at' })).toBeVisible();
  for (const [theme, language] of [
    ['light', 'en'],
    ['dark', 'zh-Hans'],
    ['sepia', 'en'],
    ['light', 'zh-Hans'],
  ] as const) {
    await ask(page, 'settings', 'set', { key: 'theme', value: theme });
    await ask(page, 'settings', 'set', { key: 'language', value: language });
    await expect(page.locator(`html[data-theme="${theme}"]`)).toHaveCount(1);
    await page.waitForTimeout(500);
    await shoot(page, info, `reader-${theme}-${language}`);
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await expect(page.locator('.an-row').first()).toBeVisible();
    await shoot(page, info, `annotations-${theme}-${language}`);
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(page.locator('.art')).toBeVisible();
  }

  // the lost quote is put on other words by one key
  await ask(page, 'settings', 'set', { key: 'language', value: 'en' });
  await page.getByRole('button', { name: '1 quote to look at' }).click();
  await expect(page.locator('.cards .card')).toHaveCount(1);
  await page.getByRole('button', { name: '1 quote to look at' }).click();
  await article.focus();
  const words = await selectSentence(page, 1);
  await page.keyboard.press('a');
  await expect
    .poll(async () => (await marksOf(page)).find((mark) => mark.id === lost.id))
    .toMatchObject({ anchor: 'exact', quote: words });
  await expect(page.getByRole('button', { name: /to look at/ })).toHaveCount(0);
});
