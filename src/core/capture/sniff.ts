/** The first bytes as text for a quick look: UTF-16 by its mark, else UTF-8 with broken bytes replaced. */
export function headText(bytes: Uint8Array, length = 4096): string {
  const head = bytes.subarray(0, length);
  const wide =
    head[0] === 0xff && head[1] === 0xfe
      ? 'utf-16le'
      : head[0] === 0xfe && head[1] === 0xff
        ? 'utf-16be'
        : null;
  return new TextDecoder(wide ?? 'utf-8').decode(head);
}

/** True when the bytes begin with these character codes at an offset. */
export const startsWith = (bytes: Uint8Array, magic: string, offset = 0): boolean =>
  bytes.length >= offset + magic.length &&
  Array.from(magic, (c) => c.charCodeAt(0)).every((code, i) => bytes[offset + i] === code);

/** True when the bytes are a zip archive (also an empty or split one). */
export const isZip = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 'PK\u0003\u0004') ||
  startsWith(bytes, 'PK\u0005\u0006') ||
  startsWith(bytes, 'PK\u0007\u0008');

/**
 * True when the bytes could be text in some encoding: no signature of a binary file and hardly any control characters
 * in the first 64 KiB. NULs are allowed only in the pattern of UTF-16.
 */
export function looksLikeText(bytes: Uint8Array): boolean {
  if (bytes.length === 0 || binaryKind(bytes) !== null) return false;
  const end = Math.min(bytes.length, 65_536);
  let [control, evenZero, oddZero] = [0, 0, 0];
  for (let i = 0; i < end; i += 1) {
    const byte = bytes[i]!;
    if (byte === 0) {
      if (i % 2 === 0) evenZero += 1;
      else oddZero += 1;
    } else if (
      (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27) ||
      byte === 127
    )
      control += 1;
  }
  const zeros = evenZero + oddZero;
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (marked) return control < end * 0.2;
  if (zeros > 0)
    return Math.min(evenZero, oddZero) < zeros * 0.05 && zeros > end * 0.2 && control < end * 0.02;
  return control <= end * 0.01;
}

const SIGNATURES: readonly (readonly [string, string, number?])[] = [
  ['%PDF-', 'a PDF'],
  ['PK\u0003\u0004', 'a zip archive'],
  ['PK\u0005\u0006', 'an empty zip archive'],
  [
    '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1',
    'an old Office file (.doc, .xls, .ppt or an encrypted document)',
  ],
  ['\u0089PNG', 'a PNG image'],
  ['\u00ff\u00d8\u00ff', 'a JPEG image'],
  ['GIF8', 'a GIF image'],
  ['RIFF', 'a WebP image or a sound or video file'],
  ['II*\u0000', 'a TIFF image'],
  ['MM\u0000*', 'a TIFF image'],
  ['\u001f\u008b', 'a gzip archive'],
  ['BZh', 'a bzip2 archive'],
  ['7z\u00bc\u00af', 'a 7-Zip archive'],
  ['Rar!', 'a RAR archive'],
  ['\u00fd7zXZ', 'an xz archive'],
  ['SQLite format 3\u0000', 'an SQLite database'],
  ['\u007fELF', 'a program'],
  ['MZ\u0090', 'a Windows program'],
  ['ID3', 'an MP3 sound file'],
  ['OggS', 'a sound or video file'],
  ['fLaC', 'a sound file'],
  ['ftyp', 'a video or HEIC image', 4],
  ['\u0000\u0001\u0000\u0000\u0000', 'a font'],
  ['wOF', 'a font'],
  ['BOOKMOBI', 'a Kindle book', 60],
  ['ITSF', 'a Windows help file'],
  ['{\\rtf', 'a rich text (RTF) file'],
  ['\u00ca\u00fe\u00ba\u00be', 'a program'],
  ['\u00cf\u00fa\u00ed\u00fe', 'a program'],
  ['AT&TFORM', 'a DjVu document'],
  ['bplist00', 'a binary property list (a Safari web archive, for one)'],
];

/** What a known kind of binary file is called, or null for text and unknown data. */
export function binaryKind(bytes: Uint8Array): string | null {
  return SIGNATURES.find(([magic, , offset]) => startsWith(bytes, magic, offset ?? 0))?.[1] ?? null;
}
