import { expect, test } from 'vitest';
import type { CompanyRow } from '../../../src/library/views.ts';
import { companiesIn, tagsIn } from '../../../src/ui/inspector/note-words.ts';

const company = (id: string, name: string, ...aliases: string[]): CompanyRow => ({
  id,
  name,
  aliases: aliases.map((text) => ({ text, language: null, kind: 'name' })),
  ticker: null,
  country: null,
  sources: 0,
  facts: 0,
  latest: null,
});

test('tags are read from a note in any script, once each', () => {
  expect(tagsIn('Look again #supply-chain #利润率 and #supply-chain.')).toEqual(['supply-chain', '利润率']);
});

test('numbers in addresses and entities are no tags', () => {
  expect(tagsIn('see https://a.example/b#part and &#39; and C#')).toEqual([]);
});

test('companies are read under any of their names, the longest that fits', () => {
  const rows = [
    company('a', 'Intel'),
    company('b', 'Intel Foundry'),
    company('c', 'Yunqiao Robotics', '云樵'),
  ];
  expect(companiesIn('@Intel Foundry against @云樵机器人, not @Intelsat', rows)).toEqual(['b', 'c']);
  expect(companiesIn('Intel without a sign', rows)).toEqual([]);
});
