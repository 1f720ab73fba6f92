import { describe, expect, test } from 'vitest';
import { positionText } from '../../../../src/library/search/terms.ts';

/** As the tokenizer of the position index reads a text (https://sqlite.org/fts5.html#ascii_tokenizer). */
const tokens = (text: string): string[] =>
  text
    .replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
    .split(/[^a-z0-9\u0080-\uffff]+/)
    .filter((token) => token !== '');

describe('the text for the position index', () => {
  test('is the text itself where that is plain', () => {
    const text = 'Plain words, 12.5 % more_or less\n(and a line).';
    expect(positionText(text)).toBe(text);
  });
  test('has accents, quotes, widths and invisible marks folded, and unspaced characters in pairs', () => {
    expect(tokens(positionText('A “naïve” co\u00adoperation—ＡＢＣ１２ of Zürich’s'))).toEqual(
      ['a', 'naive', 'cooperation', 'abc12', 'of', 'zurich', 's'], // prettier-ignore
    );
    expect(tokens(positionText('see新手機, 云x\0y'))).toEqual(['see', '新手', '手机', '机', '云', 'x', 'y']); // prettier-ignore
    expect(tokens(positionText(`${'x'.repeat(50)} yes`))).toEqual(['x'.repeat(40), 'yes']);
  });
  test('reads alike however plain and other characters are mixed', () => {
    const pieces = [
      'Data',
      'é',
      '\u0301',
      '新',
      '手',
      ' ',
      '-',
      '“',
      '\u00ad',
      '😀',
      '9',
      '\ud800',
      'ﬁ',
      'ß',
      '한',
      '\0',
      'Q',
    ];
    let state = 3;
    const draw = (n: number): number => (state = (state * 48271) % 2147483647) % n;
    for (let round = 0; round < 2000; round++) {
      const text = Array.from({ length: 1 + draw(8) }, () => pieces[draw(pieces.length)]).join('');
      // A word too long has the whole text rewritten, term by term.
      const whole = tokens(positionText(`${text} ${'z'.repeat(41)}`)).slice(0, -1);
      expect(tokens(positionText(text)), JSON.stringify(text)).toEqual(whole);
    }
  });
});
