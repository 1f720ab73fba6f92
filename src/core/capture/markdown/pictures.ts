import type { Asset } from '../format.ts';
import { sha256 } from '../hash.ts';
import { pictureCollector } from '../html/images.ts';
import { blocksFromMarkdown, type MarkdownText } from './blocks.ts';

/** Pictures of one text that are looked for beside it. */
const MOST = 500;

/** A text with the pictures that came along with it. */
export interface IllustratedText extends MarkdownText {
  readonly assets: readonly Asset[];
}

/**
 * Markdown with its pictures: those whose address is no web address are asked of `load` (a file beside the text, a part
 * of an export) and kept; those in the text itself (`data:`) as well; those on the web keep their address only.
 */
export async function illustratedMarkdown(
  markdown: string,
  load: (address: string) => Promise<Uint8Array | null>,
): Promise<IllustratedText> {
  const wanted = new Set<string>();
  const first = blocksFromMarkdown(markdown, ({ source }) => {
    if (source !== null && wanted.size < MOST) wanted.add(source);
    return null;
  });
  if (wanted.size === 0) return { ...first, assets: [] };
  const files = new Map<string, Uint8Array>();
  for (const address of wanted) {
    if (/^[a-z][a-z0-9+.-]+:/i.test(address)) continue;
    const bytes = await load(address);
    if (bytes) files.set(address, bytes);
  }
  const pictures = pictureCollector(null, sha256, (address) => files.get(address) ?? null);
  return { ...blocksFromMarkdown(markdown, pictures.image), assets: pictures.assets };
}

/** Folders in which note programs keep the pictures of the notes beside them. */
const FOLDERS = ['', 'attachments/', 'assets/', 'images/', '_resources/', 'files/', 'media/'];

/** Looks for a picture beside a text: where its address says, else by its name in the customary folders. */
export const besideText =
  (sibling: ((path: string) => Promise<Uint8Array | null>) | undefined) =>
  async (address: string): Promise<Uint8Array | null> => {
    if (!sibling) return null;
    let path: string;
    try {
      path = decodeURIComponent(address.split(/[?#]/, 1)[0]!);
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
      path = address;
    }
    if (path === '' || path.startsWith('/') || /^[a-z]:[\\/]/i.test(path)) return null;
    const name = path.split(/[\\/]/).pop()!;
    for (const tried of new Set([path, ...FOLDERS.map((folder) => folder + name)])) {
      const bytes = await sibling(tried);
      if (bytes) return bytes;
    }
    return null;
  };
