import { eachTerm } from '../../core/search/folding.ts';
import type { Sought } from '../../core/search/passage.ts';
import type { Group } from './ranking.ts';

/** What to look for in a text of a hit. */
export function soughtIn(groups: readonly Group[]): Map<string, Sought> {
  const sought = new Map<string, Sought>();
  groups.forEach((group, index) => {
    for (const candidate of group.candidates) {
      const weight = group.idf * candidate.weight;
      const known = sought.get(candidate.term);
      if (!known || known.weight < weight) sought.set(candidate.term, { group: index, weight });
    }
  });
  return sought;
}

/** A name as the terms that have to follow each other in a text: folded words and single characters. */
export function nameTerms(name: string): string[] {
  const terms: string[] = [];
  eachTerm(name, (term) => terms.push(term));
  return terms;
}
