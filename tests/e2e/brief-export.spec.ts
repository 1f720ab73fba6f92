import { chromium, expect, test } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { sameWording } from '../../src/core/anchor/normalise.ts';
import {
  elements,
  htmlText,
  seenInDocx,
  seenInHtml,
  seenInMarkdown,
  type Seen,
} from '../unit/core/brief/extract.ts';
import { testChromium } from '../setup/chromium.ts';
import { convertWithOffice, findOffice } from '../setup/office.ts';
import { makeLibrary, type Made } from './exported.ts';

const root = join(import.meta.dirname, '../..');
let made: Made;
const exported = new Map<string, string>();

/** Exports the brief through the terminal, once for each format; returns the file. */
function exportAs(format: string, style = 'business'): string {
  const key = `${format}-${style}`;
  const known = exported.get(key);
  if (known) return known;
  const file = join(made.library.folder, `${key}.${format}`);
  const run = spawnSync(
    process.execPath,
    [
      join(root, 'src/cli/main.ts'),
      '--library',
      made.library.file,
      'brief',
      'export',
      made.id,
      '--format',
      format,
      '--style',
      style,
      '-o',
      file,
    ],
    { encoding: 'utf8', env: { ...process.env, CHROMIUM: testChromium() } },
  );
  expect(run.status, run.stderr).toBe(0);
  exported.set(key, file);
  return file;
}

// eight programs and two printings, on a machine that may be busy
test.describe.configure({ timeout: 400_000 });

test.beforeAll(async () => {
  made = await makeLibrary();
});
test.afterAll(() => {
  made.library[Symbol.dispose]();
});

const bare = (text: string): string => text.replace(/⟦(\d+)⟧/gu, '$1').replace(/\s+/gu, '');

interface PrintedPage {
  readonly text: string;
  readonly head: string;
  readonly foot: string;
}

/** A PDF as a reader program sees it: the text of its pages without what stands in the margins, and the outline. */
async function readPdf(bytes: Uint8Array) {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false });
  const document = await task.promise;
  const pages: PrintedPage[] = [];
  let links = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const height = page.getViewport({ scale: 1 }).height;
    const parts = { text: '', head: '', foot: '' };
    for (const item of (await page.getTextContent()).items) {
      if (!('str' in item)) continue;
      const y = (item.transform as number[])[5]!;
      // the margins of the printed page: 24 mm above, 22 mm below
      const where = y > height - 62 ? 'head' : y < 58 ? 'foot' : 'text';
      parts[where] += item.str + (item.hasEOL ? '\n' : '');
    }
    pages.push(parts);
    links += (await page.getAnnotations()).filter(({ subtype }) => subtype === 'Link').length;
  }
  const outline: string[] = [];
  const todo = [...((await document.getOutline()) ?? [])];
  for (let item = todo.shift(); item; item = todo.shift()) {
    outline.push(item.title);
    todo.unshift(...item.items);
  }
  const { Lang: language } = ((await document.getMetadata()).info ?? {}) as { Lang?: string };
  await task.destroy();
  return { pages, outline, links, language };
}

/** Every line stands in the text, one behind the other; what the text has between them is list numbers and bullets. */
function expectInOrder(lines: readonly string[], text: string): void {
  const whole = bare(text).normalize('NFKC');
  let at = 0;
  for (const line of lines) {
    const wanted = bare(line).normalize('NFKC');
    const found = whole.indexOf(wanted, at);
    expect(
      found,
      `“${line}” after “${whole.slice(Math.max(0, at - 40), at)}”, before “${whole.slice(at, at + 80)}”`,
    ).toBeGreaterThanOrEqual(0);
    expect(whole.slice(at, found)).toMatch(/^.{0,60}$/su);
    at = found + wanted.length;
  }
}

test('the same sentences, quotes and footnotes stand in Markdown, HTML, Word and PDF in the same order', async () => {
  for (const style of ['business', 'apa']) {
    const page = readFileSync(exportAs('html', style), 'utf8');
    const seen: Seen = seenInHtml(page);
    expect(seen.notes).toHaveLength(made.quotes.length);
    seen.notes.forEach((note, i) => {
      const words = made.quotes[i]!;
      // a quotation set apart is not said again in its footnote
      const stands = [note, ...seen.lines].some(
        (text) => sameWording(text, words) || bare(text).includes(bare(words)),
      );
      expect(stands, words).toBe(true);
    });
    const titles = elements(page)
      .filter(
        ({ tagName, attrs }) =>
          tagName === 'h2' && attrs.some(({ value }) => value === 'notes' || value === 'sources'),
      )
      .map(htmlText);
    expect(seenInMarkdown(readFileSync(exportAs('markdown', style), 'utf8'), titles[1]!)).toEqual(seen);
    expect(seenInDocx(readFileSync(exportAs('docx', style)))).toEqual(seen);
    const { pages } = await readPdf(readFileSync(exportAs('pdf', style)));
    expectInOrder(
      [...seen.lines, titles[0]!, ...seen.notes, titles[1]!, ...seen.sources],
      pages.map(({ text }) => text).join('\n'),
    );
    console.info(
      `equal content (${style}): ${seen.lines.length} lines, ${seen.notes.length} footnotes, ${seen.sources.length} sources in Markdown, HTML, DOCX and PDF`,
    );
  }
});

test('the HTML file opens every footnote at its passage without network and scripts', async () => {
  const file = exportAs('html');
  const browser = await chromium.launch({
    executablePath: testChromium(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const context = await browser.newContext({ offline: true, javaScriptEnabled: false });
    const page = await context.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    await page.goto(pathToFileURL(file).href);
    for (const [i, quote] of made.quotes.entries()) {
      const number = i + 1;
      await page.locator(`#ref-${number}`).click();
      expect(new URL(page.url()).hash).toBe(`#note-${number}`);
      await expect(page.locator(`#note-${number}`)).toBeInViewport();
      await page.locator(`#note-${number} a.open`).click();
      expect(new URL(page.url()).hash).toBe(`#passage-${number}`);
      const passage = page.locator(`#passage-${number}`);
      const marks = passage.locator('mark');
      await expect(marks.first()).toBeInViewport();
      expect(sameWording((await marks.allTextContents()).join(' '), quote), quote).toBe(true);
      // highlighted, not only marked up
      await expect(marks.first()).not.toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
      await passage.locator('.back a').first().click();
      await expect(page.locator(`#ref-${number}`)).toBeInViewport();
    }
    expect(requests).toEqual([pathToFileURL(file).href]);
    expect(problems).toEqual([]);
    console.info(
      `offline HTML: ${made.quotes.length} footnotes opened, ${requests.length - 1} further requests`,
    );
  } finally {
    await browser.close();
  }
});

test('the PDF has real text, an outline, links, page numbers and a running head', async () => {
  const { pages, outline, links } = await readPdf(readFileSync(exportAs('pdf')));
  const headings = elements(readFileSync(exportAs('html'), 'utf8'))
    .filter(({ tagName }) => /^h[1-6]$/u.test(tagName))
    .map((node) => htmlText(node).replace(/\s+/gu, ' ').trim())
    .filter((text) => !/^Note \d|^Saved passages/u.test(text));
  expect(pages.length).toBeGreaterThan(3);
  expect(outline.map(bare)).toEqual(headings.map(bare));
  expect(links).toBeGreaterThanOrEqual(made.quotes.length);
  pages.forEach(({ head, foot }, i) => {
    expect(bare(foot)).toBe(`${i + 1}/${pages.length}`);
    expect(bare(head)).toBe(i === 0 ? '' : bare(made.title));
  });
  const text = pages.map(({ text: words }) => words).join('');
  expect(text).toMatch(/机器人平均交付周期被拉长/u);
  // no letter without a meaning
  expect(text).not.toMatch(/[\ufffd\ue000-\uf8ff]/u);
});

test('the Word file opens in LibreOffice with real headings, footnotes and tables', () => {
  const office = findOffice();
  if (!office) console.warn('LibreOffice is not installed: the Word file was NOT opened in it.');
  test.skip(office === null, 'LibreOffice is not installed');
  const bytes = readFileSync(exportAs('docx'));
  const seen = seenInDocx(bytes);
  const opened = strFromU8(unzipSync(convertWithOffice(office!, bytes, 'docx', 'odt'))['content.xml']!);
  const plain = (xml: string): string =>
    bare(
      xml
        .replace(/<[^>]+>/gu, '')
        .replace(/&lt;/gu, '<')
        .replace(/&gt;/gu, '>')
        .replace(/&apos;/gu, "'")
        .replace(/&quot;/gu, '"')
        .replace(/&amp;/gu, '&'),
    );
  const notes = [...opened.matchAll(/<text:note-body>(.*?)<\/text:note-body>/gsu)].map(([, body]) =>
    plain(body!),
  );
  expect(notes).toEqual(seen.notes.map(bare));
  const levels = [...opened.matchAll(/<text:h [^>]*text:outline-level="(\d)"[^>]*>(.*?)<\/text:h>/gsu)];
  expect(levels.map(([, level]) => level)).toEqual(expect.arrayContaining(['1', '2']));
  expect(levels).toHaveLength(
    seenInHtml(readFileSync(exportAs('html'), 'utf8')).lines.filter((line) =>
      /^\d\. What the ports/u.test(line),
    ).length + 1,
  );
  expect(opened.match(/<table:table [^>]*table:name/gu)).toHaveLength(2);
  expect(opened.match(/<table:table-header-rows>/gu)).toHaveLength(2);
  console.info(
    `LibreOffice: ${notes.length} footnotes, ${levels.length} headings, 2 tables, opened without repair`,
  );
});
