import { describedArticle, instantOf } from '../described.ts';
import { machineDate } from '../dates.ts';
import type { CarriedAnnotation, Captured, Format } from '../format.ts';
import { readFragment } from '../fragment.ts';
import { isObject, jsonMentions, listMember, readJson, textMember } from '../json.ts';
import type { JsonObject } from '../json.ts';

const flag = (item: JsonObject, key: string): boolean =>
  item[key] === true || item[key] === 1 || item[key] === '1';

function annotationsOf(item: JsonObject): readonly CarriedAnnotation[] {
  return listMember(item, 'annotations').flatMap((entry) => {
    const quote = isObject(entry) ? textMember(entry, 'quote') : null;
    if (quote === null || !isObject(entry)) return [];
    const note = textMember(entry, 'text');
    return [{ quote, ...(note === null ? {} : { note }) }];
  });
}

const tagsOf = (item: JsonObject): readonly string[] =>
  listMember(item, 'tags')
    .flatMap((tag) =>
      typeof tag === 'string' ? [tag] : isObject(tag) ? [textMember(tag, 'label') ?? ''] : [],
    )
    .filter((tag) => tag !== '');

/** Wallabag's JSON export (versions 1 and 2): the text comes along as HTML in `content`. */
export const wallabag: Format = {
  id: 'wallabag',
  detect: (input) => (jsonMentions(input, 'url', 'content', /"is_(?:archived|read|starred|fav)"/) ? 0.95 : 0),
  async *read(input): AsyncIterable<Captured> {
    const value = readJson(input);
    for (const [i, item] of (Array.isArray(value) ? value : [value]).entries()) {
      if (!isObject(item)) continue;
      const url = textMember(item, 'url');
      const { blocks, assets, doubts } = readFragment(textMember(item, 'content') ?? '', { url });
      const published = textMember(item, 'published_at');
      const authors = listMember(item, 'published_by').filter((name) => typeof name === 'string');
      const [annotations, tags, capturedAt] = [
        annotationsOf(item),
        tagsOf(item),
        instantOf(textMember(item, 'created_at')),
      ];
      yield {
        kind: blocks.some((block) => block.text !== '') ? 'article' : 'bookmark',
        article: describedArticle(
          'wallabag',
          {
            title: textMember(item, 'title'),
            byline: authors.join(', '),
            siteName: textMember(item, 'domain_name'),
            publishedOn: published === null ? null : machineDate(published),
            language: textMember(item, 'language'),
            url,
          },
          blocks,
          { assets, doubts },
        ),
        original: { bytes: new TextEncoder().encode(JSON.stringify(item)), mediaType: 'application/json' },
        within: `item ${i + 1}`,
        ...(textMember(item, 'id') === null ? {} : { externalId: textMember(item, 'id')! }),
        ...(capturedAt === undefined ? {} : { capturedAt }),
        ...(tags.length > 0 ? { tags } : {}),
        ...(annotations.length > 0 ? { annotations } : {}),
        state: flag(item, 'is_archived') || flag(item, 'is_read') ? 'done' : 'inbox',
        ...(flag(item, 'is_starred') || flag(item, 'is_fav') ? { starred: true } : {}),
      };
    }
  },
};
