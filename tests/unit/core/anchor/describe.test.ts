import { expect, test } from 'vitest';
import { CONTEXT, describeQuote } from '../../../../src/core/anchor/describe.ts';
import { Refusal } from '../../../../src/core/refusal.ts';

test('a quote is described with up to 64 units on either side', () => {
  const text = 'a'.repeat(100) + 'quote' + 'b'.repeat(10);
  expect(describeQuote(text, 100, 105)).toEqual({
    quote: 'quote',
    prefix: 'a'.repeat(CONTEXT),
    suffix: 'b'.repeat(10),
    start: 100,
    end: 105,
  });
});

test('no surrogate pair is cut, inside the quote or in its context', () => {
  const text = '😀'.repeat(80);
  const described = describeQuote(text, 81, 83);
  expect(described).toMatchObject({ quote: '😀😀', start: 80, end: 84 });
  for (const part of [described.prefix, described.quote, described.suffix])
    expect(part.isWellFormed()).toBe(true);
  const odd = describeQuote('x' + text, 100, 101);
  expect(odd.prefix.isWellFormed() && odd.suffix.isWellFormed()).toBe(true);
});

test('a letter with its marks, a flag and a joined emoji are taken whole', () => {
  expect(describeQuote('cafe\u0301s', 0, 4).quote).toBe('cafe\u0301');
  expect(describeQuote('in 🇨🇭 now', 3, 5).quote).toBe('🇨🇭');
  expect(describeQuote('a 👨‍👩‍👧 b', 4, 5).quote).toBe('👨‍👩‍👧');
});

test('an inverted selection is read from its earlier end', () => {
  expect(describeQuote('one two', 7, 4).quote).toBe('two');
});

test('offsets outside the text are taken to its ends', () => {
  expect(describeQuote('one two', -5, 99)).toMatchObject({ quote: 'one two', start: 0, end: 7 });
});

test('an empty selection is refused in words', () => {
  expect(() => describeQuote('one two', 3, 3)).toThrow(Refusal);
  expect(() => describeQuote('', 0, 0)).toThrow('no words');
  expect(() => describeQuote('one', Number.NaN, 2)).toThrow(Refusal);
});
