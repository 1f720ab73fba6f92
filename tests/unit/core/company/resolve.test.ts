import { describe, expect, test } from 'vitest';
import { AliasTable, type NamedCompany } from '../../../../src/core/company/resolve.ts';

const company = (
  id: string,
  name: string,
  aliases: readonly string[] = [],
  ticker: string | null = null,
): NamedCompany => ({
  id,
  name,
  ticker,
  aliases: aliases.map((text) => ({ text, language: null })),
});

const table = new AliasTable([
  company('yunqiao', 'Yunqiao Robotics', ['云樵机器人', '云樵科技有限公司'], 'YQ'),
  company('united-air', 'United Airlines Holdings', [], 'UAL'),
  company('united-health', 'UnitedHealth Group', [], 'UNH'),
  company('akamai', 'Akamai Technologies', [], 'AKAM'),
  company('delta-air', 'Delta Air Lines', ['Delta']),
  company('delta-tron', 'Delta Electronics', ['Delta', '台達電子']),
  company('apple', 'Apple Inc.', ['苹果'], 'AAPL'),
  company('martin', 'Martin Marietta Materials', []),
  company('lockheed', 'Lockheed Martin', []),
]);
const id = (name: string): string | null => table.resolve(name).companyId;

describe('resolving a name', () => {
  test('simplified, traditional and pinyin give one dossier', () => {
    for (const name of [
      '云樵',
      '雲樵',
      '雲樵機器人',
      '云樵科技',
      'yunqiaojiqiren',
      'Yun Qiao Ji Qi Ren',
      'Yunqiao Robotics Inc.',
    ]) {
      expect(id(name), name).toBe('yunqiao');
    }
  });

  test('a shortened name and a small misspelling are understood', () => {
    expect(id('Akamai')).toBe('akamai');
    expect(id('Akamai Technologeis')).toBe('akamai');
    expect(id('Lockheed')).toBe('lockheed');
  });

  test('a ticker is understood, with its exchange or without', () => {
    expect(id('AAPL')).toBe('apple');
    expect(id('NASDAQ: AAPL')).toBe('apple');
    expect(id('AAPL (NASDAQ)')).toBe('apple');
    expect(table.resolve('AAPL').ticker).toBe('AAPL');
  });

  test('a name two companies share gives none, and both as candidates', () => {
    const answer = table.resolve('Delta');
    expect(answer.companyId).toBeNull();
    expect(answer.candidates.map((one) => one.companyId).sort()).toEqual(['delta-air', 'delta-tron']);
  });

  test('a name that only begins like a known one gives none', () => {
    for (const name of ['Apple Records', 'United', 'Acme', 'Martin', '苹果树幼儿园', '', ' ', '!', 'x'])
      expect(id(name), name).toBeNull();
  });

  test('a very long or odd name is answered and not trusted', () => {
    expect(id('a'.repeat(100_000))).toBeNull();
    expect(id('('.repeat(10_000))).toBeNull();
    expect(id('\u0000\ud800')).toBeNull();
  });

  test('an empty alias of a company changes nothing', () => {
    const odd = new AliasTable([
      company('a', 'Alpha Metals', ['', ' ', '!!']),
      company('b', 'Beta Metals', ['']),
    ]);
    expect(odd.resolve('').companyId).toBeNull();
    expect(odd.resolve('Alpha Metals').companyId).toBe('a');
  });
});
