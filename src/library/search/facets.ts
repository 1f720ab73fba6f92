import { INDEXED_KINDS, type FacetCount, type FacetCounts } from '../../core/search/document.ts';
import { eachPosting } from './postings.ts';
import type { Records } from './records.ts';
import type { Segments } from './segments.ts';
import type { Selection } from './selection.ts';
import { shownValue } from './terms.ts';

const MOST_VALUES = 50;

const ranked = (counts: ReadonlyMap<string, number>): FacetCount[] =>
  [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_VALUES);

/** Counts the found documents by kind, year, language, site, tag, company and colour, out of flat arrays and postings. */
export function countFacets(found: Selection, records: Records, segments: Segments): FacetCounts {
  const kinds = new Uint32Array(INDEXED_KINDS.length + 1);
  const years = new Map<number, number>();
  for (let number = 1; number < found.length; number++) {
    if (found[number] === 0) continue;
    kinds[records.kinds[number]!]!++;
    const year = Math.floor(records.dates[number]! / 10000);
    if (year > 0) years.set(year, (years.get(year) ?? 0) + 1);
  }
  const tally = (facet: string, keep: (value: string) => boolean = () => true): FacetCount[] => {
    const counts = new Map<string, number>();
    segments.eachWithPrefix(`${facet}:`, (key, postings) => {
      const value = shownValue(key);
      if (!keep(value)) return;
      let count = 0;
      eachPosting(postings, (number) => {
        count += found[number] ?? 0;
      });
      if (count > 0) counts.set(value, (counts.get(value) ?? 0) + count);
    });
    return ranked(counts);
  };
  return {
    kind: ranked(new Map(INDEXED_KINDS.map((kind, i) => [kind, kinds[i + 1]!]))).filter(
      ({ count }) => count > 0,
    ),
    year: [...years].sort((a, b) => a[0] - b[0]).map(([year, count]) => ({ value: String(year), count })),
    language: tally('lang', (value) => !value.includes('-')),
    site: tally('site'),
    tag: tally('tag'),
    company: tally('company'),
    colour: tally('colour'),
  };
}
