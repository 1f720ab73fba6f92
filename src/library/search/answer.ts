import type Database from 'better-sqlite3';
import type { Hit, IndexedKind, SearchOptions, SearchResult } from '../../core/search/document.ts';
import {
  asWords,
  parseQuery,
  withoutPunctuation,
  type Query,
  type QueryNode,
} from '../../core/search/grammar.ts';
import { bestPassage, leadPassage, passageText } from '../../core/search/passage.ts';
import type { Doubt } from '../../core/source.ts';
import { Expansion, mayBeMistyped, queryTerms, type Help } from './expansion.ts';
import { countFacets } from './facets.ts';
import type { Names } from './names.ts';
import { LONG_QUERY, planGroups, planQuery, type Plan } from './plan.ts';
import { Best, countOf, rarity, Scores, TUNING, type Group } from './ranking.ts';
import type { Records } from './records.ts';
import { Selector, type Selection } from './selection.ts';
import { readAgain, tellingTerms } from './reading.ts';
import type { Segments } from './segments.ts';
import { soughtIn } from './sought.ts';

const LIMIT = 20;
const MOST_HITS = 1000;
/** Hits read again to see how close the words stand. */
const READ_AGAIN = 20;
const MOST_OFFSET = 100_000;
/** With fewer full matches than this, other readings of the words are tried, and then texts that lack a word. */
const FEW = 3;
const SOME = 10;

/** What a search works with. */
export interface Ground {
  /** Reads the row of a document by its number. */
  readonly row: Database.Statement<[number]>;
  /** Numbers of the documents that match an FTS5 expression. */
  readonly match: Database.Statement<[string]>;
  readonly segments: Segments;
  readonly records: Records;
  readonly names: Names;
  readonly lengths: Float32Array;
  /** Number of documents. */
  readonly total: number;
  readonly bodyOf: (kind: IndexedKind, id: string) => string | null;
}

interface DocumentRow {
  readonly kind: IndexedKind;
  readonly id: string;
  readonly source_id: string | null;
  readonly external_id: string | null;
  readonly title: string;
}

/** One carrying-out of a query with a given amount of help. */
interface Attempt {
  readonly groups: readonly Group[];
  readonly scores: Scores | null;
  readonly corrections: number;
  readonly needed: number;
  /** Documents in which every required word was found. */
  readonly full: number;
}

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
  const expansion = new Expansion(ground.segments, ground.total);
  const selector = new Selector(ground, expansion, doubts);
  const plan = planQuery(query, options, selector, ground.names);
  const asked = plan.terms.length > 0 || plan.required !== null;
  const qualifies = (number: number): boolean =>
    ground.records.kinds[number]! > 0 && (!plan.required || plan.required[number] === 1);
  const attempt = (help: Help): Attempt => {
    const groups = planGroups(plan, help, options.live === true, expansion, selector);
    const needed = groups.filter((group) => group.required).length;
    if (groups.length === 0) return { groups, scores: null, corrections: 0, needed, full: 0 };
    const scores = new Scores(ground.records.end);
    const title = needed < LONG_QUERY && !plan.sentence ? TUNING.title : TUNING.titleInQuestions;
    for (const group of groups) scores.add(group, ground.lengths, title);
    let full = 0;
    const { found } = scores;
    for (let number = 1, { end } = ground.records; number < end; number++) {
      if (found[number] === needed && (needed > 0 || scores.score[number]! > 0) && qualifies(number)) full++;
    }
    return { groups, scores, corrections: groups.filter((group) => group.corrected).length, needed, full };
  };
  let made = asked ? attempt('absent') : { groups: [], scores: null, corrections: 0, needed: 0, full: 0 };
  const short = made.needed < LONG_QUERY;
  if (short && !plan.sentence && made.needed > 0 && made.full < FEW && !options.exactWords) {
    if (plan.terms.some((term) => mayBeMistyped(term.term) || term.start === plan.open))
      made = attempt('all');
  }
  let found = collect(ground, plan, made, short, qualifies, asked, options);
  if (worthReading(made, options)) {
    const best = { ...options, sort: 'relevance', offset: 0, limit: READ_AGAIN, facets: false } as const;
    improve(ground, expansion, collect(ground, plan, made, short, qualifies, asked, best), made, plan);
    found = collect(ground, plan, made, short, qualifies, asked, options);
  }
  const hits = found.page.map(({ document, score, exact }) =>
    hitOf(ground, document, score, exact, made.groups, options.bare === true),
  );
  return {
    query: query.text,
    total: found.total,
    took_ms: Math.round((performance.now() - began) * 100) / 100,
    corrected:
      hits.length > 0 && !hits[0]!.exact ? corrected(query.text, made, found.page[0]!.document) : null,
    hits,
    doubts,
    terms: made.groups
      .filter((group) => group.start >= 0)
      .map((group) => ({
        typed: group.typed,
        matched: [...new Set(group.candidates.map((one) => one.shown))],
      })),
    ...(options.facets ? { facets: countFacets(found.selection, ground.records, ground.segments) } : {}),
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
 * Reads the best hits again and raises those in which the words of the query stand close together; a question also
 * gains the words that tell its best hits from other texts.
 */
function improve(ground: Ground, expansion: Expansion, best: Found, made: Attempt, plan: Plan): void {
  const scores = made.scores!;
  const question = made.needed >= TUNING.questionFrom || plan.sentence;
  const readings = best.page.map(({ document }, i) => {
    const { kind, id, title } = ground.row.get(document) as DocumentRow;
    const text = `${title}\n${ground.bodyOf(kind, id) ?? ''}`;
    const reading = readAgain(text, made.groups, question && i < TUNING.feedbackHits);
    return { document, score: scores.score[document]!, reading };
  });
  if (readings.length === 0) return;
  if (question) {
    const strength = made.groups.reduce(
      (sum, group) => sum + (group.required ? group.idf * group.repeats : 0),
      0,
    );
    const known = new Set(
      made.groups.flatMap((group) => group.candidates.map((candidate) => candidate.term)),
    );
    const telling = tellingTerms(
      readings.slice(0, TUNING.feedbackHits),
      (term) => (known.has(term) ? 0 : rarity(countOf(expansion.runs(term)), ground.total)),
      TUNING.feedbackTerms,
    );
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
  for (const { document, reading } of readings)
    scores.score[document]! += TUNING.closeness * reading.closeness;
}

interface Found {
  readonly total: number;
  readonly selection: Selection;
  readonly page: readonly { readonly document: number; readonly score: number; readonly exact: boolean }[];
}

/** Chooses what counts as found, counts it, and keeps the best of it. */
function collect(
  ground: Ground,
  plan: Plan,
  made: Attempt,
  short: boolean,
  qualifies: (number: number) => boolean,
  asked: boolean,
  options: SearchOptions,
): Found {
  const limit = Math.min(MOST_HITS, Math.max(0, options.limit ?? LIMIT));
  const offset = Math.min(MOST_OFFSET, Math.max(0, options.offset ?? 0));
  const best = new Best(offset + limit);
  const { records } = ground;
  const selection = new Uint8Array(options.facets ? records.end : 0);
  const { scores, needed, corrections } = made;
  // Words that stand nowhere, and resemble nothing, say nothing about any text.
  const told = made.groups.filter(
    (group) => group.required && (group.candidates.length > 0 || group.documents.length > 0),
  );
  const all = told.reduce((sum, group) => sum + group.idf, 0) || 1;
  const enough = short ? (made.full >= SOME ? all : all * 0.25) : 0;
  const power = short ? TUNING.shortCoverage : TUNING.longCoverage;
  const isExact = (number: number): boolean =>
    corrections === 0 ||
    (scores!.asTyped[number] === corrections && (!short || scores!.found[number] === needed));
  const cards = new Set(
    plan.named.flatMap(({ companies, from, to }) =>
      from === 0 && to === plan.terms.length ? companies.map((company) => company.document) : [],
    ),
  );
  let total = 0;
  const end = asked ? records.end : 0;
  for (let number = 1; number < end; number++) {
    if (scores && needed > 0 && scores.found[number] === 0) continue;
    if (!qualifies(number)) continue;
    let score = 0;
    if (scores && needed > 0) {
      const cover = scores.cover[number]!;
      if (scores.found[number]! < needed && cover < enough) continue;
      score = scores.score[number]!;
      if (power !== 0 && cover !== all) score *= (cover / all) ** power;
      if (cards.size > 0 && cards.has(number)) score += 1000;
      if (corrections > 0 && isExact(number)) score += 10_000;
    } else if (scores) score = scores.score[number]!;
    total++;
    if (options.facets) selection[number] = 1;
    if (options.sort === 'newest' || options.sort === 'oldest') {
      const day = records.dates[number]! || dayOf(records.created[number]!);
      const order = day + records.created[number]! / 2 ** 33;
      best.offer(number, options.sort === 'newest' ? order : -order);
    } else best.offer(number, scores ? score : records.created[number]!);
  }
  const page = best
    .list()
    .slice(offset)
    .map(({ document, score }) => ({ document, score, exact: isExact(document) }));
  return { total, selection, page };
}

function dayOf(seconds: number): number {
  const date = new Date(seconds * 1000);
  return date.getUTCFullYear() * 10000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

function hitOf(
  ground: Ground,
  document: number,
  score: number,
  exact: boolean,
  groups: readonly Group[],
  bare: boolean,
): Hit {
  const row = ground.row.get(document) as DocumentRow;
  const base = {
    kind: row.kind,
    id: row.id,
    sourceId: row.source_id,
    externalId: row.external_id,
    title: row.title,
    score: Math.round(score * 10_000) / 10_000,
    exact,
  };
  const body = bare ? null : ground.bodyOf(row.kind, row.id);
  if (body === null || body === '') return { ...base, snippet: '', marks: [], start: null, end: null };
  const passage = bestPassage(body, soughtIn(groups)) ?? leadPassage(body);
  return {
    ...base,
    snippet: passageText(body, passage),
    marks: passage.marks,
    start: passage.start,
    end: passage.end,
  };
}

/** The query with each corrected word replaced by the reading that the best hit contains; null when none was. */
function corrected(text: string, made: Attempt, document: number): string | null {
  let result = text;
  let changed = false;
  const byPlace = made.groups.filter((group) => group.corrected).sort((a, b) => b.start - a.start);
  for (const group of byPlace) {
    const chosen = group.candidates.find((candidate) => candidate.runs.some((run) => holds(run, document)));
    if (!chosen || chosen.typed) continue;
    result = result.slice(0, group.start) + chosen.shown + result.slice(group.end);
    changed = true;
  }
  return changed ? result : null;
}

function holds(run: { data: Uint8Array; count: number; numbers: number }, wanted: number): boolean {
  let at = run.numbers;
  let document = 0;
  for (let i = 0; i < run.count && document < wanted; i++) {
    let byte = run.data[at++]!;
    let distance = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = run.data[at++]!;
      distance |= (byte & 127) << shift;
    }
    document += distance;
  }
  return document === wanted;
}
