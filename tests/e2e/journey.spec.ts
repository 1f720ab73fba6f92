import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { root } from './shells.ts';

const scrape = readFileSync(join(root, 'resources/sample/messy-scrape.txt'), 'utf8');

/** Pastes into the window as a person does, whatever the machine's clipboard allows. */
const paste = (page: Page, text: string): Promise<void> =>
  page.evaluate((words) => {
    const data = new DataTransfer();
    data.setData('text/plain', words);
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);

/** Selects words of the article with the mouse. */
async function drag(page: Page, words: string): Promise<void> {
  const at = await page.evaluate((wanted) => {
    const article = document.querySelector('[role=document]');
    const walker = document.createTreeWalker(article!, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const start = (node as Text).data.indexOf(wanted);
      if (start < 0) continue;
      node.parentElement!.scrollIntoView({ block: 'center' });
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + wanted.length);
      const boxes = [...range.getClientRects()];
      const first = boxes[0]!;
      const last = boxes.at(-1)!;
      return {
        x1: first.left + 1,
        y1: first.top + first.height / 2,
        x2: last.right - 1,
        y2: last.top + last.height / 2,
      };
    }
    return null;
  }, words);
  expect(at, `the words "${words}" in the reader`).not.toBeNull();
  await page.mouse.move(at!.x1, at!.y1);
  await page.mouse.down();
  await page.mouse.move((at!.x1 + at!.x2) / 2, (at!.y1 + at!.y2) / 2, { steps: 4 });
  await page.mouse.move(at!.x2, at!.y2, { steps: 4 });
  await page.mouse.up();
  await expect(
    page
      .getByRole('toolbar', { name: 'Mark the selection' })
      .or(page.locator('.adder, [role=toolbar]').first()),
  ).toBeVisible();
  expect(await page.evaluate(() => document.getSelection()?.toString().trim())).toBe(words);
}

/** Asks the library what it holds, past the screens. */
const ask = async <T>(page: Page, noun: string, verb: string, input: object = {}): Promise<T> => {
  const answer = await page.evaluate(
    async ([n, v, i]) => {
      const bridge = (globalThis as unknown as { dossier?: { ask(...given: unknown[]): Promise<unknown> } })
        .dossier;
      if (bridge) return bridge.ask(n, v, i);
      const reply = await fetch('/ask', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ noun: n, verb: v, input: i }),
      });
      return reply.json() as Promise<unknown>;
    },
    [noun, verb, input] as const,
  );
  expect(answer, `${noun}.${verb}`).toMatchObject({ ok: true });
  return (answer as { value: T }).value;
};

interface Listed {
  readonly total: number;
  readonly sources: readonly {
    readonly id: string;
    readonly title: string;
    readonly byline: string;
    readonly publishedOn: string;
  }[];
}

/** What there is of everything, to compare the start with the end of undoing. */
const counts = async (page: Page): Promise<object> => ({
  sources: (await ask<Listed>(page, 'sources', 'list')).total,
  annotations: (await ask<{ total: number }>(page, 'annotations', 'list')).total,
  companies: (await ask<unknown[]>(page, 'companies', 'list')).length,
  facts: (await ask<unknown[]>(page, 'facts', 'list')).length,
  briefs: (await ask<unknown[]>(page, 'briefs', 'list')).length,
});

test('capture, mark, note, dossier, fact, search, brief, export, undo and redo', async ({
  app,
  testBrowser,
  dataFolder,
}) => {
  test.setTimeout(300_000);
  const sheet = app.getByRole('dialog');

  // capture the messy scrape by paste
  await expect(app.getByRole('heading', { name: 'Save what you read. Prove what you write.' })).toBeVisible();
  await paste(app, scrape);
  const row = app.getByRole('option', { name: /HOW A SUZHOU CART MAKER/i }).first();
  await expect(row).toBeVisible();
  const [source] = (await ask<Listed>(app, 'sources', 'list')).sources;
  expect(source).toMatchObject({
    title: 'HOW A SUZHOU CART MAKER WON THE NORTHERN PORTS',
    byline: 'Helene Aarup, Tomasz Wilk',
    publishedOn: '2025-06-24',
  });
  const { version } = await ask<{
    version: { text: string; blocks: { kind: string; text: string; removed?: { rule: string } }[] };
  }>(app, 'sources', 'open', { id: source!.id });
  expect(version.blocks.find((block) => block.text.includes('Photo: Mikkel Brandt'))).toMatchObject({
    kind: 'caption',
  });
  expect(version.blocks.find((block) => block.text.startsWith('SEE ALSO'))?.removed?.rule).toBe('related');
  expect(version.blocks.find((block) => block.text.startsWith('Quotes displayed'))?.removed).toBeTruthy();
  expect(version.text).not.toContain('Market data provided');

  // read it and highlight two stretches, note and tag one
  await row.click();
  await expect(app.getByRole('document', { name: /SUZHOU/ })).toBeVisible();
  await expect(app.getByRole('document', { name: /SUZHOU/ })).not.toContainText('Market data provided');
  await drag(app, 'Nobody had ever signed that.');
  await app.keyboard.press('5');
  await expect.poll(async () => (await ask<{ total: number }>(app, 'annotations', 'list')).total).toBe(1);
  await drag(app, 'Yunqiao says its gross margin abroad is 38%');
  await app.keyboard.press('n');
  const note = app.getByRole('textbox', { name: 'Note, in Markdown' });
  await expect(note).toBeFocused();
  await note.fill('Ask for the audit report.');
  await app.keyboard.press('Control+Enter');
  await expect(app.getByText('Ask for the audit report.').first()).toBeVisible();
  const marks = () =>
    ask<{
      annotations: {
        id: string;
        quote: string;
        note: string;
        colour: string;
        tags: string[];
        start: number;
      }[];
    }>(app, 'annotations', 'list').then((r) => r.annotations);
  const noted = (await marks()).find((mark) => mark.note === 'Ask for the audit report.');
  expect(noted?.quote).toBe('Yunqiao says its gross margin abroad is 38%');
  await app
    .getByRole('document', { name: /SUZHOU/ })
    .locator('mark')
    .filter({ hasText: 'gross margin abroad' })
    .first()
    .click();
  await app.keyboard.press('t');
  await app.keyboard.type('margins');
  await app.keyboard.press('Enter');
  await app.keyboard.press('Escape');
  await expect
    .poll(async () => (await marks()).find((mark) => mark.id === noted!.id)?.tags)
    .toEqual(['margins']);

  // a dossier with a Latin and a Chinese alias
  await app.keyboard.press('Control+Shift+N');
  await sheet.getByRole('textbox', { name: 'Company name' }).fill('Yunqiao Robotics');
  await sheet.getByRole('textbox', { name: 'Also found as' }).fill('Yunqiao; 云樵');
  await sheet.getByRole('button', { name: 'Create dossier' }).click();
  await expect(app.getByRole('heading', { name: /Yunqiao Robotics/ })).toBeVisible();
  const [company] = await ask<{ id: string; sources: number; aliases: { text: string }[] }[]>(
    app,
    'companies',
    'list',
  );
  expect(company).toMatchObject({ sources: 1, aliases: [{ text: 'Yunqiao' }, { text: '云樵' }] });

  // a fact from a quote
  await app.keyboard.press('Control+2');
  await row.click();
  await drag(app, 'valued at $2.6 billion');
  await app.keyboard.press('f');
  await expect(sheet.getByRole('textbox', { name: 'Value' })).toHaveValue(/2\.6/);
  await app.keyboard.press('Control+Enter');
  await expect.poll(async () => (await ask<unknown[]>(app, 'facts', 'list')).length).toBe(1);
  const [fact] = await ask<object[]>(app, 'facts', 'list');
  expect(fact).toMatchObject({
    companyName: 'Yunqiao Robotics',
    value: 2_600_000_000,
    currency: 'USD',
    quote: 'valued at $2.6 billion',
  });

  // search with a typo and with the Chinese alias, and land on the passage
  await app.keyboard.press('Control+5');
  const box = app.getByRole('search').getByRole('combobox');
  await box.fill('canteen Thorsgard');
  const hits = app.getByRole('region', { name: 'Results' }).getByRole('option');
  await expect(hits.filter({ hasText: 'SUZHOU' }).first()).toBeVisible();
  await box.fill('云樵');
  await expect(hits.filter({ hasText: 'Yunqiao Robotics' }).first()).toBeVisible();
  await expect(hits.filter({ hasText: 'SUZHOU' }).first()).toBeVisible();
  await hits.filter({ hasText: 'SUZHOU' }).first().click();
  await app.keyboard.press('Enter');
  await expect(app.getByRole('document', { name: /SUZHOU/ })).toBeVisible();
  await expect(app.getByText('home as 云樵')).toBeInViewport();

  // a brief from the evidence
  await app.keyboard.press('Control+Shift+B');
  const body = app.getByRole('textbox', { name: 'Text of the brief' });
  await app.getByRole('textbox', { name: 'Title of the brief' }).fill('Carts in the port: a/b test');
  await body.click();
  await app.keyboard.type('The port wanted a way out. ');
  const drawer = app.getByRole('region', { name: 'Evidence' });
  await drawer.getByRole('button', { name: /Insert “Nobody had ever signed that/ }).click();
  await drawer.getByRole('button', { name: /Insert “Yunqiao says its gross margin/ }).click();
  await expect(app.getByText('Saved', { exact: true })).toBeVisible();
  await expect
    .poll(async () => (await ask<{ citations: number }[]>(app, 'briefs', 'list'))[0]?.citations)
    .toBe(2);

  // export as one HTML file
  const made = app.waitForEvent('download', { timeout: 60_000 });
  await app.getByRole('button', { name: 'Export' }).click();
  await app.getByRole('menuitem', { name: 'Web page, one file' }).click();
  const address = new URL((await made).url()).pathname;
  const html = await app.evaluate(async (path) => (await fetch(path)).text(), address);
  const file = join(dataFolder, 'brief.html');
  writeFileSync(file, html);

  // open it with the network off and without scripts, and follow each footnote to its quote
  const context = await testBrowser.newContext({ offline: true, javaScriptEnabled: false });
  const page = await context.newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`file://${file}`);
  expect(requests).toEqual([`file://${file}`]);
  await expect(page.getByRole('heading', { name: 'Carts in the port: a/b test' })).toBeVisible();
  const links = page.locator('a[href^="#"]');
  const targets = new Set(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!)));
  expect(targets.size).toBeGreaterThan(1);
  for (const target of targets)
    await expect(page.locator(`[id="${target.slice(1)}"]`), target).toHaveCount(1);
  const passages = await page.locator('mark').allTextContents();
  expect(passages).toEqual(
    expect.arrayContaining(['Nobody had ever signed that.', 'Yunqiao says its gross margin abroad is 38%']),
  );
  await context.close();

  // undo back to the start, and redo to the end
  const end = await counts(app);
  expect(end).toEqual({ sources: 1, annotations: 3, companies: 1, facts: 1, briefs: 1 });
  await app.keyboard.press('Control+2');
  const steps = (await ask<{ undone: boolean }[]>(app, 'history', 'list', { limit: 200 })).length;
  for (let i = 0; i < steps; i++) {
    const undone = async (): Promise<number> =>
      (await ask<{ undone: boolean }[]>(app, 'history', 'list', { limit: 200 })).filter((step) => step.undone)
        .length;
    await app.keyboard.press('Control+z');
    await expect.poll(undone).toBe(i + 1);
  }
  expect(await counts(app)).toEqual({ sources: 0, annotations: 0, companies: 0, facts: 0, briefs: 0 });
  for (let i = 0; i < steps; i++) {
    await app.keyboard.press('Control+Shift+z');
    await expect
      .poll(
        async () =>
          (await ask<{ undone: boolean }[]>(app, 'history', 'list', { limit: 200 })).filter(
            (step) => step.undone,
          ).length,
      )
      .toBe(steps - i - 1);
  }
  expect(await counts(app)).toEqual(end);
  expect(await ask(app, 'health', 'check', { deep: true })).toEqual({ ok: true, problems: [] });
});

test('the same journey through the terminal, into a library that the window then shows', async ({
  cli,
  start,
  dataFolder,
  testBrowser,
}, info) => {
  test.skip(
    info.project.name !== 'browser',
    'The terminal is the same in every shell; its journey is driven once, in the browser project.',
  );
  test.setTimeout(300_000);
  const library = ['--library', join(dataFolder, 'library.dossier'), '--json'];
  const run = async <T>(args: string[], input?: string, code = 0): Promise<T> => {
    const told = await cli([...library, ...args], input);
    expect(told.code, `${args.join(' ')}\n${told.stderr}`).toBe(code);
    expect(told.json, told.stdout.slice(0, 200)).not.toBeNull();
    return told.json as T;
  };
  const report = await run<{ imported: { id: string; title: string; publishedOn: string }[] }>(
    ['import', '-', '--as', 'text'],
    scrape,
  );
  expect(report.imported[0]).toMatchObject({
    title: 'HOW A SUZHOU CART MAKER WON THE NORTHERN PORTS',
    publishedOn: '2025-06-24',
  });
  const id = report.imported[0]!.id;
  const again = await run<{ imported: unknown[]; duplicates: { of: string }[] }>(
    ['import', '-', '--as', 'text'],
    scrape,
  );
  expect(again).toMatchObject({ imported: [], duplicates: [{ of: id }] });
  const shown = await run<{ text: string; removed: { rule: string; text: string }[] }>(['show', id]);
  expect(shown.removed.map((block) => block.rule)).toContain('related');
  const quote = 'Nobody had ever signed that.';
  const mark = await run<{ id: string; start: number; end: number; anchor: string }>([
    'annotate',
    id,
    '--quote',
    quote,
    '--colour',
    'violet',
    '--note',
    'Opening line',
    '--tag',
    'terms',
  ]);
  expect(shown.text.slice(mark.start, mark.end)).toBe(quote);
  const second = await run<{ id: string }>([
    'annotate',
    id,
    '--quote',
    'valued at $2.6 billion in its last funding round',
  ]);
  await run(['company', 'add', 'Yunqiao Robotics', '--alias', 'Yunqiao', '--alias', '云樵']);
  const fact = await run<{ id: string; quote: string }>([
    'fact',
    'add',
    '--company',
    '云樵',
    '--metric',
    'valuation',
    '--value',
    '2600000000',
    '--unit',
    'USD',
    '--as-of',
    '2025',
    '--annotation',
    second.id,
  ]);
  expect(fact.quote).toBe('valued at $2.6 billion in its last funding round');
  const typo = await run<{ hits: { sourceId: string }[]; corrected: string | null }>([
    'search',
    'canteen',
    'Thorsgard',
  ]);
  expect(typo.hits[0]?.sourceId).toBe(id);
  const chinese = await run<{ hits: { kind: string; sourceId: string | null }[] }>(['search', '云樵']);
  expect(chinese.hits.map((hit) => hit.kind)).toEqual(expect.arrayContaining(['company', 'source']));
  const brief = await run<{ id: string }>(['brief', 'new', 'Carts in the port']);
  await run(['brief', 'add', brief.id, '--text', 'The port wanted a way out.']);
  await run(['brief', 'add', brief.id, '--annotation', mark.id]);
  await run(['brief', 'add', brief.id, '--fact', fact.id]);
  const check = await run<{ claims: { status: string }[] }>(['brief', 'check', brief.id]);
  expect(check.claims.filter((claim) => claim.status === 'supported').length).toBeGreaterThanOrEqual(2);
  const file = join(dataFolder, 'out.html');
  await run(['brief', 'export', brief.id, '--format', 'html', '-o', file]);
  const context = await testBrowser.newContext({ offline: true, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`file://${file}`);
  expect(await page.locator('mark').allTextContents()).toContain(quote);
  await context.close();
  expect(await run(['check', '--deep'])).toEqual({ ok: true, problems: [] });

  const app = await start();
  await expect(app.getByRole('option', { name: /HOW A SUZHOU CART MAKER/i }).first()).toBeVisible();
  await app
    .getByRole('option', { name: /HOW A SUZHOU CART MAKER/i })
    .first()
    .click();
  await expect(
    app
      .getByRole('document', { name: /SUZHOU/ })
      .locator('mark')
      .filter({ hasText: quote }),
  ).toBeVisible();
  await expect(app.getByText('Opening line').first()).toBeVisible();
});
