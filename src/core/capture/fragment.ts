import type { Asset } from './format.ts';
import { sha256 } from './hash.ts';
import { webAddress } from './html/address.ts';
import { flatBlocks } from './html/flat.ts';
import { pictureCollector } from './html/images.ts';
import type { Resources } from './html/images.ts';
import { OverBudget, parsePage } from './html/tree.ts';
import { unitsOf } from './html/units.ts';
import type { Block, Doubt } from '../source.ts';

/** The blocks of a piece of HTML that is a text already, with the pictures embedded in it. */
export interface Fragment {
  readonly blocks: readonly Block[];
  readonly assets: readonly Asset[];
  readonly doubts: readonly Doubt[];
}

/**
 * Reads HTML that another program has already cut to the text (a note, a chapter, a converted document): everything it
 * shows is kept, hidden parts are marked. `url` resolves links, `resources` finds pictures that came along.
 */
export function readFragment(
  markup: string,
  options: { readonly url?: string | null | undefined; readonly resources?: Resources | null } = {},
): Fragment {
  const base = webAddress(options.url, null);
  try {
    const pictures = pictureCollector(base, sha256, options.resources ?? null);
    const blocks = unitsOf(parsePage(markup), base, pictures.image).map((unit): Block =>
      unit.hidden ? { ...unit.block, removed: { rule: 'hidden', by: 'rule' } } : unit.block,
    );
    return { blocks, assets: pictures.assets, doubts: [] };
  } catch (error) {
    if (!(error instanceof OverBudget)) throw error;
    return { blocks: flatBlocks(markup), assets: [], doubts: [{ code: 'page-too-complex' }] };
  }
}
