import { folderOf, resolveInside } from '../archive/folder.ts';
import { isZip, startsWith } from '../sniff.ts';
import { zipEntries, zipNames } from '../archive/zip.ts';
import { machineDate } from '../dates.ts';
import { describedArticle } from '../described.ts';
import type { Asset, CaptureInput, Captured, Format } from '../format.ts';
import { readFragment } from '../fragment.ts';
import { decodeBytes } from '../html/encoding.ts';
import { childOf, childrenOf, parseXml, xmlText } from '../xml.ts';
import type { XmlElement } from '../xml.ts';
import type { Block, Doubt } from '../../source.ts';
import { Refusal } from '../../refusal.ts';

const MOST_TEXT = 100 * 1024 * 1024;

/** Values of a Dublin Core element of the package document. */
const metadata = (opf: XmlElement, name: string): readonly string[] => {
  const parent = childOf(opf, 'metadata');
  return parent === null
    ? []
    : childrenOf(parent, name)
        .map(xmlText)
        .filter((text) => text !== '');
};

async function* read(input: CaptureInput): AsyncIterable<Captured> {
  const folder = folderOf(zipEntries(input.bytes, input.name));
  const textAt = (path: string): string | null => {
    const entry = folder.get(path);
    return entry ? decodeBytes(entry.bytes()).text.replace(/^\ufeff/, '') : null;
  };
  if (
    folder.has('META-INF/encryption.xml') &&
    /EncryptedData[\s\S]{0,2000}xhtml|content\.opf/i.test(textAt('META-INF/encryption.xml') ?? '')
  ) {
    throw new Refusal(
      'unreadable',
      `${input.name} is protected by digital rights management and cannot be read.`,
    );
  }
  const container = textAt('META-INF/container.xml');
  const rootfile =
    container === null
      ? null
      : /<rootfile\s[^>]{0,1000}full-path\s*=\s*["']([^"']{1,1000})["']/.exec(container)?.[1];
  const path = rootfile ?? [...folder.keys()].find((name) => name.endsWith('.opf')) ?? null;
  const packed = path === null ? null : textAt(path);
  if (path === null || packed === null)
    throw new Refusal('unreadable', `${input.name} is not a readable EPUB: its package document is missing.`);
  const opf = childOf(parseXml(packed, `${input.name}/${path}`), 'package');
  if (opf === null)
    throw new Refusal('unreadable', `${input.name} is not a readable EPUB: its package document is empty.`);
  const manifest = new Map(
    (childOf(opf, 'manifest')?.children ?? []).flatMap((item) =>
      typeof item === 'string' ? [] : [[item.attributes['id'] ?? '', item] as const],
    ),
  );
  const spine = childOf(opf, 'spine');
  const blocks: Block[] = [];
  const assets = new Map<string, Asset>();
  const doubts: Doubt[] = [];
  let size = 0;
  for (const reference of spine === null ? [] : childrenOf(spine, 'itemref')) {
    const item = manifest.get(reference.attributes['idref'] ?? '');
    const file = item ? resolveInside(path, item.attributes['href'] ?? '') : null;
    const entry = file === null ? undefined : folder.get(file);
    if (!entry || file === null) {
      doubts.push({
        code: 'missing-part',
        detail: item?.attributes['href'] ?? reference.attributes['idref'] ?? '',
      });
      continue;
    }
    size += entry.size;
    if (size > MOST_TEXT)
      throw new Refusal('too-large', `${input.name} holds more than ${MOST_TEXT / 1024 ** 2} MB of text.`);
    if (/\bnav\b/.test(item?.attributes['properties'] ?? '')) continue;
    const chapter = readFragment(decodeBytes(entry.bytes(), 'text/html').text, {
      resources: (address) => {
        const inside = resolveInside(file, address);
        return inside === null ? null : (folder.get(inside)?.bytes() ?? null);
      },
    });
    blocks.push(...chapter.blocks);
    for (const asset of chapter.assets) assets.set(asset.hash, asset);
  }
  if (blocks.length === 0) throw new Refusal('empty', `${input.name} holds no text.`);
  const date = metadata(opf, 'date')[0];
  yield {
    kind: 'book',
    article: describedArticle(
      'package document',
      {
        title: metadata(opf, 'title')[0],
        byline: metadata(opf, 'creator').join(', '),
        siteName: metadata(opf, 'publisher')[0],
        publishedOn: date === undefined ? null : machineDate(date),
        language: metadata(opf, 'language')[0],
        url: input.url ?? metadata(opf, 'source').find((source) => /^https?:/.test(source)),
      },
      blocks,
      { assets: [...assets.values()], doubts },
    ),
    original: { bytes: input.bytes, mediaType: 'application/epub+zip' },
  };
}

/** EPUB books (2 and 3): chapters in reading order, pictures kept. */
export const epub: Format = {
  id: 'epub',
  detect: (input) => {
    if (!isZip(input.bytes)) return 0;
    if (startsWith(input.bytes, 'mimetypeapplication/epub+zip', 30)) return 0.99;
    return zipNames(input.bytes).includes('META-INF/container.xml')
      ? 0.9
      : /\.epub$/i.test(input.name)
        ? 0.6
        : 0;
  },
  read,
};
