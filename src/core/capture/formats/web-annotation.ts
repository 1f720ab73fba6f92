import { fromJsonLd } from '../../exchange/json-ld-in.ts';
import { annotationsNamed, importedPages } from '../annotated.ts';
import type { Captured, Format, Unread } from '../format.ts';
import { isObject, jsonMentions, readJson } from '../json.ts';
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
      if (many(at['type']).includes('Annotation')) found.push(at);
      else
        for (const key of ['items', 'first'])
          if (Object.hasOwn(at, key)) stack.push({ value: at[key], depth: depth + 1 });
    }
  }
  return found;
}

const CONTEXT = /www\.w3\.org\/ns\/(?:anno|oa)/;
const TYPE = /"@?type"\s*:\s*(?:\[\s*)?"(?:oa:)?Annotation(?:Collection|Page)?"/;

/**
 * W3C Web Annotation JSON-LD: single annotations, lists, collections and pages. What breaks a MUST of the model is
 * refused with the reason, annotation by annotation; so is a file that says it is JSON-LD of annotations and is not.
 */
export const webAnnotation: Format = {
  id: 'web-annotation',
  detect: (input) => {
    const [context, type] = [jsonMentions(input, CONTEXT), jsonMentions(input, TYPE)];
    if (context || type) return context && type ? 0.97 : 0.9;
    return /\.jsonld$/i.test(input.name) && jsonMentions(input) ? 0.6 : 0;
  },
  async *read(input): AsyncIterable<Captured | Unread> {
    const document = readJson(input);
    yield* importedPages(
      'web annotation',
      annotationsNamed(input.name, () => fromJsonLd(document)),
      annotationsIn(document),
    );
  },
};
