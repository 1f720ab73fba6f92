import { blockOffsets, canonicalText, type Block } from '../../../core/source.ts';

/** Where words of the pages stand, and what they are looked for in on the page (see `LaidPage`). */
export interface PagePlace {
  /** Offsets into the canonical text, or into the text of what cleaning left out. */
  readonly start: number;
  readonly end: number;
  /** The words are not part of the clean text, such as a repeated page header. */
  readonly leftOut: boolean;
  /** The pages they may be on, from 1, the likeliest first: a paragraph is known by the page it begins on. */
  readonly pages: readonly number[];
}

/**
 * The words on the pages of a PDF as one text: those of the clean text and, in their places, those that cleaning left
 * out. Offsets are UTF-16 units; its own are not those of the canonical text.
 */
export interface PageText {
  readonly blocks: readonly Block[];
  /** What cleaning left out, with the other blocks empty, so that indices stay. */
  readonly leftOut: readonly Block[];
  readonly text: string;
  /** The offset into this text for one into the canonical text. */
  readonly fromClean: (offset: number) => number;
  /** The offset into the canonical text; for what is left out, where the clean text goes on after it. */
  readonly toClean: (offset: number) => number;
  /** The pages that words at an offset into the canonical text may be on, the likeliest first. */
  readonly pagesOf: (cleanOffset: number) => readonly number[];
  /** Where a stretch of this text, within one block, is looked for. */
  readonly placeOf: (start: number, end: number) => PagePlace;
}

/** Paragraphs run over to the next page, and past one that is nothing but a picture. */
const furthest = 2;

/** Where the blocks of a text begin that have words in it, in order. */
class Starts {
  readonly indices: readonly number[];
  private readonly offsets: readonly (number | null)[];

  constructor(blocks: readonly Block[]) {
    this.offsets = blockOffsets(blocks);
    this.indices = this.offsets.flatMap((offset, index) => (offset === null ? [] : [index]));
  }

  /** Start of a block; null when it has no words in this text. */
  of(index: number): number | null {
    return this.offsets[index] ?? null;
  }

  /** Place in `indices` of the first block that satisfies; blocks that do come after all that do not. */
  private first(satisfies: (index: number) => boolean): number {
    let low = 0;
    let high = this.indices.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (satisfies(this.indices[middle]!)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The last block that begins at or before an offset; -1 in an empty text. */
  at(offset: number): number {
    const after = this.first((index) => this.offsets[index]! > offset);
    return this.indices[Math.max(0, after - 1)] ?? -1;
  }

  /** The first block with words after an index; undefined when there is none. */
  after(index: number): number | undefined {
    return this.indices[this.first((each) => each > index)];
  }
}

/** Makes one text of all blocks of a PDF, those that cleaning left out with the rest. */
export function pageText(blocks: readonly Block[]): PageText {
  const everything = blocks.map(({ removed: _removed, ...block }): Block => block);
  const leftOut = blocks.map(({ removed, ...block }): Block => (removed ? block : { ...block, text: '' }));
  const all = new Starts(everything);
  const clean = new Starts(blocks);
  const out = new Starts(leftOut);
  const text = canonicalText(everything);
  const pageOf = (index: number | undefined): number | undefined =>
    index === undefined ? undefined : blocks[index]?.page;
  const pagesFrom = (index: number): readonly number[] => {
    const first = pageOf(index) ?? 1;
    const last = Math.min(pageOf(clean.after(index)) ?? first + 1, first + furthest);
    return Array.from({ length: Math.max(1, last - first + 1) }, (_, i) => first + i);
  };
  return {
    blocks,
    leftOut,
    text,
    fromClean: (offset) => {
      const index = clean.at(offset);
      return index < 0 ? 0 : all.of(index)! + offset - clean.of(index)!;
    },
    toClean: (offset) => {
      const index = all.at(offset);
      if (index < 0) return 0;
      const start = clean.of(index);
      if (start !== null) return start + offset - all.of(index)!;
      const next = clean.after(index);
      return next === undefined ? canonicalText(blocks).length : clean.of(next)!;
    },
    pagesOf: (offset) => pagesFrom(clean.at(offset)),
    placeOf: (start, end) => {
      const index = all.at(start);
      const from = clean.of(index);
      const base = (from ?? out.of(index) ?? 0) - (all.of(index) ?? 0);
      return {
        start: start + base,
        end: end + base,
        leftOut: from === null,
        // a header is on its page and on no other
        pages: from === null ? [pageOf(index) ?? 1] : pagesFrom(index),
      };
    },
  };
}
