import type { ZipEntry } from './zip.ts';

/** The files of an archive by path, to look one up from another. */
export type Folder = ReadonlyMap<string, ZipEntry>;

/** Entries by safe path; entries that must not be followed are left out. */
export const folderOf = (entries: readonly ZipEntry[]): Folder =>
  new Map(entries.flatMap((entry) => (entry.path === null ? [] : [[entry.path, entry] as const])));

/** Resolves `relative` against the folder of `from` inside an archive; null when it leads out of it or elsewhere. */
export function resolveInside(from: string, relative: string): string | null {
  const clean = relative.split(/[?#]/, 1)[0]!;
  if (clean === '' || /^[a-z][a-z0-9+.-]*:/i.test(clean) || clean.startsWith('/')) return null;
  let decoded = clean;
  try {
    decoded = decodeURIComponent(clean);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
  }
  const parts = from.split('/').slice(0, -1);
  for (const part of decoded.replaceAll('\\', '/').split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
