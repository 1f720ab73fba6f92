import { describe, expect, test } from 'vitest';
import { readCompanyCsv, writeCompanyCsv } from '../../../../src/core/company/csv.ts';
import { Refusal } from '../../../../src/core/refusal.ts';

describe('a list of companies', () => {
  test('columns are found by name, in any order, in English or Chinese, and others are kept', () => {
    const { rows } = readCompanyCsv('Ticker;别名;Name;CEO\nNKE;耐克|Nike Inc;Nike;Elliott\n');
    expect(rows).toEqual([
      {
        name: 'Nike',
        aliases: ['耐克', 'Nike Inc'],
        chineseName: null,
        ticker: 'NKE',
        country: null,
        website: null,
        lei: null,
        tags: [],
        groups: [],
        fields: { CEO: 'Elliott' },
        line: 2,
      },
    ]);
  });

  test('what is written is read back the same, formulas defused in between', () => {
    const rows = [
      {
        name: '=cmd|calc',
        aliases: ['+1', 'a "quoted" name'],
        chineseName: '云樵',
        ticker: '@SUM',
        country: 'CN',
        website: 'https://x.example',
        lei: null,
        tags: ['robots'],
        groups: [],
        fields: { Founded: '-5', Note: 'two\nlines, comma' },
      },
    ];
    const text = writeCompanyCsv(rows);
    for (const cell of ['=cmd', '@SUM', '-5', '+1']) expect(text).toContain(`'${cell}`);
    expect(readCompanyCsv(text).rows).toEqual([{ ...rows[0], line: 2 }]);
  });

  test('a row without a name is left out and said', () => {
    const { rows, doubts } = readCompanyCsv('name,ticker\n,AAA\nBeta,BBB\n');
    expect(rows.map((row) => row.name)).toEqual(['Beta']);
    expect(doubts).toContainEqual({ code: 'list-row-without-name', detail: 'line 2' });
  });

  test('an empty list, and one without a name column, are refused in words', () => {
    for (const text of ['', '\ufeff  \n', 'ticker,country\nA,B\n', 'name\n', 'name\n\n'])
      expect(() => readCompanyCsv(text)).toThrow(Refusal);
  });
});
