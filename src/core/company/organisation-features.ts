import { isLegalForm, isWeakForm } from './names.ts';
import { classesOf } from './organisation-words.ts';
import type { Span, Word } from './organisation-spans.ts';
import { isCommonWord } from './words.ts';

/** What the whole text tells about its words, gathered once. */
export interface TextSense {
  /** Words that also occur in small letters. */
  readonly small: ReadonlySet<string>;
  /** How often each capitalised word occurs. */
  readonly often: ReadonlyMap<string, number>;
  /** Keys of spans that an acronym in brackets abbreviates, and those acronyms. */
  readonly acronyms: ReadonlySet<string>;
  /** Most words are in capitals. */
  readonly loud: boolean;
}

/** Gathers what {@link featuresOf} needs of the whole text. */
export function senseOf(words: readonly Word[]): TextSense {
  const small = new Set<string>();
  const often = new Map<string, number>();
  const acronyms = new Set<string>();
  let capitals = 0;
  let letters = 0;
  for (const word of words) {
    if (word.shape === '.' || word.shape === '9') continue;
    letters += 1;
    if (word.shape === 'XX' && word.text.length > 1) capitals += 1;
    if (word.shape === 'x') small.add(word.key);
    else if (!word.first) often.set(word.key, (often.get(word.key) ?? 0) + 1);
  }
  for (let i = 1; i + 1 < words.length; i++) {
    if (words[i - 1]!.text === '(' && words[i + 1]!.text === ')' && words[i]!.shape === 'XX')
      acronyms.add(words[i]!.key);
  }
  return { small, often, acronyms, loud: letters > 0 && capitals / letters > 0.6 };
}

const nothing: Word = { text: '', key: '', start: 0, end: 0, shape: '.', first: true };

function known(word: Word): string | null {
  if (classesOf(word.key).length > 0 || isLegalForm(word.key)) return word.key;
  return null;
}

const contextKey = (word: Word): string =>
  word.shape === 'x' || word.shape === '.' ? word.key : `<${word.shape}${classesOf(word.key)[0] ?? ''}>`;

/**
 * The features of a span, as strings. Words themselves are used only where they are in a lexicon or stand around the
 * span in small letters, so that a model learns kinds of words and not names.
 */
export function featuresOf(words: readonly Word[], span: Span, sense: TextSense): readonly string[] {
  const { from, to } = span;
  const first = words[from]!;
  const last = words[to - 1]!;
  const before = words[from - 1] ?? nothing;
  const before2 = words[from - 2] ?? nothing;
  const after = words[to] ?? nothing;
  const after2 = words[to + 1] ?? nothing;
  const inside = words.slice(from, to);
  const names = inside.filter((word) => word.shape !== 'x' && word.shape !== '.');
  const out: string[] = ['bias'];
  const n = names.length;
  const single = n === 1;
  out.push(
    `n=${Math.min(5, n)}`,
    `shape=${single ? '' : 'm'}${last.shape}`,
    `loud=${sense.loud},${Math.min(3, n)}`,
  );
  if (sense.loud) out.push('loud');
  out.push(`first=${first.first}`, `first=${first.first},${single},${first.shape}`);
  for (const one of classesOf(last.key)) out.push(`last:${one}`, `last:${one},${Math.min(3, n)}`);
  for (const one of classesOf(first.key)) out.push(`head:${one}`, `head:${one},${Math.min(3, n)}`);
  const classes = new Set(names.flatMap((word) => classesOf(word.key)));
  for (const one of classes) out.push(`any:${one}`);
  for (const one of ['places', 'firstNames', 'times', 'papers', 'roles', 'function', 'peoples'] as const) {
    if (names.every((word) => classesOf(word.key).includes(one))) out.push(`all:${one}`);
  }
  if (names.every((word) => classesOf(word.key).length === 0 && !isCommonWord(word.key)))
    out.push('unknown', `unknown,${Math.min(3, n)},${last.shape}`);
  const lastKnown = known(last);
  if (lastKnown) out.push(`last=${lastKnown}`, `last=${lastKnown},${single},${sense.loud}`);
  const firstKnown = known(first);
  if (firstKnown && !single) out.push(`head=${firstKnown}`);
  const strong = inside.some((word) => isLegalForm(word.key) && !isWeakForm(word.key) && word !== first);
  if (strong) out.push('form');
  const formNext =
    (after.text === ',' && isLegalForm(after2.key) && !isWeakForm(after2.key) && after2.shape !== 'x') ||
    (isLegalForm(after.key) && !isWeakForm(after.key) && after.shape !== 'x');
  if (formNext) out.push('form-next');
  if (names.some((word) => sense.small.has(word.key)))
    out.push('also-small', `also-small,${single},${first.first}`);
  if (names.some((word) => (sense.often.get(word.key) ?? 0) > 1)) out.push('often');
  if (single && isCommonWord(last.key)) out.push('common', `common,${first.first}`);
  const of = inside.findIndex((word) => word.key === 'of' || word.key === 'for');
  if (of > 0) {
    const ruling = inside[of - 1]!;
    out.push('of', `of:${classesOf(ruling.key)[0] ?? ''}`, `of=${known(ruling) ?? ''}`);
  }
  const heads = names.filter((word) => classesOf(word.key).includes('heads')).length;
  out.push(`heads=${Math.min(2, heads)},${Math.min(3, n)}`);
  if (inside.some((word) => word.key === 'and')) out.push('and');
  if (inside.some((word) => word.text === '&')) out.push('amp');
  if (inside.some((word) => word.shape === '9')) out.push('digits');
  if (to < span.run.to) out.push('cut-right');
  if (from > span.run.from) out.push('cut-left');
  if (from > span.run.from && to < span.run.to) out.push('cut-both');
  if (acronym(names, after, after2, sense)) out.push('acronym');
  if (single && last.shape === 'XX') out.push(`caps=${Math.min(6, last.text.length)},${sense.loud}`);
  if (before.text === '(' && after.text === ')') out.push(`brackets,${last.shape}`);
  if (/^["“]$/.test(before.text)) out.push('quoted');
  out.push(
    `b=${contextKey(before)}`,
    `a=${contextKey(after)}`,
    `b2=${contextKey(before2)}`,
    `a2=${contextKey(after2)}`,
  );
  out.push(
    `ba=${before.shape}${before.shape === '.' ? before.key : ''},${after.shape}${after.shape === '.' ? after.key : ''}`,
  );
  if (before.shape === 'x')
    out.push(`bb=${contextKey(before2)} ${before.key}`, `b,s=${before.key},${single}`);
  if (after.shape === 'x') out.push(`aa=${after.key} ${contextKey(after2)}`);
  for (let k = Math.max(0, from - 6); k < from - 2; k++)
    if (words[k]!.shape === 'x') out.push(`near=${words[k]!.key}`);
  for (let k = to + 2; k < Math.min(words.length, to + 6); k++)
    if (words[k]!.shape === 'x') out.push(`near=${words[k]!.key}`);
  if (single || n === 2) {
    const key = last.key;
    out.push(`end=${key.slice(-2)}`, `end=${key.slice(-3)}`);
    if (single) out.push(`len=${Math.min(10, key.length)}`);
  }
  return out;
}

function acronym(names: readonly Word[], after: Word, after2: Word, sense: TextSense): boolean {
  if (names.length === 1) return sense.acronyms.has(names[0]!.key);
  if (after.text !== '(') return false;
  const initials = names.map((word) => word.key[0]).join('');
  return after2.key.length >= 2 && initials.startsWith(after2.key.slice(0, 2));
}
