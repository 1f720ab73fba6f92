import type { Line } from './line.ts';
import { isCaption, phraseOf } from './phrases.ts';
import type { Phrase } from './phrases.ts';

/** What the first look says about a line: how much it looks like running text, and the stock phrase it matches. */
export interface Look {
  readonly weight: number;
  readonly phrase: Phrase | null;
  readonly caption: boolean;
}

/** Cost of crossing the heading of a section that is not the article: about two good paragraphs. */
const SECTION_COST = 3;

/**
 * How much a line looks like running text: positive for sentences, negative for menu items and headlines. The shape of
 * the numbers follows what is known of boilerplate detection: length, function words and sentence ends tell prose
 * (Kohlschütter et al. 2010; Pomikálek 2011).
 */
export function proseWeight(line: Line): number {
  const { size, ends, inner, function: share } = line;
  if (size < 12) return ends && share > 0.2 ? -0.2 : -0.8;
  if (ends) {
    if (size < 40) return share > 0.15 ? 0.3 : -0.3;
    if (share < 0.08 && inner === 0) return size > 200 ? 0.3 : -0.3;
    return Math.min(0.5 + size / 130, 3);
  }
  if (inner > 0 && size > 150 && share > 0.15) return Math.min(size / 200, 2);
  if (/[:：;；,，]$/u.test(line.text) && share > 0.2 && size > 40) return 0.4;
  if (size > 160 && share > 0.25) return 0.5;
  return size > 60 ? -0.4 : -0.7;
}

/** Lines that head or close single comments by readers; a run of them marks talk, however well it is written. */
const TALK =
  /^(?:reply|antworten|répondre|responder|rispondi|odpowiedz|vastaa|svara|回复|回覆|返信|답글|log in to reply|reply to .{0,40}|permalink|flag|report|like|upvote|quote|zitieren|zitat|melden)\s*[↓↩\d()]*$|^.{1,50}\s(?:says|said|sagt|meint|schreibt|schrieb|wrote|writes|a dit|dit|dice|dijo|disse|diz|pisze|napisał|kirjoitti)(?: (?:on|am) .{0,40})?\s?:$/u;
const TALK_COST = 2;
/** A bare count of comments stands above many articles as well as below. */
const COUNT_COST = 1.5;

/** Looks at every line once. A line repeated word for word is worth little: articles do not repeat themselves, pages do. */
export function lookAt(lines: readonly Line[]): readonly Look[] {
  const times = new Map<string, number>();
  for (const line of lines) times.set(line.key, (times.get(line.key) ?? 0) + 1);
  return lines.map((line) => {
    const phrase = phraseOf(line.key);
    const caption = phrase === null && isCaption(line.key);
    if (TALK.test(line.key.slice(0, 120)) && line.key.length < 120)
      return { weight: -TALK_COST, phrase, caption };
    if (phrase?.reach === 'section') {
      const count = phrase.rule === 'comments' && /^[\d\s().,]*\p{L}+[\s\d()]*$/u.test(line.key);
      return { weight: count ? -COUNT_COST : -SECTION_COST, phrase, caption };
    }
    if (phrase)
      return {
        weight: phrase.rule === 'related' || phrase.rule === 'advertisement' ? -0.3 : -0.9,
        phrase,
        caption,
      };
    const weight = proseWeight(line);
    if (caption) return { weight: Math.min(weight, -0.2), phrase, caption };
    return { weight: (times.get(line.key) ?? 0) > 1 && weight > 0 ? weight * 0.2 : weight, phrase, caption };
  });
}

/** First and last line of the stretch, both included; null when no line looks like running text. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

/**
 * The contiguous stretch of lines with the largest sum of weights (maximum subsequence; Pasternack and Roth 2009 use
 * it for article text). Linear time. `bonus` adds to the weight of lines that go with an article (its dateline).
 */
export function bestStretch(looks: readonly Look[], bonus: (at: number) => number = () => 0): Stretch | null {
  let best: Stretch | null = null;
  let [bestSum, sum, first] = [0, 0, 0];
  looks.forEach((look, at) => {
    if (sum <= 0) [sum, first] = [0, at];
    sum += look.weight + bonus(at);
    if (sum > bestSum) [bestSum, best] = [sum, { first, last: at }];
  });
  return best;
}
