import type { Doubt } from '../source.ts';
import type { DateMark } from './dates.ts';
import type { Quantity } from './quantity.ts';
import { sentenceAround } from './sentence.ts';

/** When a figure holds, and what was guessed about it. */
export interface When {
  readonly asOf: string | null;
  readonly doubts: readonly Doubt[];
}

const CLAUSE = /[,;:()，、]/;
/** What may stand between a year and the figure it belongs to in Chinese: 2021年的10亿元. */
const TIGHT = /^(?:的|为|约|达|达到|实现|:|\s){0,3}$/;
const VERSUS = /(?:than|versus|vs|compared|up from|down from|against|较|相比)/;

/**
 * The date a quantity belongs to: the one after it in its clause, else the nearest before it in the sentence, else
 * the next one; then a date earlier in the text, then the date of publication (both with a doubt). A date something
 * is compared with ("from 2022") is not the date of a change.
 */
export function dateFor(
  folded: string,
  quantity: Quantity,
  dates: readonly DateMark[],
  before: Quantity | null,
  after: Quantity | null,
  publishedOn: string | null,
): When {
  const sentence = sentenceAround(folded, quantity.start, quantity.end);
  const inside = dates.filter((date) => date.start >= sentence.start && date.end <= sentence.end);
  const usable = inside.filter((date) => !date.comparison || isFigureDate(folded, date, quantity, before));
  const following = usable.find((date) => date.start >= quantity.end);
  const limit = after ? after.start : sentence.end;
  const near =
    following && following.end <= limit && !CLAUSE.test(folded.slice(quantity.end, following.start))
      ? following
      : null;
  const previous =
    usable.filter((date) => date.end <= quantity.start && !ownedBefore(folded, date, before)).at(-1) ?? null;
  const anyPrevious = usable.filter((date) => date.end <= quantity.start).at(-1) ?? null;
  const bracketed = usable.find(
    (date) => /^ ?\($/.test(folded.slice(quantity.end, date.start)) && folded[date.end] === ')',
  );
  const tight =
    usable.find((date) => date.end <= quantity.from && TIGHT.test(folded.slice(date.end, quantity.from))) ??
    null;
  const later = following && !VERSUS.test(folded.slice(quantity.end, following.start)) ? following : null;
  const chosen =
    bracketed ?? (near && tight && isHan(folded, tight) ? tight : near) ?? previous ?? anyPrevious ?? later;
  if (chosen) return placed(chosen, inside, publishedOn);
  const earlier = dates
    .filter((date) => date.end <= sentence.start && date.asOf !== null && !date.comparison)
    .at(-1);
  if (earlier)
    return {
      asOf: earlier.asOf,
      doubts: [
        ...earlier.doubts,
        { code: 'date-from-context', detail: folded.slice(earlier.start, earlier.end) },
      ],
    };
  if (publishedOn) return { asOf: publishedOn, doubts: [{ code: 'date-from-source', detail: publishedOn }] };
  return { asOf: null, doubts: [{ code: 'no-date' }] };
}

const isHan = (folded: string, date: DateMark): boolean =>
  /[\u4e00-\u9fff]/.test(folded.slice(date.start, date.end));

/** "up from $4 bn in 2022": the year belongs to the figure just before it although a comparison word stands there. */
const isFigureDate = (folded: string, date: DateMark, quantity: Quantity, before: Quantity | null): boolean =>
  quantity.unit !== '%' &&
  date.start >= quantity.end &&
  (before === null || before.end <= quantity.start) &&
  !/(?:than|versus|vs|compared)/.test(folded.slice(quantity.end, date.start));

/** The date stands right after the quantity before this one and so is that one's. */
const ownedBefore = (folded: string, date: DateMark, before: Quantity | null): boolean =>
  before !== null &&
  date.start >= before.end &&
  !CLAUSE.test(folded.slice(before.end, date.start)) &&
  /^(?:\s?(?:in|for|at|as of|during|by|on|the)?\s?)*$/.test(folded.slice(before.end, date.start));

function placed(chosen: DateMark, inside: readonly DateMark[], publishedOn: string | null): When {
  if (!chosen.yearEarlier) return { asOf: chosen.asOf, doubts: chosen.doubts };
  const other = inside.find((date) => date !== chosen && date.asOf !== null)?.asOf ?? publishedOn;
  if (!other) return { asOf: null, doubts: chosen.doubts };
  const asOf = String(Number(other.slice(0, 4)) - 1) + other.slice(4);
  return {
    asOf: inside.some((date) => date !== chosen && date.asOf !== null) ? asOf : asOf.slice(0, 4),
    doubts: chosen.doubts,
  };
}
