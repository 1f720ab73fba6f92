import type { Browser, Page } from '@playwright/test';
import { PAYLOADS, type Hostile } from '../unit/safety/payloads.ts';
import { PUBLIC_PAYLOADS } from '../unit/safety/public-payloads.ts';
import { expect, test } from './fixtures.ts';
import { hostileLibrary, type Ask, type HostileSource } from './hostile-library.ts';
import { Watch, type Seen } from './hostile-watch.ts';
import { raw } from './http.ts';

// a trace of pages so large takes longer than the test
test.use({ trace: 'off' });

/** Saved pages shown at once, each in a frame of its own. */
const FRAMES = 12;

/** Payloads shown without the workbench, to see that they do run and ask. */
const BARE = 120;

/** Asks the library as the window does, from outside of it. */
async function askOf(page: Page): Promise<Ask> {
  const { origin } = new URL(page.url());
  const cookie = (await page.context().cookies(origin))
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
  return async (noun, verb, input) => {
    const body = JSON.stringify({ noun, verb, input });
    const headers = {
      cookie,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    };
    const reply = await raw(origin, '/ask', { method: 'POST', headers, body });
    const answer = JSON.parse(reply.text) as { ok: boolean; value: never; message?: string };
    if (!answer.ok) throw new Error(`${noun}.${verb}: ${answer.message}`);
    return answer.value;
  };
}

/** What the payloads do when nothing stands around them: the count can rise. */
async function bare(browser: Browser, payloads: readonly Hostile[], watch: Watch): Promise<Seen> {
  const page = await browser.newPage();
  await watch.look(page, null);
  await watch.fence(page);
  const tagged = payloads.filter(({ text }) => text.includes('<'));
  const spread = Array.from({ length: BARE }, (_, i) => tagged[Math.floor((i * tagged.length) / BARE)]!);
  for (let at = 0; at < BARE; at += 8) {
    const texts = spread.slice(at, at + 8).map(({ text }) => watch.here(text));
    try {
      await page.setContent(texts.join('\n'), { waitUntil: 'commit' });
    } catch (error) {
      // the payload before this one is still leading its page away: that is what it is for
      if (!/because of a navigation/.test(String(error))) throw error;
    }
    await page.waitForTimeout(60);
  }
  await page.close();
  return watch.take();
}

/** Every source in the reader, with its marks and notes beside it; gives how many were seen whole. */
async function inReader(app: Page, sources: readonly HostileSource[]): Promise<number> {
  await app.keyboard.press('Control+2');
  await app.getByRole('option').first().click();
  const paper = app.locator('#reader-page');
  for (const source of sources.toReversed()) {
    await expect(paper).toHaveAttribute('aria-label', new RegExp(`^${source.number} `));
    await expect(app.locator('.nt-source .nt-card')).toHaveCount(source.notes);
    if (source.notes > 0) await expect(app.locator('.nt-source .nt-card').first()).toContainText(source.word);
    await paper.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await app.keyboard.press('j');
  }
  return sources.length;
}

/** Every saved page as it was: the reader's own frame for some, and frames of the same kind for all. */
async function asTheyWere(app: Page, sources: readonly HostileSource[], watch: Watch): Promise<number> {
  const { origin } = new URL(app.url());
  await app.getByRole('option').first().click();
  await app.getByRole('radio', { name: 'Original' }).click();
  await expect(app.locator('iframe.original')).toHaveAttribute('sandbox', '');
  await app.getByRole('radio', { name: 'Clean' }).click();
  const page = await app.context().newPage();
  await watch.look(page, origin);
  await page.goto(`${origin}/nothing-here`);
  let shown = 0;
  for (let at = 0; at < sources.length; at += FRAMES) {
    const some = sources.slice(at, at + FRAMES);
    await page.evaluate(
      async (ids) =>
        Promise.all(
          ids.map(
            (id) =>
              new Promise<void>((resolve) => {
                const frame = document.createElement('iframe');
                frame.setAttribute('sandbox', '');
                frame.addEventListener('load', () => resolve());
                frame.src = `/page/${id}`;
                document.body.append(frame);
              }),
          ),
        ),
      some.map(({ versionId }) => versionId),
    );
    await page.waitForTimeout(150);
    for (const source of some) {
      const frame = page.frames().find((one) => one.url() === `${origin}/page/${source.versionId}`);
      if (frame && (await frame.content()).includes(source.marker)) shown++;
    }
    await page.evaluate(() => document.body.replaceChildren());
  }
  await page.close();
  return shown;
}

/** Every note and every mark as a result of the search, with the words around what was found. */
async function inSearch(app: Page, sources: readonly HostileSource[]): Promise<number> {
  await app.keyboard.press('Control+5');
  const box = app.getByRole('search').getByRole('combobox');
  const results = app.getByRole('region', { name: 'Results' }).getByRole('option');
  let found = 0;
  for (const { word, notes, marks } of sources) {
    if (notes + marks === 0) continue;
    await box.fill(`"${word}"`);
    await expect(results).toHaveCount(notes + marks);
    await expect(results.first()).toContainText(word);
    found += await results.count();
  }
  return found;
}

/** The brief in its editor and printed form, and annotated articles, as files opened in a browser without any policy. */
async function inFiles(
  app: Page,
  ask: Ask,
  browser: Browser,
  watch: Watch,
  given: {
    readonly briefId: string;
    readonly sources: readonly HostileSource[];
  },
): Promise<number> {
  await app.keyboard.press('Control+4');
  await app.getByText('Hostile', { exact: true }).first().click();
  const written = app.getByRole('textbox', { name: 'Text of the brief' });
  await expect(written).toContainText(/script|onerror/);
  await app.waitForTimeout(1000);
  const files = [
    await ask<{ token: string }>('briefs', 'export', {
      id: given.briefId,
      format: 'html',
      allowBroken: true,
    }),
  ];
  for (const { id } of given.sources)
    files.push(await ask<{ token: string }>('annotations', 'export', { sourceId: id, format: 'html' }));
  const page = await browser.newPage();
  await watch.look(page, null);
  let bytes = 0;
  for (const { token } of files) {
    const html = await app.evaluate(async (name) => (await fetch(`/download/${name}`)).text(), token);
    expect(html).toMatch(/<\/html>\s*$/);
    bytes += html.length;
    await page.setContent(html, { waitUntil: 'load' });
  }
  await page.waitForTimeout(1000);
  await page.close();
  expect(bytes).toBeGreaterThan(100_000);
  return files.length;
}

for (const [name, payloads] of [
  ['of our own', PAYLOADS],
  ['of the public lists', PUBLIC_PAYLOADS],
] as const)
  test(`${payloads.length} hostile payloads ${name} run nothing and ask for nothing in any screen or file`, async ({
    app,
    testBrowser,
  }) => {
    test.setTimeout(600_000);
    const watch = new Watch();
    await watch.begin();
    try {
      const without = await bare(testBrowser, payloads, watch);
      expect(without.ran, 'scripts of the bare payloads').toBeGreaterThan(5);
      expect(without.asked, 'requests of the bare payloads').toBeGreaterThan(0);

      await watch.look(app, new URL(app.url()).origin);
      const ask = await askOf(app);
      const step = <T>(where: string, work: () => Promise<T>): Promise<T> =>
        test.step(where, async () => {
          const from = performance.now();
          const done = await work();
          expect(watch.seen, where).toEqual({ ran: 0, asked: 0 });
          console.log(`  ${where}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
          return done;
        });
      const { sources, briefId, alone } = await step('saved', () =>
        hostileLibrary(ask, payloads, (text) => watch.here(text)),
      );
      await app.reload();
      const read = await step('the reader', () => inReader(app, sources));
      const pages = await step('saved pages', () => asTheyWere(app, sources, watch));
      const found = await step('search', () => inSearch(app, sources));
      const files = await step('brief and files', () =>
        inFiles(app, ask, testBrowser, watch, { briefId, sources }),
      );
      const notes = sources.reduce((sum, source) => sum + source.notes, 0);
      console.log(
        `${payloads.length} payloads ${name} (${BARE} of them bare: ${without.ran} scripts, ${without.asked} requests) in ${read} articles (${alone} payloads alone), ${pages} saved pages, ${notes} notes, ${found} results, a brief and ${files} files: ${watch.seen.ran} scripts run, ${watch.seen.asked} requests`,
      );
      expect(notes).toBeGreaterThanOrEqual(payloads.length);
      expect(found).toBeGreaterThanOrEqual(payloads.length);
      // a saved text is shown as text; what has no words shows none
      expect(pages).toBeGreaterThan(sources.length * 0.9);
    } finally {
      watch.end();
    }
  });
