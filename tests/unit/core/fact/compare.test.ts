import { describe, expect, test } from 'vitest';
import { compareFacts, findConflicts } from '../../../../src/core/fact/compare.ts';
import { convertCurrency, convertUnit } from '../../../../src/core/fact/convert.ts';
import { formatFactValue } from '../../../../src/core/fact/format.ts';
import { metricKey } from '../../../../src/core/fact/metrics.ts';
import { parseFacts } from '../../../../src/core/fact/parse.ts';
import { isStale, lastDay } from '../../../../src/core/fact/stale.ts';

const fact = (text: string, companyId = 'c1') => {
  const parsed = parseFacts(text)[0]!;
  return { ...parsed, companyId, metric: parsed.metric ?? '' };
};

describe('names of one metric', () => {
  test('meet under one key in both languages', () => {
    for (const name of ['Revenue', 'sales', 'turnover', '营收', '營業收入', '收入', 'Net Sales'])
      expect(metricKey(name), name).toBe('revenue');
    expect(metricKey('overseas sales')).toBe(metricKey('海外营收'));
    expect(metricKey('revenue growth')).toBe(metricKey('营收增长'));
    expect(metricKey('overseas sales')).not.toBe(metricKey('sales'));
    expect(metricKey('  Robots   in service ')).toBe('robots in service');
  });
});

describe('two facts', () => {
  test('are the same when the written digits allow it', () => {
    expect(
      compareFacts(fact('revenue of $4.1 billion in 2023'), fact('sales of $4,123 million in 2023')),
    ).toBe('same');
    expect(compareFacts(fact('营收41亿元2023年'), fact('2023年营收 4.1 bn RMB'))).toBe('same');
    expect(
      compareFacts(fact('at least $20 billion in sales in 2015'), fact('revenue of $25 billion in 2015')),
    ).toBe('same');
  });

  test('contradict each other when no value fits both', () => {
    expect(compareFacts(fact('revenue of $4.1 billion in 2023'), fact('sales of $4.4 billion in 2023'))).toBe(
      'conflicting',
    );
    expect(compareFacts(fact('at most 5% market share in 2020'), fact('market share of 7% in 2020'))).toBe(
      'conflicting',
    );
  });

  test('cannot be compared across companies, periods, currencies or without a date', () => {
    const one = fact('revenue of $4.1 billion in 2023');
    for (const other of [
      fact('revenue of $4.1 billion in 2023', 'c2'),
      fact('revenue of $4.1 billion in 2022'),
      fact('revenue of €4.1 billion in 2023'),
      fact('revenue of $4.1 billion'),
      fact('net profit of $4.1 billion in 2023'),
    ]) {
      expect(compareFacts(one, other)).toBe('not-comparable');
    }
  });

  test('in other units of a kind are converted first', () => {
    expect(compareFacts(fact('capacity of 35 GWh in 2023'), fact('capacity of 35,000 MWh in 2023'))).toBe(
      'same',
    );
    expect(convertUnit(1, 'GWh', 'kWh')).toBe(1e6);
    expect(convertUnit(1, 'GWh', 't')).toBeNull();
    expect(convertCurrency(7, 'CNY', 'USD', [{ from: 'USD', to: 'CNY', rate: 7, asOf: null }])).toBe(1);
    expect(convertCurrency(7, 'CNY', 'USD', [])).toBeNull();
  });

  test('that contradict are found in a list', () => {
    const facts = [
      fact('revenue of $4.1 billion in 2023'),
      fact('sales of $4.4 billion in 2023'),
      fact('revenue of $3 billion in 2022'),
    ];
    expect(findConflicts(facts)).toEqual([[facts[0], facts[1]]]);
  });
});

describe('showing and ageing', () => {
  test('a value is written short, long, with its bound and in either language', () => {
    const about = fact('about RMB 4.1 bn in sales');
    expect(formatFactValue(about, 'en')).toBe('≈ CNY 4.1 bn');
    expect(formatFactValue(about, 'zh')).toBe('约 CNY 41亿');
    expect(formatFactValue(about, 'en', true)).toBe('≈ CNY 4,100,000,000');
    expect(formatFactValue(fact('market share of 60-65%'), 'en')).toBe('60–65%');
    expect(formatFactValue({ ...about, value: null, valueText: 'strong' }, 'en')).toBe('strong');
  });

  test('a fact is stale when its period ended longer ago than the user allows', () => {
    expect(isStale('2022', '2024-03-01', 12)).toBe(true);
    expect(isStale('2023-Q4', '2024-03-01', 12)).toBe(false);
    expect(isStale('2023-H1', '2024-08-01', 12)).toBe(true);
    expect(isStale(null, '2024-03-01', 12)).toBe(false);
    expect(lastDay('soon')).toBeNull();
  });
});
