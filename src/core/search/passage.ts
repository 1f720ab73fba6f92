import { eachTerm, scanTerms } from './folding.ts';
import { stem } from './stemming.ts';

/** What a matched term counts for when passages are compared: its group (one per word of the query) and a weight. */
export interface Sought {
  readonly group: number;
  readonly weight: number;
}

/** A stretch of a text with the matched words in it; `marks` count from `start`. */
export interface Passage {
  readonly start: number;
  readonly end: number;
  readonly marks: readonly (readonly [number, number])[];
  /** How many words of the query stand in it. */
  readonly groups: number;
}

interface Match {
  readonly start: number;
  readonly end: number;
  readonly group: number;
  readonly weight: number;
}

const WINDOW = 220;
const LEAD = 40;
const MOST_MATCHES = 4000;

/**
 * Looks up words as written. Stems are only made of words that begin like something sought (a stem keeps at least the
 * first two letters), because making them is by far the slowest part of reading a text.
 */
export function wordLookup(sought: ReadonlyMap<string, Sought>): (word: string) => Sought | undefined {
  const heads = new Set<string>();
  for (const term of sought.keys()) heads.add(term.slice(0, 2));
  const known = new Map<string, Sought | undefined>();
  return (word) => {
    if (!heads.has(word.slice(0, 2))) return undefined;
    if (known.has(word)) return known.get(word);
    const found = sought.get(stem(word)) ?? sought.get(word);
    known.set(word, found);
    return found;
  };
}

/**
 * Tells quickly whether a word of ASCII may be sought, by its first letter in either case: most words of a text are never
 * made into strings.
 */
export function headTest(sought: ReadonlyMap<string, Sought>): (text: string, start: number) => boolean {
  const heads = new Uint8Array(128 * 128);
  for (const term of sought.keys()) {
    const one = term.charCodeAt(0) & 127;
    const two = term.length > 1 ? term.charCodeAt(1) & 127 : 0;
    heads[one * 128 + two] = 1;
  }
  return (text, start) => {
    let one = text.charCodeAt(start);
    let two = start + 1 < text.length ? text.charCodeAt(start + 1) : 0;
    if (one > 64 && one < 91) one += 32;
    if (two > 64 && two < 91) two += 32;
    // A word of one letter is followed by something that is no letter or digit.
    if (!(two > 47 && two < 58) && !(two > 96 && two < 123)) two = 0;
    return heads[one * 128 + two] === 1;
  };
}

/** What tells the sought terms in texts, made once for all texts of a search. */
interface Seeker {
  readonly lookup: (word: string) => Sought | undefined;
  readonly isHead: (text: string, start: number) => boolean;
}

const seekers = new WeakMap<ReadonlyMap<string, Sought>, Seeker>();

function seekerOf(sought: ReadonlyMap<string, Sought>): Seeker {
  let seeker = seekers.get(sought);
  if (!seeker) seekers.set(sought, (seeker = { lookup: wordLookup(sought), isHead: headTest(sought) }));
  return seeker;
}

/**
 * All places of the sought terms in a text. `sought` is keyed by stem for words, and by single characters or pairs for
 * unspaced scripts; once given here it must not change any more.
 */
export function matchesIn(text: string, sought: ReadonlyMap<string, Sought>): Match[] {
  const found: Match[] = [];
  const { lookup: wordSought, isHead } = seekerOf(sought);
  let held = '';
  let heldStart = 0;
  let touching = -1;
  scanTerms(text, {
    plain: (start, end) => {
      if (!isHead(text, start) || found.length >= MOST_MATCHES) return;
      const match = wordSought(text.slice(start, end).toLowerCase());
      if (match) found.push({ start, end, ...match });
    },
    word: (term, start, end) => {
      const match = found.length < MOST_MATCHES ? wordSought(term) : undefined;
      if (match) found.push({ start, end, ...match });
    },
    character: (term, start, end) => {
      if (found.length >= MOST_MATCHES) return;
      const single = sought.get(term);
      if (single) found.push({ start, end, ...single });
      const pair = touching === start ? sought.get(held + term) : undefined;
      if (pair) found.push({ start: heldStart, end, ...pair });
      held = term;
      heldStart = start;
      touching = end;
    },
  });
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

/**
 * Places where all terms of a name follow each other. Each name counts as one word of the query, with the weight of the
 * heaviest sought term: it says what was asked for in other words.
 */
function nameMatches(text: string, names: readonly (readonly string[])[], weight: number): Match[] {
  const byFirst = new Map<string, number[]>();
  names.forEach((terms, i) => byFirst.set(terms[0]!, [...(byFirst.get(terms[0]!) ?? []), i]));
  const found: Match[] = [];
  let open: { readonly name: number; readonly start: number; next: number }[] = [];
  eachTerm(text, (term, start, end) => {
    const begun = byFirst.get(term);
    if (!begun && open.length === 0) return;
    for (const name of begun ?? []) open.push({ name, start, next: 0 });
    open = open.filter((one) => {
      const terms = names[one.name]!;
      if (terms[one.next++] !== term) return false;
      if (one.next < terms.length) return true;
      if (found.length < MOST_MATCHES) found.push({ start: one.start, end, group: -1, weight });
      return false;
    });
  });
  return found;
}

/** Overlapping marks as one, so that a run of pairs is marked once. */
function unitedMarks(matches: readonly Match[], from: number, to: number): [number, number][] {
  const marks: [number, number][] = [];
  for (const { start, end } of matches) {
    if (start < from || end > to) continue;
    const last = marks[marks.length - 1];
    if (last && start - from < last[1]) {
      last[1] = Math.max(last[1], end - from);
    } else marks.push([start - from, end - from]);
  }
  return marks;
}

const isBreak = (text: string, at: number): boolean => /[\s。！？；，、]/u.test(text[at] ?? ' ');

/** Moves a cut to a place between words, at most 24 units away. */
function fitted(text: string, at: number, step: 1 | -1): number {
  if (at <= 0) return 0;
  if (at >= text.length) return text.length;
  for (let i = 0; i < 24; i++) {
    const place = at + step * i;
    if (place <= 0) return 0;
    if (place >= text.length) return text.length;
    if (step < 0 && isBreak(text, place - 1)) return place;
    if (step > 0 && isBreak(text, place)) return place;
  }
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code < 0xe000 ? at + 1 : at;
}

/**
 * The stretch of about 260 characters that holds most of what was asked for: every word of the query counts once with
 * its weight, repeats a little, nearness decides between equals. `names` are further spellings, each as the folded terms
 * that have to follow each other. Null when nothing sought stands in the text.
 */
export function bestPassage(
  text: string,
  sought: ReadonlyMap<string, Sought>,
  names: readonly (readonly string[])[] = [],
): Passage | null {
  let matches = matchesIn(text, sought);
  if (names.length > 0) {
    const weight = Math.max(1, ...Array.from(sought.values(), (one) => one.weight));
    matches = [...matches, ...nameMatches(text, names, weight)].sort(
      (a, b) => a.start - b.start || a.end - b.end,
    );
  }
  if (matches.length === 0) return null;
  const counts = new Map<number, number>();
  let weight = 0;
  let best = { value: -1, from: 0, to: 0, groups: 0 };
  let from = 0;
  for (let to = 0; to < matches.length; to++) {
    const match = matches[to]!;
    const before = counts.get(match.group) ?? 0;
    counts.set(match.group, before + 1);
    weight += before === 0 ? match.weight : match.weight * 0.05;
    while (from < to && match.end - matches[from]!.start > WINDOW) {
      const gone = matches[from++]!;
      const left = counts.get(gone.group)! - 1;
      if (left === 0) counts.delete(gone.group);
      else counts.set(gone.group, left);
      weight -= left === 0 ? gone.weight : gone.weight * 0.05;
    }
    const value = weight * (1 - (0.1 * (match.end - matches[from]!.start)) / WINDOW);
    if (value > best.value + 1e-9) best = { value, from, to, groups: counts.size };
  }
  const first = matches[best.from]!.start;
  const last = matches[best.to]!.end;
  const start = fitted(text, Math.max(0, first - LEAD), -1);
  const end = fitted(text, Math.min(text.length, Math.max(last + LEAD, start + WINDOW)), 1);
  return { start, end, marks: unitedMarks(matches, start, end), groups: best.groups };
}

/** The beginning of a text, for things found by their title alone. */
export function leadPassage(text: string): Passage {
  return { start: 0, end: fitted(text, Math.min(text.length, WINDOW), 1), marks: [], groups: 0 };
}

/** A passage as one line: every line break and tab becomes one space, so that offsets stay as they are. */
export const passageText = (text: string, passage: Passage): string =>
  text.slice(passage.start, passage.end).replace(/\s/gu, ' ');
