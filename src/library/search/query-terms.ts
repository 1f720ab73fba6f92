import { eachTerm } from '../../core/search/folding.ts';

/** One indexed term of the query and where it was typed. */
export interface QueryTerm {
  readonly term: string;
  readonly start: number;
  readonly end: number;
  readonly ideographic: boolean;
  /** How often it stands in the query; 1 where not said. */
  readonly repeats?: number;
}

/** The terms of a typed text: folded words, and pairs of unspaced characters (one character where it stands alone). */
export function queryTerms(text: string, offset = 0): QueryTerm[] {
  const terms: QueryTerm[] = [];
  let held: QueryTerm | null = null;
  let paired = false;
  const release = (): void => {
    if (held && !paired) terms.push(held);
    held = null;
    paired = false;
  };
  eachTerm(text, (term, start, end, character) => {
    const here = { term, start: start + offset, end: end + offset, ideographic: character };
    if (!character) {
      release();
      terms.push(here);
      return;
    }
    if (held && held.end === here.start) {
      terms.push({ term: held.term + term, start: held.start, end: here.end, ideographic: true });
      paired = true;
    } else release();
    held = here;
  });
  release();
  return terms;
}
