import type { Line } from './line.ts';
import type { Look, Stretch } from './stretch.ts';

/** How many lines before the body are considered for the title. */
const REACH = 60;
const WORD = /[\p{L}\p{N}]{3,}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

const wordsOf = (key: string): ReadonlySet<string> => {
  const words = new Set<string>();
  for (const word of key.match(WORD) ?? []) words.add(word.length > 6 ? word.slice(0, 6) : word);
  return words;
};

/** The words of the body, to compare titles with. At most 40,000 characters are looked at. */
function bodyWords(lines: readonly Line[], stretch: Stretch): ReadonlySet<string> {
  const words = new Set<string>();
  let budget = 40_000;
  for (let at = stretch.first; at <= stretch.last && budget > 0; at += 1) {
    const key = lines[at]!.key;
    budget -= key.length;
    for (const word of wordsOf(key)) words.add(word);
  }
  return words;
}

/** What is known about the lines around a title. */
export interface TitleContext {
  readonly lines: readonly Line[];
  readonly looks: readonly Look[];
  readonly stretch: Stretch;
  /** True for lines that are mostly a date, or a byline. */
  readonly dated: (at: number) => boolean;
  readonly named: (at: number) => boolean;
}

/**
 * The line most likely to be the headline, and how sure that is (0 to 1). A headline stands shortly before the body,
 * names things the body speaks of, is followed by a date or byline, and does not look like a menu, caption or sentence
 * of the body.
 */
export function findTitle(context: TitleContext): { readonly at: number; readonly score: number } | null {
  const { lines, looks, stretch } = context;
  const body = bodyWords(lines, stretch);
  let best: { at: number; score: number } | null = null;
  const from = Math.max(0, stretch.first - REACH);
  for (let at = from; at <= Math.min(stretch.first + 1, lines.length - 1); at += 1) {
    const line = lines[at]!;
    const look = looks[at]!;
    if (look.phrase || line.text.length > 300 || line.words < 1) continue;
    if (context.dated(at) || context.named(at)) continue;
    const words = [...wordsOf(line.key)];
    if (words.length === 0) continue;
    const overlap = words.filter((word) => body.has(word)).length / words.length;
    let score = overlap * 2.2 + Math.min(line.words, 9) * 0.16;
    if (line.words <= 1) score -= 1;
    if (line.text.length > 160) score -= 0.8;
    if (line.ends && !/[?!？！"'”’»]$/u.test(line.text)) score -= line.inner > 0 ? 2 : 1.2;
    if (look.caption) score -= 2;
    if (at >= stretch.first) score -= look.weight > 0 ? 1.2 : 0.2;
    // Something that belongs to headlines follows.
    for (let next = at + 1, seen = 0; next < lines.length && seen < 5; next += 1, seen += 1) {
      if (context.dated(next) || context.named(next)) {
        score += seen < 3 ? 1.1 : 0.6;
        break;
      }
    }
    // Nearness to the body.
    score -= Math.min(1.6, Math.max(0, stretch.first - at) * 0.06);
    // Neighbours like itself make a list of links, not a headline.
    const similar = [at - 2, at - 1, at + 1, at + 2].filter((near) => {
      const other = lines[near];
      return other && near < stretch.first && !other.ends && other.words <= 4 && line.words <= 4;
    }).length;
    score -= similar * 0.25;
    if (/\s[|›»>/]\s/u.test(line.text)) score -= 0.5;
    if (best === null || score > best.score + 1e-9) best = { at, score };
  }
  return best;
}
