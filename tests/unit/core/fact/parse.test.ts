import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseFacts } from '../../../../src/core/fact/parse.ts';
import { scorePhrases, type Phrase } from '../../../quality/facts.ts';

const phrases = JSON.parse(
  readFileSync(new URL('phrases.json', import.meta.url), 'utf8'),
) as readonly Phrase[];
const codes = (text: string, publishedOn?: string): readonly string[] =>
  parseFacts(text, { publishedOn: publishedOn ?? null }).flatMap((fact) =>
    fact.doubts.map((doubt) => doubt.code),
  );

describe('the phrases written for the parser', () => {
  test('there are at least 300, about half of them Chinese', () => {
    const chinese = phrases.filter((phrase) => /[\u4e00-\u9fff]/.test(phrase.text)).length;
    expect(phrases.length).toBeGreaterThanOrEqual(300);
    expect(chinese / phrases.length).toBeGreaterThan(0.45);
  });

  test('97 of 100 fields are read as expected', () => {
    const { right, fields } = scorePhrases(phrases);
    expect(right / fields).toBeGreaterThanOrEqual(0.97);
  });

  test('every value stands in the phrase at its offsets', () => {
    for (const { text, publishedOn } of phrases) {
      for (const fact of parseFacts(text, { publishedOn: publishedOn ?? null })) {
        expect(text.slice(fact.start, fact.end)).toBe(fact.valueText);
      }
    }
  });
});

describe('uncertainty', () => {
  test('a relative date is placed by the publication date and marked', () => {
    expect(parseFacts('last year revenue was $2bn', { publishedOn: '2024-05-10' })[0]?.asOf).toBe('2023');
    expect(codes('last year revenue was $2bn', '2024-05-10')).toContain('relative-date');
  });

  test('a relative date without a publication date stays empty and is marked', () => {
    expect(parseFacts('last year revenue was $2bn')[0]?.asOf).toBeNull();
    expect(codes('last year revenue was $2bn')).toContain('date-without-year');
  });

  test('the date of publication stands in for a missing date, marked', () => {
    expect(codes('$45 billion valuation', '2024-05-10')).toContain('date-from-source');
    expect(codes('$45 billion valuation')).toContain('no-date');
  });

  test('the mark shared by yen and yuan is decided by language and marked', () => {
    expect(parseFacts('売上高 revenue ¥5 billion', { language: 'ja' })[0]?.currency).toBe('JPY');
    expect(parseFacts('营收 ¥5亿', { language: 'zh' })[0]?.currency).toBe('CNY');
    expect(codes('revenue of ¥5 billion')).toContain('currency-shared-mark');
  });

  test('brackets, verbs that turn the sign, unknown units and missing metrics are marked', () => {
    expect(codes('operating profit (€12.5m)')).toContain('negative-in-brackets');
    expect(codes('revenue fell 5%')).toContain('sign-from-verb');
    expect(codes('1,150 gizmos')).toContain('unit-unknown');
    expect(codes('it was $5 million')).toContain('no-metric');
    expect(codes('FY2023 revenue of $5m')).toContain('fiscal-year');
    expect(codes('half of revenue')).toContain('number-in-words');
  });
});

describe('what is not a fact', () => {
  test('years, product names, ordinals and section numbers give nothing', () => {
    for (const text of [
      'In 2023 it moved.',
      'iPhone 15',
      'the S&P 500',
      'COVID-19',
      '5G networks',
      'Section 7.2',
      '第3章',
      'Q3 2024',
      '',
      '   ',
      '()',
      '$',
      '%',
      '亿',
    ]) {
      expect(parseFacts(text), text).toEqual([]);
    }
  });
});

describe('bad input', () => {
  test('any text is read in bounded time, and offsets stay exact', () => {
    const hostile = [
      '1'.repeat(50_000),
      '1,'.repeat(20_000),
      '一'.repeat(20_000),
      '($'.repeat(10_000),
      'from 1 to '.repeat(3000),
      '亿万'.repeat(10_000),
      '\ud83d\ude00 $5bn \u0000 营收',
      'a '.repeat(20_000),
      '2023年'.repeat(5000),
    ];
    for (const text of hostile) {
      const started = process.cpuUsage().user;
      for (const fact of parseFacts(text)) expect(text.slice(fact.start, fact.end)).toBe(fact.valueText);
      expect((process.cpuUsage().user - started) / 1e6).toBeLessThan(20);
    }
  });
});
