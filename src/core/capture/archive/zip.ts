import { inflateSync } from 'fflate';
import { Refusal } from '../../refusal.ts';
import { safePath } from './paths.ts';

/** Limits of one archive. Real exports of reading apps stay far below them. */
export const ZIP_LIMITS = {
  entries: 50_000,
  total: 2 * 1024 ** 3,
  entry: 512 * 1024 ** 2,
  ratio: 1000,
} as const;

/** One file in an archive; `path` is safe (see `safePath`) or null when the entry must be left out. */
export interface ZipEntry {
  readonly path: string | null;
  readonly name: string;
  readonly size: number;
  /** The bytes of the file. Throws a Refusal when they are encrypted, damaged, too large or packed too tightly. */
  readonly bytes: () => Uint8Array;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

const table = new Uint32Array(256).map((_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** CRC-32 of bytes (ISO 3309, as zip uses it). */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 65_535);
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) if (view.getUint32(at, true) === END) return at;
  return -1;
}

/** Names without the UTF-8 flag are often UTF-8 all the same; otherwise code page 437 is close to windows-1252 for what matters. */
function entryName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return new TextDecoder('gb18030').decode(bytes);
    throw error;
  }
}

function extract(
  archive: Uint8Array,
  archiveName: string,
  view: DataView,
  name: string,
  at: { offset: number; method: number; packed: number; size: number; crc: number; flags: number },
): Uint8Array {
  const damaged = (): Refusal => new Refusal('unreadable', `${name} in ${archiveName} is damaged.`);
  if (at.flags & 1) throw new Refusal('unreadable', `${name} in ${archiveName} is encrypted.`);
  if (at.size > ZIP_LIMITS.entry)
    throw new Refusal(
      'too-large',
      `${name} in ${archiveName} is larger than ${ZIP_LIMITS.entry / 1024 ** 2} MB.`,
    );
  if (at.size > 4096 && at.size > at.packed * ZIP_LIMITS.ratio)
    throw new Refusal(
      'too-large',
      `${name} in ${archiveName} is packed suspiciously tightly (${Math.round(at.size / Math.max(1, at.packed))} to 1).`,
    );
  if (at.offset + 30 > view.byteLength || view.getUint32(at.offset, true) !== LOCAL) throw damaged();
  const start = at.offset + 30 + view.getUint16(at.offset + 26, true) + view.getUint16(at.offset + 28, true);
  if (start + at.packed > archive.length) throw damaged();
  const packed = archive.subarray(start, start + at.packed);
  let bytes: Uint8Array;
  if (at.method === 0) bytes = packed;
  else if (at.method === 8) {
    try {
      // The output never grows beyond the declared size: an entry that lies about it fails the checksum below.
      bytes = inflateSync(packed, { out: new Uint8Array(at.size) });
    } catch (error) {
      if (error instanceof Error && 'code' in error) throw damaged();
      throw error;
    }
  } else
    throw new Refusal(
      'unsupported',
      `${name} in ${archiveName} is packed in a way that cannot be read (method ${at.method}).`,
    );
  if (bytes.length !== at.size || crc32(bytes) !== at.crc) throw damaged();
  return bytes;
}

/**
 * The files of a zip archive (APPNOTE 6.3), directories left out. Nothing is unpacked until an entry's `bytes` is
 * called. Throws a Refusal named after `name` for archives that are damaged, split, over the limits, or Zip64.
 */
export function zipEntries(archive: Uint8Array, name: string): readonly ZipEntry[] {
  const damaged = (): Refusal =>
    new Refusal('unreadable', `${name} is damaged or cut short: its list of files cannot be read.`);
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = archive.length < 22 ? -1 : findEnd(view);
  if (end < 0) throw damaged();
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff)
    throw new Refusal('unsupported', `${name} is a Zip64 archive, which cannot be read.`);
  if (count > ZIP_LIMITS.entries)
    throw new Refusal('too-large', `${name} holds more than ${ZIP_LIMITS.entries} files.`);
  const entries: ZipEntry[] = [];
  let total = 0;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > archive.length || view.getUint32(at, true) !== CENTRAL) throw damaged();
    const [nameLength, extraLength, commentLength] = [
      view.getUint16(at + 28, true),
      view.getUint16(at + 30, true),
      view.getUint16(at + 32, true),
    ];
    const own = entryName(archive.subarray(at + 46, at + 46 + nameLength));
    const place = {
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    // Unix mode in the high half of the external attributes: a symbolic link is no file of the archive.
    const link = view.getUint32(at + 38, true) >>> 28 === 0xa;
    at += 46 + nameLength + extraLength + commentLength;
    if (own.endsWith('/')) continue;
    total += place.size;
    if (total > ZIP_LIMITS.total)
      throw new Refusal('too-large', `${name} unpacks to more than ${ZIP_LIMITS.total / 1024 ** 3} GB.`);
    entries.push({
      path: link ? null : safePath(own),
      name: own,
      size: place.size,
      bytes: () => extract(archive, name, view, own, place),
    });
  }
  return entries;
}

/** Names of the first entries of a zip without any check, for telling formats apart; empty when the list cannot be read. */
export function zipNames(archive: Uint8Array, most = 200): readonly string[] {
  if (archive.length < 22) return [];
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = findEnd(view);
  if (end < 0) return [];
  const names: string[] = [];
  let at = view.getUint32(end + 16, true);
  while (names.length < most && at + 46 <= archive.length && view.getUint32(at, true) === CENTRAL) {
    const length = view.getUint16(at + 28, true);
    names.push(entryName(archive.subarray(at + 46, at + 46 + length)));
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}
