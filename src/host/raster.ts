import { createCanvas, GlobalFonts, loadImage } from '@napi-rs/canvas';
import { Refusal } from '../core/refusal.ts';
import { fontsFor } from './print-fonts.ts';

/** Most points of one drawn picture, so that a hostile size cannot take all memory. */
const MOST_POINTS = 40_000_000;

const registered = new Set<string>();

/**
 * Draws a picture (SVG, PNG, JPEG, WebP, AVIF or GIF) as a PNG of the given size in pixels, with the program's own fonts
 * so that Chinese in a drawing never turns into boxes.
 * @throws Refusal `unreadable` when it is no picture, `too-large` for a size nobody needs
 */
export async function raster(picture: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  if (!(width >= 1 && height >= 1 && width * height <= MOST_POINTS))
    throw new Refusal('too-large', 'This picture is too large to be drawn.');
  const bytes = Buffer.from(picture);
  if (bytes.subarray(0, 200).includes('<svg')) {
    for (const { family, file, bytes: font } of fontsFor(bytes.toString('utf8'))) {
      if (registered.has(file)) continue;
      registered.add(file);
      GlobalFonts.register(font, family);
    }
  }
  try {
    const canvas = createCanvas(Math.round(width), Math.round(height));
    canvas.getContext('2d').drawImage(await loadImage(bytes), 0, 0, Math.round(width), Math.round(height));
    return canvas.encodeSync('png');
  } catch (error) {
    throw new Refusal(
      'unreadable',
      `A picture cannot be drawn: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
