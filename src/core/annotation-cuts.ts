/** The sentences of a text with their offsets in it, by the rules of its language; blanks at the ends left out. */
export function sentencesIn(
  text: string,
  language: string | null,
): readonly { readonly start: number; readonly end: number }[] {
  const segmenter = new Intl.Segmenter(known(language), { granularity: 'sentence' });
  return [...segmenter.segment(text)]
    .map(({ index, segment }) => ({
      start: index + segment.length - segment.trimStart().length,
      end: index + segment.trimEnd().length,
    }))
    .filter(({ start, end }) => end > start);
}

/** A language tag that a file got wrong must not stop the reading. */
function known(language: string | null): string | undefined {
  if (language === null) return undefined;
  try {
    return Intl.getCanonicalLocales(language)[0];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Cuts the stretch [start, end) of a text at some offsets; blanks at the ends of the pieces are left out, and pieces
 * without words are dropped. Offsets outside the stretch cut nothing. All offsets are UTF-16 units into `text`; one that
 * falls inside a character (a surrogate pair or what Unicode calls a grapheme cluster) moves to that character's start.
 */
export function piecesOf(
  text: string,
  start: number,
  end: number,
  at: readonly number[],
): readonly { readonly start: number; readonly end: number }[] {
  const words = text.slice(start, end);
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(words);
  const cuts = at
    .filter((offset) => offset > start && offset < end)
    .map((offset) => start + (graphemes.containing(offset - start)?.index ?? offset - start));
  const edges = [...new Set([start, ...cuts, end])].sort((one, other) => one - other);
  return edges
    .slice(0, -1)
    .map((from, i) => {
      const piece = text.slice(from, edges[i + 1]);
      const blank = piece.length - piece.trimStart().length;
      return { start: from + blank, end: from + piece.trimEnd().length };
    })
    .filter((piece) => piece.end > piece.start);
}

/** How far around an offset its character is looked for, in UTF-16 units; no emoji or syllable is as long. */
const AROUND = 200;

/** An offset inside a character, moved to where the character begins, or to where it ends. */
function edge(text: string, at: number, up: boolean): number {
  if (at <= 0 || at >= text.length) return at;
  // below U+0300 every unit is a character of its own
  if (text.charCodeAt(at - 1) < 0x300 && text.charCodeAt(at) < 0x300) return at;
  let from = at;
  while (from > 0 && at - from < AROUND && !/\s/u.test(text[from - 1]!)) from--;
  const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(
    text.slice(from, at + AROUND),
  );
  const here = segments.containing(at - from);
  if (!here || here.index === at - from) return at;
  return from + here.index + (up ? here.segment.length : 0);
}

/** A stretch widened so that it cuts no character in two: no surrogate pair, no combined emoji, no letter with its accent. */
export const wholeCharacters = (
  text: string,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } => ({
  start: edge(text, start, false),
  end: edge(text, end, true),
});
