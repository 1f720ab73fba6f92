import { createRequire } from 'node:module';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { Refusal } from '../core/refusal.ts';
import { fontsFor } from './print-fonts.ts';

/** The drawing library, loaded with the first picture: it takes longer to load than the rest of a start together. */
const drawing = (): typeof import('@napi-rs/canvas') =>
  createRequire(import.meta.url)('@napi-rs/canvas') as typeof import('@napi-rs/canvas');

/** Most points of one drawn picture, so that a hostile size cannot take all memory. */
const MOST_POINTS = 40_000_000;

/** Names under which font files are known here, by file. */
const registered = new Map<string, string>();

/** Registers the sans-serif fonts of a text, each file under a name of its own: a Chinese font comes in a hundred slices. */
const familiesFor = (text: string): readonly string[] =>
  fontsFor(text)
    .filter(({ family }) => !/serif/iu.test(family))
    .map(({ file, bytes }) => {
      const known = registered.get(file) ?? `dossier-${registered.size + 1}`;
      if (!registered.has(file)) drawing().GlobalFonts.register(bytes, known);
      registered.set(file, known);
      return known;
    });

const DRAWING = /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 (\d{1,5}) \d{1,5}"/u;
const TEXT = /<text x="(-?[\d.]+)" y="(-?[\d.]+)"([^<>]*)>([^<>]*)<\/text>/gu;
const SIGNS: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** Writes the words of one of our own drawings (see `core/brief/chart.ts`); its picker of fonts knows only the first. */
function writeWords(context: SKRSContext2D, svg: string, scale: number): void {
  const families = [...familiesFor(svg), 'sans-serif'].join(', ');
  const ink = /^<svg[^>]* fill="([^"]*)"/u.exec(svg)?.[1] ?? '#000000';
  context.scale(scale, scale);
  for (const [, x, y, attrs = '', words = ''] of svg.matchAll(TEXT)) {
    const of = (name: string): string | undefined => new RegExp(`${name}="([^"]*)"`, 'u').exec(attrs)?.[1];
    const anchor = of('text-anchor');
    context.font = `${of('font-weight') ?? '400'} ${of('font-size') ?? '12'}px ${families}`;
    context.fillStyle = of('fill') ?? ink;
    context.textAlign = anchor === 'middle' ? 'center' : anchor === 'end' ? 'end' : 'start';
    context.fillText(
      words.replace(/&(?:amp|lt|gt|quot|#39);/gu, (sign) => SIGNS[sign]!),
      Number(x),
      Number(y),
    );
  }
}

/**
 * Draws a picture (SVG, PNG, JPEG, WebP, AVIF or GIF) as a PNG of the given size in pixels, with the program's own fonts
 * so that Chinese in a drawing never turns into boxes.
 * @throws Refusal `unreadable` when it is no picture, `too-large` for a size nobody needs
 */
export async function raster(picture: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  if (!(width >= 1 && height >= 1 && width * height <= MOST_POINTS))
    throw new Refusal('too-large', 'This picture is too large to be drawn.');
  try {
    const bytes = Buffer.from(picture);
    const svg = bytes.subarray(0, 4).toString() === '<svg' ? bytes.toString('utf8') : '';
    const wide = DRAWING.exec(svg)?.[1];
    const { createCanvas, loadImage } = drawing();
    const canvas = createCanvas(Math.round(width), Math.round(height));
    const context = canvas.getContext('2d');
    const image = await loadImage(wide === undefined ? bytes : Buffer.from(svg.replace(TEXT, '')));
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    if (wide !== undefined) writeWords(context, svg, canvas.width / Number(wide));
    return canvas.encodeSync('png');
  } catch (error) {
    throw new Refusal(
      'unreadable',
      `A picture cannot be drawn: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
