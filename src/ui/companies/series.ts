import type { FactView } from '../../library/views.ts';

/** The values of one measure over time, oldest first, with what a small picture needs. */
export interface Series {
  readonly metric: string;
  /** Every fact of the measure, oldest first; facts without a date come first. */
  readonly facts: readonly FactView[];
  /** The numbers drawn: facts with a date and a number in the unit of the newest one. */
  readonly points: readonly { readonly id: string; readonly asOf: string; readonly value: number }[];
  readonly latest: FactView;
  /** The drawn point before the latest, when there is one of the same unit and another period. */
  readonly before: { readonly asOf: string; readonly value: number } | null;
}

/** Puts periods in order of time: a year sorts before its halves, quarters, months and days. */
export function periodOrder(asOf: string | null): string {
  if (asOf === null) return '';
  const quarter = /^(\d{4})-Q([1-4])$/.exec(asOf);
  if (quarter) return `${quarter[1]}-${String((Number(quarter[2]) - 1) * 3 + 3).padStart(2, '0')}-32`;
  const half = /^(\d{4})-H([12])$/.exec(asOf);
  if (half) return `${half[1]}-${half[2] === '1' ? '06' : '12'}-33`;
  if (/^\d{4}$/.test(asOf)) return `${asOf}-12-34`;
  if (/^\d{4}-\d{2}$/.test(asOf)) return `${asOf}-31`;
  return asOf;
}

const sameUnit = (a: FactView, b: FactView): boolean => a.unit === b.unit && a.currency === b.currency;

/**
 * Groups facts by measure (letter case ignored), measures with the most values first, then by name.
 * Where several facts state one period, the preferred one is drawn, else an exact one, else the first that was kept.
 */
export function seriesOf(facts: readonly FactView[], preferred: ReadonlySet<string>): readonly Series[] {
  const groups = new Map<string, FactView[]>();
  for (const fact of facts) {
    const key = fact.metric.trim().toLocaleLowerCase();
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  const all = [...groups.values()].map((group): Series => {
    const facts = group.toSorted(
      (a, b) =>
        periodOrder(a.asOf).localeCompare(periodOrder(b.asOf)) ||
        Number(preferred.has(a.id)) - Number(preferred.has(b.id)) ||
        Number(a.bound === 'exact') - Number(b.bound === 'exact') ||
        b.createdAt.localeCompare(a.createdAt),
    );
    const latest = facts.at(-1)!;
    const byPeriod = new Map<string, FactView>();
    for (const fact of facts)
      if (fact.asOf !== null && fact.value !== null && sameUnit(fact, latest)) byPeriod.set(fact.asOf, fact);
    const points = [...byPeriod.values()].map((fact) => ({
      id: fact.id,
      asOf: fact.asOf!,
      value: fact.value!,
    }));
    const before = points.findLast((point) => point.asOf !== latest.asOf) ?? null;
    return { metric: latest.metric, facts, points, latest, before: latest.asOf === null ? null : before };
  });
  return all.toSorted((a, b) => b.points.length - a.points.length || a.metric.localeCompare(b.metric));
}

/** The figures shown at the head of a dossier: the pinned measures first, then those with most values; at most four. */
export function figures(series: readonly Series[], pinned: readonly string[]): readonly Series[] {
  const wanted = pinned.map((name) => name.toLocaleLowerCase());
  const chosen = wanted.flatMap((name) => series.filter((one) => one.metric.toLocaleLowerCase() === name));
  const rest = series.filter((one) => !chosen.includes(one) && one.latest.value !== null);
  return [...chosen, ...rest].slice(0, 4);
}
