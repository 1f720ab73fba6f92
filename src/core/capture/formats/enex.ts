import { describedArticle, instantOf } from '../described.ts';
import type { CaptureInput, Captured, Format, Unread } from '../format.ts';
import { readFragment } from '../fragment.ts';
import { decodeBytes } from '../html/encoding.ts';
import { md5 } from '../hash.ts';
import { headText, looksLikeText } from '../sniff.ts';
import { childOf, childrenOf, parseXml, xmlText } from '../xml.ts';
import type { XmlElement } from '../xml.ts';

/** Bytes of a resource, by the MD5 that `en-media` names it with. */
function resourcesOf(note: XmlElement): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (const resource of childrenOf(note, 'resource')) {
    const data = xmlText(childOf(resource, 'data')).replace(/\s+/g, '');
    if (data === '' || !/^[A-Za-z0-9+/=]+$/.test(data)) continue;
    const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
    found.set(md5(bytes), bytes);
  }
  return found;
}

const rawText = (element: XmlElement | null): string =>
  (element?.children ?? []).map((child) => (typeof child === 'string' ? child : '')).join('');

/** Evernote's markup as HTML: `en-media` pictures, `en-todo` boxes, no XML prologue. */
const asHtml = (content: string): string =>
  content
    .replace(/<\?xml[^>]{0,500}\?>|<!DOCTYPE[^>]{0,500}>/gi, '')
    .replace(/<en-media\b([^<>]{0,2000}?)\/?>(?:<\/en-media>)?/gi, (_, attributes: string) => {
      const hash = /hash="([0-9a-f]{32})"/i.exec(attributes)?.[1];
      return hash && /type="image\//i.test(attributes) ? `<img src="enex:${hash}">` : '';
    })
    .replace(/<en-todo\b([^<>]{0,200}?)\/?>(?:<\/en-todo>)?/gi, (_, attributes: string) =>
      /checked="true"/i.test(attributes) ? '☑ ' : '☐ ',
    )
    .replace(/<!\[CDATA\[([\s\S]{0,100000}?)(?:\]\]>|(?=<\/en-note>))/g, '$1');

function noteOf(note: XmlElement, number: number): Captured {
  const attributes = childOf(note, 'note-attributes');
  const said = (name: string): string | null =>
    attributes === null ? null : xmlText(childOf(attributes, name)) || null;
  const pictures = resourcesOf(note);
  const url = said('source-url');
  const content = rawText(childOf(note, 'content'));
  const { blocks, assets, doubts } = readFragment(asHtml(content), {
    url,
    resources: (address) => pictures.get(address.replace(/^enex:/, '')) ?? null,
  });
  const tags = childrenOf(note, 'tag')
    .map(xmlText)
    .filter((tag) => tag !== '');
  const capturedAt = instantOf(xmlText(childOf(note, 'created')));
  return {
    kind: url === null ? 'note' : 'article',
    article: describedArticle(
      'enex',
      { title: xmlText(childOf(note, 'title')), byline: said('author'), url },
      blocks,
      { assets, doubts },
    ),
    original: { bytes: new TextEncoder().encode(content), mediaType: 'application/xml' },
    within: `note ${number}`,
    ...(capturedAt === undefined ? {} : { capturedAt }),
    ...(tags.length > 0 ? { tags } : {}),
  };
}

async function* read(input: CaptureInput): AsyncIterable<Captured | Unread> {
  // Sections inside sections are not allowed in XML; notes with one are cut off at the inner end and mended here.
  const { text } = decodeBytes(input.bytes, input.mediaType);
  const found: Captured[] = [];
  let number = 0;
  parseXml(mendSections(text.replace(/^\ufeff/, '')), input.name, {
    element: 'note',
    take: (note) => {
      number += 1;
      found.push(noteOf(note, number));
    },
  });
  yield* found;
}

/** Escapes CDATA sections that stand inside the section of a note's content, which Evernote writes and XML forbids. */
function mendSections(text: string): string {
  let mended = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf('<content>', at);
    const end = start < 0 ? -1 : text.indexOf('</content>', start);
    if (start < 0 || end < 0) return mended + text.slice(at);
    const inner = text.slice(start + 9, end);
    const open = inner.indexOf('<![CDATA[');
    const close = inner.lastIndexOf(']]>');
    mended += text.slice(at, start + 9);
    mended +=
      open < 0 || close < open
        ? inner
        : `<![CDATA[${inner.slice(open + 9, close).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
    at = end;
  }
}

/** Evernote's export (ENEX): notes with pictures, tags and addresses. */
export const enex: Format = {
  id: 'enex',
  detect: (input) => (looksLikeText(input.bytes) && /<en-export[\s>]/.test(headText(input.bytes)) ? 0.98 : 0),
  read,
};
