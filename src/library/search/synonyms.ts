import { foldedKey } from '../../core/search/folding.ts';
import { stem } from '../../core/search/stemming.ts';
import { isStopWord } from '../../core/search/stopwords.ts';
import { queryTerms, type QueryTerm } from './query-terms.ts';

const MOST_GROUPS = 1000;
const MOST_IN_GROUP = 24;
/** What stands in another word of a group counts a little less than the word that was typed. */
export const SYNONYM_WEIGHT = 0.9;

/** One way of saying what a group of synonyms says. */
export interface Synonym {
  /** Folded. */
  readonly text: string;
  /** The keys of its telling words, in order. */
  readonly keys: readonly string[];
  /** The only term of it; null where it has several, so that it is found as a phrase. */
  readonly single: QueryTerm | null;
}

/** The key under which a term is ranked. */
const keyOf = ({ term, ideographic }: QueryTerm): string => (ideographic ? term : stem(term));

const isTelling = ({ term }: QueryTerm): boolean => !isStopWord(term);

function synonym(text: string): Synonym | null {
  const terms = queryTerms(text);
  const telling = terms.some(isTelling) ? terms.filter(isTelling) : terms;
  if (telling.length === 0) return null;
  const single = terms.length === 1 ? terms[0]! : null;
  return { text: foldedKey(text), keys: telling.map(keyOf), single };
}

/** Groups of words or phrases that mean the same, as the user listed them, ready to be met in queries. */
export class Synonyms {
  /** By the key of the first telling word, every way of saying something with the other ways. */
  readonly #byFirst = new Map<string, { readonly said: Synonym; readonly others: readonly Synonym[] }[]>();

  constructor(groups: readonly (readonly string[])[]) {
    for (const group of groups.slice(0, MOST_GROUPS)) {
      const members = group
        .slice(0, MOST_IN_GROUP)
        .map(synonym)
        .filter((member) => member !== null);
      for (const said of members) {
        const others = members.filter(({ text }) => text !== said.text);
        if (others.length === 0) continue;
        const first = said.keys[0]!;
        this.#byFirst.set(first, [...(this.#byFirst.get(first) ?? []), { said, others }]);
      }
    }
  }

  /** The other ways of saying the stretches of a query that stand in some group, each with the stretch. */
  in(
    terms: readonly QueryTerm[],
  ): { readonly from: number; readonly to: number; readonly others: readonly Synonym[] }[] {
    if (this.#byFirst.size === 0) return [];
    const found: { from: number; to: number; others: readonly Synonym[] }[] = [];
    for (let from = 0; from < terms.length; from++) {
      for (const { said, others } of this.#byFirst.get(keyOf(terms[from]!)) ?? []) {
        const to = from + said.keys.length;
        if (to > terms.length) continue;
        if (said.keys.every((key, i) => key === keyOf(terms[from + i]!))) found.push({ from, to, others });
      }
    }
    return found;
  }
}
