import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Refusal } from '../core/refusal.ts';

/** One file to import: where it is, and what it is called in the report. */
export interface InputFile {
  readonly path: string;
  readonly origin: string;
}

const MOST_DEPTH = 40;
const ignored = (name: string): boolean =>
  name.startsWith('.') || name === 'Thumbs.db' || name === 'desktop.ini' || name === '__MACOSX';

/** What belongs to pages and notes beside it, and is read with them: pictures, styles, scripts, fonts. */
const ATTACHMENT = /\.(?:png|jpe?g|gif|webp|avif|bmp|svg|ico|css|m?js|woff2?|ttf|otf)$/i;

/**
 * The files behind a path: itself, or everything inside a folder in the order of names. Hidden files are left out,
 * links are not followed, pictures and the like are left to the pages they belong to, and the `files` folder of a Zotero export is left to the export's own reader.
 * Throws a Refusal when the path cannot be read.
 */
export function inputFiles(path: string): InputFile[] {
  let about;
  try {
    about = statSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
  if (!about.isDirectory()) return [{ path, origin: path }];
  const files: InputFile[] = [];
  const walk = (folder: string, depth: number): void => {
    if (depth > MOST_DEPTH) return;
    let entries;
    try {
      entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      throw unreadable(folder, error);
    }
    const zotero = entries.some((entry) => entry.name.endsWith('.rdf'));
    for (const entry of entries) {
      if (ignored(entry.name) || entry.isSymbolicLink()) continue;
      const at = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!(zotero && entry.name === 'files')) walk(at, depth + 1);
      } else if (entry.isFile() && !ATTACHMENT.test(entry.name)) files.push({ path: at, origin: at });
    }
  };
  walk(path, 0);
  return files;
}

/** A file system failure in words. */
export function unreadable(path: string, error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const name = basename(path) || path;
  if (code === 'ENOENT') return new Refusal('not-found', `There is no file ${path}.`);
  if (code === 'EACCES' || code === 'EPERM')
    return new Refusal('unreadable', `${name} may not be read: permission was refused.`);
  return new Refusal('unreadable', `${name} cannot be read (${code || String(error)}).`);
}
