/** Painting by the Custom Highlight API: what the program found is ink over the page and not part of it. */
const paint = (name: string, ranges: readonly Range[], priority: number): void => {
  if (ranges.length === 0) {
    CSS.highlights.delete(name);
    return;
  }
  const highlight = new Highlight(...ranges);
  highlight.priority = priority;
  CSS.highlights.set(name, highlight);
};

/** Paints the hits of a search, and the current one over them. */
export const paintHits = (hits: readonly Range[], current: Range | null): void => {
  paint('hit', hits, 2);
  paint('hit-current', current ? [current] : [], 3);
};

/** Shows for a moment where one has arrived, when no mark stands there. */
export const paintArrival = (range: Range | null): void => paint('arrival', range ? [range] : [], 1);
