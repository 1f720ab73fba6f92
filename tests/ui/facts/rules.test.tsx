import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { converted, rateFor } from '../../../src/ui/facts/converted.ts';
import { RulesSheet } from '../../../src/ui/facts/rules-sheet.tsx';
import { fact } from '../companies/views.ts';
import { accessibilityProblems, until } from '../window.ts';
import { inputsOf, showScreen } from './answers.tsx';

const rate = { from: 'CNY', to: 'USD', rate: 0.137, asOf: '2024-12-31', source: 'ECB' };
const rules = { ages: { months: 12, metrics: {} }, currency: 'USD', rates: [rate] };
const revenue = fact({
  id: 'f9',
  metric: 'Revenue',
  value: 4.1e9,
  valueText: 'RMB 4.1 billion',
  unit: null,
  currency: 'CNY',
});

describe('comparing sums', () => {
  test('a sum in another currency carries the rate, its day and its source, and none is guessed', () => {
    expect(converted(revenue, rules)).toEqual({
      amount: 'US$561.7m',
      rate: '1 CNY = 0.137 USD, 2024-12-31, ECB',
    });
    expect(converted(revenue, { ...rules, rates: [] })).toBe('no-rate');
    expect(converted(revenue, { ...rules, currency: 'CNY' })).toBeNull();
    expect(converted(fact({ id: 'f1', metric: 'Share' }), rules)).toBeNull();
  });

  test('of several rates the one nearest in time to the fact is taken, in either direction', () => {
    const older = { ...rate, asOf: '2019-06-30', rate: 0.145 };
    const back = { from: 'USD', to: 'CNY', rate: 7.3, asOf: '2024-06-30', source: 'PBoC' };
    expect(rateFor([rate, older], 'CNY', 'USD', '2019')).toBe(older);
    expect(rateFor([older, back], 'CNY', 'USD', '2024')).toBe(back);
    expect(rateFor([older, back], 'EUR', 'USD', '2024')).toBeNull();
  });
});

describe('the rules of facts', () => {
  test('takes ages and rates, says what is wrong with one, and has no accessibility problem', async () => {
    const asked = showScreen(
      <RulesSheet rules={rules} metrics={['Revenue', 'Employees']} onClose={() => undefined} />,
      { screen: 'company', id: 'c1' },
      { 'facts.setRules': () => rules },
    );
    await page.getByRole('textbox', { name: 'Revenue' }).fill('x');
    await expect.element(page.getByRole('alert')).toBeVisible();
    await page.getByRole('textbox', { name: 'Revenue' }).fill('24');
    await page.getByRole('textbox', { name: 'Rate 2: one of' }).fill('eur');
    await expect.element(page.getByText('A rate needs two currencies', { exact: false })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('textbox', { name: 'Rate 2: is worth, in' }).fill('usd');
    await page.getByRole('textbox', { name: 'Rate 2: number' }).fill('1,08');
    await page.getByRole('textbox', { name: 'Rate 2: day' }).fill('2024');
    await page.getByRole('textbox', { name: 'Rate 2: read in' }).fill('FT');
    await page.getByRole('button', { name: 'Save' }).click();
    await until(() => inputsOf(asked, 'facts.setRules').length === 1);
    expect(inputsOf(asked, 'facts.setRules')).toEqual([
      {
        ages: { months: 12, metrics: { revenue: 24 } },
        currency: 'USD',
        rates: [rate, { from: 'EUR', to: 'USD', rate: 1.08, asOf: '2024', source: 'FT' }],
      },
    ]);
  });
});
