import { calendarValue } from '../dates.ts';
import type { Captured, Format } from '../format.ts';
import { isObject, jsonMentions, listMember, objectMember, readJson, textMember } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { referenceSource } from '../reference.ts';

/** Names of a CSL list (`author`), given name first, particles kept. */
function namesOf(item: JsonObject, role: string): readonly string[] {
  return listMember(item, role).flatMap((name) => {
    if (!isObject(name)) return [];
    const literal = textMember(name, 'literal');
    if (literal !== null) return [literal];
    const parts = ['given', 'dropping-particle', 'non-dropping-particle', 'family'].map((key) =>
      textMember(name, key),
    );
    const text = parts.filter((part) => part !== null).join(' ');
    const suffix = textMember(name, 'suffix');
    return text === '' ? [] : [suffix === null ? text : `${text}, ${suffix}`];
  });
}

/** A CSL date: `date-parts` with the precision given, else `raw` or `literal`. */
function dateOf(date: JsonObject | null): string | null {
  const parts = date === null ? undefined : listMember(date, 'date-parts')[0];
  if (Array.isArray(parts)) {
    const [year, month, day] = parts.map(Number) as [number, number | undefined, number | undefined];
    const value = calendarValue(year, month, day) ?? calendarValue(year, month) ?? calendarValue(year);
    if (value !== null) return value;
  }
  return date === null ? null : (textMember(date, 'raw') ?? textMember(date, 'literal'));
}

/** CSL-JSON, the exchange format of citation processors (citationstyles.org, csl-data.json). */
export const cslJson: Format = {
  id: 'csl-json',
  detect: (input) =>
    jsonMentions(input, 'type') &&
    jsonMentions(input, /"(?:issued|author|container-title|citation-key|DOI)"\s*:/) &&
    jsonMentions(input, /"(?:family|literal|date-parts|container-title)"\s*:/)
      ? 0.9
      : 0,
  async *read(input): AsyncIterable<Captured> {
    const value = readJson(input);
    const list = Array.isArray(value)
      ? value
      : isObject(value) && Array.isArray(value['items'])
        ? (value['items'] as unknown[])
        : [value];
    for (const [i, item] of list.entries()) {
      if (!isObject(item)) continue;
      const authors = namesOf(item, 'author');
      const found = referenceSource('csl-json', {
        within: `item ${i + 1}`,
        externalId: textMember(item, 'id'),
        title: textMember(item, 'title'),
        authors: authors.length > 0 ? authors : namesOf(item, 'editor'),
        publication: textMember(item, 'container-title'),
        publisher: textMember(item, 'publisher'),
        date: dateOf(objectMember(item, 'issued')),
        url: textMember(item, 'URL'),
        doi: textMember(item, 'DOI'),
        language: textMember(item, 'language'),
        abstract: textMember(item, 'abstract'),
        tags: (textMember(item, 'keyword') ?? '').split(/\s*[,;]\s*/),
        notes: [textMember(item, 'note') ?? ''],
        raw: JSON.stringify(item),
        mediaType: 'application/vnd.citationstyles.csl+json',
      });
      if (found) yield found;
    }
  },
};
