import { describe, expect, test } from 'vitest';
import { findAll } from '../../../src/core/reading/find.ts';
import { canonicalText, type Block } from '../../../src/core/source.ts';
import { pageMap } from '../../../src/ui/reader/pdf/page-map.ts';
import { pageText } from '../../../src/ui/reader/pdf/page-text.ts';

const removed = { rule: 'repeated-header', by: 'rule' } as const;
const blocks: readonly Block[] = [
  { kind: 'paragraph', text: 'HARBOUR BOOK 1', page: 1, removed },
  { kind: 'paragraph', text: 'The company sold carts to the harbour.', page: 1 },
  { kind: 'paragraph', text: 'A second paragraph runs over to the next page and ends there.', page: 1 },
  { kind: 'figure', text: '', page: 1 },
  { kind: 'paragraph', text: 'Printed in Aarhus', page: 1, removed },
  { kind: 'paragraph', text: 'HARBOUR BOOK 2', page: 2, removed },
  { kind: 'paragraph', text: 'The end of the harbour.', page: 2 },
];
const clean = canonicalText(blocks);
const words = pageText(blocks);

describe('the words on the pages of a PDF', () => {
  test('hold what the clean text has and what was left out of it, in their order', () => {
    expect(words.text).toBe(blocks.flatMap(({ text }) => (text === '' ? [] : [text])).join('\n\n'));
    expect(findAll(words.text, 'harbour')).toHaveLength(4);
    expect(findAll(clean, 'harbour')).toHaveLength(2);
  });

  test('tell of every hit where it is looked for, in the clean text or in what was left out', () => {
    const out = canonicalText(words.leftOut);
    const found = findAll(words.text, 'harbour').map(({ start, end }) => {
      const place = words.placeOf(start, end);
      return [(place.leftOut ? out : clean).slice(place.start, place.end), place.leftOut, place.pages];
    });
    expect(found).toEqual([
      ['HARBOUR', true, [1]],
      ['harbour', false, [1]],
      ['HARBOUR', true, [2]],
      ['harbour', false, [2, 3]],
    ]);
  });

  test('know that a paragraph may run over to the page on which the next one begins', () => {
    const [hit] = findAll(words.text, 'ends there');
    const place = words.placeOf(hit!.start, hit!.end);
    expect(place.pages).toEqual([1, 2]);
    const page = 'HARBOUR BOOK 2 page and ends there. The end of the harbour.';
    const [shown] = pageMap(page, 2, words.blocks).toPage(place.start, place.end);
    expect(page.slice(shown!.start, shown!.end)).toBe('ends there');
  });

  test('are found on a page in what was left out of it', () => {
    const page = 'HARBOUR BOOK 2 page and ends there. The end of the harbour.';
    const hit = findAll(words.text, 'book')[1]!;
    const place = words.placeOf(hit.start, hit.end);
    const [shown] = pageMap(page, 2, words.leftOut).toPage(place.start, place.end);
    expect(page.slice(shown!.start, shown!.end)).toBe('BOOK');
  });

  test('go from the clean text and back to the same place; what is left out leads to what follows it', () => {
    for (let at = 0; at < clean.length; at++)
      if (clean[at] !== '\n') {
        expect(words.text[words.fromClean(at)]).toBe(clean[at]);
        expect(words.toClean(words.fromClean(at))).toBe(at);
      }
    expect(words.toClean(0)).toBe(0);
    expect(words.toClean(words.text.indexOf('Printed'))).toBe(clean.indexOf('The end'));
  });

  test('may be none', () => {
    const none = pageText([]);
    expect([none.text, none.fromClean(3), none.toClean(3)]).toEqual(['', 0, 0]);
    expect(none.placeOf(0, 0).pages).toEqual([1]);
  });
});
