import type { RefusalCode } from '../../core/refusal.ts';
import { language, t } from './index.ts';
import { filesSay, thingsSaid } from './refusals/files.ts';
import { checkSays, librarySays } from './refusals/library.ts';
import { filled, recogniser, type Said } from './refusals/said.ts';

/** Every sentence a refusal can be, and the phrases that can stand in one. */
export const sentences: readonly Said[] = [...librarySays, ...filesSay, ...checkSays, ...thingsSaid];

const recognise = recogniser(sentences);
const known = new Map<string, string | null>();

/**
 * A sentence of the library in Chinese; null when it is none of those that are known. Values that are themselves
 * sentences or phrases, such as why a backup is not sound, are put into Chinese as well; names stay as they are.
 */
export function inChinese(english: string): string | null {
  const before = known.get(english);
  if (before !== undefined) return before;
  const found = recognise(english);
  const made =
    found &&
    filled(
      found.said[1],
      found.values.map((value) => inChinese(value) ?? value),
    );
  // an import may report a hundred thousand different files
  if (known.size > 500) known.clear();
  known.set(english, made);
  return made;
}

/**
 * A refusal in the language of the interface. A sentence nobody translated, such as what another program's file gave a
 * reader to say, follows its kind in the words it has: nothing of a reason is lost.
 */
export function refusalWords(code: RefusalCode | 'bug', english: string): string {
  if (code === 'bug') return t('refusal.bug');
  if (language() === 'en') return english;
  return inChinese(english) ?? t('refusal.unknown', { kind: t(`refusal.${code}`), words: english });
}

/** A sentence the library kept, such as why a file was not imported, in the language of the interface. */
export const saidWords = (english: string): string =>
  language() === 'en' ? english : (inChinese(english) ?? english);
