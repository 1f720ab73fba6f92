import type { Asset } from '../format.ts';
import type { Block } from '../../source.ts';
import { webAddress } from './address.ts';
import type { Picture } from './units.ts';

/** Bytes that belong to a page and came with it (a part of an MHTML file, a file beside it), by address as written. */
export type Resources = (address: string) => Uint8Array | null;

const LARGEST = 40_000_000;
const MOST_BYTES = 400_000_000;

/** The media type that the first bytes of a picture show, or null. Drawings with scripts (SVG) are no pictures here. */
export function pictureType(bytes: Uint8Array): string | null {
  const ascii = (start: number, end: number): string => String.fromCharCode(...bytes.subarray(start, end));
  if (bytes[0] === 0x89 && ascii(1, 4) === 'PNG') return 'image/png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (/^GIF8[79]a/.test(ascii(0, 6))) return 'image/gif';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'image/webp';
  if (ascii(4, 8) === 'ftyp' && /^avi[fs]/.test(ascii(8, 12))) return 'image/avif';
  if (ascii(0, 2) === 'BM' && bytes.length > 26) return 'image/bmp';
  return null;
}

/** Bytes of a base64 data: address, or null when it is none or broken (RFC 2397). */
function dataBytes(address: string): Uint8Array | null {
  const head = /^data:image\/[\w.+-]{1,40}(?:;[\w=-]{1,40})*;base64,/i.exec(address.slice(0, 200));
  if (!head || address.length > LARGEST * 1.4) return null;
  try {
    const binary = atob(
      address
        .slice(head[0].length)
        .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    );
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/**
 * Collects the pictures of one page: embedded ones become assets (once per content), remote ones keep only their
 * address. Pictures of fewer than 100 bytes are counting pixels and are left out.
 */
export function pictureCollector(
  base: string | null,
  hash: (bytes: Uint8Array) => string,
  resources: Resources | null,
): { readonly assets: Asset[]; readonly image: (picture: Picture) => NonNullable<Block['image']> | null } {
  const assets: Asset[] = [];
  const seen = new Set<string>();
  let held = 0;
  const image = ({ source, alt }: Picture): NonNullable<Block['image']> | null => {
    if (source === null) return null;
    const address = webAddress(source, base);
    const bytes = /^data:/i.test(source)
      ? dataBytes(source)
      : (resources?.(source) ?? (address === null ? null : resources?.(address)) ?? null);
    const mediaType = bytes && bytes.length >= 100 && bytes.length <= LARGEST ? pictureType(bytes) : null;
    if (bytes && mediaType && held + bytes.length <= MOST_BYTES) {
      const asset = hash(bytes);
      if (!seen.has(asset)) {
        seen.add(asset);
        held += bytes.length;
        assets.push({ hash: asset, mediaType, bytes });
      }
      return { asset, alt, ...(address === null ? {} : { address }) };
    }
    return address === null ? null : { asset: null, alt, address };
  };
  return { assets, image };
}
