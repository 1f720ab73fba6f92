/** The most places marked at once on a page. */
const mostHits = 2000;

/** How words are looked for on a page. */
export interface FindOptions {
  /** Only where a word begins and ends; in Chinese and Japanese as the dictionary of the browser cuts words. */
  readonly wholeWords?: boolean;
  /** Capital and small letters are told apart. */
  readonly matchCase?: boolean;
  readonly language?: string | null;
}

const fold = (text: string): string => text.toLowerCase();

const letter = /[\p{L}\p{N}\p{M}_]/u;
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

/** How much text around a hit is cut into words to see whether it stands alone. */
const around = 40;

/** Whether a stretch begins and ends where words do. */
const standsAlone = (text: string, start: number, end: number, words: () => Intl.Segmenter): boolean => {
  const before = text.slice(Math.max(0, start - 2), start).match(/.$/su)?.[0] ?? '';
  const after = String.fromCodePoint(text.codePointAt(end) ?? 32);
  const inside = text.slice(start, end);
  if (!unspaced.test(inside)) return !letter.test(before) && !letter.test(after);
  // scripts without spaces: both ends must be cuts between words
  const from = Math.max(0, start - around);
  const cuts = new Set([0]);
  for (const { index, segment } of words().segment(text.slice(from, end + around)))
    cuts.add(index + segment.length);
  return cuts.has(start - from) && cuts.has(end - from);
};

/**
 * Every place where the words stand in the text, at most 2,000. Without regard to case unless that is asked for;
 * lower-casing that changes lengths is left alone. Offsets are UTF-16 units.
 */
export function findAll(
  text: string,
  words: string,
  { wholeWords = false, matchCase = false, language = null }: FindOptions = {},
): readonly { readonly start: number; readonly end: number }[] {
  if (words.trim() === '') return [];
  const folded = matchCase ? text : fold(text);
  const [haystack, needle] =
    folded.length === text.length && !matchCase ? [folded, fold(words)] : [text, words];
  let segmenter: Intl.Segmenter | null = null;
  const cutter = (): Intl.Segmenter =>
    (segmenter ??= new Intl.Segmenter(language ?? undefined, { granularity: 'word' }));
  const hits: { start: number; end: number }[] = [];
  for (
    let at = haystack.indexOf(needle);
    at >= 0 && hits.length < mostHits;
    at = haystack.indexOf(needle, at + needle.length)
  )
    if (!wholeWords || standsAlone(text, at, at + needle.length, cutter))
      hits.push({ start: at, end: at + needle.length });
  return hits;
}
