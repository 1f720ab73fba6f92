/** The sentences of a paragraph with their offsets in it, by the rules of its language; blanks at the ends left out. */
export function sentencesOf(
  text: string,
  language: string | null,
): readonly { readonly start: number; readonly end: number }[] {
  const segmenter = new Intl.Segmenter(language ?? undefined, { granularity: 'sentence' });
  return [...segmenter.segment(text)]
    .map(({ index, segment }) => ({
      start: index + segment.length - segment.trimStart().length,
      end: index + segment.trimEnd().length,
    }))
    .filter(({ start, end }) => end > start);
}
