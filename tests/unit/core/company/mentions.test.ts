import { describe, expect, test } from 'vitest';
import { aboutness } from '../../../../src/core/company/aboutness.ts';
import { MentionFinder } from '../../../../src/core/company/mentions.ts';

const company = (
  id: string,
  name: string,
  aliases: readonly string[] = [],
  ticker: string | null = null,
) => ({
  id,
  name,
  ticker,
  aliases: aliases.map((text) => ({ text, language: null })),
});

const finder = new MentionFinder([
  company('apple', 'Apple Inc.', ['苹果', '苹果公司'], 'AAPL'),
  company('gap', 'Gap', ['The Gap']),
  company('xiaomi', 'Xiaomi', ['小米', '小米科技'], '1810'),
  company('jnj', 'Johnson & Johnson'),
  company('nike', 'Nike, Inc.'),
  company('yum', 'Yum! Brands'),
  company('delta-air', 'Delta Air Lines', ['Delta']),
  company('delta-tron', 'Delta Electronics', ['Delta', '台達電']),
  company('walmart', 'Walmart', ['wal mart']),
  company('ibm', 'IBM'),
]);
const found = (text: string): readonly string[] =>
  finder.find(text).map((one) => `${one.companyId}:${one.text}`);

describe('finding mentions', () => {
  test('the longest name is taken, with its legal form and without the possessive', () => {
    expect(found('Nike, Inc. and Nike’s rivals')).toEqual(['nike:Nike, Inc.', 'nike:Nike']);
    expect(found('Yum! Brands grew')).toEqual(['yum:Yum! Brands']);
    expect(found('小米科技营收增长')).toEqual(['xiaomi:小米科技']);
  });

  test('"and" and "&", hyphens and capitals are one', () => {
    expect(found('Johnson and Johnson, WALMART, Wal-Mart')).toEqual([
      'jnj:Johnson and Johnson',
      'walmart:WALMART',
      'walmart:Wal-Mart',
    ]);
  });

  test('a word boundary is kept in Latin script and not asked for in Chinese', () => {
    expect(found('The Walmarts and pineapples, Nikes')).toEqual([]);
    expect(found('据台达电公告')).toEqual(['delta-tron:台达电']);
  });

  test('everyday words count only as companies', () => {
    expect(found('I ate an apple. Apple pie is nice.')).toEqual([]);
    expect(found('The gap in wages is wide. Mind the Gap signs.')).toEqual([]);
    expect(found('Gap reported sales of $3 billion.')).toEqual(['gap:Gap']);
    expect(found('我每天喝小米粥，小米有营养。')).toEqual([]);
    expect(found('小米发布了新手机。')).toEqual(['xiaomi:小米']);
    expect(found('an ibm of the day')).toEqual([]);
  });

  test('a name of two companies is given for both, with a low score, unless the text decides', () => {
    expect(finder.find('Delta said its earnings were up.').map((one) => one.score)).toEqual([0.55, 0.55]);
    expect(found('Delta Air Lines said so. Delta fell.')).toEqual([
      'delta-air:Delta Air Lines',
      'delta-air:Delta',
    ]);
  });

  test('a ticker counts beside an exchange or a dollar sign only', () => {
    expect(found('(NASDAQ: AAPL)')).toEqual(['apple:AAPL']);
    expect(found('room 1810 and AAPL')).toEqual([]);
  });

  test('an address is no mention', () => {
    expect(found('see www.walmart.com or jo@walmart.com')).toEqual([]);
  });

  test('offsets are exact in any text', () => {
    const text = '\ud83d\ude00 ﬁrst — Ｎｉｋｅ and 臺達電\n\n«Nike»';
    for (const one of finder.find(text)) expect(text.slice(one.start, one.end)).toBe(one.text);
    expect(finder.find(text).map((one) => one.companyId)).toEqual(['nike', 'delta-tron', 'nike']);
  });

  test('companies can be added and forgotten; aliases that cannot be searched are left out', () => {
    const own = new MentionFinder();
    expect(
      own.add(
        'a',
        ['', ' ', 'A', '7', '米', 'Acme Tools'].map((text) => ({ text, language: null })),
      ),
    ).toBe(1);
    expect(own.find('Acme Tools')).toHaveLength(1);
    own.remove('a');
    expect(own.find('Acme Tools')).toHaveLength(0);
  });

  test('hostile text takes bounded time', () => {
    for (const text of [
      'Nike '.repeat(50_000),
      '小米'.repeat(50_000),
      'Johnson & '.repeat(30_000),
      'a'.repeat(500_000),
    ]) {
      const started = process.cpuUsage().user;
      finder.find(text);
      expect((process.cpuUsage().user - started) / 1e6).toBeLessThan(20);
    }
  });
});

describe('about or mentioned', () => {
  test('a company in the title and throughout is what the text is about', () => {
    const text = 'Nike said sales rose. '.repeat(20) + 'Rival Walmart did not comment.';
    const answer = aboutness(text, finder.find(text), ['nike']);
    expect(answer[0]).toMatchObject({ companyId: 'nike', about: true });
    expect(answer.find((one) => one.companyId === 'walmart')).toMatchObject({ about: false, mentions: 1 });
  });

  test('a text that names nobody is about nobody', () => {
    expect(aboutness('', [], [])).toEqual([]);
  });
});
