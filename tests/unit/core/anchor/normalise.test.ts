import { describe, expect, test } from 'vitest';
import { normaliseQuote, sameWording } from '../../../../src/core/anchor/normalise.ts';

describe('the declared normalisation', () => {
  test.each([
    ['spaces and line breaks', 'profit rose\n\n in 2024', 'profit rose in 2024'],
    ['no-break and ideographic spaces', 'ten\u00a0per\u3000cent', 'ten per cent'],
    ['curly quotes', '“It’s fine,” she said', '"It\'s fine," she said'],
    ['dashes', 'growth — slow – but steady', 'growth -- slow - but steady'],
    ['soft hyphens and zero-width marks', 'com\u00adpany\u200b', 'company'],
    ['full width', '净利润为（１２％），同比增长', '净利润为(12%),同比增长'],
    ['an ellipsis', 'and so on…', 'and so on...'],
    ['ligatures', 'ﬁnancial proﬁt', 'financial profit'],
    ['Kangxi radicals', '⼩⽶', '小米'],
    ['marks composed or not', 'caf\u00e9', 'cafe\u0301'],
    ['Hangul composed or not', '한국', '한국'.normalize('NFD')],
  ])('takes %s for the same wording', (_, one, other) => {
    expect(sameWording(one, other)).toBe(true);
  });

  test.each([
    ['a digit', '12 %', '13 %'],
    ['a letter', 'affect', 'effect'],
    ['case', 'Apple', 'apple'],
    ['a superscript', '10²', '102'],
    ['a negation', 'did not rise', 'did rise'],
    ['punctuation', 'rise, fall', 'rise fall'],
    ['the space between two numbers', '5 10', '510'],
    ['an accent', 'resume', 'resumé'],
  ])('takes another %s for another wording', (_, one, other) => {
    expect(sameWording(one, other)).toBe(false);
  });

  test('leads back to the original, with pairs and marks kept whole', () => {
    const original = ' A\u00adb…  e\u0301 😀 ——';
    const { text, starts, ends } = normaliseQuote(original);
    expect(text).toBe('Ab...é😀-');
    const parts = Array.from(text, (_, i) => original.slice(starts[i], ends[i]));
    expect(parts.slice(0, 6)).toEqual(['A', 'b', '…', '…', '…', 'e\u0301']);
    const emoji = text.indexOf('😀');
    expect(original.slice(starts[emoji], ends[emoji])).toBe('😀');
    expect(original.slice(starts[emoji + 1], ends[emoji + 1])).toBe('😀');
    expect(original.slice(starts.at(-1), ends.at(-1))).toBe('——');
  });

  test('is its own fixed point', () => {
    for (const text of ['“Ａ—b… ⼩ e\u0301” 5 10', 'ﬃ … — “x”', '「引用」，１２３']) {
      const once = normaliseQuote(text).text;
      expect(normaliseQuote(once).text).toBe(once);
    }
  });

  test('takes a million marks on one letter without choking', () => {
    const { text, starts, ends } = normaliseQuote('e' + '\u0301'.repeat(1_000_000) + 'f');
    expect(text.at(-1)).toBe('f');
    expect(starts.length).toBe(text.length);
    expect(ends.at(-1)).toBe(1_000_002);
  });

  test('has nothing to say about nothing', () => {
    expect(normaliseQuote(' \n\u00ad').text).toBe('');
    expect(normaliseQuote('').starts.length).toBe(0);
  });
});
