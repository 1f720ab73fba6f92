/** The last day of a date of YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Qn or YYYY-Hn, as days since 1970; null when it is none. */
export function lastDay(asOf: string): number | null {
  const parts = /^(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])|H([12])))?$/.exec(asOf);
  if (!parts) return null;
  const year = Number(parts[1]);
  const month = parts[2]
    ? Number(parts[2])
    : parts[4]
      ? Number(parts[4]) * 3
      : parts[5]
        ? Number(parts[5]) * 6
        : 12;
  const utc = parts[3] ? Date.UTC(year, month - 1, Number(parts[3])) : Date.UTC(year, month, 0);
  return Math.floor(utc / 86_400_000);
}

/**
 * Whether a fact is older than the user wants: more than `months` have passed between the end of its period and
 * `today` (YYYY-MM-DD). A fact without a date is never stale; it is undated, which is shown on its own.
 */
export function isStale(asOf: string | null, today: string, months: number): boolean {
  const then = asOf === null ? null : lastDay(asOf);
  const now = lastDay(today);
  if (then === null || now === null) return false;
  return now - then > months * 30.44;
}

/** After how many months facts go stale: in general, and for single measures by their key; null is never. */
export interface FactAges {
  readonly months: number | null;
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** The months that count for a measure, by its key (see `metricKey`). */
export const monthsFor = (ages: FactAges, metricKey: string): number | null =>
  Object.hasOwn(ages.metrics, metricKey) ? ages.metrics[metricKey]! : ages.months;
