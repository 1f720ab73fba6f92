import { describe, expect, test } from 'vitest';
import { anchorAll, anchorQuote } from '../../../../src/core/anchor/anchor.ts';
import { describeQuote } from '../../../../src/core/anchor/describe.ts';

const ENGLISH = `Haier bought the appliance business of General Electric for 5.4 billion dollars in June 2016. The deal gave the company a brand known in every American kitchen.

“We did not buy factories,” the chief executive said. “We bought people who know what customers want.” The company kept the headquarters in Louisville, and the company kept the union contract.

Sales rose 12 % in the following year — the fastest growth in a decade. Analysts at three banks had expected less, and the shares gained a third of their value before the summer ended.

In Qingdao the reaction was calmer. The company had bought brands before, and not every purchase had paid for itself.`;

const CHINESE = `海尔集团于2016年6月以54亿美元收购通用电气家电业务。这笔交易让公司获得了一个家喻户晓的品牌。

“我们买的不是工厂，”首席执行官说，“我们买的是了解用户的人。”公司把总部留在路易斯维尔，公司也保留了工会合同。

次年销售额增长百分之十二，是十年来最快的增长。三家银行的分析师原先的预期都低于这一数字。`;

const marked = (text: string, quote: string, nth = 0) => {
  let at = text.indexOf(quote);
  for (let k = 0; k < nth; k++) at = text.indexOf(quote, at + 1);
  expect(at).toBeGreaterThanOrEqual(0);
  return describeQuote(text, at, at + quote.length);
};

const found = (text: string, anchored: ReturnType<typeof anchorQuote>) =>
  anchored.start === null ? null : text.slice(anchored.start, anchored.end!);

describe('a quote is found again', () => {
  test('exact, where nothing changed', () => {
    expect(anchorQuote(ENGLISH, marked(ENGLISH, 'Sales rose 12 %'))).toMatchObject({
      anchor: 'exact',
      score: 1,
    });
  });

  test('exact, where only the words around it changed', () => {
    const selector = marked(ENGLISH, 'General Electric');
    const now = ENGLISH.replace('for 5.4 billion', 'for 5.6 billion');
    expect(anchorQuote(now, selector)).toMatchObject({ anchor: 'exact', start: selector.start });
  });

  test('moved, where a paragraph was put before it', () => {
    const now = 'A word from our sponsor.\n\n' + ENGLISH;
    const anchored = anchorQuote(now, marked(ENGLISH, 'brand known in every'));
    expect(anchored.anchor).toBe('moved');
    expect(found(now, anchored)).toBe('brand known in every');
  });

  test('moved, where only the typography differs', () => {
    const now = ENGLISH.replaceAll(/[“”]/g, '"')
      .replace('—', '--')
      .replace('factories', 'facto\u00adries')
      .replaceAll(' ', ' ');
    const anchored = anchorQuote(
      now,
      marked(ENGLISH, '“We did not buy factories,” the chief executive said.'),
    );
    expect(anchored.anchor).toBe('moved');
    expect(found(now, anchored)).toBe('"We did not buy facto\u00adries," the chief executive said.');
  });

  test('changed, where one digit differs', () => {
    const now = ENGLISH.replace('12 %', '17 %');
    const anchored = anchorQuote(now, marked(ENGLISH, 'Sales rose 12 % in the following year'));
    expect(anchored.anchor).toBe('changed');
    expect(found(now, anchored)).toBe('Sales rose 17 % in the following year');
  });

  test('changed, where the quoted word gave way to another in the same place', () => {
    const now = ENGLISH.replace('Analysts', 'Observers');
    const anchored = anchorQuote(now, marked(ENGLISH, 'Analysts'));
    expect(anchored.anchor).toBe('changed');
    expect(found(now, anchored)).toBe('Observers');
  });

  test('changed, where a letter was put before the first word', () => {
    const now = ENGLISH.replace('Sales rose', 'SSales rose');
    const anchored = anchorQuote(now, marked(ENGLISH, 'Sales rose 12 %'));
    expect(anchored.anchor).toBe('changed');
    expect(found(now, anchored)).toBe('SSales rose 12 %');
  });

  test('changed, where a paragraph was put into it', () => {
    const now = ENGLISH.replace(
      'kitchen.\n\n',
      'kitchen.\n\nSign up for our weekly letter on appliances.\n\n',
    );
    const anchored = anchorQuote(
      now,
      marked(ENGLISH, 'a brand known in every American kitchen.\n\n“We did not buy factories'),
    );
    expect(anchored.anchor).toBe('changed');
    expect(found(now, anchored)).toMatch(/^a brand known[^]*not buy factories$/);
  });

  test('the right one of several, where a phrase occurs more than once', () => {
    const now = 'The company spoke. ' + ENGLISH.replace('factories', 'plants');
    for (const nth of [0, 1, 2]) {
      const selector = marked(ENGLISH, 'the company', nth % 2);
      const anchored = anchorQuote(now, selector);
      expect(anchored.anchor).toBe('moved');
      expect(now.slice(0, anchored.start!).endsWith(selector.prefix.slice(-12))).toBe(true);
    }
  });

  test('in Chinese, with full-width marks made narrow and a character misread', () => {
    const now = CHINESE.replaceAll('，', ',').replace('了解用户', '了解角户');
    const moved = anchorQuote(now, marked(CHINESE, '公司把总部留在路易斯维尔，公司'));
    expect([moved.anchor, found(now, moved)]).toEqual(['moved', '公司把总部留在路易斯维尔,公司']);
    const changed = anchorQuote(now, marked(CHINESE, '了解用户的人'));
    expect([changed.anchor, found(now, changed)]).toEqual(['changed', '了解角户的人']);
  });

  test('without context or old position, and tells when several places fit equally', () => {
    const bare = { quote: 'kept the union contract', prefix: '', suffix: '' };
    expect(anchorQuote(ENGLISH, bare).anchor).toBe('moved');
    const { candidates } = anchorQuote(ENGLISH, { quote: 'company', prefix: '', suffix: '' });
    expect(candidates.length).toBeGreaterThan(2);
    expect(candidates[0]!.score).toBe(candidates[1]!.score);
  });
});

test('a quote of one or two characters is found without context', () => {
  const bare = (quote: string, start?: number) => ({
    quote,
    prefix: '',
    suffix: '',
    ...(start === undefined ? {} : { start }),
  });
  const percent = anchorQuote(ENGLISH, bare('%'));
  expect([percent.anchor, found(ENGLISH, percent)]).toEqual(['moved', '%']);
  expect(found(CHINESE, anchorQuote(CHINESE, bare('品牌')))).toBe('品牌');
  const many = anchorQuote('ab '.repeat(100_000), bare('ab', 150_001));
  expect(Math.abs(many.start! - 150_001)).toBeLessThanOrEqual(3);
});

describe('a quote is given up', () => {
  test('where its paragraph was taken out, with the nearest things listed', () => {
    const now = ENGLISH.replace(/Sales rose[^]*?ended\.\n\n/, '');
    const anchored = anchorQuote(now, marked(ENGLISH, 'the fastest growth in a decade'));
    expect(anchored).toMatchObject({ anchor: 'orphan', start: null, end: null });
  });

  test('where a short phrase is left only among other words', () => {
    const now = ENGLISH.replace(/“We did not[^]*?contract\.\n\n/, '');
    const anchored = anchorQuote(now, marked(ENGLISH, 'company', 1));
    expect(anchored.anchor).toBe('orphan');
    expect(anchored.candidates.map(({ start, end }) => now.slice(start, end))).toContain('company');
  });

  test('where there is nothing to look for or in', () => {
    expect(anchorQuote(ENGLISH, { quote: '', prefix: 'a', suffix: 'b' }).anchor).toBe('orphan');
    expect(anchorQuote(ENGLISH, { quote: ' \u00ad', prefix: '', suffix: '' }).anchor).toBe('orphan');
    expect(anchorQuote('', marked(ENGLISH, 'Qingdao')).anchor).toBe('orphan');
  });
});

/** Mulberry32: the same texts on every run. */
const random = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

const HARD = [
  ENGLISH,
  CHINESE,
  '👨‍👩‍👧 cafe\u0301 🇨🇭🇩🇪 नमस्ते e\u0301\u0301 שלום עולם ' + ENGLISH.slice(0, 200),
  'aaaa aaaa aaaa aaaa aaaa',
];

describe('whatever happens to the text', () => {
  const next = random(7);
  const pick = (n: number): number => Math.floor(next() * n);
  const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

  const damage = (text: string): string => {
    let now = text;
    for (let k = pick(6); k > 0; k--) {
      const from = pick(now.length);
      const to = Math.min(now.length, from + pick(40));
      const insertion = [
        '',
        ' ',
        'x',
        '\u0301',
        '😀',
        now.slice(to, to + 30),
        '\n\nNew words stand here.\n\n',
      ][pick(7)]!;
      now = now.slice(0, from) + insertion + now.slice(to);
    }
    return now;
  };

  test('as many answers as questions, inside the text, never empty, never through a character', () => {
    for (let round = 0; round < 150; round++) {
      const text = HARD[pick(HARD.length)]!;
      const selectors = Array.from({ length: 6 }, () => {
        const start = pick(text.length - 1);
        return describeQuote(text, start, Math.min(text.length, start + 1 + pick(60)));
      });
      const now = damage(text);
      const breaks = new Set([now.length, ...Array.from(segmenter.segment(now), ({ index }) => index)]);
      const answers = anchorAll(now, selectors);
      expect(answers.length).toBe(selectors.length);
      for (const { anchor, start, end, score, candidates } of answers) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(start === null).toBe(anchor === 'orphan');
        expect(end === null).toBe(anchor === 'orphan');
        const places = start === null ? candidates : [{ start, end: end! }, ...candidates];
        for (const place of places) {
          expect(place.end).toBeGreaterThan(place.start);
          expect(breaks.has(place.start) && breaks.has(place.end)).toBe(true);
        }
      }
    }
  });

  test('an unmoved quote in an unchanged text is exact, one by one or together', () => {
    for (let round = 0; round < 200; round++) {
      const text = HARD[pick(HARD.length)]!;
      const start = pick(text.length - 1);
      const selector = describeQuote(text, start, Math.min(text.length, start + 1 + pick(80)));
      const expected = { anchor: 'exact', start: selector.start, end: selector.end, score: 1 };
      expect(anchorQuote(text, selector)).toMatchObject(expected);
      expect(anchorAll(text, [selector])[0]).toMatchObject(expected);
    }
  });
});

test('neither a repetitive nor a huge text takes long', () => {
  const begun = performance.now();
  anchorQuote('a'.repeat(1_000_000), { quote: 'a'.repeat(20_000) + 'b', prefix: 'b', suffix: 'c', start: 3 });
  anchorQuote('ab '.repeat(300_000), {
    quote: 'ba '.repeat(7_000),
    prefix: 'x',
    suffix: 'y',
    start: 500_000,
  });
  const huge = Array.from({ length: 200_000 }, (_, k) => `word${(k * 7919) % 65_537}`).join(' ');
  const selector = describeQuote(huge, 700_000, 720_000);
  const changed = anchorQuote('First. ' + huge.replaceAll('word123', 'wrod123'), selector);
  expect(changed.start).toBeGreaterThan(699_000);
  expect(performance.now() - begun).toBeLessThan(20_000);
});
