import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ParsedFact } from '../../../src/core/fact.ts';
import { FactPopover } from '../../../src/ui/facts/fact-popover.tsx';
import { draftOfParsed, remarkOn, typedForm, valuesOf } from '../../../src/ui/facts/draft.ts';
import { amountOf, isPeriod, typedNumber } from '../../../src/ui/facts/format.ts';
import { setLanguage } from '../../../src/ui/messages/index.ts';
import { fact, row, sourceView } from '../companies/views.ts';
import { accessibilityProblems, until } from '../window.ts';
import { inputsOf, showScreen } from './answers.tsx';

const words = 'booked RMB 4.1 billion in 2024 sales, of which 31% was earned abroad';
const parsed = (given: Partial<ParsedFact>): ParsedFact => ({
  metric: 'Revenue',
  value: 4.1e9,
  valueHigh: null,
  valueText: 'RMB 4.1 billion',
  bound: 'exact',
  unit: null,
  currency: 'CNY',
  asOf: '2024',
  approximate: false,
  start: 0,
  end: 10,
  doubts: [],
  ...given,
});
const both = [
  parsed({}),
  parsed({ metric: 'Overseas share', value: 31, valueText: '31%', unit: '%', currency: null }),
];
const show = () =>
  showScreen(
    <FactPopover
      sourceId="s1"
      start={8}
      end={76}
      text={words}
      anchorRect={new DOMRect(300, 200, 300, 20)}
      onClose={() => undefined}
    />,
    { screen: 'library', id: 's1' },
    {
      'sources.get': () => sourceView.source,
      'mentions.list': () => sourceView.mentions,
      'companies.list': () => [row],
      'facts.parse': () => ({ facts: both }),
      'facts.list': () => [
        fact({ id: 'x', metric: 'Overseas share', value: 29, valueText: '29%', siteName: '江南财经' }),
      ],
      'facts.addMany': () => [fact({ id: 'new', metric: 'Revenue', annotationId: 'made' })],
      'companies.resolve': () => ({ companyId: 'c1', candidates: [] }),
    },
  );

describe('the fact popover', () => {
  test('fills a row for each figure with the nearest company and says what other sources hold', async () => {
    show();
    await expect.element(page.getByText('2 facts found in these words')).toBeVisible();
    await expect.element(page.getByRole('textbox', { name: 'Value' }).first()).toHaveFocus();
    await expect
      .element(page.getByRole('combobox', { name: 'Company' }).first())
      .toHaveValue('Yunqiao Robotics');
    await expect
      .element(page.getByText('29% is on file from 江南财经. Both are kept and shown side by side.'))
      .toBeVisible();
    await expect.element(page.getByText(/4,100,000,000 Chinese yuan in full/)).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });

  test('keeps all ticked rows with Mod+Enter, tied to the same words', async () => {
    const asked = show();
    await expect.element(page.getByText('2 facts found in these words')).toBeVisible();
    const value = page.getByRole('textbox', { name: 'Value' }).first();
    await value.fill('4.2 bn');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await until(() => inputsOf(asked, 'facts.addMany').length === 1);
    const [{ facts }] = inputsOf(asked, 'facts.addMany') as [{ facts: Record<string, unknown>[] }];
    const [first, second] = facts;
    expect(first).toMatchObject({
      companyId: 'c1',
      value: 4.2e9,
      currency: 'CNY',
      valueText: '4.2 bn',
      words: { sourceId: 's1', start: 8, end: 76 },
    });
    expect(second).toMatchObject({
      metric: 'Overseas share',
      value: 31,
      unit: '%',
      words: { sourceId: 's1', start: 8, end: 76 },
    });
  });
});

describe('values as people type them', () => {
  test('are read in either language', () => {
    expect(typedNumber('4.1 bn')).toBe(4.1e9);
    expect(typedNumber('743亿')).toBe(7.43e10);
    expect(typedNumber('1,150')).toBe(1150);
    expect(typedNumber('(12.5)')).toBe(-12.5);
    expect(typedNumber('3 万')).toBe(30_000);
    expect(typedNumber('about nine')).toBeNull();
    expect(typedNumber('12 parsecs')).toBeNull();
  });

  test('are never rounded on the way into a field and back', () => {
    setLanguage('en');
    for (const value of [4.1e9, 86_000, 1_234_567_891, 0.25, -3e6, 1e15])
      expect(typedNumber(typedForm(value))).toBe(value);
    expect(typedForm(4.1e9)).toBe('4.1 bn');
    setLanguage('zh-Hans');
    expect(typedForm(7.43e10)).toBe('743亿');
    setLanguage('en');
  });

  test('carry bound, range and words', () => {
    setLanguage('en');
    const given = fact({ id: 'a', metric: 'm' });
    expect(amountOf({ ...given, bound: 'at-least', value: 20 })).toBe('≥ 20%');
    expect(amountOf({ ...given, bound: 'range', value: 3, valueHigh: 5 })).toBe('3% to 5%');
    expect(amountOf({ ...given, value: null, valueText: 'Nordhavn Rail Ports' })).toBe('Nordhavn Rail Ports');
  });

  test('periods have their own precision', () => {
    for (const period of ['2024', '2024-10', '2024-10-31', '2024-Q3', '2024-H1'])
      expect(isPeriod(period)).toBe(true);
    for (const period of ['24', '2024-13', '2024-Q5', 'FY2024']) expect(isPeriod(period)).toBe(false);
  });

  test('a slip of a factor of ten is said', () => {
    setLanguage('en');
    const draft = draftOfParsed(parsed({ value: 4.1e10, asOf: '2025' }), 'Yunqiao Robotics', null);
    const onFile = [
      fact({ id: 'a', metric: 'Revenue', value: 3.3e9, unit: null, currency: 'CNY', asOf: '2024' }),
    ];
    expect(remarkOn(draft, onFile)).toMatchObject({ tone: 'warn' });
    expect(valuesOf(draft).valueText).toBe('RMB 4.1 billion');
  });
});
