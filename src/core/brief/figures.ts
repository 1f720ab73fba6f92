import type { EvidenceFact, FactConflict, StaleFact } from '../brief.ts';
import type { EvidenceIndex } from './evidence.ts';

const measure = (fact: EvidenceFact): string =>
  [
    fact.companyId,
    fact.metric.trim().toLowerCase().replace(/\s+/gu, ' '),
    fact.unit ?? '',
    fact.currency ?? '',
  ].join('\u0000');

/** Last day of a stated period as YYYY-MM-DD, so that periods of one kind can be put in order; null when not a period. */
export function periodEnd(asOf: string | null): string | null {
  const match = asOf?.match(/^(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])|H([12])))?$/u);
  if (!match) return null;
  const [, year, month, day, quarter, half] = match;
  if (day) return `${year}-${month}-${day}`;
  if (month) return `${year}-${month}-31`;
  if (quarter) return `${year}-${String(Number(quarter) * 3).padStart(2, '0')}-31`;
  if (half) return `${year}-${half === '1' ? '06' : '12'}-31`;
  return `${year}-12-31`;
}

/** The grain of a period, because a quarter does not replace a year. */
const grain = (asOf: string): string =>
  asOf.includes('Q') ? 'quarter' : asOf.includes('H') ? 'half' : asOf.length === 4 ? 'year' : 'day';

const sameValue = (a: EvidenceFact, b: EvidenceFact): boolean => {
  if (a.value === null || b.value === null) return a.valueText.trim() === b.valueText.trim();
  const [aHigh, bHigh] = [a.valueHigh ?? a.value, b.valueHigh ?? b.value];
  // Bounds and ranges are compatible when they overlap; rounding in the words is not a conflict either.
  const low = (fact: EvidenceFact, value: number): number => (fact.bound === 'at-most' ? -Infinity : value);
  const high = (fact: EvidenceFact, value: number): number => (fact.bound === 'at-least' ? Infinity : value);
  const slack =
    a.bound === 'about' || b.bound === 'about' ? 0.05 * Math.max(Math.abs(a.value), Math.abs(b.value)) : 0;
  return (
    low(a, a.value) <= high(b, bHigh) + slack + 1e-9 * Math.abs(a.value) &&
    low(b, b.value) <= high(a, aHigh) + slack + 1e-9 * Math.abs(a.value)
  );
};

/** Cited facts for which the library holds a value of a later period of the same kind. */
export function staleFacts(cited: ReadonlySet<string>, index: EvidenceIndex): readonly StaleFact[] {
  const stale: StaleFact[] = [];
  const byMeasure = groups(index.allFacts);
  for (const id of cited) {
    const fact = index.facts.get(id);
    const end = fact && periodEnd(fact.asOf);
    if (!fact || !end) continue;
    let newest: { id: string; end: string } | null = null;
    for (const other of byMeasure.get(measure(fact)) ?? []) {
      const otherEnd = periodEnd(other.asOf);
      if (!otherEnd || grain(other.asOf!) !== grain(fact.asOf!) || otherEnd <= end) continue;
      if (!newest || otherEnd > newest.end) newest = { id: other.id, end: otherEnd };
    }
    if (newest && !cited.has(newest.id)) stale.push({ factId: id, newerId: newest.id });
  }
  return stale;
}

function groups(facts: readonly EvidenceFact[]): ReadonlyMap<string, readonly EvidenceFact[]> {
  const by = new Map<string, EvidenceFact[]>();
  for (const fact of facts) {
    const key = measure(fact);
    const list = by.get(key);
    if (list) list.push(fact);
    else by.set(key, [fact]);
  }
  return by;
}

/** Groups of facts, one of them cited, that state different values for the same company, measure and period. */
export function factConflicts(cited: ReadonlySet<string>, index: EvidenceIndex): readonly FactConflict[] {
  const conflicts: FactConflict[] = [];
  for (const list of groups(index.allFacts).values()) {
    const periods = new Map<string, EvidenceFact[]>();
    for (const fact of list) {
      if (!fact.asOf) continue;
      const same = periods.get(fact.asOf);
      if (same) same.push(fact);
      else periods.set(fact.asOf, [fact]);
    }
    for (const same of periods.values()) {
      if (!same.some((fact) => cited.has(fact.id))) continue;
      const odd = same.some((a, i) => same.slice(i + 1, i + 50).some((b) => !sameValue(a, b)));
      if (odd) conflicts.push({ factIds: same.map((fact) => fact.id) });
    }
  }
  return conflicts;
}
