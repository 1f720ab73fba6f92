import type { Bound } from '../fact.ts';

const ABOUT_BEFORE =
  /(?:(?<![a-z])(?:about|around|roughly|approximately|approx\.?|circa|ca\.|c\.|some|nearly|almost|close to|an estimated|estimated(?: at)?|in the region of|just over half|just)|~|≈|约为|大约|约|大概|近|将近|接近|差不多|估计)\s*(?:an? )?$/;
const LEAST_BEFORE =
  /(?:(?<![a-z])(?:at least|more than|over|above|exceed(?:s|ed|ing)?|in excess of|upwards? of|no less than|not less than|no fewer than|(?:a )?minimum of|north of|greater than|surpass(?:es|ed|ing)?|topped|topping|tops|well over|just over)|[>≥]=?|超过了?|超出|超|逾|至少|不低于|不少于|高于|多于|突破了?|最少|不下)(?:为|是|有|在)?\s*(?:an? )?$/;
const MOST_BEFORE =
  /(?:(?<![a-z])(?:at most|up to|as much as|as many as|less than|fewer than|under|below|no more than|not more than|(?:a )?maximum of|south of|just under|not exceeding)|[<≤]=?|不超过|不到|不足|低于|少于|最多|至多|未超过|不高于|小于)(?:为|是|有|在)?\s*(?:an? )?$/;
const LEAST_AFTER = /^\s?(?:or more|and above|or above|-plus|plus|\+|以上|开外|起(?![来步诉到]))(?![a-z])/;
const MOST_AFTER = /^\s?(?:or less|or fewer|or below|以下|以内)(?![a-z])/;
const ABOUT_AFTER = /^\s?(?:or so|left|左右|上下|前后)(?![a-z])/;

/** How the words around a number loosen it; `from` and `to` enclose them. */
export interface Hedge {
  readonly bound: Bound;
  readonly approximate: boolean;
  readonly from: number;
  readonly to: number;
}

/** The words before and after [start, end) of a folded text that make a number less than exact ("at least about", 左右). */
export function hedge(folded: string, start: number, end: number, more: boolean): Hedge {
  let from = start;
  let to = end;
  let bound: Bound = more ? 'at-least' : 'exact';
  let about = false;
  for (let n = 0; n < 3; n++) {
    const before = folded.slice(Math.max(0, from - 22), from);
    const most = MOST_BEFORE.exec(before);
    const least = LEAST_BEFORE.exec(before);
    const near = ABOUT_BEFORE.exec(before);
    const match = most && (!least || most[0].length >= least[0].length) ? most : (least ?? near);
    if (!match) break;
    if (match === most) bound = 'at-most';
    else if (match === least) bound = 'at-least';
    else about = true;
    from -= match[0].length;
  }
  const after = folded.slice(end, end + 12);
  const least = LEAST_AFTER.exec(after);
  const most = MOST_AFTER.exec(after);
  const near = ABOUT_AFTER.exec(after);
  if (least) bound = 'at-least';
  else if (most) bound = 'at-most';
  else if (near) about = true;
  to += (least ?? most ?? near)?.[0].length ?? 0;
  if (bound === 'exact' && about) bound = 'about';
  return { bound, approximate: bound !== 'exact', from, to };
}
