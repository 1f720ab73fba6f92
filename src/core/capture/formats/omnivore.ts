import { folderOf } from '../archive/folder.ts';
import type { Folder } from '../archive/folder.ts';
import { isZip } from '../sniff.ts';
import { zipEntries, zipNames } from '../archive/zip.ts';
import { describedArticle, instantOf } from '../described.ts';
import { machineDate } from '../dates.ts';
import type { CaptureInput, CarriedAnnotation, Captured, Format, Unread } from '../format.ts';
import { readFragment } from '../fragment.ts';
import type { Fragment } from '../fragment.ts';
import { decodeBytes } from '../html/encoding.ts';
import { isObject, jsonMentions, readJson, stringsMember, textMember } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { Refusal } from '../../refusal.ts';
import { pdf } from './pdf.ts';

const METADATA = /^(?:.*\/)?metadata_\d+_to_\d+\.json$/;

/** Highlights of one article: `> quote` with `#labels` and a note below. */
export function readHighlights(markdown: string): readonly CarriedAnnotation[] {
  const found: { quote: string; note: string; tags: string[] }[] = [];
  let quoting = false;
  for (const line of markdown.split(/\r?\n/)) {
    const quoted = /^>\s?(.*)$/.exec(line);
    if (quoted) {
      if (quoting) found.at(-1)!.quote += ` ${quoted[1]!}`;
      else found.push({ quote: quoted[1]!, note: '', tags: [] });
      quoting = true;
      continue;
    }
    if (line.trim() === '') {
      quoting = false;
      continue;
    }
    quoting = false;
    const last = found.at(-1);
    if (!last) continue;
    if (/^(?:#[^\s#]+\s*)+$/.test(line.trim()))
      last.tags.push(...[...line.matchAll(/#([^\s#]+)/g)].map((m) => m[1]!));
    else last.note += (last.note === '' ? '' : '\n') + line.trim();
  }
  return found
    .map(({ quote, note, tags }) => ({
      quote: quote.replace(/\s*\[⤴️?\]\([^)]*\)\s*$/u, '').trim(),
      ...(note === '' ? {} : { note }),
      ...(tags.length > 0 ? { tags } : {}),
    }))
    .filter(({ quote }) => quote !== '');
}

const empty: Fragment = { blocks: [], assets: [], doubts: [] };

async function itemOf(item: JsonObject, within: string, folder: Folder | null): Promise<Captured | Unread> {
  const slug = textMember(item, 'slug') ?? '';
  const url = textMember(item, 'url');
  const beside = (path: string): Uint8Array | null => {
    return folder?.get(path)?.bytes() ?? null;
  };
  let fragment = empty;
  let kind: Captured['kind'] = 'bookmark';
  let original: Captured['original'] = {
    bytes: new TextEncoder().encode(JSON.stringify(item)),
    mediaType: 'application/json',
  };
  let marks: readonly CarriedAnnotation[] = [];
  try {
    const html = beside(`content/${slug}.html`);
    const file = html === null ? beside(`content/${slug}.pdf`) : null;
    if (html !== null) {
      fragment = readFragment(decodeBytes(html, 'text/html').text, { url });
      original = { bytes: html, mediaType: 'text/html' };
      kind = 'article';
    } else if (file !== null) {
      for await (const part of pdf.read({ bytes: file, name: `${slug}.pdf`, origin: within })) {
        if ('article' in part)
          fragment = { blocks: part.article.blocks, assets: [], doubts: part.article.doubts };
      }
      original = { bytes: file, mediaType: 'application/pdf' };
      kind = 'pdf';
    }
    const highlights = beside(`highlights/${slug}.md`);
    if (highlights !== null) marks = readHighlights(decodeBytes(highlights).text);
  } catch (error) {
    if (error instanceof Refusal) return { within, code: error.code, message: error.message };
    throw error;
  }
  const published = textMember(item, 'publishedAt');
  const tags = stringsMember(item, 'labels');
  const capturedAt = instantOf(textMember(item, 'savedAt'));
  const description = textMember(item, 'description');
  return {
    kind,
    article: describedArticle(
      'omnivore',
      {
        title: textMember(item, 'title'),
        byline: textMember(item, 'author'),
        siteName: textMember(item, 'siteName'),
        publishedOn: published === null ? null : machineDate(published),
        url,
      },
      fragment.blocks,
      fragment,
    ),
    original,
    within,
    ...(textMember(item, 'id') === null ? {} : { externalId: textMember(item, 'id')! }),
    ...(capturedAt === undefined ? {} : { capturedAt }),
    ...(tags.length > 0 ? { tags } : {}),
    state:
      textMember(item, 'state') === 'Archived'
        ? 'done'
        : Number(item['readingProgress']) > 0
          ? 'reading'
          : 'inbox',
    ...(marks.length > 0 ? { annotations: marks } : {}),
    ...(description === null ? {} : { notes: [description] }),
  };
}

async function* items(
  input: CaptureInput,
  value: unknown,
  prefix: string,
  folder: Folder | null,
): AsyncIterable<Captured | Unread> {
  if (!Array.isArray(value))
    throw new Refusal('unreadable', `${input.name} does not hold a list of Omnivore items.`);
  for (const [i, item] of value.entries())
    if (isObject(item))
      yield await itemOf(item, `${prefix}${textMember(item, 'slug') ?? `item ${i + 1}`}`, folder);
}

async function* read(input: CaptureInput): AsyncIterable<Captured | Unread> {
  if (!isZip(input.bytes)) {
    yield* items(input, readJson(input), '', null);
    return;
  }
  const folder = folderOf(zipEntries(input.bytes, input.name));
  const lists = [...folder.keys()].filter((path) => METADATA.test(path)).sort();
  for (const path of lists) {
    const root = path.slice(0, path.lastIndexOf('/') + 1);
    const inner =
      root === ''
        ? folder
        : new Map(
            [...folder].flatMap(([key, entry]) =>
              key.startsWith(root) ? [[key.slice(root.length), entry] as const] : [],
            ),
          );
    try {
      const bytes = folder.get(path)!.bytes();
      yield* items(
        { ...input, bytes, name: `${input.name}/${path}` },
        readJson({ ...input, bytes, name: path }),
        root,
        inner,
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      yield { within: path, code: error.code, message: error.message };
    }
  }
}

/** Omnivore's export: a zip of metadata, contents and highlights, or one of its metadata files alone. */
export const omnivore: Format = {
  id: 'omnivore',
  detect: (input) => {
    if (isZip(input.bytes)) return zipNames(input.bytes).some((name) => METADATA.test(name)) ? 0.97 : 0;
    return jsonMentions(input, 'slug', 'savedAt', 'labels', 'state') ? 0.95 : 0;
  },
  read,
};
