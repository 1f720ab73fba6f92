import type { FoundMention } from './mentions.ts';

/** What a source has to do with a company: it is about it, or only mentions it. */
export interface Aboutness {
  readonly companyId: string;
  readonly about: boolean;
  /** 0 to 1; `about` from 0.5. */
  readonly score: number;
  readonly mentions: number;
}

const ABOUT = 0.5;

/**
 * Which companies a text is about. Weighed: a mention in the title (half the score), the share of all mentions, a
 * mention in the first tenth of the text, mentions spread over the text. The result is in falling order.
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
  const total = mentions.length;
  const length = Math.max(1, text.length);
  return [...places]
    .map(([companyId, at]) => {
      const share = total === 0 ? 0 : at.length / total;
      const early = at.some((start) => start < Math.max(300, length / 10)) ? 1 : 0;
      const parts = new Set(at.map((start) => Math.floor((start * 5) / length))).size / 5;
      const enough = Math.min(1, at.length / 3);
      const score =
        (title.has(companyId) ? 0.5 : 0) +
        (0.35 * share + 0.1 * early + 0.15 * parts) * enough +
        0.05 * early;
      return {
        companyId,
        about: score >= ABOUT,
        score: Math.round(Math.min(1, score) * 100) / 100,
        mentions: at.length,
      };
    })
    .sort((a, b) => b.score - a.score);
}
