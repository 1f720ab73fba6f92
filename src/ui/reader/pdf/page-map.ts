import { blockOffsets, type Block } from '../../../core/source.ts';

/** A text without what line breaks put in or take out, and where each of its units stood. */
interface Folded {
  readonly text: string;
  readonly at: readonly number[];
}

/** Blanks, hyphens at line ends and control signs differ between a page and the paragraphs made of it. */
const ignored = /[\s\p{Cc}\u00ad\ufffe\uffff-]/u;

const fold = (text: string): Folded => {
  const units: string[] = [];
  const at: number[] = [];
  for (let i = 0; i < text.length; i++)
    if (!ignored.test(text[i]!)) {
      units.push(text[i]!);
      at.push(i);
    }
  return { text: units.join(''), at };
};

/** The same words in the canonical text and on the page; `length` units from both places on, folded. */
interface Run {
  /** Index into the folded page. */
  readonly page: number;
  readonly length: number;
  /** Offsets into the canonical text, one per unit. */
  readonly canonical: readonly number[];
}

/** Where words of a page stand in the canonical text, and back. */
export interface PageMap {
  /** The stretch of canonical text for a stretch of the page's text; null when none of it is in the clean text. */
  readonly toCanonical: (
    start: number,
    end: number,
  ) => { readonly start: number; readonly end: number } | null;
  /** The stretches of the page's text that show a stretch of canonical text; none when it is not on this page. */
  readonly toPage: (
    start: number,
    end: number,
  ) => readonly { readonly start: number; readonly end: number }[];
}

/** Shorter runs of the same signs come about by chance. */
const leastRun = 6;

/** The length of the longest beginning of `words` that occurs in `page` from `from` on, with its place. */
const longestBeginning = (words: string, page: string, from: number): { length: number; at: number } => {
  // what a longer beginning occurs in, a shorter one does too, so the longest is found by halving
  let low = 0;
  let high = words.length;
  let at = -1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const found = page.indexOf(words.slice(0, middle), from);
    if (found >= 0) {
      low = middle;
      at = found;
    } else high = middle - 1;
  }
  return { length: low, at: low === 0 ? -1 : at };
};

const longestEnding = (words: string, page: string): { length: number; at: number } => {
  let low = 0;
  let high = words.length;
  let at = -1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const found = page.indexOf(words.slice(words.length - middle));
    if (found >= 0) {
      low = middle;
      at = found;
    } else high = middle - 1;
  }
  return { length: low, at: low === 0 ? -1 : at };
};

/**
 * Finds the words of a PDF page again in the clean text made of it. The paragraphs know the page they begin on; each is
 * looked for on it run by run, whatever was done to its blanks and line ends, and what runs over from the page before
 * is looked for at its head. `page` is the text of the page's text layer.
 */
export function pageMap(page: string, number: number, blocks: readonly Block[]): PageMap {
  const folded = fold(page);
  const offsets = blockOffsets(blocks);
  const runs: Run[] = [];
  const take = (words: Folded, base: number, from: number, found: { length: number; at: number }): void => {
    runs.push({
      page: found.at,
      length: found.length,
      canonical: words.at.slice(from, from + found.length).map((at) => base + at),
    });
  };
  let cursor = 0;
  const before = blocks.findLastIndex(
    (block, i) => offsets[i] !== null && block.page !== undefined && block.page < number,
  );
  const runOver = blocks[before];
  if (runOver) {
    const words = fold(runOver.text);
    const end = longestEnding(words.text, folded.text);
    // the whole paragraph is not there: it began on the page before
    if (end.length >= Math.min(leastRun, words.text.length) && end.length < words.text.length) {
      take(words, offsets[before]!, words.text.length - end.length, end);
      cursor = end.at + end.length;
    }
  }
  blocks.forEach((block, index) => {
    const base = offsets[index];
    if (block.page !== number || base === null || base === undefined) return;
    const words = fold(block.text);
    let from = 0;
    while (from < words.text.length) {
      const rest = words.text.slice(from);
      const least = Math.min(leastRun, rest.length);
      let found = longestBeginning(rest, folded.text, cursor);
      if (found.length < least) found = longestBeginning(rest, folded.text, 0);
      if (found.length >= least) {
        take(words, base, from, found);
        cursor = found.at + found.length;
        from += found.length;
      } else from += Math.max(1, found.length);
    }
  });
  const canonicalAt = new Map<number, number>();
  for (const run of runs)
    for (let i = 0; i < run.length; i++)
      if (!canonicalAt.has(run.page + i)) canonicalAt.set(run.page + i, run.canonical[i]!);
  return {
    toCanonical: (start, end) => {
      let low = Infinity;
      let high = -Infinity;
      for (let i = 0; i < folded.at.length; i++) {
        const at = folded.at[i]!;
        const there = canonicalAt.get(i);
        if (at < start || at >= end || there === undefined) continue;
        low = Math.min(low, there);
        high = Math.max(high, there + 1);
      }
      return high > low ? { start: low, end: high } : null;
    },
    toPage: (start, end) => {
      const found: { start: number; end: number }[] = [];
      for (const run of runs) {
        // the units of a run stand in the order of the text
        if (run.canonical[0]! >= end || run.canonical.at(-1)! < start) continue;
        const first = run.canonical.findIndex((at) => at >= start && at < end);
        if (first < 0) continue;
        const last = run.canonical.findLastIndex((at) => at < end && at >= start);
        found.push({ start: folded.at[run.page + first]!, end: folded.at[run.page + last]! + 1 });
      }
      return found;
    },
  };
}
