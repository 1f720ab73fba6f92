import { bookmarkOf } from '../bookmark.ts';
import { instantOf } from '../described.ts';
import type { CaptureInput, Captured, Format } from '../format.ts';
import { decodeBytes } from '../html/encoding.ts';
import { decodeEntities } from '../html/entities.ts';
import { headText, looksLikeText } from '../sniff.ts';

const ATTRIBUTE = /([a-z_-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/gi;

const attributesOf = (tag: string): ReadonlyMap<string, string> =>
  new Map(
    [...tag.matchAll(ATTRIBUTE)].map((m) => [
      m[1]!.toLowerCase(),
      decodeEntities(m[2] ?? m[3] ?? m[4] ?? ''),
    ]),
  );

const wordsOf = (markup: string): string =>
  decodeEntities(markup.replace(/<[^<>]{0,2000}>/g, ' '))
    .replace(/[ \t]+/g, ' ')
    .trim();

const DESCRIPTION = /<dd>/i;

/**
 * Netscape bookmark files, which every browser and most services write: `<DL>` folders of `<DT><A HREF ADD_DATE TAGS>`
 * with `<DD>` descriptions. The format has no closing tags to rely on, so it is read as a stream of tags.
 */
async function* read(input: CaptureInput): AsyncIterable<Captured> {
  const { text } = decodeBytes(input.bytes, input.mediaType);
  const tag = /<(\/?)(dl|h3|a)\b([^<>]{0,200000})>/gi;
  const folders: string[] = [];
  let heading: string | null = null;
  let number = 0;
  let found: RegExpExecArray | null;
  const until = (close: string): string => {
    const from = tag.lastIndex;
    const end = indexOfTag(text, close, from);
    tag.lastIndex = Math.min(text.length, end + close.length);
    return wordsOf(text.slice(from, end));
  };
  while ((found = tag.exec(text)) !== null) {
    const [, closing, name, rest] = found as unknown as [string, string, string, string];
    const element = name.toLowerCase();
    if (element === 'dl') {
      if (closing === '') folders.push(heading ?? '');
      else folders.pop();
      heading = null;
    } else if (closing !== '') continue;
    else if (element === 'h3') heading = until('</h3>');
    else {
      const attributes = attributesOf(rest);
      const title = until('</a>');
      const next = /<(?:dt|\/?dl|hr)\b/gi;
      next.lastIndex = tag.lastIndex;
      const between = text.slice(tag.lastIndex, next.exec(text)?.index ?? text.length);
      const note = DESCRIPTION.test(between) ? wordsOf(between.slice(between.search(DESCRIPTION) + 4)) : '';
      number += 1;
      const folder = folders.filter((part) => part !== '').join('/');
      const bookmark = bookmarkOf('bookmarks', {
        within: `bookmark ${number}`,
        title,
        url: attributes.get('href'),
        capturedAt: instantOf(attributes.get('add_date')),
        tags: (attributes.get('tags') ?? '').split(','),
        collections: folder === '' ? [] : [folder],
        state: attributes.get('toread') === '1' ? 'reading' : 'inbox',
        notes: [note],
        row: text.slice(found.index, tag.lastIndex),
        mediaType: 'text/html',
      });
      // place: (Firefox queries) and javascript: entries have no address and are no sources.
      if (bookmark && bookmark.article.url !== null) yield bookmark;
    }
  }
}

/** Position of a closing tag whatever its case; the end of the text when it is missing. */
function indexOfTag(text: string, close: string, from: number): number {
  for (let at = text.indexOf('</', from); at >= 0; at = text.indexOf('</', at + 2)) {
    if (text.slice(at, at + close.length).toLowerCase() === close) return at;
  }
  return text.length;
}

export const netscape: Format = {
  id: 'netscape',
  detect: (input) => {
    if (!looksLikeText(input.bytes)) return 0;
    const head = headText(input.bytes, 4096);
    if (/<!DOCTYPE NETSCAPE-Bookmark-file-1>/i.test(head)) return 0.99;
    return /<dl>\s*<p>\s*<dt>/i.test(head) && /<a\s[^>]*add_date/i.test(head) ? 0.9 : 0;
  },
  read,
};
