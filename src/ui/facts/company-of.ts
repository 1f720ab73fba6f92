import type { Mention } from '../../core/company.ts';
import type { CompanyRow } from '../../library/views.ts';
import { library } from '../library.ts';

/** The company a stretch of text is most likely about: the name inside it, else the nearest one above, else the first. */
export function likelyCompany(
  mentions: readonly (Pick<Mention, 'choice' | 'start' | 'end'> & { readonly name: string })[],
  start: number,
  end: number,
): string | null {
  const real = mentions.filter((mention) => mention.choice !== 'rejected');
  const inside = real.find((mention) => mention.start >= start && mention.end <= end);
  const above = real.filter((mention) => mention.start < start).toSorted((a, b) => b.start - a.start)[0];
  return (inside ?? above ?? real[0])?.name ?? null;
}

/** The company a typed name means, under any of its names; a new one is made where there is none. */
export async function companyNamed(name: string, rows: readonly CompanyRow[]): Promise<string> {
  const wanted = name.trim().toLocaleLowerCase();
  const row = rows.find(
    (one) =>
      one.name.toLocaleLowerCase() === wanted ||
      one.aliases.some((alias) => alias.text.toLocaleLowerCase() === wanted),
  );
  if (row) return row.id;
  const meant = await library.companies.resolve({ name: name.trim() });
  if (meant.companyId !== null) return meant.companyId;
  return (await library.companies.add({ name: name.trim() })).id;
}
