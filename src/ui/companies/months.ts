import type { CompanyView } from '../../library/views.ts';

/** One bar of the picture: a month, or a year where there are too many months to tell apart. */
export interface Period {
  /** YYYY-MM or YYYY. */
  readonly key: string;
  readonly annotated: number;
  readonly others: number;
}

const MOST_BARS = 54;

function monthsBetween(from: string, to: string): readonly string[] {
  const keys: string[] = [];
  let [year, month] = from.split('-').map(Number) as [number, number];
  const [lastYear, lastMonth] = to.split('-').map(Number) as [number, number];
  while (year < lastYear || (year === lastYear && month <= lastMonth)) {
    keys.push(`${year}-${String(month).padStart(2, '0')}`);
    month++;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return keys;
}

/** Mentions by month without holes, or by year when there would be more than 54 bars. */
export function periodsOf(months: CompanyView['months']): readonly Period[] {
  const dated = months
    .filter(({ month }) => /^\d{4}-\d{2}$/.test(month))
    .toSorted((a, b) => a.month.localeCompare(b.month));
  const [first, last] = [dated[0], dated.at(-1)];
  if (!first || !last) return [];
  const span = (Number(last.month.slice(0, 4)) - Number(first.month.slice(0, 4))) * 12;
  const byYear = span + Number(last.month.slice(5)) - Number(first.month.slice(5)) + 1 > MOST_BARS;
  const keys = byYear
    ? Array.from({ length: span / 12 + 1 }, (_, i) => String(Number(first.month.slice(0, 4)) + i))
    : monthsBetween(first.month, last.month);
  const sums = new Map(keys.map((key) => [key, { annotated: 0, others: 0 }]));
  for (const { month, annotated, others } of dated) {
    const sum = sums.get(byYear ? month.slice(0, 4) : month);
    if (!sum) continue;
    sum.annotated += annotated;
    sum.others += others;
  }
  return [...sums].map(([key, sum]) => ({ key, ...sum }));
}
