import type { Fact } from '../fact.ts';

type Shown = Pick<Fact, 'value' | 'valueHigh' | 'valueText' | 'bound' | 'unit' | 'currency'>;
export type FactLocale = 'en' | 'zh';

const SIGNS: Readonly<Record<FactLocale, Readonly<Record<'about' | 'at-least' | 'at-most', string>>>> = {
  en: { about: '≈ ', 'at-least': '≥ ', 'at-most': '≤ ' },
  zh: { about: '约 ', 'at-least': '≥ ', 'at-most': '≤ ' },
};
const TIGHT_UNITS = new Set(['%', '‰', 'x']);

function powers(value: number, locale: FactLocale): { readonly by: number; readonly word: string } {
  const size = Math.abs(value);
  const steps: readonly (readonly [number, string])[] =
    locale === 'zh'
      ? [
          [1e12, '万亿'],
          [1e8, '亿'],
          [1e4, '万'],
        ]
      : [
          [1e12, ' tn'],
          [1e9, ' bn'],
          [1e6, ' m'],
        ];
  const step = steps.find(([by]) => size >= by);
  return step ? { by: step[0], word: step[1] } : { by: 1, word: '' };
}

function plain(value: number, locale: FactLocale, long: boolean): string {
  const { by, word } = long ? { by: 1, word: '' } : powers(value, locale);
  const digits = new Intl.NumberFormat(locale === 'zh' ? 'zh-CN' : 'en', {
    maximumFractionDigits: long ? 6 : 2,
  });
  return digits.format(value / by).replace('-', '−') + word;
}

function unitWords(fact: Shown): string {
  if (fact.unit === null) return '';
  return TIGHT_UNITS.has(fact.unit) ? fact.unit.replace('x', '×') : ' ' + fact.unit;
}

/**
 * A fact's value for reading: short ("US$ 4.1 bn" as `USD 4.1 bn`, `CNY 743亿`), with ≈, ≥ or ≤ for its bound and an
 * en dash for a range. `long` writes every digit, so that a slip by a factor of ten is seen. A fact in words is shown
 * as written.
 */
export function formatFactValue(fact: Shown, locale: FactLocale, long = false): string {
  if (fact.value === null) return fact.valueText;
  const money = fact.currency === null ? '' : fact.currency + ' ';
  const sign =
    fact.bound === 'about' || fact.bound === 'at-least' || fact.bound === 'at-most'
      ? SIGNS[locale][fact.bound]
      : '';
  const high = fact.valueHigh === null ? '' : '–' + plain(fact.valueHigh, locale, long);
  return sign + money + plain(fact.value, locale, long) + high + unitWords(fact);
}
