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
/** The share of points that may differ anywhere: another smoothing of letters is spread thinly over a picture. */
const SHARE = 0.003;
/** Points that touch each other and differ: from here on it is a thing that came, went or moved. */
const PATCH = 5;
/** Accepted pictures are kept in steps of this many of 255, which halves their size and is far under {@link POINT}. */
const STEP = 8;

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

/** How two pictures of one size differ. */
interface Difference {
  /** The share of points that differ; 1 when the sizes differ. */
  readonly share: number;
  /** Points in the largest patch of neighbours that differ. */
  readonly patch: number;
}

/** How two pictures differ. */
export function difference(one: Small, other: Small): Difference {
  const { width, height } = one;
  const all = width * height;
  if (width !== other.width || height !== other.height) return { share: 1, patch: all };
  const changed = new Uint8Array(all);
  let count = 0;
  for (let i = 0; i < all; i++)
    if ([0, 1, 2].some((c) => Math.abs(one.points[i * 4 + c]! - other.points[i * 4 + c]!) > POINT)) {
      changed[i] = 1;
      count++;
    }
  let patch = 0;
  for (let i = 0; i < all; i++) if (changed[i] === 1) patch = Math.max(patch, filled(changed, width, i));
  return { share: count / all, patch };
}

/** Takes the patch that holds a point out of those that differ; how many points it had. */
function filled(changed: Uint8Array, width: number, from: number): number {
  const waiting = [from];
  changed[from] = 0;
  let size = 0;
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    size++;
    const x = at % width;
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++) {
        const next = at + dy * width + dx;
        if (x + dx < 0 || x + dx >= width || changed[next] !== 1) continue;
        changed[next] = 0;
        waiting.push(next);
      }
  }
  return size;
}

/** What came of holding a picture against the one that was accepted. */
export interface Compared {
  readonly name: string;
  readonly share: number;
  readonly patch: number;
  readonly state: 'same' | 'changed' | 'new';
}

/** Holds a full picture (PNG) against the accepted small one of its name. */
export async function compare(folder: string, name: string, png: Uint8Array): Promise<Compared> {
  const path = join(folder, `${name}.png`);
  if (!existsSync(path)) return { name, share: 1, patch: 0, state: 'new' };
  const { share, patch } = difference(shrunk(await pointsOf(png)), await pointsOf(readFileSync(path)));
  return { name, share, patch, state: share > SHARE || patch >= PATCH ? 'changed' : 'same' };
}

/** Accepts a picture as what its name should look like from now on. */
export async function accept(folder: string, name: string, png: Uint8Array): Promise<void> {
  const path = join(folder, `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  const { width, height, points } = shrunk(await pointsOf(png));
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const data = context.createImageData(width, height);
  data.data.set(points.map((value, i) => (i % 4 === 3 ? 255 : Math.round(value / STEP) * STEP)));
  context.putImageData(data, 0, 0);
  writeFileSync(path, await canvas.encode('png'));
}

/** Where the accepted pictures lie. */
export const EXPECTED = join(import.meta.dirname, 'expected');
