import { expect, test } from 'vitest';
import { emptyIndex, thing } from './sample.ts';

test('a mistyped word is taken for the one that keeps company with the other words', () => {
  const { index, put } = emptyIndex();
  put(
    ...Array.from({ length: 6 }, (_, i) =>
      thing(`reed${i}`, `Reed ${i}`, 'reeds grow where the marsh meets the lake'),
    ),
    ...Array.from({ length: 3 }, (_, i) =>
      thing(`month${i}`, `Month ${i}`, 'in march and april the prices rose'),
    ),
    ...Array.from({ length: 6 }, (_, i) =>
      thing(`other${i}`, `Other ${i}`, 'april was quiet and the reeds were cut'),
    ),
  );
  // "marst" is as far from "marsh" as from "march"; what stands beside it decides.
  expect(index.search('marst lake').corrected).toBe('marsh lake');
  expect(index.search('marst prices').corrected).toBe('march prices');
  expect(index.search('marst april').hits.slice(0, 3).map(({ title }) => title.slice(0, 5))).toEqual(['Month', 'Month', 'Month']); // prettier-ignore
});
