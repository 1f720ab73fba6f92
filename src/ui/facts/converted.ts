import type { ExchangeRate } from '../../core/fact/convert.ts';
import { convertCurrency } from '../../core/fact/convert.ts';
import type { FactView } from '../../library/views.ts';
import type { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { amountOf } from './format.ts';

type Rules = Awaited<ReturnType<typeof library.facts.rules>>;
type Rate = Rules['rates'][number];

/** A sum in the currency of comparison, and the rate it rests on, in words. The original stands beside it. */
export interface Converted {
  readonly amount: string;
  /** The rate, its day and where the user read it. */
  readonly rate: string;
}

const joins = (rate: ExchangeRate, a: string, b: string): boolean =>
  (rate.from === a && rate.to === b) || (rate.from === b && rate.to === a);

/** How near the day of a rate is to a period: 0 for the same year, else how many years lie between. */
const distance = (rate: Rate, asOf: string | null): number =>
  asOf === null ? 0 : Math.abs(Number(rate.asOf.slice(0, 4)) - Number(asOf.slice(0, 4)));

/** The rate a sum is converted by: of those that join the two currencies the one nearest in time; null when none is typed. */
export const rateFor = (rates: readonly Rate[], from: string, to: string, asOf: string | null): Rate | null =>
  rates
    .filter((rate) => joins(rate, from, to))
    .toSorted((a, b) => distance(a, asOf) - distance(b, asOf) || (a.asOf < b.asOf ? 1 : -1))[0] ?? null;

/**
 * A fact's sum in the currency the user compares in, by a rate the user typed; null when it is no sum of another
 * currency. Without a rate the answer says so in words, and nothing is guessed.
 */
export function converted(fact: FactView, rules: Rules | undefined): Converted | 'no-rate' | null {
  const { value, currency } = fact;
  if (!rules?.currency || value === null || currency === null || currency === rules.currency) return null;
  const rate = rateFor(rules.rates, currency, rules.currency, fact.asOf);
  if (!rate) return 'no-rate';
  const into = (sum: number): number => convertCurrency(sum, currency, rules.currency!, [rate])!;
  return {
    amount: amountOf({
      ...fact,
      value: Number(into(value).toPrecision(4)),
      valueHigh: fact.valueHigh === null ? null : Number(into(fact.valueHigh).toPrecision(4)),
      currency: rules.currency,
      valueText: '',
    }),
    rate: t('facts.rateWords', {
      from: rate.from,
      to: rate.to,
      rate: String(rate.rate),
      asOf: rate.asOf,
      source: rate.source,
    }),
  };
}
