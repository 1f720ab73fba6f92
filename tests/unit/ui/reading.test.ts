import { describe, expect, test } from 'vitest';
import type { Mark } from '../../../src/core/reading/mark-columns.ts';
import { findAll } from '../../../src/core/reading/find.ts';
import { segmentsOf } from '../../../src/ui/reader/segments.ts';
import { sentencesOf } from '../../../src/ui/reader/sentences.ts';

const mark = (id: string, start: number, end: number): Mark => ({
  id,
  start,
  end,
  colour: 'amber',
  anchor: 'exact',
  quoted: true,
});

describe('a block cut into segments', () => {
  const text = 'Last year it shipped 86,000 of them';

  test('covers the text without gaps or overlaps', () => {
    const parts = segmentsOf(
      0,
      text.length,
      100,
      [{ start: 0, end: 4, type: 'strong' }],
      [mark('1', 105, 120), mark('2', 110, 130)],
      [],
    );
    expect(parts.map((part) => text.slice(part.start, part.end)).join('')).toBe(text);
  });

  test('gives overlapping marks to the shared stretch, the older first', () => {
    const parts = segmentsOf(0, text.length, 100, [], [mark('2', 110, 130), mark('1', 105, 120)], []);
    expect(parts.find((part) => part.start === 10)?.marks.map(({ id }) => id)).toEqual(['1', '2']);
  });

  test('takes only its part of a mark that runs over several blocks', () => {
    const parts = segmentsOf(0, text.length, 100, [], [mark('1', 50, 109)], []);
    expect(parts.map(({ start, end, marks }) => [start, end, marks.length])).toEqual([
      [0, 9, 1],
      [9, text.length, 0],
    ]);
  });
});

describe('sentences', () => {
  test('are found in English without the blanks between them', () => {
    const text = 'It shipped 86,000. A third came from abroad.';
    expect(sentencesOf(text, 'en').map(({ start, end }) => text.slice(start, end))).toEqual([
      'It shipped 86,000.',
      'A third came from abroad.',
    ]);
  });

  test('are found in Chinese, quotations kept whole', () => {
    const text = '清河重新点火。公司表示优先供应。';
    expect(sentencesOf(text, 'zh-Hans').map(({ start, end }) => text.slice(start, end))).toEqual([
      '清河重新点火。',
      '公司表示优先供应。',
    ]);
  });
});

describe('finding words on the page', () => {
  test('does not mind the case', () => {
    expect(findAll('Nordhavn and NORDHAVN', 'nordhavn')).toEqual([
      { start: 0, end: 8 },
      { start: 13, end: 21 },
    ]);
  });

  test('keeps offsets right where lower case is longer than the text', () => {
    const text = 'İstanbul İstanbul';
    for (const { start, end } of findAll(text, 'stanbul')) expect(text.slice(start, end)).toBe('stanbul');
  });
});
