import type { Captured, Format, Unread } from '../format.ts';
import { decodeBytes } from '../html/encoding.ts';
import { displayName, referenceSource } from '../reference.ts';
import { headText, looksLikeText } from '../sniff.ts';
import { childOf, childrenOf, parseXml, xmlText } from '../xml.ts';
import type { XmlElement } from '../xml.ts';

const at = (element: XmlElement, ...path: readonly string[]): XmlElement | null =>
  path.reduce<XmlElement | null>((found, name) => (found === null ? null : childOf(found, name)), element);

const textAt = (element: XmlElement, ...path: readonly string[]): string | null =>
  xmlText(at(element, ...path)) || null;

const textsAt = (element: XmlElement, name: string, ...path: readonly string[]): readonly string[] => {
  const parent = at(element, ...path);
  return parent === null
    ? []
    : childrenOf(parent, name)
        .map(xmlText)
        .filter((text) => text !== '');
};

function recordOf(record: XmlElement, number: number): Captured | null {
  const year = textAt(record, 'dates', 'year');
  const day = textsAt(record, 'date', 'dates', 'pub-dates')[0] ?? null;
  const authors = textsAt(record, 'author', 'contributors', 'authors');
  const keywords = at(record, 'keywords');
  return referenceSource('endnote', {
    within: `record ${number}`,
    externalId: textAt(record, 'rec-number'),
    title: textAt(record, 'titles', 'title'),
    authors: (authors.length > 0
      ? authors
      : textsAt(record, 'author', 'contributors', 'secondary-authors')
    ).map(displayName),
    publication: textAt(record, 'titles', 'secondary-title') ?? textAt(record, 'periodical', 'full-title'),
    publisher: textAt(record, 'publisher'),
    date: day !== null && /\d{4}/.test(day) ? day : year === null || day === null ? year : `${day} ${year}`,
    url:
      textsAt(record, 'url', 'urls', 'related-urls')[0] ??
      textsAt(record, 'url', 'urls', 'web-urls')[0] ??
      null,
    doi: textAt(record, 'electronic-resource-num'),
    language: textAt(record, 'language'),
    abstract: textAt(record, 'abstract'),
    tags: keywords === null ? [] : childrenOf(keywords, 'keyword').map(xmlText),
    notes: [textAt(record, 'notes') ?? '', textAt(record, 'research-notes') ?? ''],
    raw: JSON.stringify(record),
    mediaType: 'application/json',
  });
}

/** EndNote's XML export: `<xml><records><record>…`. */
export const endnoteXml: Format = {
  id: 'endnote-xml',
  detect: (input) =>
    looksLikeText(input.bytes) && /<records>\s*<record>/.test(headText(input.bytes)) ? 0.95 : 0,
  async *read(input): AsyncIterable<Captured | Unread> {
    const { text } = decodeBytes(input.bytes, input.mediaType);
    const found: Captured[] = [];
    let number = 0;
    parseXml(text.replace(/^\ufeff/, ''), input.name, {
      element: 'record',
      take: (record) => {
        number += 1;
        const source = recordOf(record, number);
        if (source) found.push(source);
      },
    });
    yield* found;
  },
};
