/** A picture as a document shows it. Sizes are CSS pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** What it shows, in words. */
  readonly alt: string;
  /** A drawing made here, or a picture of a source. */
  readonly content:
    | { readonly kind: 'drawing'; readonly svg: string }
    | { readonly kind: 'image'; readonly mediaType: string; readonly base64: string };
}

/** Widest picture in a document, in CSS pixels: the width of the text on A4. */
export const WIDEST = 620;
const TALLEST = 760;
/** When a picture does not say how large it is. */
const UNKNOWN = { width: 480, height: 320 } as const;

const big = (bytes: Uint8Array, at: number, length: 2 | 4): number =>
  bytes.subarray(at, at + length).reduce((sum, byte) => sum * 256 + byte, 0);
const little = (bytes: Uint8Array, at: number, length: 2 | 3): number =>
  bytes.subarray(at, at + length).reduceRight((sum, byte) => sum * 256 + byte, 0);
const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

function jpegSize(bytes: Uint8Array): { width: number; height: number } | null {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: big(bytes, at + 5, 2), width: big(bytes, at + 7, 2) };
    at += marker === 0xff ? 1 : 2 + Math.max(2, big(bytes, at + 2, 2));
  }
  return null;
}

function webpSize(bytes: Uint8Array): { width: number; height: number } | null {
  const form = ascii(bytes, 12, 4);
  if (form === 'VP8X') return { width: little(bytes, 24, 3) + 1, height: little(bytes, 27, 3) + 1 };
  if (form === 'VP8 ') return { width: little(bytes, 26, 2) & 0x3fff, height: little(bytes, 28, 2) & 0x3fff };
  if (form !== 'VP8L') return null;
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(21, 25);
  return { width: (((b & 0x3f) << 8) | a) + 1, height: (((d & 0xf) << 10) | (c << 2) | (b >> 6)) + 1 };
}

/** Width and height of a PNG, JPEG, GIF or WebP in pixels, from its first bytes; null for anything else. */
export function imageSize(bytes: Uint8Array): { width: number; height: number } | null {
  let size: { width: number; height: number } | null = null;
  if (bytes.length > 24 && ascii(bytes, 1, 3) === 'PNG')
    size = { width: big(bytes, 16, 4), height: big(bytes, 20, 4) };
  else if (bytes[0] === 0xff && bytes[1] === 0xd8) size = jpegSize(bytes);
  else if (ascii(bytes, 0, 3) === 'GIF') size = { width: little(bytes, 6, 2), height: little(bytes, 8, 2) };
  else if (bytes.length > 30 && ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP')
    size = webpSize(bytes);
  return size && size.width > 0 && size.height > 0 ? size : null;
}

/** The size at which a picture is shown: its own, or less where it is wider or taller than the page. */
export function shownSize(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  const { width, height } = imageSize(bytes) ?? UNKNOWN;
  const scale = Math.min(1, WIDEST / width, TALLEST / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Kinds of pictures that every reader of the exported documents shows. */
export const isShownImage = (mediaType: string): boolean =>
  /^image\/(?:png|jpeg|gif|webp|avif|svg\+xml)$/u.test(mediaType);
