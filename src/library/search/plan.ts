import { foldedKey } from '../../core/search/folding.ts';
import type { Query, QueryNode } from '../../core/search/grammar.ts';
import { stem } from '../../core/search/stemming.ts';
import { isStopWord } from '../../core/search/stopwords.ts';
import { INDEXED_KINDS, type SearchOptions } from '../../core/search/document.ts';
import type { Expansion, Help } from './expansion.ts';
import { isTellingName, type NamedCompany, type Names } from './names.ts';
import { queryTerms, type QueryTerm } from './query-terms.ts';
import { TUNING, type Candidate, type Group } from './ranking.ts';
import type { Selection, Selector } from './selection.ts';
import { SYNONYM_WEIGHT, type Synonym, type Synonyms } from './synonyms.ts';

/** Words ranked at most; more would cost time and tell nothing new. */
const MOST_TERMS = 200;
/** From this many words on a query is a question: not every word has to be found. */
export const LONG_QUERY = 5;
const LONGEST_NAME = 6;

/** A query made ready: what every hit must satisfy, and the words it is ranked by. */
export interface Plan {
  /** Null where every document qualifies. */
  readonly required: Selection | null;
  readonly terms: readonly QueryTerm[];
  /** Ranked by, but already required otherwise (phrases, alternatives). */
  readonly extra: readonly Group[];
  /** Companies named, with the stretch of terms that names them. */
  readonly named: readonly {
    readonly companies: readonly NamedCompany[];
    readonly from: number;
    readonly to: number;
  }[];
  /** Stretches of terms that may be said otherwise, as the user listed it. */
  readonly synonyms: readonly {
    readonly from: number;
    readonly to: number;
    readonly others: readonly Synonym[];
  }[];
  readonly wildcards: ReadonlySet<number>;
  /** Words without a subject were left out, so this is a sentence: its words are meant as they stand. */
  readonly sentence: boolean;
  /** Several such words: not every word has to be found, as in a query of many words. */
  readonly question: boolean;
  /** Start of the last word when nothing follows it. */
  readonly open: number;
}

const intersect = (a: Selection | null, b: Selection): Selection => {
  if (!a) return b;
  for (let i = 0; i < a.length; i++) a[i]! &= b[i]!;
  return a;
};

/** Splits a query into what must hold and what ranks. */
export function planQuery(
  query: Query,
  options: SearchOptions,
  selector: Selector,
  names: Names,
  synonyms: Synonyms,
): Plan {
  const parts = flatten(query.parts);
  const plain = parts.filter((part) => part.type === 'word');
  const words = plain.map((part) => part.text);
  const { kinds } = options;
  // To allow every kind is to ask for nothing.
  let required: Selection | null =
    kinds && !INDEXED_KINDS.every((kind) => kinds.includes(kind)) ? selector.kinds(kinds) : null;
  const extra: Group[] = [];
  const terms: QueryTerm[] = [];
  const wildcards = new Set<number>();
  for (const part of parts) {
    if (part.type === 'word' && !options.exactWords) {
      const own = queryTerms(part.text, part.start);
      if (part.wildcard && own.length > 0) wildcards.add(own[own.length - 1]!.start);
      terms.push(...own);
      continue;
    }
    // Punctuation alone asks for nothing.
    if ((part.type === 'word' || part.type === 'phrase') && queryTerms(part.text).length === 0) continue;
    required = intersect(
      required,
      part.type === 'word' ? selector.exactly(part.text) : selector.of(part, words),
    );
    extra.push(...rankedBy(part, selector));
  }
  const distinct = new Map<string, QueryTerm>();
  for (const term of terms) {
    const key = term.ideographic ? term.term : stem(term.term);
    distinct.set(key, { ...(distinct.get(key) ?? term), repeats: (distinct.get(key)?.repeats ?? 0) + 1 });
  }
  const last = parts[parts.length - 1];
  const open =
    last?.type === 'word' &&
    !last.wildcard &&
    last.end === query.text.trimEnd().length &&
    /\S$/u.test(query.text)
      ? (terms[terms.length - 1]?.start ?? -1)
      : -1;
  const all = [...distinct.values()].slice(0, MOST_TERMS);
  const naming = namesIn(all, names);
  const ranked = meaningful(all, naming);
  const left = all.length - ranked.length;
  // Names are kept whole, so that a stretch only moves.
  const named = naming.map(({ companies, from, to }) => {
    const first = ranked.indexOf(all[from]!);
    return { companies, from: first, to: first + to - from };
  });
  const [sentence, question] = [left > 0, left > 1];
  return { required, terms: ranked, extra, named, synonyms: synonyms.in(ranked), wildcards, sentence, question, open }; // prettier-ignore
}

/** Nested groups that only say "and" are the same as their parts. */
function flatten(parts: readonly QueryNode[]): QueryNode[] {
  return parts.flatMap((part) => (part.type === 'and' ? flatten(part.parts) : [part]));
}

/** Words of parts that are required otherwise, so that they rank and are marked. */
function rankedBy(part: QueryNode, selector: Selector): Group[] {
  switch (part.type) {
    case 'phrase':
      return optional(selector.groups(part.text, false));
    case 'word':
      return optional(selector.groups(part.text, part.wildcard));
    case 'near':
      return optional([...selector.groups(part.left, false), ...selector.groups(part.right, false)]);
    case 'or':
    case 'and':
      return part.parts.flatMap((inner) => rankedBy(inner, selector));
    case 'operator':
      return part.name === 'title' || part.name === 'by' ? optional(selector.groups(part.value, false)) : [];
    default:
      return [];
  }
}

const optional = (groups: readonly Group[]): Group[] =>
  groups.map((group) => ({ ...group, required: false }));

/** Leaves out words without a subject where at least two others remain; "of" in the name of a company stays. */
function meaningful(terms: readonly QueryTerm[], naming: Plan['named']): readonly QueryTerm[] {
  const telling = terms.filter(
    (term, i) => !isStopWord(term.term) || naming.some(({ from, to }) => from <= i && i < to),
  );
  return telling.length >= 2 ? telling : terms;
}

/** Stretches of the query that are names of companies, longest first, without overlap. */
function namesIn(terms: readonly QueryTerm[], names: Names): Plan['named'][number][] {
  if (terms.length === 0 || !names.any) return [];
  const found: Plan['named'][number][] = [];
  for (let from = 0; from < terms.length; from++) {
    for (let to = Math.min(terms.length, from + LONGEST_NAME); to > from; to--) {
      const text = spelled(terms.slice(from, to));
      if (text === null || (to === from + 1 && isStopWord(text))) continue;
      const companies = names.named(text);
      if (companies.length === 0) continue;
      found.push({ companies, from, to });
      from = to - 1;
      break;
    }
  }
  return found;
}

/** The folded text of neighbouring terms; pairs of characters overlap by one. Null where they do not belong together. */
function spelled(terms: readonly QueryTerm[]): string | null {
  let text = '';
  let before: QueryTerm | null = null;
  for (const term of terms) {
    if (before?.ideographic && term.ideographic && term.start < before.end)
      text += Array.from(term.term).at(-1)!;
    else text += (before ? ' ' : '') + term.term;
    before = term;
  }
  return foldedKey(text) === '' ? null : text;
}

/** The groups to rank by, with as much help against typos as asked for. */
export function planGroups(
  plan: Plan,
  help: Help,
  live: boolean,
  expansion: Expansion,
  selector: Selector,
): Group[] {
  const whole = plan.named.find(({ from, to }) => from === 0 && to === plan.terms.length);
  if (whole && plan.extra.length === 0 && !live) {
    return [nameGroup(plan, whole, expansion, selector), ...plan.extra];
  }
  const groups = plan.terms.map((term, i) => {
    const group =
      plan.wildcards.has(term.start) && !term.ideographic
        ? expansion.wildcard(term)
        : expansion.word(term, help, term.start === plan.open, live, singleSynonyms(plan, i, expansion));
    return { ...group, repeats: (term.repeats ?? 1) ** TUNING.repeats };
  });
  for (const { from, to, others } of plan.synonyms) {
    // One word for one word is a candidate like any other; where phrases come in, the documents are found beforehand.
    const phrases = others.filter(({ single }) => to - from > 1 || single === null);
    const documents = phrases.flatMap(({ text, single }) =>
      single ? expansion.documents(expansion.synonym(single, 1).runs) : selector.phrase(text),
    );
    for (let i = from; i < to; i++) {
      const { documents: before, names } = groups[i]!;
      groups[i] = {
        ...groups[i]!,
        documents: [...new Set([...before, ...documents])],
        documentsWeight: SYNONYM_WEIGHT,
        names: [...names, ...phrases.map(({ text }) => text)],
      };
    }
  }
  for (const named of plan.named) {
    const documents = [...new Set(named.companies.flatMap((company) => [...selector.aboutCompany(company)]))];
    const names = [...new Set(named.companies.flatMap((company) => company.names))].filter(isTellingName);
    for (let i = named.from; i < named.to; i++) {
      const group = groups[i]!;
      groups[i] = {
        ...group,
        documents: [...new Set([...group.documents, ...documents])],
        documentsWeight: 0.8,
        names: [...group.names, ...names],
      };
    }
  }
  return [...groups, ...plan.extra];
}

/** Single words that mean the same as one term of the query. */
const singleSynonyms = (plan: Plan, at: number, expansion: Expansion): readonly Candidate[] =>
  plan.synonyms.flatMap(({ from, to, others }) =>
    from === at && to === at + 1
      ? others.flatMap(({ single }) => (single ? [expansion.synonym(single, SYNONYM_WEIGHT)] : []))
      : [],
  );

/** One group for all names of the companies meant: whichever of the names is typed, the same documents are found. */
function nameGroup(
  plan: Plan,
  named: Plan['named'][number],
  expansion: Expansion,
  selector: Selector,
): Group {
  const about = new Set(named.companies.flatMap((company) => [...selector.aboutCompany(company)]));
  const candidates = [...new Set(named.companies.flatMap((company) => company.names))]
    .flatMap((name) =>
      queryTerms(name).length === 1 ? [expansion.word(queryTerms(name)[0]!, 'none', false, false)] : [],
    )
    .flatMap((group) => group.candidates);
  const first = plan.terms[named.from]!;
  const last = plan.terms[named.to - 1]!;
  const group = expansion.group({ term: first.term, start: first.start, end: last.end }, candidates, {
    documents: [...about],
    names: [...new Set(named.companies.flatMap((company) => company.names))].filter(isTellingName),
    corrected: false,
  });
  return group;
}
