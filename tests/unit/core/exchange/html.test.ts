import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, test } from 'vitest';
import { annotatedHtml } from '../../../../src/core/exchange/annotated-html.ts';
import { htmlOf } from '../../../../src/core/exchange/article-html.ts';
import { canonicalText } from '../../../../src/core/source.ts';
import { annotationOf, BLOCKS, SOURCE, VERSION } from './sample.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const elements = (node: Node): Element[] => [
  ...('tagName' in node ? [node] : []),
  ...('childNodes' in node ? node.childNodes.flatMap(elements) : []),
];
const words = (node: Node): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(words).join('') : '';
const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value;

const ANNOTATIONS = [
  annotationOf('a', 'rose 12 % — see the', { note: '<img src=x onerror=alert(1)>', colour: 'green' }),
  annotationOf('b', 'see the report', { colour: 'blue' }),
  annotationOf('c', 'second\n\nYear', { colour: 'rose', tags: ['"quoted"'] }),
  annotationOf('d', 'gone words', { start: null, end: null, anchor: 'orphan' }),
];

describe('an annotated article', () => {
  const html = annotatedHtml(SOURCE, VERSION, ANNOTATIONS);
  const all = elements(parse(html));
  const tagged = (name: string): Element[] => all.filter(({ tagName }) => tagName === name);

  test('runs nothing, loads nothing, and links only to the web', () => {
    expect(tagged('script')).toEqual([]);
    expect(tagged('img')).toEqual([]);
    for (const element of all) {
      for (const { name } of element.attrs) expect(name).not.toMatch(/^on/u);
      const address = attribute(element, 'href');
      if (address !== undefined) expect(address).toMatch(/^(?:#|https?:|mailto:)/u);
    }
    expect(html).toContain("default-src 'none'");
  });

  test('shows every word of the kept blocks and none of the removed ones', () => {
    const [article] = tagged('article');
    const text = words(article!).replaceAll(/\s+/gu, '');
    expect(text).toContain('Haier&the<GE>deal');
    expect(text).toContain('海尔集团收购了通用电气家电业务。');
    expect(text).not.toContain('advertisement');
  });

  test('marks exactly the annotated words, the later of two that overlap on top', () => {
    const marked = (colour: string): string =>
      tagged('mark')
        .filter((mark) => attribute(mark, 'class') === colour)
        .map(words)
        .join('|');
    expect(marked('green')).toBe('rose 12 % — ');
    expect(marked('blue')).toBe('see |the| report');
    expect(marked('rose')).toBe('second|Year');
  });

  test('numbers lead to the notes and back; an orphan stands in the notes alone', () => {
    expect(tagged('li').filter((li) => attribute(li, 'id')?.startsWith('note-'))).toHaveLength(4);
    for (const number of [1, 2, 3]) {
      expect(all.filter((one) => attribute(one, 'id') === `mark-${number}`)).toHaveLength(1);
      expect(html).toContain(`href="#mark-${number}"`);
    }
    expect(html).not.toContain('href="#mark-4"');
    expect(html).toContain('These words are no longer in the source.');
  });
});

describe('a clean article as HTML', () => {
  test('keeps lists, tables, formatting and safe links', () => {
    const html = htmlOf(BLOCKS);
    expect(html).toContain('<h2>Haier &amp; the &lt;GE&gt; deal</h2>');
    expect(html).toContain('<strong>Sales</strong>');
    expect(html).toContain('<ol>\n<li class="level-1 ordered" value="3">first</li>');
    expect(html).toContain('<tr><th>Year</th><th>Sales</th></tr>');
    expect(html).not.toContain('javascript:');
    expect(html).not.toContain('<mark');
  });

  test('shows images only as data, and their words otherwise', () => {
    expect(htmlOf(BLOCKS, [], () => 'data:image/png;base64,AAAA')).toContain(
      '<img src="data:image/png;base64,AAAA"',
    );
    expect(htmlOf(BLOCKS, [], () => 'https://example.org/x.png')).toContain(
      '<figcaption>A &lt;chart&gt;</figcaption>',
    );
    expect(htmlOf(BLOCKS, [], () => 'data:image/svg+xml;base64,AAAA')).not.toContain('<img');
  });

  test('spans with wild offsets lose no word', () => {
    const text = 'Some words 😀 here';
    const span = (start: number, end: number) => ({ start, end, type: 'emphasis' as const });
    const spans = [
      span(-5, 3),
      span(2, 99),
      span(7, 7),
      span(9, 4),
      ...Array.from({ length: 50 }, () => span(1, 9)),
    ];
    const html = htmlOf([{ kind: 'paragraph', text, spans }]);
    expect(words(parse(html))).toBe(text);
    expect(html.length).toBeLessThan(1000);
  });

  test('ten thousand overlapping marks stay linear', () => {
    const text = 'word '.repeat(20_000).trim();
    const blocks = [{ kind: 'paragraph' as const, text }];
    expect(canonicalText(blocks)).toBe(text);
    const marks = Array.from({ length: 10_000 }, (_, k) => ({
      start: k,
      end: text.length - k,
      number: k,
      colour: 'amber',
    }));
    const html = htmlOf(blocks, marks);
    expect(html.length).toBeLessThan(3_000_000);
  });
});
