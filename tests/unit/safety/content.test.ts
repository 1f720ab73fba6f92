import { html, parse, type DefaultTreeAdapterTypes } from 'parse5';
import { chromium, type Page } from 'playwright';
import { expect, test } from 'vitest';
import { testChromium } from '../../setup/chromium.ts';
import { HOSTILE_ADDRESSES, pageAround, PAYLOADS } from './payloads.ts';
import { annotated, brief, captured, inert } from './shown.ts';
import { safeAddress } from '../../../src/core/capture/html/address.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** What is active in a document that should be inert, as sentences. Parsed by the specification's parser and walked. */
function activeIn(markup: string, links: boolean): string[] {
  const found: string[] = [];
  const stack: Node[] = [...parse(markup).childNodes];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!('tagName' in node)) continue;
    stack.push(...node.childNodes);
    const { tagName: tag } = node;
    if (node.namespaceURI !== html.NS.HTML) found.push(`foreign <${tag}>`);
    if (
      /^(script|iframe|frame|frameset|object|embed|applet|base|link|form|input|button|template|svg|math|video|audio|source|portal)$/.test(
        tag,
      )
    )
      found.push(`<${tag}>`);
    for (const { name, value } of node.attrs) {
      if (/^on/i.test(name)) found.push(`${tag} ${name}`);
      if (tag === 'meta' && name === 'http-equiv' && !/^content-security-policy$/i.test(value))
        found.push(`meta ${value}`);
      if (name === 'style' && /url\s*\(|expression|\\|@import|position/i.test(value))
        found.push(`style ${value}`);
      if (
        /^(src|srcset|poster|background|data|action|formaction|ping|srcdoc|xlink:href|cite|longdesc)$/.test(
          name,
        )
      )
        if (!(tag === 'img' && /^data:image\/(png|jpeg|gif|webp|avif|bmp);base64,/.test(value)))
          found.push(`${tag} ${name}=${value.slice(0, 60)}`);
      if (name === 'href' && !(links && /^(https?:|mailto:|#)/.test(value)))
        found.push(`href ${value.slice(0, 60)}`);
    }
  }
  return found;
}

test('there are at least 400 payloads of every kind, all different', () => {
  expect(PAYLOADS.length).toBeGreaterThanOrEqual(400);
  expect(new Set(PAYLOADS.map(({ text }) => text)).size).toBeGreaterThan(395);
  expect(new Set(PAYLOADS.map(({ kind }) => kind)).size).toBe(9);
});

test('no address of a captured article leads anywhere but to http, https and mailto', () => {
  const wrong: string[] = [];
  let addresses = 0;
  for (const payload of PAYLOADS)
    for (const block of captured(payload)) {
      const all = [
        ...(block.spans ?? []).flatMap((span) => (span.type === 'link' && span.href ? [span.href] : [])),
        ...(block.image?.address === undefined ? [] : [block.image.address]),
      ];
      for (const address of all) {
        addresses++;
        const url = URL.parse(address);
        if (!url || !['http:', 'https:', 'mailto:'].includes(url.protocol) || url.username !== '')
          wrong.push(`${payload.id}: ${address}`);
      }
      for (const key of Object.keys(block))
        if (!/^(kind|text|level|ordinal|spans|cells|image|language|page|label|restored|removed)$/.test(key))
          wrong.push(`${payload.id}: a block has ${key}`);
    }
  expect(wrong).toEqual([]);
  expect(addresses).toBeGreaterThan(10);
});

test('no hostile address is taken for a safe one', () => {
  for (const address of HOSTILE_ADDRESSES)
    for (const base of [null, 'https://example.com/']) {
      const safe = safeAddress(address, base);
      if (safe !== null) expect(safe).toMatch(/^https?:\/\//);
    }
});

test('saved pages made inert, annotated articles and exported briefs hold nothing active', async () => {
  const active = PAYLOADS.flatMap((payload) =>
    activeIn(inert(payload), false).map((what) => `${payload.id}: ${what}`),
  );
  expect(active).toEqual([]);
  expect(activeIn(annotated(), true)).toEqual([]);
  expect(activeIn(await brief(), true)).toEqual([]);
});

test('shown in a real browser, nothing runs and nothing is asked for', { timeout: 300_000 }, async () => {
  const browser = await chromium.launch({ executablePath: testChromium(), args: ['--no-sandbox'] });
  try {
    const raw = await show(browser.newPage.bind(browser), PAYLOADS.slice(0, 40).map(pageAround));
    // the same payloads as they came show that the test can fail
    expect(raw.ran).toBeGreaterThan(5);
    expect(raw.asked).toBeGreaterThan(5);
    // ten inert pages to a document: what is inert alone is inert together
    const bodies = PAYLOADS.map((payload) => inert(payload).replace(/^.*?<body>|<\/body>.*$/gs, ''));
    const together = Array.from(
      { length: Math.ceil(bodies.length / 10) },
      (_, i) =>
        `<!doctype html><meta charset="utf-8"><body>${bodies.slice(i * 10, i * 10 + 10).join('\n')}</body>`,
    );
    const documents = [...together, annotated(), await brief()];
    const shown = await show(browser.newPage.bind(browser), documents);
    console.warn(
      `${PAYLOADS.length} payloads in ${documents.length} documents: ${shown.ran} scripts run, ${shown.asked} requests; raw, 40 of them: ${raw.ran} and ${raw.asked}`,
    );
    expect(shown).toEqual({ ran: 0, asked: 0 });
  } finally {
    await browser.close();
  }
});

/** Shows documents one after another; counts the calls of the payloads and the requests for anything but the documents. */
async function show(
  open: () => Promise<Page>,
  documents: readonly string[],
): Promise<{ ran: number; asked: number }> {
  const page = await open();
  const counts = { ran: 0, asked: 0 };
  try {
    await page.exposeFunction('dossierRan', () => void counts.ran++);
    page.on('dialog', (dialog) => {
      counts.ran++;
      dialog.dismiss().catch(() => undefined);
    });
    let current = '';
    await page.route('**/*', async (route) => {
      const url = route.request().url();
      if (url === current) {
        const body = documents[Number(/\/(\d+)$/.exec(url)![1])]!;
        await route.fulfill({ body, contentType: 'text/html; charset=utf-8' });
        return;
      }
      if (!url.endsWith('/favicon.ico')) counts.asked++;
      await route.abort();
    });
    for (let i = 0; i < documents.length; i++) {
      current = `http://shown.test/${i}`;
      // a payload may navigate away while its page loads; that is counted as a request
      await page.goto(current, { waitUntil: 'commit' }).catch(() => undefined);
      await page.waitForTimeout(i < documents.length - 2 ? 25 : 1500);
    }
  } finally {
    await page.close();
  }
  return counts;
}
