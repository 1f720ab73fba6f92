import type { FoundMention } from './mentions.ts';

/** What a source has to do with a company: it is about it, or only mentions it. */
export interface Aboutness {
  readonly companyId: string;
  readonly about: boolean;
  /** 0 to 1; `about` from 0.5. */
  readonly score: number;
  readonly mentions: number;
}

/** From this score on a source is about a company. */
export const ABOUT = 0.5;

/**
 * How much a text is about one company, 0 to 1. Weighed: a mention in the title (half the score), the share of all
 * mentions, a mention in the first tenth of the text, mentions spread over the text.
 * @param at.length length of the text in UTF-16 units; an estimate will do
 * @param at.starts where the company is named, offsets into the text
 * @param at.total mentions of all companies in the text
 */
export function aboutScore(at: {
  readonly length: number;
  readonly starts: readonly number[];
  readonly total: number;
  readonly inTitle: boolean;
}): number {
  const { starts, total, inTitle } = at;
  const length = Math.max(1, at.length);
  const share = total === 0 ? 0 : starts.length / total;
  const early = starts.some((start) => start < Math.max(300, length / 10)) ? 1 : 0;
  const parts = new Set(starts.map((start) => Math.min(4, Math.floor((start * 5) / length)))).size / 5;
  const enough = Math.min(1, starts.length / 3);
  const score = (inTitle ? 0.5 : 0) + (0.35 * share + 0.1 * early + 0.15 * parts) * enough + 0.05 * early;
  return Math.round(Math.min(1, score) * 100) / 100;
}

/**
 * Which companies a text is about, in falling order (see {@link aboutScore}).
 * `mentions` are of the text alone; the title is searched by the caller and given as `inTitle` company ids.
 */
export function aboutness(
  text: string,
  mentions: readonly FoundMention[],
  inTitle: readonly string[],
): readonly Aboutness[] {
  const title = new Set(inTitle);
  const places = new Map<string, number[]>();
  for (const id of title) places.set(id, []);
  for (const one of mentions) {
    const at = places.get(one.companyId);
    if (at) at.push(one.start);
    else places.set(one.companyId, [one.start]);
  }
  return [...places]
    .map(([companyId, starts]) => {
      const score = aboutScore({
        length: text.length,
        starts,
        total: mentions.length,
        inTitle: title.has(companyId),
      });
      return { companyId, about: score >= ABOUT, score, mentions: starts.length };
    })
    .sort((a, b) => b.score - a.score);
}
