import { annotatedPages } from '../annotated.ts';
import type { PageAnnotation } from '../annotated.ts';
import { instantOf } from '../described.ts';
import type { Captured, Format } from '../format.ts';
import {
  isObject,
  jsonMentions,
  listMember,
  objectMember,
  readJson,
  stringsMember,
  textMember,
} from '../json.ts';
import type { JsonObject } from '../json.ts';

function pageAnnotation(item: JsonObject): PageAnnotation | null {
  const url = textMember(item, 'uri');
  if (url === null) return null;
  const document = objectMember(item, 'document');
  const title =
    document === null ? null : (stringsMember(document, 'title')[0] ?? textMember(document, 'title'));
  const selectors = listMember(item, 'target').flatMap((target) =>
    isObject(target) ? listMember(target, 'selector') : [],
  );
  const quoted = selectors.find(
    (selector): selector is JsonObject => isObject(selector) && selector['type'] === 'TextQuoteSelector',
  );
  const quote = quoted ? textMember(quoted, 'exact') : null;
  const note = textMember(item, 'text');
  if (quoted === undefined || quote === null) return { url, title, annotation: null, note };
  const [prefix, suffix, tags, createdAt] = [
    quoted['prefix'],
    quoted['suffix'],
    stringsMember(item, 'tags'),
    instantOf(textMember(item, 'created')),
  ];
  return {
    url,
    title,
    note: null,
    annotation: {
      quote,
      ...(typeof prefix === 'string' && prefix !== '' ? { prefix } : {}),
      ...(typeof suffix === 'string' && suffix !== '' ? { suffix } : {}),
      ...(note === null ? {} : { note }),
      ...(tags.length > 0 ? { tags } : {}),
      ...(createdAt === undefined ? {} : { createdAt }),
    },
  };
}

/** Hypothesis: its client's export `{export_date, annotations}` or a result of its search API `{total, rows}`. */
export const hypothesis: Format = {
  id: 'hypothesis',
  detect: (input) =>
    jsonMentions(input, 'uri', 'target') &&
    jsonMentions(input, /"(?:export_userid|export_date|rows|client_version)"/)
      ? 0.95
      : 0,
  async *read(input): AsyncIterable<Captured> {
    const value = readJson(input);
    const items = (
      isObject(value)
        ? [...listMember(value, 'annotations'), ...listMember(value, 'rows')]
        : Array.isArray(value)
          ? value
          : []
    ).filter(isObject);
    const found = items.map(pageAnnotation).filter((item) => item !== null);
    yield* annotatedPages('hypothesis', found, (url) =>
      new TextEncoder().encode(JSON.stringify(items.filter((item) => item['uri'] === url))),
    );
  },
};
