import { describe, expect, test } from 'vitest';
import { AliasTable } from '../../../../src/core/company/resolve.ts';
import { suggestOrganisations } from '../../../../src/core/company/suggest.ts';

const names = (text: string): readonly string[] => suggestOrganisations(text).map((one) => one.text);

describe('suggesting organisations', () => {
  test('names with a legal form, banks and funds are found in a sentence', () => {
    expect(names('Bluefin Software Inc. borrowed from Deutsche Bank.')).toEqual([
      'Bluefin Software Inc.',
      'Deutsche Bank',
    ]);
  });

  test('people, places and dates are not organisations', () => {
    expect(names('On Monday John Smith flew from Paris to London in March.')).toEqual([]);
  });

  test('Chinese names are found by their endings and begin after verbs and particles', () => {
    expect(names('昨日，北京云樵科技有限公司宣布收购沐瞳科技。')).toEqual([
      '北京云樵科技有限公司',
      '沐瞳科技',
    ]);
    expect(names('公司将与比亚迪股份有限公司合作')).toEqual(['比亚迪股份有限公司']);
    expect(names('该公司是一家上市公司。')).toEqual([]);
  });

  test('a company of the library is recognised', () => {
    const table = new AliasTable([{ id: 'c1', name: 'Deutsche Bank', ticker: null, aliases: [] }]);
    expect(suggestOrganisations('Shares of Deutsche Bank rose.', table)[0]?.companyId).toBe('c1');
  });

  test('offsets are exact and spans do not overlap, in any text', () => {
    const texts = [
      '',
      '\ud83d\ude00 Acme Corp. 与腾讯控股集团',
      'A'.repeat(10_000),
      'Bank of '.repeat(5000),
      '公司'.repeat(20_000),
      '(((',
      'X Inc\nY Inc\n'.repeat(3000),
    ];
    for (const text of texts) {
      let last = 0;
      for (const one of suggestOrganisations(text)) {
        expect(text.slice(one.start, one.end)).toBe(one.text);
        expect(one.start).toBeGreaterThanOrEqual(last);
        last = one.end;
      }
    }
  });
});
