import type { SearchOptions, SearchResult } from '../../core/search/document.ts';
import {
  asWords,
  parseQuery,
  withoutPunctuation,
  type Query,
  type QueryNode,
} from '../../core/search/grammar.ts';
import type { Doubt } from '../../core/source.ts';
import { answerSimply } from './champions.ts';
import { inContext } from './context.ts';
import { Expansion, mayBeMistyped, type Help } from './expansion.ts';
import { collect, countFull, type Attempt, type Found } from './found.ts';
import type { Ground } from './ground.ts';
import { correctedQuery, hitsOf, termMatches, Texts } from './hits.ts';
import { LONG_QUERY, planGroups, planQuery, type Plan } from './plan.ts';
import { queryTerms, type QueryTerm } from './query-terms.ts';
import { countOf, rarity, TUNING, type Group } from './ranking.ts';
import { countWords, Reader, tellingTerms } from './reading.ts';
import { Selector } from './selection.ts';

/** Hits read again to see how close the words stand, and whether the title is what was asked for. */
const READ_AGAIN = 20;
/** With fewer full matches than this, other readings of the words are tried. */
const FEW = 3;
/** Words in more than this share of all texts tell nothing of the best hits. */
const COMMON = 0.25;

/** Answers one query. */
export function answer(ground: Ground, typed: string, options: SearchOptions): SearchResult {
  const began = performance.now();
  const parsed = parseQuery(typed);
  const { query, doubts: prose } = withoutPunctuation(parsed.query);
  const result = answerQuery(ground, query, options, [...parsed.doubts, ...prose], began);
  if (result.total > 0 || options.exactWords || !query.parts.some(isQuotation)) return result;
  // A quotation remembered not quite right: better its words than nothing.
  const words = { ...query, parts: asWords(query.parts).parts };
  const doubts = [...result.doubts, { code: 'search.phrase-absent' }];
  const looser = answerQuery(ground, words, options, doubts, began);
  return { ...looser, hits: looser.hits.map((hit) => ({ ...hit, exact: false })) };
}

const isQuotation = (part: QueryNode): boolean => part.type === 'phrase' && queryTerms(part.text).length >= 4;

function answerQuery(
  ground: Ground,
  query: Query,
  options: SearchOptions,
  parsing: readonly Doubt[],
  began: number,
): SearchResult {
  const doubts: Doubt[] = [...parsing];
  const expansion = new Expansion(ground.segments, ground.total, ground.habits);
  const selector = new Selector(ground, expansion, doubts);
  const plan = planQuery(query, options, selector, ground.names, ground.synonyms);
  const asked = plan.terms.length > 0 || plan.required !== null;
  const texts = new Texts(ground);
  const attempt = (help: Help): Attempt => {
    const groups = planGroups(plan, help, options.live === true, expansion, selector);
    const made = scored(groups);
    if (made.scores === null || made.corrections === 0) return made;
    const weighed = inContext(groups, made.scores, ground.total);
    return weighed ? scored(weighed) : made;
  };
  const scored = (groups: readonly Group[]): Attempt => {
    const needed = groups.filter((group) => group.required).length;
    if (groups.length === 0) return { groups, scores: null, corrections: 0, needed, full: 0 };
    const scores = ground.scores.begin(ground.records.end);
    const title = needed < LONG_QUERY && !plan.sentence ? TUNING.title : TUNING.titleInQuestions;
    for (const group of groups) scores.add(group, ground.lengths, title);
    const full = countFull(ground.records, plan.required, scores, needed);
    return { groups, scores, corrections: groups.filter((group) => group.corrected).length, needed, full };
  };
  const simple = answerSimply(ground, plan, options, expansion);
  let made: Attempt;
  let found: Found;
  if (simple) ({ made, found } = simple);
  else {
    made = asked ? attempt('absent') : { groups: [], scores: null, corrections: 0, needed: 0, full: 0 };
    const short = made.needed < LONG_QUERY && !plan.question;
    const few = short && made.full < FEW;
    if (few && !plan.sentence && made.needed > 0 && !options.exactWords) {
      // More help makes a difference only to words that exist.
      const mayHelp = ({ term, start }: QueryTerm): boolean => mayBeMistyped(term) || start === plan.open;
      if (plan.terms.some((term) => mayHelp(term) && expansion.exists(term)))
        made = attempt(made.full === 0 ? 'all' : 'rare');
    }
    if (worthReading(made, options)) {
      const best = {
        ...options,
        sort: 'relevance',
        offset: 0,
        limit: READ_AGAIN,
        facets: false,
      } as const;
      improve(ground, expansion, collect(ground.records, plan, made, short, asked, best), made, plan, texts);
    }
    found = collect(ground.records, plan, made, short, asked, options);
  }
  const { page } = found;
  const others = page.filter(({ card }) => !card);
  return {
    query: query.text,
    total: found.total,
    took_ms: Math.round((performance.now() - began) * 100) / 100,
    corrected: others.length > 0 && !others[0]!.exact ? correctedQuery(query.text, made, others) : null,
    hits: hitsOf(page, made.groups, texts, options.bare === true),
    doubts,
    terms: termMatches(made, page),
    ...(options.facets ? { facets: ground.facets.count(found.selection, ground.records) } : {}),
  };
}

/** True where several words can be close to each other and nobody waits for the next letter. */
const worthReading = (made: Attempt, options: SearchOptions): boolean =>
  made.needed >= 2 &&
  made.needed <= TUNING.questionTo &&
  !options.live &&
  !options.exactWords &&
  (options.sort ?? 'relevance') === 'relevance';

/**
 * Reads the best hits again and raises those in which the words of the query stand close together or make up the title; a
 * question then gains the words that tell its best hits from other texts.
 */
function improve(
  ground: Ground,
  expansion: Expansion,
  best: Found,
  made: Attempt,
  plan: Plan,
  texts: Texts,
): void {
  const scores = made.scores!;
  const reader = new Reader(made.groups);
  const textOf = (document: number): string => `${texts.row(document).title}\n${texts.body(document)}`;
  // Only where two words of the query stand can they stand close; no other text has to be read.
  const allCounted = made.groups.every((group) => group.required);
  for (const { document } of best.page) {
    const close = allCounted && scores.found[document]! < 2 ? 0 : reader.closeness(textOf(document));
    scores.score[document]! +=
      TUNING.closeness * close + TUNING.wholeTitle * reader.wholeTitle(texts.row(document).title);
  }
  const asking = made.needed >= TUNING.questionFrom || plan.sentence;
  if (best.page.length === 0 || !asking) return;
  const leading = best.page
    .map(({ document }) => ({ document, score: scores.score[document]! }))
    .sort((a, b) => b.score - a.score)
    .slice(0, TUNING.feedbackHits)
    .map(({ document, score }) => ({ words: countWords(textOf(document)), score }));
  const strength = made.groups.reduce(
    (sum, group) => sum + (group.required ? group.idf * group.repeats : 0),
    0,
  );
  const known = new Set(made.groups.flatMap((group) => group.candidates.map((candidate) => candidate.term)));
  const rarityOf = (term: string): number => {
    const count = known.has(term) ? Infinity : countOf(expansion.runs(term));
    return count > ground.total * COMMON ? 0 : rarity(count, ground.total);
  };
  const telling = tellingTerms(leading, rarityOf, TUNING.feedbackTerms);
  for (const { term, weight } of telling) {
    if (weight === 0) continue;
    const runs = expansion.runs(term);
    const candidate = { term, weight: 1, runs, count: countOf(runs), shown: term, typed: true };
    const place = { term, start: -1, end: -1 };
    const idf = TUNING.feedback * weight * strength;
    scores.add(
      expansion.group(place, [candidate], { required: false, idf }),
      ground.lengths,
      TUNING.titleInQuestions,
    );
  }
}
