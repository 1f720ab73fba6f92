import type { Block, BlockKind } from '../source.ts';

/** One letter for each kind of block, so that the kinds of a hundred thousand blocks are one string. */
const LETTERS = {
  heading: 'h',
  paragraph: 'p',
  item: 'i',
  quotation: 'q',
  code: 'c',
  table: 't',
  figure: 'f',
  caption: 'n',
  footnote: 'o',
  rule: 'r',
} as const satisfies Record<BlockKind, string>;

const KINDS = new Map(Object.entries(LETTERS).map(([kind, letter]) => [letter, kind as BlockKind]));

/** The kind a letter of {@link BlockIndex.kinds} stands for. */
export const kindOf = (letter: string): BlockKind => KINDS.get(letter as (typeof LETTERS)[BlockKind])!;

/** A heading in the outline of a text. */
export interface OutlineEntry {
  /** Index among all blocks. */
  readonly block: number;
  /** 1 to 6. */
  readonly level: number;
  /** Its words, at most 300 UTF-16 units. */
  readonly text: string;
}

/**
 * What is known of every block of a text without its words: enough to place any offset, to draw the outline and to say
 * how long the page is. Every list is as long as the text has blocks unless it says otherwise.
 */
export interface BlockIndex {
  /** UTF-16 units of each block's text. */
  readonly sizes: readonly number[];
  /** One letter a block; see {@link kindOf}. */
  readonly kinds: string;
  /** Indices of the blocks that are not part of the canonical text. */
  readonly removed: readonly number[];
  /** The rules that removed blocks, each once. */
  readonly rules: readonly string[];
  /** Headings that are kept. */
  readonly outline: readonly OutlineEntry[];
  readonly footnotes: readonly { readonly label: string; readonly block: number }[];
  /** The first block that refers to each footnote. */
  readonly references: readonly { readonly label: string; readonly block: number }[];
  /** PDF page of each block, 0 where it has none; null where no block has one. */
  readonly pages: readonly number[] | null;
}

/** Gathers an index block by block. */
export class BlockIndexing {
  private readonly sizes: number[] = [];
  private readonly kinds: string[] = [];
  private readonly removed: number[] = [];
  private readonly rules = new Set<string>();
  private readonly outline: OutlineEntry[] = [];
  private readonly footnotes: { label: string; block: number }[] = [];
  private readonly references = new Map<string, number>();
  private readonly pages: number[] = [];
  private paged = false;

  add(block: Block): void {
    const at = this.sizes.length;
    this.sizes.push(block.text.length);
    this.kinds.push(LETTERS[block.kind]);
    this.pages.push(block.page ?? 0);
    this.paged ||= block.page !== undefined;
    if (block.removed) {
      this.removed.push(at);
      this.rules.add(block.removed.by === 'user' ? 'user' : block.removed.rule);
      return;
    }
    for (const { type, href } of block.spans ?? [])
      if (type === 'reference' && href !== undefined && !this.references.has(href))
        this.references.set(href, at);
    if (block.kind === 'heading' && block.text !== '')
      this.outline.push({ block: at, level: block.level ?? 2, text: block.text.slice(0, 300) });
    if (block.kind === 'footnote' && block.label !== undefined)
      this.footnotes.push({ label: block.label, block: at });
  }

  done(): BlockIndex {
    return {
      sizes: this.sizes,
      kinds: this.kinds.join(''),
      removed: this.removed,
      rules: [...this.rules],
      outline: this.outline,
      footnotes: this.footnotes,
      references: [...this.references].map(([label, block]) => ({ label, block })),
      pages: this.paged ? this.pages : null,
    };
  }
}

/** The index of blocks that are at hand. */
export const indexOfBlocks = (blocks: readonly Block[]): BlockIndex => {
  const indexing = new BlockIndexing();
  for (const block of blocks) indexing.add(block);
  return indexing.done();
};

/** Where every block of an index stands. */
export interface BlockPlaces {
  /** Start of each block in the canonical text in UTF-16 units; -1 for removed and wordless blocks. */
  readonly starts: Int32Array;
  /** UTF-16 units of the canonical text. */
  readonly length: number;
}

/** The offsets that `blockOffsets` gives, from the index alone. */
export function placesOfBlocks({ sizes, kinds, removed }: BlockIndex): BlockPlaces {
  const starts = new Int32Array(sizes.length).fill(-1);
  const out = new Set(removed);
  let at = 0;
  let before = '';
  for (let i = 0; i < sizes.length; i++) {
    if (sizes[i] === 0 || out.has(i)) continue;
    const kind = kinds[i]!;
    if (before !== '') at += before === LETTERS.item && kind === LETTERS.item ? 1 : 2;
    starts[i] = at;
    at += sizes[i]!;
    before = kind;
  }
  return { starts, length: at };
}
