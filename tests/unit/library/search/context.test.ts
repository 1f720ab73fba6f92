import { expect, test } from 'vitest';
import { emptyIndex, thing } from './sample.ts';

test('a mistyped word is taken for the one that keeps company with the other words', () => {
  const { index, put } = emptyIndex();
  put(
    ...Array.from({ length: 6 }, (_, i) =>
      thing(`reed${i}`, `Reed ${i}`, 'reeds grow behind the house at the lake'),
    ),
    ...Array.from({ length: 3 }, (_, i) =>
      thing(`month${i}`, `Month ${i}`, 'the horse ran in april and the prices rose'),
    ),
    ...Array.from({ length: 6 }, (_, i) =>
      thing(`other${i}`, `Other ${i}`, 'april was quiet and the reeds were cut'),
    ),
  );
  // "hoqse" is as far from "house" as from "horse"; what stands beside it decides.
  expect(index.search('hoqse lake').corrected).toBe('house lake');
  expect(index.search('hoqse prices').corrected).toBe('horse prices');
  expect(index.search('hoqse april').hits.slice(0, 3).map(({ title }) => title.slice(0, 5))).toEqual(['Month', 'Month', 'Month']); // prettier-ignore
});
