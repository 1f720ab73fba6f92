import type { Fact } from '../../core/fact.ts';
import { number } from '../messages/formats.ts';

const bounds: Readonly<Record<Fact['bound'], string>> = {
  exact: '',
  about: '≈ ',
  'at-least': '≥ ',
  'at-most': '≤ ',
  range: '',
};

const figure = (value: number, fact: Pick<Fact, 'currency' | 'unit'>): string => {
  const large = Math.abs(value) >= 100_000;
  const options: Intl.NumberFormatOptions = large
    ? { notation: 'compact', maximumFractionDigits: 2 }
    : { maximumFractionDigits: 4 };
  if (fact.currency && /^[A-Z]{3}$/.test(fact.currency))
    return number(value, {
      ...options,
      style: 'currency',
      currency: fact.currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: 0,
    });
  if (fact.unit === '%') return `${number(value, options)}%`;
  return fact.unit ? `${number(value, options)} ${fact.unit}` : number(value, options);
};

/** The value of a fact in a few characters, in the figures of the language; the words as written when there is no number. */
export const factValue = (
  fact: Pick<Fact, 'value' | 'valueHigh' | 'valueText' | 'bound' | 'unit' | 'currency'>,
): string => {
  if (fact.value === null) return fact.valueText;
  if (fact.bound === 'range' && fact.valueHigh !== null)
    return `${figure(fact.value, fact)} – ${figure(fact.valueHigh, fact)}`;
  return bounds[fact.bound] + figure(fact.value, fact);
};
