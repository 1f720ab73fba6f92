import type { CompanyListRow } from '../../library/company-views.ts';
import { collator } from '../messages/formats.ts';

/** The columns of the list besides the name, in their order. */
export const COLUMNS = [
  'aliases',
  'labels',
  'country',
  'website',
  'sources',
  'facts',
  'newest',
  'latest',
] as const;
export type Column = (typeof COLUMNS)[number];

/** What narrows the list, besides the words typed. */
export interface Narrowing {
  readonly tag?: string;
  readonly group?: string;
  readonly country?: string;
  readonly facts?: boolean;
  /** Facts older than this many years count as stale. */
  readonly staleYears?: number;
}

export type SortKey = 'name' | 'country' | 'sources' | 'facts' | 'newest' | 'latest';
export interface Sorting {
  readonly by: SortKey;
  readonly down: boolean;
}

/** How a stored sorting reads; anything else is by name. */
export function sortingOf(stored: string): Sorting {
  const [by, direction] = stored.split(' ');
  const known = (['name', 'country', 'sources', 'facts', 'newest', 'latest'] as const).find(
    (one) => one === by,
  );
  return { by: known ?? 'name', down: direction === 'down' };
}

const VALUE: Readonly<Record<Exclude<SortKey, 'name'>, (row: CompanyListRow) => string | number>> = {
  country: (row) => row.country ?? '\uffff',
  sources: (row) => row.sources,
  facts: (row) => row.facts,
  newest: (row) => row.newestFact ?? '',
  latest: (row) => row.latest ?? '',
};

/** The rows in order; equal ones by name, Chinese names by pinyin. */
export function sorted(rows: readonly CompanyListRow[], { by, down }: Sorting): readonly CompanyListRow[] {
  const order = collator();
  const turn = down ? -1 : 1;
  return rows.toSorted((a, b) => {
    if (by === 'name') return turn * order.compare(a.name, b.name);
    const [one, two] = [VALUE[by](a), VALUE[by](b)];
    const first =
      typeof one === 'number' && typeof two === 'number' ? one - two : String(one).localeCompare(String(two));
    return turn * first || order.compare(a.name, b.name);
  });
}

/** The day before which facts are stale, YYYY-MM-DD. */
export function staleBefore(now: Date, years: number): string {
  const day = new Date(now);
  day.setUTCFullYear(day.getUTCFullYear() - years);
  return day.toISOString().slice(0, 10);
}
