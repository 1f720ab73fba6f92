import type { Fact } from '../../core/fact.ts';
import { day, number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';

/** The part of a fact that says how much. */
export type Amount = Pick<Fact, 'value' | 'valueHigh' | 'valueText' | 'bound' | 'unit' | 'currency'>;

const isCurrency = (code: string | null): code is string => code !== null && /^[A-Z]{3}$/.test(code);

function plain(value: number, amount: Pick<Amount, 'unit' | 'currency'>, full: boolean): string {
  const size: Intl.NumberFormatOptions =
    full || Math.abs(value) < 100_000
      ? { maximumFractionDigits: 4 }
      : { notation: 'compact', maximumSignificantDigits: 4 };
  if (isCurrency(amount.currency))
    return number(value, {
      ...size,
      style: 'currency',
      currency: amount.currency,
      currencyDisplay: full ? 'name' : 'symbol',
      minimumFractionDigits: 0,
      ...('notation' in size ? {} : { maximumFractionDigits: 2 }),
    });
  const figure = number(value, size);
  if (amount.unit === null || amount.unit === '') return figure;
  return amount.unit === '%' ? `${figure}%` : t('facts.withUnit', { value: figure, unit: amount.unit });
}

/** A bare number in the unit of a fact, short (`CN¥4.1B`). */
export const figure = (value: number, amount: Pick<Amount, 'unit' | 'currency'>): string =>
  plain(value, amount, false);

/** The number of a fact written out (`4,100,000,000 Chinese yuan`); the words as written when it has none. */
export const inFull = (amount: Amount): string =>
  amount.value === null ? amount.valueText : plain(amount.value, amount, true);

/** A value as short as it can be read: `CN¥4.1B`, `31%`, `≥ 20`, `3 to 5`; the words as written when there is no number. */
export function amountOf(amount: Amount): string {
  if (amount.value === null) return amount.valueText;
  const value = plain(amount.value, amount, false);
  switch (amount.bound) {
    case 'about':
      return t('facts.about', { value });
    case 'at-least':
      return t('facts.atLeast', { value });
    case 'at-most':
      return t('facts.atMost', { value });
    case 'range':
      return amount.valueHigh === null
        ? value
        : t('facts.range', { low: value, high: plain(amount.valueHigh, amount, false) });
    case 'exact':
      break;
  }
  return value;
}

/** A period in the language of the interface: 2024, Oct 2024, 3 Oct 2024, Q3 2024, H1 2024. Null is an en dash. */
export function periodOf(asOf: string | null): string {
  if (asOf === null) return '–';
  const part = /^(\d{4})-([QH])([1-4])$/.exec(asOf);
  if (!part) return day(asOf);
  return part[2] === 'Q'
    ? t('facts.quarter', { year: part[1]!, quarter: part[3]! })
    : t('facts.half', { year: part[1]!, half: part[3]! });
}

/** True for a period a fact may carry. */
export const isPeriod = (text: string): boolean =>
  /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?|-Q[1-4]|-H[12])?$/.test(text);

const SCALES: readonly (readonly [RegExp, number])[] = [
  [/^(?:万亿|萬億|兆|tn|trillion|t)$/iu, 1e12],
  [/^(?:十亿|bn|billion|b|g)$/iu, 1e9],
  [/^(?:亿|億)$/u, 1e8],
  [/^(?:千万|千萬)$/u, 1e7],
  [/^(?:百万|百萬|m|mn|mm|million)$/iu, 1e6],
  [/^(?:万|萬)$/u, 1e4],
  [/^(?:k|thousand|千)$/iu, 1e3],
  [/^$/u, 1],
];

/**
 * The number a person typed into a value field: `4.1 bn`, `743亿`, `1,150`, `(12.5)`. Null when it is not a number.
 * Only a field's own text is read here; words of a source are read by `library.facts.parse`.
 */
export function typedNumber(text: string): number | null {
  const trimmed = text.trim();
  const bracketed = /^\((.*)\)$/.exec(trimmed);
  const match = /^([-+−]?)(\d[\d,\s]*(?:\.\d+)?|\.\d+)\s*([^\d\s%.,]{0,10})$/u.exec(
    bracketed?.[1] ?? trimmed,
  );
  if (!match) return null;
  const scale = SCALES.find(([unit]) => unit.test(match[3]!));
  const digits = Number(match[2]!.replace(/[,\s]/g, ''));
  if (!scale || !Number.isFinite(digits)) return null;
  const value = Number((digits * scale[1]).toPrecision(15));
  return bracketed !== null || match[1] === '-' || match[1] === '−' ? -value : value;
}
