import { describe, expect, test } from 'vitest';
import { canonicalText, type Block } from '../../../src/core/source.ts';
import { indexOfBlocks } from '../../../src/core/reading/block-index.ts';
import { OpenText } from '../../../src/ui/reader/open-text.ts';
import { byBlock } from '../../../src/ui/reader/by-block.ts';
import { findAll } from '../../../src/core/reading/find.ts';
import { pageMap } from '../../../src/ui/reader/pdf/page-map.ts';
import { blockOffsets } from '../../../src/core/source.ts';

const block = (text: string, page: number, more: Partial<Block> = {}): Block => ({
  kind: 'paragraph',
  text,
  page,
  ...more,
});

/** Two pages as a PDF gives them: broken lines, a hyphen at a line end, a repeated header. */
const pages = {
  1: 'THE HARBOUR BOOK The company sold more than eighty thousand carts, of which a rema- rkable third went abroad. A second para-',
  2: 'THE HARBOUR BOOK graph runs over to the next page and ends there. 云樵机器人的海外 收入占比升至近三成。 THE END',
} as const;
const blocks: readonly Block[] = [
  block('THE HARBOUR BOOK', 1, { removed: { rule: 'repeated-header', by: 'rule' } }),
  block('The company sold more than eighty thousand carts, of which a remarkable third went abroad.', 1),
  block('A second paragraph runs over to the next page and ends there.', 1),
  block('THE HARBOUR BOOK', 2, { removed: { rule: 'repeated-header', by: 'rule' } }),
  block('云樵机器人的海外收入占比升至近三成。', 2),
  block('THE END', 2),
];
const text = canonicalText(blocks);

/** What a stretch of a page's text is in the canonical text. */
const through = (number: 1 | 2, words: string): string | null => {
  const page = pages[number];
  const start = page.indexOf(words);
  const found = pageMap(page, number, blocks).toCanonical(start, start + words.length);
  return found && text.slice(found.start, found.end);
};

describe('words on a page of a PDF', () => {
  test('are found in the clean text whatever was done to line ends and hyphens', () => {
    expect(through(1, 'of which a rema- rkable third')).toBe('of which a remarkable third');
    expect(through(2, '海外 收入占比')).toBe('海外收入占比');
  });

  test('are found on the page a paragraph begins on and on the one it runs over to', () => {
    expect(through(1, 'A second para-')).toBe('A second para');
    expect(through(2, 'graph runs over')).toBe('graph runs over');
  });

  test('that the clean text leaves out stand nowhere', () => {
    expect(through(1, 'THE HARBOUR BOOK')).toBeNull();
    expect(through(2, 'THE HARBOUR')).toBeNull();
  });

  test('show a mark of the clean text again, in two parts where it runs over a page', () => {
    const quote = 'second paragraph runs over';
    const start = text.indexOf(quote);
    const shown = ([1, 2] as const).flatMap((number) =>
      pageMap(pages[number], number, blocks)
        .toPage(start, start + quote.length)
        .map((stretch) => pages[number].slice(stretch.start, stretch.end)),
    );
    expect(shown).toEqual(['second para', 'graph runs over']);
  });

  test('go there and back to the same place, for every paragraph', () => {
    const offsets = blockOffsets(blocks);
    blocks.forEach((each, i) => {
      const start = offsets[i];
      if (start === null || start === undefined || each.page !== 2) return;
      const map = pageMap(pages[2], 2, blocks);
      const [shown] = map.toPage(start, start + each.text.length);
      expect(map.toCanonical(shown!.start, shown!.end)).toEqual({ start, end: start + each.text.length });
    });
  });

  test('take little time on a page of nothing but repetition', () => {
    const same = 'aaaaaaaa '.repeat(2000);
    const began = performance.now();
    pageMap(same, 1, [block('aaaaaaab '.repeat(2000), 1)]).toCanonical(0, 100);
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

describe('marks by block', () => {
  test('stand in every block they touch and in no other', () => {
    const offsets = blockOffsets(blocks);
    const stretches = [
      { start: 0, end: 3 },
      { start: offsets[1]! + 10, end: offsets[4]! + 2 },
      { start: null, end: null },
    ];
    const open = new OpenText(indexOfBlocks(blocks), () => Promise.resolve([]));
    const found = byBlock(open, 0, blocks.length, stretches);
    expect([...found].map(([index, list]) => [index, list.length])).toEqual([
      [1, 2],
      [2, 1],
      [4, 1],
    ]);
  });
});

describe('finding on the page', () => {
  const words = (found: ReturnType<typeof findAll>, all: string): readonly string[] =>
    found.map(({ start, end }) => all.slice(Math.max(0, start - 2), end + 2));

  test('tells capital from small letters only when asked to', () => {
    const all = 'Port ports PORT transport';
    expect(findAll(all, 'port')).toHaveLength(4);
    expect(findAll(all, 'port', { matchCase: true })).toHaveLength(2);
  });

  test('finds whole words only when asked to, also at the ends of the text', () => {
    const all = 'port ports transport, port';
    expect(words(findAll(all, 'port', { wholeWords: true }), all)).toEqual(['port p', ', port']);
  });

  test('cuts Chinese into words', () => {
    const all = '机器人公司的收入。公司';
    expect(findAll(all, '公司', { wholeWords: true, language: 'zh' })).toHaveLength(2);
    expect(findAll(all, '司的', { wholeWords: true, language: 'zh' })).toHaveLength(0);
  });
});
