import { kindOf, placesOfBlocks, type BlockIndex } from '../../core/reading/block-index.ts';
import { pagesOfBlocks, type BlockPage } from '../../core/reading/block-pages.ts';
import type { Block, BlockKind } from '../../core/source.ts';

/** Asks the library for the blocks from one index up to another. */
export type ReadBlocks = (from: number, to: number) => Promise<readonly Block[]>;

/** So many pages are kept; of a longer text those not looked at for longest are forgotten. */
const MOST_PAGES = 12;

/**
 * The text of an open source: where everything stands is known for all of it, the words for the pages that were asked
 * for. Offsets are UTF-16 units into the canonical text, blocks are meant by their index among all blocks.
 */
export class OpenText {
  readonly index: BlockIndex;
  readonly count: number;
  /** UTF-16 units of the canonical text. */
  readonly length: number;
  /** Indices of the blocks with words that are kept, in order. */
  readonly readable: Int32Array;
  private readonly starts: Int32Array;
  private readonly removed: ReadonlySet<number>;
  private readonly pages: readonly BlockPage[];
  private readonly read: ReadBlocks;
  private readonly blocks: (Block | undefined)[];
  private readonly held = new Set<number>();
  private readonly coming = new Map<number, Promise<void>>();
  private readonly listeners = new Set<() => void>();
  private lists: Int32Array | null = null;
  private turn = 0;

  constructor(index: BlockIndex, read: ReadBlocks) {
    this.index = index;
    this.read = read;
    this.count = index.sizes.length;
    const { starts, length } = placesOfBlocks(index);
    this.starts = starts;
    this.length = length;
    this.readable = Int32Array.from(
      { length: starts.reduce((sum, start) => sum + (start >= 0 ? 1 : 0), 0) },
      () => 0,
    );
    for (let i = 0, at = 0; i < starts.length; i++) if (starts[i]! >= 0) this.readable[at++] = i;
    this.removed = new Set(index.removed);
    this.pages = pagesOfBlocks(index);
    this.blocks = Array.from({ length: this.count });
  }

  /** Keeps blocks that came with the head. */
  keep(from: number, blocks: readonly Block[]): void {
    blocks.forEach((block, i) => (this.blocks[from + i] = block));
    this.pages.forEach((page, i) => {
      if (page.from >= from && page.to <= from + blocks.length) this.held.add(i);
    });
    this.turn++;
    for (const listener of this.listeners) listener();
  }

  /** For `useSyncExternalStore`: the snapshot changes when pages arrive. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): number => this.turn;

  /** Whether every word is here. */
  get whole(): boolean {
    return this.held.size === this.pages.length;
  }

  block(index: number): Block | undefined {
    return this.blocks[index];
  }

  kind(index: number): BlockKind {
    return kindOf(this.index.kinds[index]!);
  }

  isRemoved(index: number): boolean {
    return this.removed.has(index);
  }

  /** Where a block begins; null for removed and wordless blocks. */
  startOf(index: number): number | null {
    const start = this.starts[index];
    return start === undefined || start < 0 ? null : start;
  }

  /** The stretch of a readable block. */
  stretchOf(index: number): { readonly start: number; readonly end: number } {
    const start = this.starts[index]!;
    return { start, end: start + this.index.sizes[index]! };
  }

  /** Place among the readable blocks of the first one at or after an index. */
  rankOf(index: number): number {
    let low = 0;
    let high = this.readable.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.readable[middle]! < index) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Where the readable text begins at or after a block. */
  offsetBefore(index: number): number {
    const next = this.readable[this.rankOf(index)];
    return next === undefined ? this.length : this.starts[next]!;
  }

  /** The last readable block that begins at or before an offset; 0 where there is none. */
  blockAt(offset: number): number {
    let low = 0;
    let high = this.readable.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[this.readable[middle]!]! <= offset) low = middle + 1;
      else high = middle;
    }
    return this.readable[Math.max(0, low - 1)] ?? 0;
  }

  /** The list an item stands in: its first item, and how many there are. Items follow one another without a break. */
  listOf(index: number): { readonly first: number; readonly count: number } {
    this.lists ??= this.findLists();
    return { first: this.lists[2 * index]!, count: this.lists[2 * index + 1]! };
  }

  private findLists(): Int32Array {
    const lists = new Int32Array(2 * this.count);
    const isItem = (index: number): boolean =>
      index < this.count && this.kind(index) === 'item' && !this.removed.has(index);
    for (let first = 0; first < this.count; first++) {
      if (!isItem(first)) continue;
      let end = first;
      while (isItem(end)) end++;
      for (let i = first; i < end; i++) {
        lists[2 * i] = first;
        lists[2 * i + 1] = end - first;
      }
      first = end;
    }
    return lists;
  }

  /** The first kept block on a PDF page or after it; -1 where there is none. */
  firstOnPage(page: number): number {
    const { pages } = this.index;
    return pages === null ? -1 : (this.readable.find((index) => pages[index]! >= page) ?? -1);
  }

  /** PDF page of the block at an offset, from 1. */
  pageAt(offset: number): number {
    return this.index.pages?.[this.blockAt(offset)] || 1;
  }

  /** Whether the blocks from one index up to another are here. */
  has(from: number, to: number): boolean {
    for (let i = from; i < to; i++) if (this.blocks[i] === undefined) return false;
    return true;
  }

  /** Fetches the blocks from one index up to another where they are not here. */
  async load(from: number, to: number): Promise<void> {
    const wanted: Promise<void>[] = [];
    this.pages.forEach((page, i) => {
      if (page.to <= from || page.from >= to) return;
      if (this.held.delete(i)) this.held.add(i);
      else wanted.push(this.fetch(i));
    });
    await Promise.all(wanted);
  }

  private fetch(page: number): Promise<void> {
    const there = this.coming.get(page);
    if (there) return there;
    const { from, to } = this.pages[page]!;
    const work = this.read(from, to)
      .then((blocks) => {
        this.forget();
        this.keep(from, blocks);
      })
      .finally(() => this.coming.delete(page));
    this.coming.set(page, work);
    return work;
  }

  private forget(): void {
    if (this.held.size < MOST_PAGES) return;
    const oldest = this.held.values().next().value!;
    this.held.delete(oldest);
    const { from, to } = this.pages[oldest]!;
    for (let i = from; i < to; i++) this.blocks[i] = undefined;
  }

  /** The words of a stretch; null when not all of them are here. */
  slice(start: number, end: number): string | null {
    if (end <= start) return '';
    const first = this.rankOf(this.blockAt(start));
    let words = '';
    let at = -1;
    for (let rank = first; rank < this.readable.length; rank++) {
      const index = this.readable[rank]!;
      const begin = this.starts[index]!;
      if (begin >= end) break;
      const block = this.blocks[index];
      if (!block) return null;
      // between two blocks stand one or two line breaks
      if (at >= 0) words += '\n'.repeat(begin - at);
      words += block.text;
      at = begin + block.text.length;
    }
    const from = this.starts[this.readable[first]!] ?? 0;
    if (at >= 0 && at < end) words += '\n'.repeat(Math.min(end, this.length) - at);
    return words.slice(Math.max(0, start - from), end - from);
  }

  /** The words of a stretch, fetched where they are not here. */
  async words(start: number, end: number): Promise<string> {
    const there = this.slice(start, end);
    if (there !== null) return there;
    const blocks: string[] = [];
    const last = this.blockAt(Math.max(start, end - 1)) + 1;
    let from = this.blockAt(start);
    // page by page, because a long stretch may be more than is kept
    while (from < last) {
      const page = this.pages.find((each) => each.from <= from && each.to > from)!;
      const to = Math.min(last, page.to);
      await this.load(from, to);
      const ends = to === last ? end : this.offsetBefore(to);
      blocks.push(this.slice(Math.max(start, this.offsetBefore(from)), ends) ?? '');
      from = to;
    }
    return blocks.join('');
  }

  /** Every block; all pages have to be here. */
  all(): readonly Block[] {
    return this.blocks.filter((block) => block !== undefined);
  }
}
