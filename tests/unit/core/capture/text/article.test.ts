import { describe, expect, test } from 'vitest';
import { articleFromText } from '../../../../../src/core/capture/text/article.ts';
import { readByline, readSiteName } from '../../../../../src/core/capture/text/byline.ts';
import { unwrapLines } from '../../../../../src/core/capture/text/wrap.ts';
import { canonicalText } from '../../../../../src/core/source.ts';

const BODY = [
  'Lantern Coffee said on Friday it would open 40 stores in southern China over the next eighteen months.',
  'The chain has been testing smaller shops near railway stations, and the first results were better than expected.',
  'The company declined to say how many people it would hire in the new stores or in its head office.',
];

const scrape = (...parts: readonly (string | readonly string[])[]): string => parts.flat().join('\n');

describe('a messy scrape', () => {
  const page = scrape(
    '记者在成都门店 Staff at a Lantern Coffee branch in Chengdu on Thursday',
    'Lantern Coffee to open 40 stores in southern China',
    'By Maria Osei and Bo Wu | Example News',
    'Updated 12:01 PM EDT, Fri June 24, 2016',
    '',
    BODY,
    'Read more: Tea houses fight back',
    'We use cookies to improve this site. Read our cookie policy.',
    '© 2016 Example News Limited. All rights reserved.',
    'S&P 500 2,037.41 -3.59%',
  );
  const article = articleFromText(page);

  test('tells title, byline, site and date apart', () => {
    expect(article).toMatchObject({
      title: 'Lantern Coffee to open 40 stores in southern China',
      byline: 'Maria Osei, Bo Wu',
      siteName: 'Example News',
      publishedOn: '2016-06-24',
      language: 'en',
    });
  });

  test('keeps the article and nothing else in the clean text', () => {
    expect(canonicalText(article.blocks)).toBe(BODY.join('\n\n'));
  });

  test('keeps every line as a block, the bilingual caption as a caption', () => {
    expect(article.blocks.map(({ text }) => text)).toEqual(page.split('\n').filter((line) => line !== ''));
    expect(article.blocks[0]).toMatchObject({ kind: 'caption', removed: { rule: 'photo-caption' } });
  });

  test('names the rule of every removed line', () => {
    const rules = article.blocks.slice(-4).map(({ removed }) => removed?.rule);
    expect(rules).toEqual(['related', 'cookie-notice', 'legal', 'market-data']);
  });
});

test('what no line shows stays null', () => {
  const article = articleFromText(BODY.join('\n'));
  expect(article).toMatchObject({ title: null, byline: null, siteName: null, publishedOn: null });
  expect(canonicalText(article.blocks)).toBe(BODY.join('\n\n'));
});

test('a date that could be read two ways is declined with a doubt', () => {
  const article = articleFromText(scrape('Lantern Coffee to open 40 stores', '04/05/2019', BODY));
  expect(article.publishedOn).toBeNull();
  expect(article.doubts).toContainEqual({ code: 'ambiguous-date', detail: '04/05/2019' });
});

test('another date of the page settles the order of the numbers', () => {
  const article = articleFromText(
    scrape('Lantern Coffee to open 40 stores', '04/05/2019', BODY, 'Last login 25/04/2019'),
  );
  expect(article.publishedOn).toBe('2019-05-04');
});

test('a comment thread longer than the article is not taken for it', () => {
  const talk = Array.from({ length: 12 }, (_, i) => [
    `Reader ${i} says:`,
    `I have been to number ${i} of these shops and it was not as good as the one that stood there before.`,
    'Reply',
  ]);
  const article = articleFromText(
    scrape(
      'Lantern Coffee to open 40 stores in southern China',
      'June 24, 2016',
      BODY,
      '12 Comments',
      talk.flat(),
    ),
  );
  expect(article.title).toBe('Lantern Coffee to open 40 stores in southern China');
  expect(canonicalText(article.blocks)).toBe(BODY.join('\n\n'));
});

test('list items keep their numbers', () => {
  const article = articleFromText(
    scrape(
      BODY,
      '1. The first store is in Chengdu.',
      '2. The second store is in Guiyang.',
      BODY[2]!.replace('The', 'This'),
    ),
  );
  expect(article.blocks.filter(({ kind }) => kind === 'item')).toMatchObject([
    { ordinal: 1, text: 'The first store is in Chengdu.' },
    { ordinal: 2 },
  ]);
});

test('text without sentences is kept whole with a doubt', () => {
  const article = articleFromText('eggs\nmilk\nbread');
  expect(canonicalText(article.blocks)).toBe('eggs\n\nmilk\n\nbread');
  expect(article.doubts).toContainEqual({ code: 'no-running-text' });
});

test('rules never leave nothing of a text', () => {
  for (const text of [
    'Sign up for our newsletter',
    '© 2024 Example Press. All rights reserved.',
    'Read also: Ten quays to see\n\nShare on Facebook',
    'Photo: Anna Lund\n\n© 2024 Example Press. All rights reserved.\n\nSubscribe to our daily newsletter for more news.',
    'By Anna Lund\n\nMarch 3, 2024',
    'Quay opens\n\nBy Anna Lund\n\nMarch 3, 2024',
  ])
    expect(canonicalText(articleFromText(text).blocks), text).not.toBe('');
});

test('nothing is an article of no blocks', () => {
  expect(articleFromText(' \n\t\u200b\n').blocks).toEqual([]);
});

test('the time grows no faster than the text', () => {
  const time = (lines: number): number => {
    const text = Array.from({ length: lines }, (_, i) => `${BODY[i % 3]!} ${i}`).join('\n');
    // the best of three: other work on the machine makes single runs many times as long
    return Math.min(
      ...[1, 2, 3].map(() => {
        const started = performance.now();
        articleFromText(text);
        return performance.now() - started;
      }),
    );
  };
  time(500);
  expect(time(8000) / time(1000)).toBeLessThan(40);
});

test.each([
  ['By Maria Osei', 'Maria Osei'],
  ['by MARIA OSEI, Staff Writer', 'MARIA OSEI'],
  ['Von Jürgen Müller und Ann-Kathrin Weiß', 'Jürgen Müller, Ann-Kathrin Weiß'],
  ['By Andy Sahadeo | Fox News', 'Andy Sahadeo'],
  ['By Joseph Tsidulko November 19, 2019, 07:47 PM EST', 'Joseph Tsidulko'],
  ['作者：王小明', '王小明'],
  ['半月谈记者 史卫燕', '史卫燕'],
])('the byline of %j is %j', (line, names) => {
  expect(readByline(line)?.names).toBe(names);
});

test.each(['Photo by Ann Lee', 'By the time the shop opened, the queue was long.', 'By 2019', 'Standby'])(
  '%j is no byline',
  (line) => {
    expect(readByline(line)).toBeNull();
  },
);

test('a named source is the site', () => {
  expect(readSiteName('2020-01-02 来源：示例新闻网')).toBe('示例新闻网');
  expect(readSiteName('2024年6月3日 08:30 来源：经济日报 记者 王小明')).toBe('经济日报');
  expect(readSiteName('SOURCE: Example News')).toBe('Example News');
  expect(readSiteName('The source said nothing.')).toBeNull();
});

test('lines broken at a fixed width are joined, others are not touched', () => {
  const wrapped =
    'a long line that was broken at about sixty characters by hand\nand goes on in the next line until the paragraph ends here\nand has a third line so that the pattern is plain to see.\n\nA second paragraph that was broken in the same manner by hand\nand goes on in the next line until the paragraph ends here as\nwell.';
  expect(unwrapLines(wrapped).split('\n\n')).toHaveLength(2);
  expect(unwrapLines(wrapped)).not.toMatch(/[a-z]\n[a-z]/);
  const poem = 'Short lines\nstay as\nthey are';
  expect(unwrapLines(poem)).toBe(poem);
});
