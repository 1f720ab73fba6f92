/**
 * A sentence of the library in English and in Simplified Chinese. Values stand in it as `{0}`, `{1}`; Chinese may put
 * them in another order. The English is the sentence's id: it is exactly what the library says.
 */
export type Said = readonly [english: string, chinese: string];

const VALUE = /\{(\d)\}/g;

/** A sentence with its values put in. */
export const filled = (sentence: string, values: readonly string[]): string =>
  sentence.replace(VALUE, (_, index: string) => values[Number(index)] ?? '');

/** How much of a sentence is words and not values: of two that fit, the one that says more is meant. */
const weight = (sentence: string): number => sentence.replace(VALUE, '').length;

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

interface Pattern {
  readonly said: Said;
  readonly pattern: RegExp;
}

/** What an English sentence was made of: which sentence, and the values in it. */
export interface Recognised {
  readonly said: Said;
  readonly values: readonly string[];
}

/** Recognises sentences of a list. The one with the most words of its own is taken. */
export function recogniser(list: readonly Said[]): (english: string) => Recognised | null {
  const patterns: readonly Pattern[] = [...list]
    .sort(([one], [other]) => weight(other) - weight(one))
    .map((said) => ({
      said,
      // the words between the values, in their order, from the first to the last character
      pattern: new RegExp(
        `^${said[0]
          .split(VALUE)
          .map((part, i) => (i % 2 === 0 ? escaped(part) : '(.*?)'))
          .join('')}$`,
        'su',
      ),
    }));
  return (english) => {
    for (const { said, pattern } of patterns) {
      const match = pattern.exec(english);
      if (match) return { said, values: match.slice(1) };
    }
    return null;
  };
}
