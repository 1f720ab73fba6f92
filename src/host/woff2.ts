import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** Tables whose length after transformation is given too, by their number in the list of known tags (WOFF2, 4.1). */
const GLYF = 10;
const LOCA = 11;
const CMAP = 0;
const ANY_TAG = 63;

/**
 * Takes characters out of the character map of a font, so that each glyph left stands for one character only. A printed
 * page gives a glyph back as the lowest character that has it: in a font where the apostrophe U+2019 shares its glyph with
 * the modifier letter U+02BC, copied and searched text would hold the letter. Layout of the file: WOFF File Format 2.0
 * (W3C); of the map: OpenType 1.9, `cmap` formats 4 and 12. A font that is not understood is given back as it was.
 */
export function withoutCharacters(font: Buffer, characters: readonly number[]): Buffer {
  if (font.length < 48 || font.toString('latin1', 0, 4) !== 'wOF2' || font.readUInt32BE(28) !== 0)
    return font;
  const tables = font.readUInt16BE(12);
  let at = 48;
  const number = (): number => {
    let value = 0;
    for (let i = 0; i < 5; i++) {
      const byte = font.readUInt8(at++);
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
    throw new RangeError('A length in the font is too long');
  };
  let offset = 0;
  let cmap = -1;
  for (let i = 0; i < tables; i++) {
    const flags = font.readUInt8(at++);
    const tag = flags & 63;
    if (tag === ANY_TAG) at += 4;
    const length = number();
    const version = flags >> 6;
    const transformed = tag === GLYF || tag === LOCA ? version === 0 : version !== 0;
    const stored = transformed ? number() : length;
    if (tag === CMAP) cmap = offset;
    offset += stored;
  }
  if (cmap < 0) return font;
  const size = font.readUInt32BE(20);
  const data = brotliDecompressSync(font.subarray(at, at + size));
  if (!cutFromMap(data.subarray(cmap), new Set(characters))) return font;
  const packed = brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  const padding = Buffer.alloc((4 - ((at + packed.length) % 4)) % 4);
  const made = Buffer.concat([font.subarray(0, at), packed, padding]);
  made.writeUInt32BE(made.length, 8);
  made.writeUInt32BE(packed.length, 20);
  return made;
}

/** Cuts characters off the ends of the runs of a `cmap` table, in place; false when there was nothing to cut. */
function cutFromMap(map: Buffer, characters: ReadonlySet<number>): boolean {
  let cut = false;
  const seen = new Set<number>();
  for (let i = 0; i < map.readUInt16BE(2); i++) {
    const offset = map.readUInt32BE(4 + 8 * i + 4);
    if (seen.has(offset)) continue;
    seen.add(offset);
    const table = map.subarray(offset);
    const format = table.readUInt16BE(0);
    if (format === 12)
      for (let group = 0; group < table.readUInt32BE(12); group++) {
        const at = 16 + 12 * group;
        const [start, end] = [table.readUInt32BE(at), table.readUInt32BE(at + 4)];
        // a run of one is turned to the glyph for what is missing
        if (start === end && characters.has(end)) table.writeUInt32BE(0, at + 8);
        else if (characters.has(end)) table.writeUInt32BE(end - 1, at + 4);
        else if (characters.has(start)) {
          table.writeUInt32BE(start + 1, at);
          table.writeUInt32BE(table.readUInt32BE(at + 8) + 1, at + 8);
        } else continue;
        cut = true;
      }
    if (format === 4) {
      const twice = table.readUInt16BE(6);
      for (let k = 0; k < twice; k += 2) {
        const start = table.readUInt16BE(16 + twice + k);
        const end = table.readUInt16BE(14 + k);
        const range = table.readUInt16BE(16 + 3 * twice + k);
        if (characters.has(end) && start < end) table.writeUInt16BE(end - 1, 14 + k);
        else if (characters.has(start) && start < end && range === 0)
          table.writeUInt16BE(start + 1, 16 + twice + k);
        else if (characters.has(end) && range === 0)
          table.writeUInt16BE((0x10000 - end) % 0x10000, 16 + 2 * twice + k);
        else continue;
        cut = true;
      }
    }
  }
  return cut;
}
