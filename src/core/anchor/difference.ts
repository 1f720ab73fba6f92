import { diffArrays } from 'diff';
import { normaliseQuote } from './normalise.ts';

/** A stretch of one text, in UTF-16 units. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A stretch of a changed paragraph: in both versions, or only in one. */
export interface WordDifference {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/**
 * What became of a paragraph. `kept`: the same wording (typography may differ). `changed`: reworded; `words` tells where.
 * `before` is null for an added one, `after` for a removed one.
 */
export interface Difference {
  readonly kind: 'kept' | 'changed' | 'added' | 'removed';
  readonly before: Stretch | null;
  readonly after: Stretch | null;
  readonly words: readonly WordDifference[];
}

/** More edits than these are not untangled one by one (the cost grows with their number times the length). */
const MOST_PARAGRAPH_EDITS = 1500;
const MOST_WORD_EDITS = 1200;
/** Paragraphs compared with each other between two that were kept; more are compared in their order only. */
const MOST_PAIRS = 10_000;
/** From this share of common words on, two paragraphs are versions of one (Dice 1945). */
const ALIKE = 0.4;

interface Paragraph extends Stretch {
  readonly text: string;
  readonly key: string;
}

function paragraphsOf(text: string): Paragraph[] {
  return Array.from(text.matchAll(/[^\r\n]*\S[^\r\n]*/gu), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
    key: normaliseQuote(match[0]).text,
  }));
}

const TOKEN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]|[\p{L}\p{N}\p{M}]+|\s+|[^]/gu;

const tokensOf = (text: string): string[] => text.match(TOKEN) ?? [];

/** Words in their number; spaces and marks say nothing about likeness. */
function wordCounts(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokensOf(text.toLowerCase()))
    if (/[\p{L}\p{N}]/u.test(token)) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

function likeness(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let common = 0;
  let total = 0;
  for (const [word, count] of one) {
    common += Math.min(count, other.get(word) ?? 0);
    total += count;
  }
  for (const count of other.values()) total += count;
  return total === 0 ? 0 : (2 * common) / total;
}

function wordDifferences(before: string, after: string): WordDifference[] {
  const changes = diffArrays(tokensOf(before), tokensOf(after), { maxEditLength: MOST_WORD_EDITS });
  if (!changes)
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ];
  return changes.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
}

const stretchOf = ({ start, end }: Paragraph): Stretch => ({ start, end });

/** Matches paragraphs of a removed run with those of the added run in its place, in order, by likeness. */
function matched(before: readonly Paragraph[], after: readonly Paragraph[]): Difference[] {
  const old = before.map(({ text }) => wordCounts(text));
  const fresh = after.map(({ text }) => wordCounts(text));
  const exhaustive = before.length * after.length <= MOST_PAIRS;
  const made: Difference[] = [];
  let next = 0;
  const added = (to: number): void => {
    for (; next < to; next++)
      made.push({ kind: 'added', before: null, after: stretchOf(after[next]!), words: [] });
  };
  before.forEach((paragraph, k) => {
    const limit = exhaustive ? after.length : Math.min(after.length, next + 3);
    let best = -1;
    let highest = ALIKE;
    for (let at = next; at < limit; at++) {
      const alike = likeness(old[k]!, fresh[at]!);
      if (alike > highest) [best, highest] = [at, alike];
    }
    if (best < 0) return made.push({ kind: 'removed', before: stretchOf(paragraph), after: null, words: [] });
    added(best);
    const successor = after[next++]!;
    return made.push({
      kind: 'changed',
      before: stretchOf(paragraph),
      after: stretchOf(successor),
      words: wordDifferences(paragraph.text, successor.text),
    });
  });
  added(after.length);
  return made;
}

/**
 * What changed between two versions of a text, paragraph by paragraph in the order of the newer one, and word by word in
 * those that were reworded (character by character in Chinese, Japanese and Korean). Every paragraph of both versions
 * occurs exactly once. Typography does not count as a change (`normaliseQuote`). Compares with Myers 1986; time is
 * bounded: beyond a number of edits the remaining middle is reported as removed and added.
 */
export function differences(before: string, after: string): Difference[] {
  const old = paragraphsOf(before);
  const fresh = paragraphsOf(after);
  let head = 0;
  while (head < old.length && head < fresh.length && old[head]!.key === fresh[head]!.key) head++;
  let tail = 0;
  while (
    tail < Math.min(old.length, fresh.length) - head &&
    old[old.length - 1 - tail]!.key === fresh[fresh.length - 1 - tail]!.key
  )
    tail++;
  const kept = (o: number, f: number): Difference => ({
    kind: 'kept',
    before: stretchOf(old[o]!),
    after: stretchOf(fresh[f]!),
    words: [],
  });
  const made: Difference[] = Array.from({ length: head }, (_, k) => kept(k, k));
  const middleOld = old.slice(head, old.length - tail);
  const middleFresh = fresh.slice(head, fresh.length - tail);
  const changes = diffArrays(
    middleOld.map(({ key }) => key),
    middleFresh.map(({ key }) => key),
    { maxEditLength: MOST_PARAGRAPH_EDITS },
  );
  if (!changes) made.push(...matched(middleOld, middleFresh));
  let o = 0;
  let f = 0;
  let goneFrom = 0;
  let newFrom = 0;
  for (const { added, removed, value } of changes ?? []) {
    if (removed) o += value.length;
    else if (added) f += value.length;
    else {
      made.push(...matched(middleOld.slice(goneFrom, o), middleFresh.slice(newFrom, f)));
      for (let k = 0; k < value.length; k++) made.push(kept(head + o++, head + f++));
      goneFrom = o;
      newFrom = f;
    }
  }
  if (changes) made.push(...matched(middleOld.slice(goneFrom), middleFresh.slice(newFrom)));
  for (let k = tail; k > 0; k--) made.push(kept(old.length - k, fresh.length - k));
  return made;
}
