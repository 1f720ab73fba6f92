import { INDEXED_KINDS, type FacetCount, type FacetCounts } from '../../core/search/document.ts';
import { eachPosting } from './postings.ts';
import type { Records } from './records.ts';
import type { Segment, Segments } from './segments.ts';
import type { Selection } from './selection.ts';
import { shownValue } from './terms.ts';

const MOST_VALUES = 50;
const YEARS = 10_000;

/** The values of one facet in one segment: those of value `i` stand in the documents from `starts[i]` on. */
interface Column {
  readonly values: readonly string[];
  readonly starts: Uint32Array;
  readonly documents: Uint32Array;
}

/** Counts found documents per value. Values are read once per segment, which never changes, at the first count. */
export class Facets {
  readonly #segments: Segments;
  readonly #columns = new WeakMap<Segment, Map<string, Column>>();

  constructor(segments: Segments) {
    this.#segments = segments;
  }

  #column(segment: Segment, facet: string): Column {
    let columns = this.#columns.get(segment);
    if (!columns) this.#columns.set(segment, (columns = new Map()));
    let column = columns.get(facet);
    if (!column) columns.set(facet, (column = this.#read(segment, facet)));
    return column;
  }

  #read(segment: Segment, facet: string): Column {
    const values: string[] = [];
    const starts: number[] = [];
    const documents: number[] = [];
    this.#segments.eachInSegment(segment, `${facet}:`, (key, postings) => {
      values.push(shownValue(key));
      starts.push(documents.length);
      eachPosting(postings, (number) => documents.push(number));
    });
    starts.push(documents.length);
    return { values, starts: Uint32Array.from(starts), documents: Uint32Array.from(documents) };
  }

  #tally(facet: string, found: Selection): Map<string, number> {
    const counts = new Map<string, number>();
    for (const segment of this.#segments.all) {
      const { values, starts, documents } = this.#column(segment, facet);
      for (let value = 0; value < values.length; value++) {
        let count = 0;
        const to = starts[value + 1]!;
        for (let i = starts[value]!; i < to; i++) count += found[documents[i]!]!;
        if (count > 0) counts.set(values[value]!, (counts.get(values[value]!) ?? 0) + count);
      }
    }
    return counts;
  }

  /** Counts the found documents by kind, year, language, site, tag, company and colour: the commonest fifty values of each. */
  count(found: Selection, records: Records): FacetCounts {
    const kinds = new Uint32Array(INDEXED_KINDS.length + 1);
    const years = new Uint32Array(YEARS);
    for (let number = 1; number < found.length; number++) {
      if (found[number] === 0) continue;
      kinds[records.kinds[number]!]!++;
      years[Math.min(YEARS - 1, (records.dates[number]! / 10_000) | 0)]!++;
    }
    const byYear: FacetCount[] = [];
    for (let year = 1; year < YEARS; year++) {
      if (years[year]! > 0) byYear.push({ value: String(year), count: years[year]! });
    }
    const languages = new Map([...this.#tally('lang', found)].filter(([value]) => !value.includes('-')));
    return {
      kind: commonest(new Map(INDEXED_KINDS.map((kind, i) => [kind, kinds[i + 1]!]))),
      year: byYear,
      language: commonest(languages),
      site: commonest(this.#tally('site', found)),
      tag: commonest(this.#tally('tag', found)),
      company: commonest(this.#tally('company', found)),
      colour: commonest(this.#tally('colour', found)),
    };
  }
}

/** The values with the highest counts, highest first. */
function commonest(counts: ReadonlyMap<string, number>): FacetCount[] {
  // Numbers are sorted many times faster than values: they tell which values need be.
  const highest = Uint32Array.from(counts.values()).sort();
  const least = Math.max(1, highest[highest.length - MOST_VALUES] ?? 1);
  const chosen: FacetCount[] = [];
  for (const [value, count] of counts) if (count >= least) chosen.push({ value, count });
  return chosen.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, MOST_VALUES);
}
