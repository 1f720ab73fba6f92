/** The most places marked at once on a page. */
const mostHits = 2000;

const fold = (text: string): string => text.toLowerCase();

/** Every place where the words stand in the text, without regard to case. Lower-casing that changes lengths is left alone. */
export function findAll(
  text: string,
  words: string,
): readonly { readonly start: number; readonly end: number }[] {
  if (words.trim() === '') return [];
  const folded = fold(text);
  const [haystack, needle] = folded.length === text.length ? [folded, fold(words)] : [text, words];
  const hits: { start: number; end: number }[] = [];
  for (
    let at = haystack.indexOf(needle);
    at >= 0 && hits.length < mostHits;
    at = haystack.indexOf(needle, at + needle.length)
  )
    hits.push({ start: at, end: at + needle.length });
  return hits;
}
