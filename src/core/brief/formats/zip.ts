import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** The earliest time a zip can say; the same everywhere, so that equal content is equal bytes. */
const MADE = '1980-01-01T00:00:00';

/** Packs files into a zip with fixed times and the order given. */
export function packZip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  // The time is read as local time by the packer, as zip files hold local time.
  return zipSync(files, { level: 6, mtime: new Date(MADE) });
}

/** Rewrites the text files of a zip, and packs it again with fixed times. */
export function rewriteZip(bytes: Uint8Array, rewrite: (path: string, text: string) => string): Uint8Array {
  const files = Object.entries(unzipSync(bytes)).map(([path, content]): [string, Uint8Array] => [
    path,
    /\.(?:xml|rels)$/u.test(path) ? strToU8(rewrite(path, strFromU8(content))) : content,
  ]);
  return packZip(Object.fromEntries(files));
}
