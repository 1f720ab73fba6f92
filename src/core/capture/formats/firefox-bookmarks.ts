import { bookmarkOf } from '../bookmark.ts';
import { instantOf } from '../described.ts';
import type { Captured, Format } from '../format.ts';
import { isObject, jsonMentions, listMember, readJson, textMember } from '../json.ts';
import type { JsonObject } from '../json.ts';

/** Firefox's bookmark backup: a tree of `text/x-moz-place-container` folders; dates are microseconds. */
export const firefoxBookmarks: Format = {
  id: 'firefox-bookmarks',
  detect: (input) => (jsonMentions(input, /text\/x-moz-place/, /"(?:root|guid)"/) ? 0.97 : 0),
  async *read(input): AsyncIterable<Captured> {
    const root = readJson(input);
    if (!isObject(root)) return;
    const stack: { node: JsonObject; folder: readonly string[] }[] = [{ node: root, folder: [] }];
    let number = 0;
    while (stack.length > 0) {
      const { node, folder } = stack.pop()!;
      const title = textMember(node, 'title');
      if (textMember(node, 'type') === 'text/x-moz-place') {
        number += 1;
        const found = bookmarkOf('firefox', {
          within: `bookmark ${number}`,
          externalId: textMember(node, 'guid') ?? undefined,
          title,
          url: textMember(node, 'uri'),
          capturedAt: instantOf(node['dateAdded']),
          tags: (textMember(node, 'tags') ?? '').split(','),
          collections: folder.length > 0 ? [folder.join('/')] : [],
          row: node,
        });
        if (found && found.article.url !== null) yield found;
      }
      const inside =
        textMember(node, 'type')?.endsWith('container') && title !== null ? [...folder, title] : folder;
      const children = listMember(node, 'children');
      for (let i = children.length - 1; i >= 0; i -= 1) {
        const child = children[i];
        if (isObject(child) && folder.length < 100) stack.push({ node: child, folder: inside });
      }
    }
  },
};
