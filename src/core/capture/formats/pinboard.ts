import { bookmarkOf } from '../bookmark.ts';
import { instantOf } from '../described.ts';
import type { Captured, Format } from '../format.ts';
import { isObject, jsonMentions, readJson, textMember } from '../json.ts';

/** Pinboard's JSON: a list of `{href, description, extended, time, toread, tags}`; tags separated by spaces. */
export const pinboard: Format = {
  id: 'pinboard',
  detect: (input) => (jsonMentions(input, 'href', 'description', 'extended', 'toread') ? 0.95 : 0),
  async *read(input): AsyncIterable<Captured> {
    const value = readJson(input);
    for (const [i, item] of (Array.isArray(value) ? value : []).entries()) {
      if (!isObject(item)) continue;
      const found = bookmarkOf('pinboard', {
        within: `item ${i + 1}`,
        externalId: textMember(item, 'hash') ?? undefined,
        title: textMember(item, 'description'),
        url: textMember(item, 'href'),
        capturedAt: instantOf(textMember(item, 'time')),
        tags: (textMember(item, 'tags') ?? '').split(/\s+/),
        notes: [textMember(item, 'extended') ?? ''],
        state: 'inbox',
        row: item,
      });
      if (found) yield found;
    }
  },
};
