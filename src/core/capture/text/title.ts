import type { Line } from './line.ts';
import type { Look, Stretch } from './stretch.ts';

/** How many lines before the body are considered for the title, and how many of its first lines. */
const BEFORE = 60;
const INTO = 2;
const WORD = /[\p{L}\p{N}]{3,}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

const wordsOf = (key: string): ReadonlySet<string> =>
  new Set((key.match(WORD) ?? []).map((word) => (word.length > 6 ? word.slice(0, 6) : word)));

/** The words of some lines, to compare titles with. At most `budget` characters are looked at. */
function wordsIn(lines: readonly Line[], first: number, last: number, budget: number): ReadonlySet<string> {
  const words = new Set<string>();
  let left = budget;
  for (let at = first; at <= last && left > 0; at += 1) {
    const { key } = lines[at]!;
    for (const word of wordsOf(key.slice(0, left))) words.add(word);
    left -= key.length;
  }
  return words;
}

/** What is known about the lines around a title. */
export interface TitleContext {
  readonly lines: readonly Line[];
  readonly looks: readonly Look[];
  readonly stretch: Stretch;
  /** True for lines that are mostly a date. */
  readonly dated: (at: number) => boolean;
  /** True for bylines. */
  readonly named: (at: number) => boolean;
}

/** A line that may be the title, with what speaks for and against it. */
export interface TitleCandidate {
  readonly at: number;
  readonly features: readonly number[];
}

/**
 * What the features of a candidate are, in order, and how much each counts: a conditional logit over the candidates of a
 * page (McFadden 1974), fitted on some 300 scraped pages, most of them German and English. Weights fitted on one half of
 * the pasted pages (and other pages) put the right line first on 79 % of the other half.
 */
export const TITLE_WEIGHTS: Readonly<Record<string, number>> = {
  bodyOverlap: 1.64, openingOverlap: 1.33, words: 1.41, oneWord: -0.64, long: -1.10, sentence: -0.95, sentences: -0.67,
  caption: -0.98, inBody: -1.77, inBodyProse: -0.01, metaSoon: 2.13, metaLater: 0.60, metaBefore: 0.87, distance: -0.50,
  listNeighbours: -0.46, separators: -0.41, repeated: 0.28, contained: 1.29, lowerStart: -0.52, openEnd: -0.23,
  address: -0.37, gapBefore: -1.20, gapAfter: -0.26, bodyNext: -0.23, shouting: -0.49, firstLine: -0.76,
  firstLonger: 0.41, inNext: -0.40,
}; // prettier-ignore

const NAMES = Object.keys(TITLE_WEIGHTS);

const share = (words: ReadonlySet<string>, among: ReadonlySet<string>): number =>
  words.size === 0 ? 0 : [...words].filter((word) => among.has(word)).length / words.size;

/** All lines that may be the title, with their features. */
export function titleCandidates({
  lines,
  looks,
  stretch,
  dated,
  named,
}: TitleContext): readonly TitleCandidate[] {
  const body = wordsIn(lines, stretch.first, stretch.last, 40_000);
  const opening = wordsIn(lines, stretch.first, stretch.last, 1200);
  const times = new Map<string, number>();
  for (const { key } of lines) times.set(key, (times.get(key) ?? 0) + 1);
  const from = Math.max(0, stretch.first - BEFORE);
  const to = Math.min(stretch.first + INTO, lines.length - 1);
  const meta = (at: number): boolean => lines[at] !== undefined && (dated(at) || named(at));
  const nearby = lines.slice(from, Math.min(lines.length, stretch.first + 400)).map(({ key }) => key);
  const found: TitleCandidate[] = [];
  let longer = 0;
  for (let at = from; at <= to; at += 1) {
    const line = lines[at]!;
    const look = looks[at]!;
    const words = wordsOf(line.key);
    if (look.phrase || line.text.length > 300 || words.size === 0 || meta(at)) continue;
    const before = at < stretch.first;
    // A sentence of the body stays in the body: no title is better than a text without its beginning.
    if (!before && look.weight > 0 && (/[.。．…]$/u.test(line.text) || line.size > 220)) continue;
    const neighbours = [at - 2, at - 1, at + 1, at + 2].filter((near) => {
      const other = lines[near];
      return other !== undefined && near < stretch.first && !other.ends && other.words <= 4;
    }).length;
    const values: Record<string, number> = {
      bodyOverlap: share(words, body),
      openingOverlap: share(words, opening),
      words: Math.log(Math.min(line.words, 14)),
      oneWord: line.words <= 1 ? 1 : 0,
      long: line.text.length > 140 ? 1 : 0,
      sentence: line.ends && !/[?!？！"'”’»)\]]$/u.test(line.text) ? 1 : 0,
      sentences: line.inner > 0 ? 1 : 0,
      caption: look.caption ? 1 : 0,
      inBody: before ? 0 : 1,
      inBodyProse: !before && look.weight > 0 ? 1 : 0,
      metaSoon: meta(at + 1) || meta(at + 2) ? 1 : 0,
      metaLater: meta(at + 3) || meta(at + 4) || meta(at + 5) ? 1 : 0,
      metaBefore: meta(at - 1) || meta(at - 2) ? 1 : 0,
      distance: Math.log(1 + Math.max(0, stretch.first - at)),
      listNeighbours: neighbours * (line.words <= 4 ? 1 : 0.4),
      separators: /\s[|›»>/·]\s|^[«←‹»›]|[»›→]$/u.test(line.text) ? 1 : 0,
      repeated: Math.min(3, times.get(line.key)! - 1),
      contained:
        line.key.length >= 10 &&
        nearby.some((key) => key.length > line.key.length && key.length < 300 && key.includes(line.key))
          ? 1
          : 0,
      lowerStart: /^\p{Ll}/u.test(line.text) ? 1 : 0,
      openEnd: /[,;:，；：…]$/u.test(line.text) ? 1 : 0,
      address: /https?:|www\.|@|\d{4,}/u.test(line.text) ? 1 : 0,
      gapBefore: line.gap > 0 ? 1 : 0,
      gapAfter: (lines[at + 1]?.gap ?? 0) > 0 ? 1 : 0,
      bodyNext: at + 1 === stretch.first ? 1 : 0,
      shouting: line.shouting ? 1 : 0,
      firstLine: at === 0 ? 1 : 0,
      firstLonger: line.words >= 4 && longer === 0 ? 1 : 0,
      inNext: line.key.length >= 10 && (lines[at + 1]?.key.includes(line.key) ?? false) ? 1 : 0,
    };
    if (line.words >= 4) longer += 1;
    found.push({ at, features: NAMES.map((name) => values[name]!) });
  }
  return found;
}

/**
 * The line most likely to be the headline, with its share of the belief (0 to 1) among all candidates; null when there
 * is no candidate. A headline stands shortly before the body, names what the body speaks of, is followed by a date or
 * byline, and does not look like a menu, a caption or a sentence of the body.
 */
export function findTitle(context: TitleContext): { readonly at: number; readonly share: number } | null {
  const weights = Object.values(TITLE_WEIGHTS);
  const scored = titleCandidates(context).map(({ at, features }) => ({
    at,
    score: features.reduce((sum, value, i) => sum + value * weights[i]!, 0),
  }));
  if (scored.length === 0) return null;
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  const total = scored.reduce((sum, { score }) => sum + Math.exp(score - best.score), 0);
  return { at: best.at, share: 1 / total };
}
