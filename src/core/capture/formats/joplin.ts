import { extract } from 'tar-stream';
import { safePath } from '../archive/paths.ts';
import { describedArticle, instantOf } from '../described.ts';
import type { CaptureInput, Captured, Format, Unread } from '../format.ts';
import { readFragment } from '../fragment.ts';
import { webAddress } from '../html/address.ts';
import { illustratedMarkdown } from '../markdown/pictures.ts';
import { Refusal } from '../../refusal.ts';
import { startsWith } from '../sniff.ts';

const LIMITS = { entries: 100_000, item: 50 * 1024 * 1024, total: 2 * 1024 ** 3 } as const;

/** One item of a Joplin export: title, body, and the `key: value` lines at its end. */
export interface JoplinItem {
  readonly title: string;
  readonly body: string;
  readonly properties: ReadonlyMap<string, string>;
}

/** Reads one serialised item (BaseItem.unserialize): the properties are the last block of lines. */
export function readJoplinItem(text: string): JoplinItem {
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  const properties = new Map<string, string>();
  let at = lines.length - 1;
  while (at >= 0 && lines[at] === '') at -= 1;
  for (; at >= 0; at -= 1) {
    const pair = /^([a-z_]+): ?(.*)$/.exec(lines[at]!);
    if (!pair) break;
    properties.set(pair[1]!, pair[2]!);
  }
  return {
    title: lines[0] === undefined || at < 0 ? '' : lines[0],
    body: lines.slice(2, Math.max(2, at)).join('\n').trim(),
    properties,
  };
}

const ITEM = /(?:^|\/)[0-9a-f]{32}\.md$/;
/** A picture: its name is the id that notes show it by (`:/id`). */
const RESOURCE = /(?:^|\/)resources\/([0-9a-f]{32})\.(?:png|jpe?g|gif|webp|avif|bmp)$/i;

/** Items and pictures of a tar file, one at a time, with limits on number and size. */
async function* tarEntries(
  input: CaptureInput,
): AsyncIterable<{ readonly path: string; readonly bytes: Buffer }> {
  const unpack = extract();
  let count = 0;
  let total = 0;
  unpack.end(Buffer.from(input.bytes.buffer, input.bytes.byteOffset, input.bytes.byteLength));
  try {
    for await (const entry of unpack) {
      count += 1;
      total += entry.header.size ?? 0;
      if (count > LIMITS.entries || total > LIMITS.total)
        throw new Refusal('too-large', `${input.name} holds too many files or too much data.`);
      const path = entry.header.type === 'file' ? safePath(entry.header.name) : null;
      const wanted =
        path !== null && (ITEM.test(path) || RESOURCE.test(path)) && (entry.header.size ?? 0) <= LIMITS.item;
      const chunks: Uint8Array[] = [];
      for await (const chunk of entry) if (wanted) chunks.push(chunk as Uint8Array);
      if (wanted) yield { path, bytes: Buffer.concat(chunks) };
    }
  } catch (error) {
    if (error instanceof Refusal || !(error instanceof Error)) throw error;
    throw new Refusal('unreadable', `${input.name} is damaged or cut short.`);
  }
}

async function* read(input: CaptureInput): AsyncIterable<Captured | Unread> {
  const notes: { path: string; item: JoplinItem }[] = [];
  const titles = new Map<string, string>();
  const parents = new Map<string, string>();
  const tags = new Map<string, string[]>();
  const pictures = new Map<string, Uint8Array>();
  for await (const { path, bytes } of tarEntries(input)) {
    const resource = RESOURCE.exec(path)?.[1];
    if (resource !== undefined) {
      pictures.set(resource.toLowerCase(), bytes);
      continue;
    }
    const item = readJoplinItem(bytes.toString('utf8'));
    const get = (key: string): string => item.properties.get(key) ?? '';
    const type = get('type_');
    if (type === '1') notes.push({ path, item });
    else if (type === '2' || type === '5') {
      titles.set(get('id'), item.title);
      parents.set(get('id'), get('parent_id'));
    } else if (type === '6') tags.set(get('note_id'), [...(tags.get(get('note_id')) ?? []), get('tag_id')]);
  }
  if (notes.length === 0) throw new Refusal('empty', `${input.name} holds no notes.`);
  const pictureAt = (address: string): Uint8Array | null =>
    pictures.get(/^:\/([0-9a-f]{32})/i.exec(address)?.[1]?.toLowerCase() ?? '') ?? null;
  const folderOf = (id: string): string => {
    const names: string[] = [];
    for (
      let at = id, depth = 0;
      at !== '' && titles.has(at) && depth < 50;
      at = parents.get(at) ?? '', depth += 1
    )
      names.unshift(titles.get(at)!);
    return names.join('/');
  };
  for (const { path, item } of notes) {
    const get = (key: string): string => item.properties.get(key) ?? '';
    if (get('encryption_applied') === '1') {
      yield {
        within: path,
        code: 'unreadable',
        message: `${path} is encrypted; turn off encryption in Joplin before exporting.`,
      };
      continue;
    }
    const url = webAddress(get('source_url'), null);
    const html = get('markup_language') === '2';
    const fragment = html
      ? readFragment(item.body, { url, resources: pictureAt })
      : { ...(await illustratedMarkdown(item.body, async (address) => pictureAt(address))), doubts: [] };
    const names = (tags.get(get('id')) ?? [])
      .map((id) => titles.get(id))
      .filter((name) => name !== undefined);
    const folder = folderOf(get('parent_id'));
    const capturedAt = instantOf(get('user_created_time') || get('created_time'));
    yield {
      kind: url === null ? 'note' : 'article',
      article: describedArticle(
        'joplin',
        { title: item.title, byline: get('author'), url },
        fragment.blocks,
        fragment,
      ),
      original: {
        bytes: new TextEncoder().encode(item.body),
        mediaType: html ? 'text/html' : 'text/markdown',
      },
      within: path,
      ...(get('id') === '' ? {} : { externalId: get('id') }),
      ...(capturedAt === undefined ? {} : { capturedAt }),
      ...(names.length > 0 ? { tags: names } : {}),
      ...(folder === '' ? {} : { collections: [folder] }),
    };
  }
}

/** Joplin's export (JEX): a tar of Markdown items. */
export const joplin: Format = {
  id: 'joplin',
  detect: (input) => {
    const tar = startsWith(input.bytes, 'ustar', 257);
    if (!tar) return 0;
    const name = new TextDecoder('latin1').decode(input.bytes.subarray(0, 100)).replace(/\0.*$/s, '');
    return /^(?:\.\/)?[0-9a-f]{32}\.md$|^(?:\.\/)?resources\//.test(name)
      ? 0.95
      : /\.jex$/i.test(input.name)
        ? 0.8
        : 0;
  },
  read,
};
