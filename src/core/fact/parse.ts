import { foldUnits, hasHan } from '../company/fold.ts';
import type { ParsedFact } from '../fact.ts';
import type { Doubt } from '../source.ts';
import { changeAround } from './change.ts';
import { dateFor } from './date-for.ts';
import { findDates } from './dates.ts';
import { findMetrics } from './metrics.ts';
import { metricFor } from './metric-for.ts';
import { unitOfMetric } from './units.ts';
import { findQuantities } from './quantity.ts';

/** What is known of the text a phrase stands in. */
export interface PhraseContext {
  /** YYYY, YYYY-MM or YYYY-MM-DD; places "last year" and stands in where the words give no date. */
  readonly publishedOn?: string | null;
  /** BCP 47; decides what `¥` means. */
  readonly language?: string | null;
}

/** Longer texts are read up to here; a selection of this size is not a phrase. */
export const LONGEST_PHRASE = 20_000;

/**
 * The figures stated in a phrase, in order, each with its metric, value in full, unit or currency, bound and date.
 * `start` and `end` are UTF-16 offsets of `valueText` in the phrase. `approximate` is true wherever the words do not
 * give the exact value (about, at least, at most, a range). Anything guessed carries a doubt: `no-metric`,
 * `metric-from-unit`, `metric-from-verb`, `sign-from-verb`, `no-date`, `date-from-source`, `relative-date`,
 * `date-without-year`, `date-from-context`, `fiscal-year`, `currency-shared-mark`, `unit-unknown`, `scale-letter`,
 * `negative-in-brackets`, `number-in-words`, `range-falling`. Never throws; time is linear in the text.
 */
export function parseFacts(text: string, context: PhraseContext = {}): readonly ParsedFact[] {
  const phrase = text.slice(0, LONGEST_PHRASE);
  const folded = foldUnits(phrase);
  const language = context.language ?? (hasHan(phrase) ? 'zh' : 'en');
  const dates = findDates(folded, context.publishedOn);
  const quantities = findQuantities(folded, dates, language);
  const metrics = findMetrics(folded, phrase, dates);
  const facts: ParsedFact[] = [];
  quantities.forEach((quantity, i) => {
    const before = quantities[i - 1] ?? null;
    const after = quantities[i + 1] ?? null;
    const change = changeAround(folded, quantity);
    const metric = metricFor(folded, quantity, metrics, before, after, change);
    if (metric === null) return;
    const when = dateFor(folded, quantity, dates, before, after, context.publishedOn ?? null);
    const byMetric =
      quantity.unit !== null && quantity.unit === quantity.noun && metric.name !== null
        ? unitOfMetric(metric.name)
        : null;
    const unit = byMetric ?? quantity.unit;
    const doubts: Doubt[] = [
      ...quantity.doubts.filter((one) => byMetric === null || one.code !== 'unit-unknown'),
      ...metric.doubts,
      ...when.doubts,
    ];
    let { value, valueHigh } = quantity;
    if (change?.down === true && metric.changed) {
      [value, valueHigh] = valueHigh === null ? [-Math.abs(value), null] : [-valueHigh, -value];
      doubts.push({ code: 'sign-from-verb' });
    }
    facts.push({
      metric: metric.name,
      value,
      valueHigh,
      valueText: phrase.slice(quantity.start, quantity.end),
      bound: quantity.bound,
      unit,
      currency: quantity.currency,
      asOf: when.asOf,
      approximate: quantity.approximate,
      start: quantity.start,
      end: quantity.end,
      doubts,
    });
  });
  return facts;
}
