import { describe, expect, test } from 'vitest';
import { slipCost } from '../../../../src/core/search/slips.ts';

describe('the cost of slips', () => {
  test('is nothing for the word itself, and less for what fingers do than for any other letter', () => {
    expect(slipCost('market', 'market')).toBe(0);
    const other = slipCost('marqet', 'market');
    expect(slipCost('marjet', 'market')).toBeLessThan(other); // a neighbouring key
    expect(slipCost('makret', 'market')).toBeLessThan(other); // two letters swapped
    expect(slipCost('markket', 'market')).toBeLessThan(other); // a letter struck twice
    expect(slipCost('markjet', 'market')).toBeLessThan(slipCost('markqet', 'market')); // brushed beside "k"
    expect(slipCost('marret', 'market')).toBe(other);
  });

  test('is higher for a wrong first letter and for two slips', () => {
    expect(slipCost('narket', 'market')).toBeGreaterThan(slipCost('marjet', 'market'));
    expect(slipCost('marjte', 'market')).toBeGreaterThan(slipCost('marjet', 'market'));
    expect(slipCost('aket', 'market')).toBeGreaterThan(1.5);
  });

  test('of leaving out one of a double letter is that of striking one twice', () => {
    expect(slipCost('comittee', 'committee')).toBe(slipCost('commmittee', 'committee'));
  });
});
