import type { Fact } from '../fact.ts';
import { metricKey } from './metrics.ts';
import { convertUnit } from './convert.ts';

/** How two facts stand to each other. */
export type Comparison = 'same' | 'conflicting' | 'not-comparable';

type Comparable = Pick<
  Fact,
  'companyId' | 'metric' | 'value' | 'valueHigh' | 'valueText' | 'bound' | 'unit' | 'currency' | 'asOf'
>;

/** An "about" figure covers this share of its value on either side. */
const LOOSE = 0.05;

/** Half a unit of the last digit written: "$4.1 bn" stands for 4.05 to 4.15 bn. */
function rounding(value: number, valueText: string): number {
  const digits = /(\d[\d,. ]*)/
    .exec(valueText.normalize('NFKC'))?.[1]
    ?.trim()
    .replace(/[, ]/g, '')
    .replace(/\.$/, '');
  if (digits === undefined || !/^\d+(?:\.\d+)?$/.test(digits) || Number(digits) === 0)
    return Math.abs(value) * 1e-9;
  const decimals = digits.split('.')[1]?.length ?? 0;
  const step = 10 ** -decimals;
  return Math.abs((value / Number(digits)) * step) / 2;
}

/** The values a fact allows, as a closed interval. */
function spread(fact: Comparable): readonly [number, number] | null {
  if (fact.value === null) return null;
  const slack = rounding(fact.value, fact.valueText);
  const high = fact.valueHigh ?? fact.value;
  if (fact.bound === 'at-least') return [fact.value - slack, Infinity];
  if (fact.bound === 'at-most') return [-Infinity, fact.value + slack];
  const wide = fact.bound === 'about' ? Math.max(slack, Math.abs(fact.value) * LOOSE) : slack;
  return [fact.value - wide, high + wide];
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/**
 * Whether two facts say the same, contradict each other, or cannot be held against each other. They can when company,
 * metric (by {@link metricKey}) and `asOf` are the same, and units too or convertible without a rate; a fact without
 * a date goes with no other. They contradict when no value fits both, rounding of the written digits allowed.
 */
export function compareFacts(a: Comparable, b: Comparable): Comparison {
  if (a.companyId !== b.companyId || a.asOf === null || a.asOf !== b.asOf) return 'not-comparable';
  if (metricKey(a.metric) !== metricKey(b.metric) || a.currency !== b.currency) return 'not-comparable';
  const first = spread(a);
  let second = spread(b);
  if (first === null || second === null) {
    if (first !== second) return 'not-comparable';
    return fold(a.valueText) === fold(b.valueText) ? 'same' : 'conflicting';
  }
  if (a.unit !== b.unit) {
    const low = convertUnit(second[0], b.unit, a.unit);
    const high = convertUnit(second[1], b.unit, a.unit);
    if (low === null || high === null) return 'not-comparable';
    second = [low, high];
  }
  return first[0] <= second[1] && second[0] <= first[1] ? 'same' : 'conflicting';
}

/** Facts that contradict each other, grouped: same company, metric and date, at least two values that exclude each other. */
export function findConflicts<T extends Comparable>(facts: readonly T[]): readonly (readonly T[])[] {
  const groups = Map.groupBy(
    facts.filter((fact) => fact.asOf !== null),
    (fact) => [fact.companyId, metricKey(fact.metric), fact.asOf, fact.currency ?? ''].join('\u0000'),
  );
  return [...groups.values()].filter((group) =>
    group.some((one, i) => group.slice(i + 1).some((other) => compareFacts(one, other) === 'conflicting')),
  );
}
