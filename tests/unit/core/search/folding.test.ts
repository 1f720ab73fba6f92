import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { eachTerm, foldWord, foldedKey, LONGEST_TERM } from '../../../../src/core/search/folding.ts';
import { SIMPLIFIED, TRADITIONAL } from '../../../../src/core/search/simplified.ts';
import { Pattern } from '../../../../src/core/search/distance.ts';
import { bestPassage } from '../../../../src/core/search/passage.ts';

const terms = (text: string): string[] => {
  const found: string[] = [];
  eachTerm(text, (term) => found.push(term));
  return found;
};

describe('folding', () => {
  test('unites case, accents, width, ligatures, marks and scripts', () => {
    expect(['CAFÉ', 'ｃａｆｅ', 'cafe\u0301', 'ca\u00adfe'].map(foldWord)).toEqual([
      'cafe',
      'cafe',
      'cafe',
      'cafe',
    ]);
    expect(['Straße', 'Łódź', 'ﬁne', 'Ёлка', 'Øre'].map(foldWord)).toEqual([
      'strasse',
      'lodz',
      'fine',
      'елка',
      'ore',
    ]);
    expect(foldedKey('  “Hello”—WORLD ')).toBe('hello world');
    expect(foldedKey('臺灣積體電路')).toBe(foldedKey('台湾积体电路'));
    expect(foldedKey('ｶﾒﾗ')).toBe(foldedKey('カメラ'));
  });
  test('reads words whole and unspaced scripts character by character, at their place', () => {
    const text = 'Die „Größe“ von 小米 𠮷野家 in naïve-Test 3.5';
    const seen: [string, string][] = [];
    eachTerm(text, (term, start, end) => seen.push([term, text.slice(start, end)]));
    expect(seen).toEqual([
      ['die', 'Die'], ['grosse', 'Größe'], ['von', 'von'], ['小', '小'], ['米', '米'], ['𠮷', '𠮷'], ['野', '野'], ['家', '家'],
      ['in', 'in'], ['naive', 'naïve'], ['test', 'Test'], ['3', '3'], ['5', '5'],
    ]); // prettier-ignore
  });
  test('bears lone surrogates, NUL and endless words', () => {
    expect(terms('a\ud800b\0c\udc00')).toEqual(['a', 'b', 'c']);
    expect(terms('x'.repeat(100_000))[0]!.length).toBe(LONGEST_TERM);
  });
  test('simplifies every single character as opencc-js does', () => {
    const { Converter } = createRequire(import.meta.url)('opencc-js/t2cn') as typeof import('opencc-js/t2cn');
    const convert = Converter({ from: 't', to: 'cn' });
    expect(TRADITIONAL.length).toBe(SIMPLIFIED.length);
    for (let i = 0; i < TRADITIONAL.length; i++) expect(convert(TRADITIONAL[i]!)).toBe(SIMPLIFIED[i]);
  });
});

describe('edits', () => {
  const naive = (a: string, b: string): number => {
    const d = Array.from({ length: a.length + 1 }, (_, i) =>
      Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
    );
    for (let i = 1; i <= a.length; i++)
      for (let j = 1; j <= b.length; j++) {
        let value = Math.min(
          d[i - 1]![j]! + 1,
          d[i]![j - 1]! + 1,
          d[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
        );
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
          value = Math.min(value, d[i - 2]![j - 2]! + 1);
        d[i]![j] = value;
      }
    return d[a.length]![b.length]!;
  };
  test('are counted as by the textbook, up to the limit', () => {
    let state = 1;
    const next = (n: number): number => (state = (state * 48271) % 2147483647) % n;
    const length = (i: number): number => (i % 10 === 0 ? 1 + next(31) : 1 + next(9));
    const word = (i: number): string => Array.from({ length: length(i) }, () => 'abcdé'[next(5)]).join('');
    const units = (text: string): Uint16Array => Uint16Array.from(text, (letter) => letter.charCodeAt(0));
    for (let i = 0; i < 20_000; i++) {
      const a = word(i);
      const b = i % 4 === 0 ? a.slice(0, next(a.length)) + a.slice(next(a.length)) : word(i);
      if (b === '') continue;
      for (const limit of [1, 2]) {
        const edits = new Pattern(a).edits(units(b), 0, b.length, limit);
        expect(edits, `${a} ${b} ${limit}`).toBe(Math.min(limit + 1, naive(a, b)));
      }
    }
  });
});

describe('a passage', () => {
  test('is the stretch that holds most of the words, cut between words', () => {
    const text = `${'filler words here '.repeat(40)}the cobalt price rose while lithium fell. ${'more filler '.repeat(60)}cobalt again`;
    const passage = bestPassage(text, new Map([['cobalt', { group: 0, weight: 2 }], ['lithium', { group: 1, weight: 2 }]]))!; // prettier-ignore
    const shown = text.slice(passage.start, passage.end);
    expect(shown).toContain('cobalt price rose while lithium fell');
    expect(passage.groups).toBe(2);
    expect(passage.marks.map(([from, to]) => shown.slice(from, to))).toEqual(['cobalt', 'lithium']);
    expect(text[passage.start - 1]).toBe(' ');
  });
});
