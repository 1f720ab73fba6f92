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
