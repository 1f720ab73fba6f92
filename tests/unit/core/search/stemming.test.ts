import stemmer from 'wink-porter2-stemmer';
import { describe, expect, test } from 'vitest';
import { stem } from '../../../../src/core/search/stemming.ts';
import { random } from '../../../bench/generator.ts';

const ENDINGS =
  's es ed eed edly ing ingly y ly li tional enci anci abli entli izer ization ational ation ator alism aliti alli fulness ousli ousness iveness iviti biliti bli ogi fulli lessli ical ful ness ative al ance ence er or ic able ible ant ement ment ent ism ate iti ous ive ize ion e l ll ss us sses ied ies d g r c t m n a b f h j k o p q u v w x z'.split(
    ' ',
  );

describe('stems', () => {
  test('are those of the rules, also where a word is told from its ending to have no other', () => {
    const next = random(11);
    const letters = 'aeiouybcdfghjklmnpqrstvwxz';
    for (let i = 0; i < 40_000; i++) {
      let word = '';
      for (let j = 1 + Math.floor(next() * 7); j > 0; j--)
        word += letters[Math.floor(next() * letters.length)]!;
      word += ENDINGS[i % ENDINGS.length]!;
      if (word.length >= 3) expect(stem(word)).toBe(stemmer(word));
    }
    for (const word of 'skis skies dying lying tying idly gently ugly early only singly sky news howe atlas cosmos bias andes inning outing canning herring earring proceed exceed succeed'.split(
      ' ',
    )) {
      expect(stem(word)).toBe(stemmer(word));
    }
  });
});
