import type { BlockIndex } from './block-index.ts';

/** A page of blocks: those from one index up to another. Texts are read page by page. */
export interface BlockPage {
  readonly from: number;
  readonly to: number;
}

/** A page ends with the block that makes it this long, in UTF-16 units, or after this many blocks. */
const LONG = 250_000;
const MANY = 2000;

/** The pages of a text, without gaps; both sides cut it the same way. An empty text has none. */
export function pagesOfBlocks({ sizes }: Pick<BlockIndex, 'sizes'>): readonly BlockPage[] {
  const pages: BlockPage[] = [];
  let from = 0;
  let length = 0;
  for (let i = 0; i < sizes.length; i++) {
    length += sizes[i]!;
    if (length < LONG && i + 1 - from < MANY && i + 1 < sizes.length) continue;
    pages.push({ from, to: i + 1 });
    from = i + 1;
    length = 0;
  }
  return pages;
}
