import { isHanUnit } from './fold.ts';
import { businessSense } from './mention-rules.ts';
import type { Pattern } from './pattern.ts';
import { isTail } from './tails.ts';

/** Where the words before and after a name, and its own capitals, leave it. */
export interface Surroundings {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The name is followed by its legal form, which the span includes. */
  readonly formal: boolean;
}

const BASE: Readonly<Record<Pattern['kind'], number>> = {
  long: 0.92,
  word: 0.85,
  common: 0.45,
  short: 0.7,
  ticker: 0.9,
};

const isUpper = (char: string): boolean => char !== char.toLowerCase();

/** Whether the place is the beginning of a sentence or line, where a capital says nothing. */
export function startsSentence(text: string, start: number): boolean {
  let i = start - 1;
  while (i >= 0 && (text[i] === ' ' || text[i] === '"' || text[i] === '“' || text[i] === '(')) i -= 1;
  return i < 0 || '.!?。！？\n:：•'.includes(text[i]!);
}

/** Whether the line is written like a headline: most of its longer words have capitals. */
function inHeadline(text: string, start: number): boolean {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', start);
  if (start - from > 160 || (to < 0 ? text.length : to) - from > 160) return false;
  const words = text.slice(from, to < 0 ? text.length : to).match(/[\p{L}][\p{L}'’]{3,}/gu) ?? [];
  return words.length >= 3 && words.filter((word) => isUpper(word[0]!)).length >= words.length * 0.7;
}

function wordAfter(text: string, end: number): string {
  const rest = text.slice(end, end + 32);
  return /^ ([\p{L}][\p{L}-]*)/u.exec(rest)?.[1] ?? '';
}

function wordBefore(text: string, start: number): string {
  return /([\p{L}][\p{L}-]*) $/u.exec(text.slice(Math.max(0, start - 24), start))?.[1] ?? '';
}

const NAME_TITLES = new Set([
  'CEO',
  'CFO',
  'CTO',
  'COO',
  'Chief',
  'President',
  'Chairman',
  'Inc',
  'Corp',
  'Shares',
  'Stock',
]);
const NOT_PART = new Set([
  'The',
  'A',
  'An',
  'At',
  'In',
  'On',
  'Of',
  'By',
  'For',
  'And',
  'Or',
  'From',
  'With',
  'While',
  'When',
  'As',
  'But',
  'If',
  'Both',
  'After',
  'Since',
  'Like',
  'Why',
  'How',
  'Is',
  'Did',
  'Will',
  'Can',
]);

/** Marks between which a stock symbol stands: "(NYSE: SHOP)", "$AAPL", "(01810.HK)". */
function besideExchange(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 12), start);
  return (
    /(?:\$|[:：(（]\s?)$/.test(before) &&
    (before.endsWith('$') || /^(?:\.[A-Z]{1,2})?[)）,;\s]/.test(text.slice(end, end + 4) + ' '))
  );
}

function scoreHan(pattern: Pattern, at: Surroundings): number {
  if (pattern.kind === 'long') return 0.92;
  const sense = businessSense(at.text, at.start, at.end);
  const base = pattern.kind === 'common' ? 0.4 : 0.78;
  const after = at.text.slice(at.end, at.end + 2);
  const tail = after.length === 2 && isTail(after) ? 0.3 : 0;
  const split = pattern.kind === 'word' && cutsWord(at.text, at.start, at.end) ? -0.3 : 0;
  return base + tail + split + (sense > 0 ? Math.min(3, sense) * 0.15 : sense * 0.2);
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Whether a two-character name begins or ends inside a longer dictionary word (ICU's word breaker, 8 characters around). */
function cutsWord(text: string, start: number, end: number): boolean {
  let from = start;
  while (from > 0 && start - from < 6 && isHanUnit(text.charCodeAt(from - 1))) from -= 1;
  let to = end;
  while (to < text.length && to - end < 6 && isHanUnit(text.charCodeAt(to))) to += 1;
  for (const { index, segment } of segmenter.segment(text.slice(from, to))) {
    const a = from + index;
    const b = a + segment.length;
    if ((a < start && b > start) || (a < end && b > end)) return true;
  }
  return false;
}

/** A name in small letters that is part of a web or mail address is no mention of its own. */
const insideAddress = (text: string, start: number, end: number, raw: string): boolean =>
  raw === raw.toLowerCase() &&
  (/[@/.\w-]/.test(text[start - 1] ?? ' ') || /^[.@/-][a-z0-9]/i.test(text.slice(end, end + 2)));

const withoutThe = (name: string): string => name.replace(/^the\s+/i, '');

function caseScore(pattern: Pattern, written: string): number | null {
  const raw = withoutThe(written);
  const mixed = pattern.alias !== pattern.alias.toLowerCase();
  const exact = raw === withoutThe(pattern.alias);
  if (exact && mixed) return 0;
  const upper = isUpper(raw[0]!) || /^\d/.test(raw);
  const allUpper = raw === raw.toUpperCase() && raw !== raw.toLowerCase();
  if (pattern.kind === 'short') return allUpper ? 0 : null;
  if (pattern.capitals && !allUpper)
    return pattern.kind === 'common' || raw.length <= 4 ? null : upper ? -0.2 : -0.4;
  if (pattern.kind === 'common') return upper ? (allUpper && !pattern.capitals ? -0.1 : 0) : null;
  if (upper) return 0;
  return pattern.kind === 'long' ? -0.25 : -0.35;
}

/**
 * How sure a written name is the company, 0 to 1, from its own words and those around it; null when the way it is
 * written rules it out (a small "gap", a ticker in running text). Other names in the text are weighed later.
 */
export function scoreMention(pattern: Pattern, at: Surroundings): number | null {
  const raw = at.text.slice(at.start, at.end);
  if (pattern.kind === 'ticker') {
    return raw === raw.toUpperCase() && besideExchange(at.text, at.start, at.end) ? BASE.ticker : null;
  }
  if (pattern.han) return Math.min(1, scoreHan(pattern, at) + (at.formal ? 0.35 : 0));
  if (insideAddress(at.text, at.start, at.end, raw)) return null;
  const byCase = caseScore(pattern, raw.slice(0, pattern.alias.length + 6));
  if (byCase === null) return null;
  let score = BASE[pattern.kind] + byCase + (at.formal ? 0.35 : 0);
  if (pattern.kind === 'long') return Math.min(1, score);
  const after = at.formal ? '' : wordAfter(at.text, at.end);
  const first = startsSentence(at.text, at.start);
  const before = first ? '' : wordBefore(at.text, at.start);
  const followed = after !== '' && isUpper(after[0]!) && !NAME_TITLES.has(after);
  const led = before !== '' && isUpper(before[0]!) && !NOT_PART.has(before);
  const common = pattern.kind === 'common';
  const headline = (common || followed || led) && inHeadline(at.text, at.start);
  if (!headline) score -= ((followed ? 1 : 0) + (led ? 1 : 0)) * (common ? 0.3 : 0.15);
  if (common) {
    const sense = businessSense(at.text, at.start, at.end);
    if (!first && !headline) score += 0.15;
    if (/^['’]s\b/.test(at.text.slice(at.end, at.end + 3))) score += 0.05;
    score += sense > 0 ? sense * 0.1 : sense * 0.15;
  }
  return Math.max(0, Math.min(1, score));
}
