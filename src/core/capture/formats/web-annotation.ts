import { annotatedPages } from '../annotated.ts';
import type { PageAnnotation } from '../annotated.ts';
import { instantOf } from '../described.ts';
import type { Captured, Format } from '../format.ts';
import { isObject, jsonMentions, readJson, textMember } from '../json.ts';
import type { JsonObject } from '../json.ts';

const many = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** Objects of a JSON-LD document that are annotations, wherever collections, pages and graphs put them. */
function annotationsIn(value: unknown): readonly JsonObject[] {
  const found: JsonObject[] = [];
  const stack: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  while (stack.length > 0) {
    const { value: at, depth } = stack.pop()!;
    if (depth > 20) continue;
    if (Array.isArray(at))
      for (let i = at.length - 1; i >= 0; i -= 1) stack.push({ value: at[i], depth: depth + 1 });
    else if (isObject(at)) {
      if (many(at['type'] ?? at['@type']).some((type) => type === 'Annotation' || type === 'oa:Annotation'))
        found.push(at);
      else
        for (const key of ['@graph', 'items', 'first', 'next', 'annotations'])
          if (Object.hasOwn(at, key)) stack.push({ value: at[key], depth: depth + 1 });
    }
  }
  return found;
}

/** The first quote among selectors and what refines them. */
function quoteOf(selector: unknown): JsonObject | null {
  const stack = [...many(selector)].map((value) => ({ value, depth: 0 }));
  while (stack.length > 0) {
    const { value, depth } = stack.shift()!;
    if (!isObject(value) || depth > 8) continue;
    if (value['type'] === 'TextQuoteSelector' && typeof value['exact'] === 'string') return value;
    for (const inner of [...many(value['refinedBy']), ...many(value['items'])])
      stack.push({ value: inner, depth: depth + 1 });
  }
  return null;
}

function pageAnnotation(item: JsonObject): PageAnnotation | null {
  const target = many(item['target'])[0];
  const source = typeof target === 'string' ? target : isObject(target) ? target['source'] : null;
  const url =
    typeof source === 'string'
      ? source
      : isObject(source)
        ? textMember(source, 'id')
        : isObject(target)
          ? textMember(target, 'id')
          : null;
  if (url === null) return null;
  const bodies = [
    ...many(item['body']),
    ...(typeof item['bodyValue'] === 'string' ? [{ type: 'TextualBody', value: item['bodyValue'] }] : []),
  ].filter(isObject);
  const values = (tagging: boolean): readonly string[] =>
    bodies
      .filter((body) => many(body['purpose']).includes('tagging') === tagging)
      .map((body) => textMember(body, 'value'))
      .filter((value) => value !== null);
  const note = values(false).join('\n\n');
  const tags = values(true);
  const quoted = isObject(target) ? quoteOf(target['selector']) : null;
  const createdAt = instantOf(textMember(item, 'created'));
  if (quoted === null) return { url, title: null, annotation: null, note: note === '' ? null : note };
  const [prefix, suffix] = [quoted['prefix'], quoted['suffix']];
  return {
    url,
    title: isObject(source) ? textMember(source, 'title') : null,
    note: null,
    annotation: {
      quote: String(quoted['exact']),
      ...(typeof prefix === 'string' && prefix !== '' ? { prefix } : {}),
      ...(typeof suffix === 'string' && suffix !== '' ? { suffix } : {}),
      ...(note === '' ? {} : { note }),
      ...(tags.length > 0 ? { tags } : {}),
      ...(createdAt === undefined ? {} : { createdAt }),
    },
  };
}

/** W3C Web Annotation JSON-LD: single annotations, lists, collections and pages. */
export const webAnnotation: Format = {
  id: 'web-annotation',
  detect: (input) =>
    jsonMentions(input, /www\.w3\.org\/ns\/(?:anno|oa)/, /"Annotation(?:Collection|Page)?"/) ? 0.97 : 0,
  async *read(input): AsyncIterable<Captured> {
    const items = annotationsIn(readJson(input));
    const found = items.flatMap((item) => pageAnnotation(item) ?? []);
    yield* annotatedPages('web annotation', found, (url) =>
      new TextEncoder().encode(JSON.stringify(items.filter((item) => pageAnnotation(item)?.url === url))),
    );
  },
};
