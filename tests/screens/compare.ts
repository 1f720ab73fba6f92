import { createCanvas, loadImage } from '@napi-rs/canvas';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Pictures are compared small: every point is the mean of a square of the window, so that another smoothing of letters
 * or a text a pixel further right is nothing, and a button, a row or a colour that is gone is something.
 */
const SQUARE = 8;
/** How much a point may differ in one of its colours, of 255. */
const POINT = 24;
/** The share of points that may differ: dates and clocks change from day to day. */
const SHARE = 0.003;

/** The points of a picture, four numbers each. */
interface Small {
  readonly width: number;
  readonly height: number;
  readonly points: Uint8ClampedArray;
}

/** The points of a picture file. */
async function pointsOf(bytes: Uint8Array): Promise<Small> {
  const image = await loadImage(Buffer.from(bytes));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.imageSmoothingEnabled = false;
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return { width: image.width, height: image.height, points: data };
}

/** A picture of which every point is the mean of a square. */
function shrunk({ width, height, points }: Small): Small {
  const [across, down] = [Math.floor(width / SQUARE), Math.floor(height / SQUARE)];
  const small = new Uint8ClampedArray(across * down * 4).fill(255);
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++)
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let dy = 0; dy < SQUARE; dy++)
          for (let dx = 0; dx < SQUARE; dx++)
            sum += points[((y * SQUARE + dy) * width + x * SQUARE + dx) * 4 + c]!;
        small[(y * across + x) * 4 + c] = sum / SQUARE ** 2;
      }
  return { width: across, height: down, points: small };
}

/** The share of points in which two pictures of one size differ; 1 when the sizes differ. */
export function difference(one: Small, other: Small): number {
  if (one.width !== other.width || one.height !== other.height) return 1;
  let changed = 0;
  const all = one.width * one.height;
  for (let i = 0; i < all * 4; i += 4)
    if ([0, 1, 2].some((c) => Math.abs(one.points[i + c]! - other.points[i + c]!) > POINT)) changed++;
  return changed / all;
}

/** What came of holding a picture against the one that was accepted. */
export interface Compared {
  readonly name: string;
  readonly share: number;
  readonly state: 'same' | 'changed' | 'new';
}

/** Holds a full picture (PNG) against the accepted small one of its name. */
export async function compare(folder: string, name: string, png: Uint8Array): Promise<Compared> {
  const path = join(folder, `${name}.png`);
  if (!existsSync(path)) return { name, share: 1, state: 'new' };
  const share = difference(shrunk(await pointsOf(png)), await pointsOf(readFileSync(path)));
  return { name, share, state: share > SHARE ? 'changed' : 'same' };
}

/** Accepts a picture as what its name should look like from now on. */
export async function accept(folder: string, name: string, png: Uint8Array): Promise<void> {
  const path = join(folder, `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  const { width, height, points } = shrunk(await pointsOf(png));
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const data = context.createImageData(width, height);
  data.data.set(points);
  context.putImageData(data, 0, 0);
  writeFileSync(path, await canvas.encode('png'));
}

/** Where the accepted pictures lie. */
export const EXPECTED = join(import.meta.dirname, 'expected');
