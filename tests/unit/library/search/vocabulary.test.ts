import { expect, test } from 'vitest';
import { Pattern } from '../../../../src/core/search/distance.ts';
import { mergeVocabularies, Vocabulary } from '../../../../src/library/search/vocabulary.ts';
import { misspelled, random } from '../../../bench/generator.ts';

/** Words of few letters, so that many stand twice in one and many words are near each other; some with other signs. */
function words(count: number): string[] {
  const next = random(11);
  const letters = 'aaeeinnorrttsl';
  const found = new Set<string>();
  while (found.size < count) {
    const length = 3 + Math.floor(next() * 7);
    let word = Array.from({ length }, () => letters[Math.floor(next() * letters.length)]!).join('');
    if (next() < 0.05) word = word.slice(0, 2) + ['é', '7', 'ß', '汽', '0'][Math.floor(next() * 5)]! + word.slice(2);
    found.add(word);
  } // prettier-ignore
  return [...found].sort();
}

test.for([2_000, 20_000])('of %i words, those within two edits are found as by comparing all', (count) => {
  const all = words(count);
  const vocabulary = new Vocabulary(Vocabulary.pack(all, new Uint32Array(count).fill(1)));
  const codes = all.map((word) => Uint16Array.from(word, (letter) => letter.charCodeAt(0)));
  const next = random(5);
  for (let i = 0; i < 60; i++) {
    let typed = all[Math.floor(next() * count)]!;
    for (let slips = i % 4; slips > 0; slips--) typed = misspelled(typed, next);
    if (typed === '') continue;
    const pattern = new Pattern(typed);
    for (const limit of [1, 2]) {
      const expected = all.filter((_, at) => {
        const edits = pattern.edits(codes[at]!, 0, codes[at]!.length, limit);
        return edits > 0 && edits <= limit;
      });
      const found: string[] = [];
      vocabulary.neighbours(typed, limit, (index) => found.push(vocabulary.word(index)));
      expect(found.sort(), `${typed} ${limit}`).toEqual(expected);
    }
  }
});

test('two vocabularies as one add up what they count', () => {
  const one = new Vocabulary(Vocabulary.pack(['anchor', 'bell'], [2, 3]));
  const two = new Vocabulary(Vocabulary.pack(['bell', 'chart'], [4, 5]));
  const both = new Vocabulary(mergeVocabularies([one, two]));
  expect(['anchor', 'bell', 'chart', 'dock'].map((word) => both.countOf(word))).toEqual([2, 7, 5, 0]);
});
