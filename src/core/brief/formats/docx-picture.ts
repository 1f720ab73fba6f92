import { ImageRun } from 'docx';
import { fromBase64 } from '../base64.ts';
import type { ExportOptions } from '../format.ts';
import type { OutlineBlock } from '../outline.ts';
import type { Picture } from '../picture.ts';

type Raster = NonNullable<ExportOptions['raster']>;

/** Pictures of these kinds stand in a Word file as they are. */
const KNOWN: Readonly<Record<string, 'png' | 'jpg' | 'gif'>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
};

/** One pixel that cannot be seen, for readers without SVG where nothing here can draw points. */
const NOTHING =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=';

async function pictureRun(picture: Picture, raster: Raster | null): Promise<ImageRun | null> {
  const { width, height, alt, content } = picture;
  const shape = {
    transformation: { width, height },
    altText: { name: alt.slice(0, 100), title: alt.slice(0, 100), description: alt },
  };
  if (content.kind === 'drawing') {
    const data = new TextEncoder().encode(content.svg);
    const points = raster ? await raster(data, width * 2, height * 2) : fromBase64(NOTHING);
    return new ImageRun({ type: 'svg', data, fallback: { type: 'png', data: points }, ...shape });
  }
  const bytes = fromBase64(content.base64);
  const type = KNOWN[content.mediaType];
  if (type) return new ImageRun({ type, data: bytes, ...shape });
  // Word reads no WebP and no AVIF.
  return raster
    ? new ImageRun({ type: 'png', data: await raster(bytes, width * 2, height * 2), ...shape })
    : null;
}

/** The pictures of a document as Word has them: drawings as SVG with points beside them for older readers. */
export async function docxPictures(
  blocks: readonly OutlineBlock[],
  raster: Raster | null,
): Promise<ReadonlyMap<OutlineBlock, ImageRun>> {
  const made = new Map<OutlineBlock, ImageRun>();
  const inside = async (list: readonly OutlineBlock[]): Promise<void> => {
    for (const block of list) {
      if (block.kind === 'list') for (const item of block.items) await inside(item);
      if (block.kind !== 'figure' || !block.picture) continue;
      const run = await pictureRun(block.picture, raster);
      if (run) made.set(block, run);
    }
  };
  await inside(blocks);
  return made;
}
