import context from '../../../resources/lexicons/business-context.json' with { type: 'json' };
import { foldUnits } from './fold.ts';

const BUSINESS_WORDS = new Set(context.latin.split(' '));
const BUSINESS_HAN = context.han;
const ORDINARY_HAN = context.hanOrdinary;

/** Characters looked at on either side of a name. */
const REACH = 60;

/** How a text around a name speaks of business: above 0 when it does, below 0 when it speaks of the everyday thing. */
export function businessSense(text: string, start: number, end: number): number {
  const around = foldUnits(
    text.slice(Math.max(0, start - REACH), start) + ' \n ' + text.slice(end, end + REACH),
  );
  let sense = 0;
  for (const word of around.match(/[a-z]+/g) ?? []) if (BUSINESS_WORDS.has(word)) sense += 1;
  for (const word of BUSINESS_HAN) if (around.includes(word)) sense += 1;
  for (const word of ORDINARY_HAN) if (around.includes(word)) sense -= 1;
  if (/[$€£¥]\s?\d|\d\s?%|\d\s?(?:亿|万)/.test(around)) sense += 1;
  return Math.max(-2, Math.min(3, sense));
}
