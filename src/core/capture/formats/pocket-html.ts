import { bookmarkOf } from '../bookmark.ts';
import { instantOf } from '../described.ts';
import type { Captured, Format } from '../format.ts';
import { decodeBytes } from '../html/encoding.ts';
import { decodeEntities } from '../html/entities.ts';
import { headText, looksLikeText } from '../sniff.ts';

const PART = /<h1>([^<]{0,100})<\/h1>|<a\s([^<>]{0,20000})>([^<]{0,20000})<\/a>/gi;

const attribute = (tag: string, name: string): string =>
  decodeEntities(new RegExp(`${name}\\s*=\\s*"([^"]*)"`, 'i').exec(tag)?.[1] ?? '');

/** Pocket's older export, `ril_export.html`: links under "Unread" and "Read Archive". */
export const pocketHtml: Format = {
  id: 'pocket-html',
  detect: (input) =>
    looksLikeText(input.bytes) &&
    /<title>Pocket Export<\/title>|<a href="[^"]*" time_added="\d+"/i.test(headText(input.bytes, 8192))
      ? 0.98
      : 0,
  async *read(input): AsyncIterable<Captured> {
    const { text } = decodeBytes(input.bytes, input.mediaType);
    let done = false;
    let number = 0;
    for (const [row, heading, tag, title] of text.matchAll(PART)) {
      if (heading !== undefined) {
        done = /archive/i.test(heading);
        continue;
      }
      number += 1;
      const found = bookmarkOf('pocket', {
        within: `link ${number}`,
        title: decodeEntities(title ?? ''),
        url: attribute(tag!, 'href'),
        capturedAt: instantOf(attribute(tag!, 'time_added')),
        tags: attribute(tag!, 'tags').split(','),
        state: done ? 'done' : 'inbox',
        row,
        mediaType: 'text/html',
      });
      if (found) yield found;
    }
  },
};
