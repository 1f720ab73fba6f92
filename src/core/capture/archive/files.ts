import type { CaptureInput } from '../format.ts';
import { Refusal } from '../../refusal.ts';
import { folderOf, resolveInside } from './folder.ts';
import { zipEntries } from './zip.ts';

/** A file of an archive as an input of its own, or why it cannot be one. */
export type ArchivedFile =
  | { readonly within: string; readonly input: CaptureInput }
  | { readonly within: string; readonly code: string; readonly message: string };

/** Files that belong to a page or a program and are never a source by themselves. */
const FURNITURE =
  /(?:^|\/)(?:__MACOSX\/|\.[^/]+(?:\/|$)|thumbs\.db$|desktop\.ini$)|_files\/|\.(?:css|js|mjs|map|png|jpe?g|gif|svg|webp|avif|ico|bmp|tiff?|woff2?|ttf|otf|eot|mp[34]|m4[av]|webm|ogg|wav|mov|avi|exe|dll)$/i;

/**
 * The files of a zip archive one at a time, each unpacked only when its turn comes. Entries with unsafe paths are
 * reported; pictures, styles and scripts of saved pages are passed over, and so are the files a Zotero export refers to.
 */
export function* archivedFiles(archive: CaptureInput): Iterable<ArchivedFile> {
  const entries = zipEntries(archive.bytes, archive.name);
  if (entries.length === 0) throw new Refusal('empty', `${archive.name} holds no files.`);
  const folder = folderOf(entries);
  const zotero = [...folder.keys()]
    .filter((path) => path.endsWith('.rdf'))
    .map((path) => `${path.slice(0, path.lastIndexOf('/') + 1)}files/`);
  for (const entry of entries) {
    const { path } = entry;
    if (path === null) {
      yield {
        within: entry.name,
        code: 'unreadable',
        message: `${JSON.stringify(entry.name)} has an unsafe path in ${archive.name} and was left out.`,
      };
      continue;
    }
    if (FURNITURE.test(path) || zotero.some((files) => path.startsWith(files))) continue;
    try {
      const bytes = entry.bytes();
      const sibling = async (relative: string): Promise<Uint8Array | null> => {
        const inside = resolveInside(path, relative);
        return inside === null ? null : (folder.get(inside)?.bytes() ?? null);
      };
      yield {
        within: path,
        input: {
          bytes,
          name: path.slice(path.lastIndexOf('/') + 1),
          origin: `${archive.origin}/${path}`,
          sibling,
        },
      };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      yield { within: path, code: error.code, message: error.message };
    }
  }
}
