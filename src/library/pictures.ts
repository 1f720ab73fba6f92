import type { Asset, Captured } from '../core/capture/format.ts';
import { sha256 } from '../core/capture/hash.ts';
import { pictureType } from '../core/capture/html/images.ts';
import { Refusal } from '../core/refusal.ts';
import type { Block } from '../core/source.ts';
import type { Context } from './context.ts';
import { fetchAddress } from './requests.ts';

/** Pictures of one page that are asked for, bytes of one and of all together, how many at once, milliseconds for all. */
const MOST = 80;
const MOST_BYTES_EACH = 10 * 1024 * 1024;
const MOST_BYTES = 60 * 1024 * 1024;
const AT_ONCE = 4;
const LONGEST = 60_000;

/** Pictures of a page that came over the network, by address. */
export type Pictures = ReadonlyMap<string, Asset>;

/** True for a block whose picture belongs to the article: kept, or its caption. */
const belongs = (block: Block): boolean =>
  block.removed === undefined || /^photo-(?:caption|credit)$/.test(block.removed.rule);

/** Addresses of the pictures an article shows and does not hold, in their order, at most 80. */
export const picturesWanted = (blocks: readonly Block[]): readonly string[] => {
  const wanted = new Set<string>();
  for (const block of blocks) {
    const { image } = block;
    if (image && image.asset === null && image.address && /^https?:/i.test(image.address) && belongs(block))
      wanted.add(image.address);
  }
  return [...wanted].slice(0, MOST);
};

/** How the fetching of pictures is watched and stopped. */
export interface PictureWatch {
  readonly signal?: AbortSignal | undefined;
  readonly onPicture?: ((done: number, total: number) => void) | undefined;
}

/**
 * Fetches the pictures of an article that itself was fetched at the person's request, under the same rules (no private
 * addresses, redirects limited, every request written down). One that cannot be had is left out; what is no picture too.
 * Throws a Refusal `cancelled` when the signal is given.
 */
export async function fetchPictures(
  context: Context,
  addresses: readonly string[],
  { signal, onPicture }: PictureWatch = {},
): Promise<Pictures> {
  const found = new Map<string, Asset>();
  const waiting = [...addresses];
  const until = Date.now() + LONGEST;
  let done = 0;
  let held = 0;
  const worker = async (): Promise<void> => {
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      const left = MOST_BYTES - held;
      if (signal?.aborted || left <= 0 || Date.now() > until) return;
      try {
        const { bytes } = await fetchAddress(context, address, 'image', {
          signal,
          mostBytes: Math.min(MOST_BYTES_EACH, left),
        });
        const mediaType = pictureType(bytes);
        if (mediaType !== null) {
          held += bytes.length;
          found.set(address, { hash: sha256(bytes), mediaType, bytes });
        }
      } catch (error) {
        // A picture that is gone or refused does not stop the article; the article says how many are missing.
        if (!(error instanceof Refusal)) throw error;
      }
      done += 1;
      onPicture?.(done, addresses.length);
    }
  };
  onPicture?.(0, addresses.length);
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (signal?.aborted) throw new Refusal('cancelled', 'Fetching was stopped. Nothing was saved.');
  return found;
}

/** The article with its fetched pictures in it; those that could not be had are counted in a doubt. */
export function withPictures(captured: Captured, pictures: Pictures): Captured {
  const { article } = captured;
  const wanted = picturesWanted(article.blocks);
  if (wanted.length === 0) return captured;
  const missing = wanted.filter((address) => !pictures.has(address)).length;
  const assets = new Map(article.assets.map((asset) => [asset.hash, asset]));
  const blocks = article.blocks.map((block): Block => {
    const { image } = block;
    const asset = image?.asset === null && image.address ? pictures.get(image.address) : undefined;
    if (!image || !asset) return block;
    assets.set(asset.hash, asset);
    return { ...block, image: { ...image, asset: asset.hash } };
  });
  return {
    ...captured,
    article: {
      ...article,
      blocks,
      assets: [...assets.values()],
      doubts: [
        ...article.doubts,
        ...(missing > 0 ? [{ code: 'pictures-missing', detail: `${missing} of ${wanted.length}` }] : []),
      ],
    },
  };
}
