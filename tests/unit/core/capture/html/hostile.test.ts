import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../../../src/core/capture/hash.ts';
import { htmlFormat } from '../../../../../src/core/capture/formats/html.ts';
import { mhtmlFormat } from '../../../../../src/core/capture/formats/mhtml.ts';
import { articleFromHtml } from '../../../../../src/core/capture/html/article.ts';
import { safeAddress } from '../../../../../src/core/capture/html/address.ts';
import { Refusal } from '../../../../../src/core/refusal.ts';
import { canonicalText } from '../../../../../src/core/source.ts';

const prose =
  'The harbour office counts every crate that leaves the quay, and has done so since the fire of 1911 destroyed the old books and the weighing hall. ';
const read = (html: string) => articleFromHtml(html, { hash: sha256, url: 'https://harbour.example/a/b' });
const page = (inner: string): string =>
  `<!doctype html><title>Crates</title><article><h1>Crates</h1><p>${prose.repeat(3)}</p>${inner}<p>${prose.repeat(3)}</p></article>`;
const input = (bytes: Uint8Array, name = 'page.html') => ({ bytes, name, origin: name });

async function first(bytes: Uint8Array): Promise<unknown> {
  for await (const item of htmlFormat.read(input(bytes))) return item;
  return null;
}

describe('nothing of a hostile page runs or reaches out', () => {
  test('scripts, styles, drawings, frames and templates leave no text', () => {
    const text = JSON.stringify(
      read(
        page(
          '<script>evil1()</script><style>evil2{}</style><svg><text>evil3</text></svg><iframe srcdoc="evil4"></iframe><template>evil5</template><math><annotation-xml encoding="text/html"><b>evil6</b></annotation-xml></math><object>evil7</object>',
        ),
      ).blocks,
    );
    expect(text).not.toMatch(/evil\d/);
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>1</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://x/1',
    'https://user:pass@bank.example/',
    `https://x.example/${'a'.repeat(5000)}`,
  ])('the address %j is no link', (href) => {
    expect(safeAddress(href, 'https://harbour.example/')).toBeNull();
    const { blocks } = read(page(`<p>${prose}<a href="${href}">here</a></p>`));
    expect(blocks.flatMap((block) => block.spans ?? []).filter((span) => span.type === 'link')).toEqual([]);
  });

  test('relative links become absolute and a base element with a script address is ignored', () => {
    const { blocks } = read(
      `<base href="javascript:alert(1)">${page(`<p>${prose}<a href="../c?d=1">see</a></p>`)}`,
    );
    expect(blocks.flatMap((block) => block.spans ?? []).map((span) => span.href)).toContain(
      'https://harbour.example/c?d=1',
    );
  });

  test('drawings in data addresses and files that only claim to be pictures are not stored', () => {
    const svg = `data:image/svg+xml;base64,${btoa(`<svg onload="x()">${'x'.repeat(500)}</svg>`)}`;
    const fake = `data:image/png;base64,${btoa('<script>'.repeat(100))}`;
    expect(read(page(`<img src="${svg}"><img src="${fake}">`)).assets).toEqual([]);
  });

  test('names that shadow properties of the document change nothing', () => {
    const names = [
      'body',
      'attributes',
      'parentNode',
      'children',
      'innerHTML',
      '__proto__',
      'constructor',
      'title',
    ];
    const html = page(
      names.map((name) => `<form name="${name}" id="${name}"><input name="${name}"></form>`).join(''),
    );
    expect(canonicalText(read(html).blocks)).toContain('The harbour office counts');
  });

  test('structured data with odd keys and shapes is passed over', () => {
    const data =
      '{"@type":"Article","__proto__":{"author":"Evil"},"author":{"name":{"a":[1]}},"headline":[[[]]],"datePublished":{}}';
    const article = read(
      `<script type="application/ld+json">${data}</script><script type="application/ld+json">{"a":</script>${page('')}`,
    );
    expect(article.byline).toBeNull();
    expect(article.publishedOn).toBeNull();
    expect(article.title).toBe('Crates');
  });
});

describe('bad pages end in bounded time with words', () => {
  test.each([
    ['tables', '<table><tr><td>'],
    ['blocks', '<div>'],
    ['bold', '<b>'],
    ['lists', '<ul><li>'],
    ['links and blocks', '<a><div>'],
  ])('%s nested 100,000 deep become plain text with a doubt', (_, tag) => {
    const begun = performance.now();
    const article = read(`<h1>Deep</h1>${tag.repeat(100_000)}the bottom of it`);
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(article.doubts.map((doubt) => doubt.code)).toContain('page-too-complex');
    expect(canonicalText(article.blocks)).toContain('the bottom of it');
  });

  test('a hundred thousand paragraphs are read without the DOM library', () => {
    const timed = (count: number): readonly [number, number] => {
      const begun = performance.now();
      const article = read(page('<p>One of many lines that say the same thing again.</p>'.repeat(count)));
      return [performance.now() - begun, article.blocks.length];
    };
    timed(1000); // warms up
    const [tenth] = timed(10_000);
    const [whole, blocks] = timed(100_000);
    expect(blocks).toBeGreaterThan(100_000);
    // Ten times the work; the square of it would be a hundred times the time.
    expect(whole / tenth).toBeLessThan(40);
  });

  test('unclosed comments, tags and quotes keep what can be read', () => {
    for (const tail of ['<!-- ', '<a href="', '<script>', "<p title='", '<![CDATA[', '</']) {
      expect(canonicalText(read(page('') + tail).blocks)).toContain('The harbour office');
    }
  });

  test('an empty file and a page without words are refused in a sentence', async () => {
    await expect(first(new Uint8Array())).rejects.toThrow(Refusal);
    await expect(
      first(new TextEncoder().encode('<html><body><script>x()</script></body></html>')),
    ).rejects.toThrow(/no text/);
  });

  test('bytes that are no text are refused', async () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3)) & 0xff);
    await expect(first(bytes)).rejects.toThrow(Refusal);
    expect(htmlFormat.detect(input(bytes, 'noise.bin'))).toBe(0);
  });

  test('a web archive without its page is refused', async () => {
    const bytes = new TextEncoder().encode(
      'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nabc\n--x--',
    );
    const reading = (async () => {
      for await (const item of mhtmlFormat.read(input(bytes, 'a.mht'))) return item;
      return null;
    })();
    await expect(reading).rejects.toThrow(Refusal);
  });
});
