import type { SearchOptions } from '../../core/search/document.ts';
import type { Plan } from './plan.ts';
import { Best, TUNING, type Group, type Scores } from './ranking.ts';
import type { Records } from './records.ts';
import type { Selection } from './selection.ts';

const LIMIT = 20;
const MOST_HITS = 1000;
const MOST_OFFSET = 100_000;
/** Puts the card of a company that is named above all else. */
const CARD = 20_000;
/** With fewer full matches than this, texts that lack a word are let in. */
const SOME = 10;

/** One carrying-out of a query with a given amount of help. */
export interface Attempt {
  readonly groups: readonly Group[];
  /** Null where the query has no words to rank by. */
  readonly scores: Scores | null;
  /** Number of groups in which some candidate is a correction. */
  readonly corrections: number;
  readonly needed: number;
  /** Documents in which every required word was found. */
  readonly full: number;
}

/** One of the hits to be shown. */
export interface Chosen {
  readonly document: number;
  readonly score: number;
  readonly exact: boolean;
  /** The card of a company that the query names; what else the query says may be wanting in it. */
  readonly card: boolean;
}

/** What a query found: how many, which (where facets are wanted), and one page of them. */
export interface Found {
  readonly total: number;
  readonly selection: Selection;
  readonly page: readonly Chosen[];
}

/** The part of the hits that is asked for. */
export function pageOf(options: SearchOptions): { readonly offset: number; readonly limit: number } {
  return {
    limit: Math.min(MOST_HITS, Math.max(0, options.limit ?? LIMIT)),
    offset: Math.min(MOST_OFFSET, Math.max(0, options.offset ?? 0)),
  };
}

/** Number of documents in which all required words were found and that satisfy the rest of the query. */
export function countFull(
  records: Records,
  required: Selection | null,
  scores: Scores,
  needed: number,
): number {
  const { found, score, touched, touchedCount } = scores;
  const { kinds } = records;
  let full = 0;
  for (let i = 0; i < touchedCount; i++) {
    const number = touched[i]!;
    if (found[number] !== needed || kinds[number] === 0) continue;
    if (needed === 0 && score[number]! <= 0) continue;
    if (required === null || required[number] === 1) full++;
  }
  return full;
}

/** Chooses what counts as found, counts it, and keeps the best of it. `short` queries want all of their words. */
export function collect(
  records: Records,
  plan: Plan,
  made: Attempt,
  short: boolean,
  asked: boolean,
  options: SearchOptions,
): Found {
  const { limit, offset } = pageOf(options);
  const best = new Best(offset + limit);
  const facets = options.facets === true;
  const selection = new Uint8Array(facets ? records.end : 0);
  const { needed, corrections } = made;
  const scores = made.scores;
  const { required } = plan;
  const { kinds, dates, created } = records;
  // Words that stand nowhere, and resemble nothing, say nothing about any text.
  const told = made.groups.filter(
    (group) => group.required && (group.candidates.length > 0 || group.documents.length > 0),
  );
  const all = told.reduce((sum, group) => sum + group.idf, 0) || 1;
  const enough = short ? (made.full >= SOME ? all * 0.999999 : all * 0.25) : 0;
  const power = short ? TUNING.shortCoverage : TUNING.longCoverage;
  const isExact = (number: number): boolean =>
    corrections === 0 ||
    (scores!.asTyped[number] === corrections && (!short || scores!.found[number] === needed));
  // The card of a company that is named stands first: among other words only in a short query, as one thing it is about.
  const cards = new Set(
    plan.named.flatMap(({ companies, from, to }) =>
      (from === 0 && to === plan.terms.length) || (short && !plan.sentence)
        ? companies.map((company) => company.document)
        : [],
    ),
  );
  const byDate = options.sort === 'newest' ? 1 : options.sort === 'oldest' ? -1 : 0;
  // Only what some word was found in, where words are required; else every document.
  const listed = scores !== null && needed > 0 ? scores : null;
  const end = !asked ? 0 : listed ? listed.touchedCount : records.end;
  let total = 0;
  for (let i = listed ? 0 : 1; i < end; i++) {
    const number = listed ? listed.touched[i]! : i;
    if (kinds[number] === 0 || (required !== null && required[number] !== 1)) continue;
    let score = scores ? scores.score[number]! : created[number]!;
    if (listed) {
      const found = listed.found[number]!;
      if (found === 0) continue;
      const cover = listed.cover[number]!;
      const card = cards.size > 0 && cards.has(number);
      if (found < needed && cover < enough && !card) continue;
      // Single precision makes a whole cover come out a little below the sum.
      if (power !== 0 && cover < all * 0.999999) score *= (cover / all) ** power;
      if (card) score += CARD;
      // What has all words as typed stands above what lacks one or has another in its stead.
      if ((short && needed > 1 ? found === needed : corrections > 0) && isExact(number)) score += 10_000;
    }
    total++;
    if (facets) selection[number] = 1;
    if (byDate !== 0) {
      const day = dates[number]! || dayOf(created[number]!);
      score = byDate * (day + created[number]! / 2 ** 33);
    }
    if (score >= best.threshold) best.offer(number, score);
  }
  const page = best
    .list()
    .slice(offset)
    .map(({ document, score }) => {
      const card = cards.has(document);
      return { document, score, exact: card || isExact(document), card };
    });
  return { total, selection, page };
}

function dayOf(seconds: number): number {
  const date = new Date(seconds * 1000);
  return date.getUTCFullYear() * 10000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}
