import { describe, expect, test } from 'vitest';
import { fromJsonLd } from '../../../../src/core/exchange/json-ld-in.ts';
import { toJsonLd } from '../../../../src/core/exchange/json-ld.ts';
import {
  annotationFaults,
  collectionFaults,
  pageFaults,
} from '../../../../src/core/exchange/web-annotation-check.ts';
import { Refusal } from '../../../../src/core/refusal.ts';
import { annotationOf, SOURCE } from './sample.ts';

const ANNOTATIONS = [
  annotationOf('0190b7c4-0000-7000-8000-000000000001', 'Sales rose 12 %'),
  annotationOf('two', '海尔集团', {
    note: 'A *claim*.',
    tags: ['growth', '增长'],
    colour: 'violet',
    companies: ['c 1'],
  }),
  annotationOf('gone', 'first', { sourceId: 'removed', start: null, end: null, anchor: 'orphan' }),
];

const CONTEXT = 'http://www.w3.org/ns/anno.jsonld';

describe('W3C Web Annotations', () => {
  const collection = toJsonLd(ANNOTATIONS, [SOURCE], { name: 'A reader' });
  const page = collection['first'] as { items: { target: { source: string } }[] };

  test('an export has no fault in its collection, its page or its annotations', () => {
    expect(collectionFaults(collection)).toEqual([]);
    expect(pageFaults(page)).toEqual([]);
    for (const item of page.items) expect(annotationFaults(item)).toEqual([]);
    expect(page.items[0]!.target.source).toBe(SOURCE.url);
  });

  test('an export read back has every annotation with quote, context, position, note, tags and colour', () => {
    const { annotations, refused } = fromJsonLd(JSON.parse(JSON.stringify(collection)));
    expect(refused).toEqual([]);
    expect(annotations.length).toBe(ANNOTATIONS.length);
    annotations.forEach((one, k) => {
      const { quote, prefix, suffix, start, end, note, tags, colour, createdAt, updatedAt } = ANNOTATIONS[k]!;
      expect(one).toMatchObject({
        quote,
        prefix,
        suffix,
        start,
        end,
        note,
        tags,
        colour,
        createdAt,
        updatedAt,
      });
      expect(one.creator).toBe('A reader');
    });
  });

  test('an annotation alone, a list and a page are read too', () => {
    for (const document of [page.items[0], page.items, page])
      expect(fromJsonLd(document).annotations[0]!.quote).toBe('Sales rose 12 %');
  });

  test('one that breaks the model is refused in words, the others are read', () => {
    const { target: _, ...aimless } = page.items[0]!;
    const { annotations, refused } = fromJsonLd([aimless, page.items[1]]);
    expect(annotations.length).toBe(1);
    expect(refused[0]!.reason).toContain('target is missing');
    expect(() => fromJsonLd(aimless)).toThrow(Refusal);
  });

  test.each([
    [{}, 'context'],
    ['text', 'object'],
    [null, 'nothing'],
    [{ '@context': CONTEXT, id: 'no address', type: 'Annotation', target: 'urn:a:b' }, 'id'],
    [{ '@context': CONTEXT, id: 'urn:a:b', type: 'Annotation', target: { source: 'urn:a:c' } }, 'target'],
    [{ '@context': CONTEXT, id: 'urn:a:b', type: 'AnnotationPage' }, 'items'],
    [{ '@context': CONTEXT, id: 'urn:a:b', type: 'AnnotationCollection', total: 3 }, 'first'],
    [
      { '@context': CONTEXT, id: 'urn:a:b', type: 'AnnotationCollection', total: 3, first: 'urn:a:p' },
      'another file',
    ],
  ])('%j is refused', (document, word) => {
    if (document === null) return expect(fromJsonLd(document)).toEqual({ annotations: [], refused: [] });
    expect(() => fromJsonLd(document)).toThrow(word);
  });

  // one fault each, as the suite's own incorrect samples have them (web-platform-tests, annotation-model/tools/samples/incorrect)
  test.each([
    [{ id: 'no address', format: 'text/plain' }, 'body.id must be one address'],
    [{ id: 'urn:a:c', format: 6 }, 'body.format must be text'],
    [{ id: 'urn:a:c', language: 3 }, 'body.language must be text'],
    [{ id: 'urn:a:c', language: ['en', 3] }, 'body.language must be text'],
    [{ id: 'urn:a:c', processingLanguage: ['en', 'de'] }, 'body.processingLanguage must be one text'],
    [{ id: 'urn:a:c', textDirection: ['ltr', 'rtl'] }, 'body.textDirection must be ltr, rtl or auto'],
    [{ type: 'TextualBody', format: 'text/plain' }, 'body is no resource'],
    [{ type: 'TextualBody', value: ['two', 'texts'] }, 'body.value must be one text'],
    [{ items: ['urn:a:c', 'urn:a:d'] }, 'body is no resource'],
    [{ source: 'urn:a:c', selector: { type: 'FragmentSelector', value: ['two', 'values'] } }, 'one value'],
  ])('a body %j is refused', (body, words) => {
    const wrong = { '@context': CONTEXT, id: 'urn:a:b', type: 'Annotation', body, target: 'urn:a:t' };
    expect(() => fromJsonLd(wrong)).toThrow(words);
  });

  test('several formats and languages of one body are no fault', () => {
    const body = {
      id: 'urn:a:c',
      format: ['text/plain', 'text/html'],
      language: ['en', 'zh'],
      processingLanguage: 'zh',
    };
    expect(annotationFaults({ id: 'urn:a:b', type: 'Annotation', body, target: 'urn:a:t' }, true)).toEqual(
      [],
    );
  });

  test('a selector nested without end is refused, not followed', () => {
    let selector: object = { type: 'TextQuoteSelector', exact: 'words' };
    for (let k = 0; k < 5000; k++) selector = { type: 'CssSelector', value: 'p', refinedBy: selector };
    const target = { source: 'urn:a:c', selector };
    expect(() => fromJsonLd({ '@context': CONTEXT, id: 'urn:a:b', type: 'Annotation', target })).toThrow(
      'selector',
    );
  });
});
