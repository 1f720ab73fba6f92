import { expect, test } from 'vitest';
import { BlockCache } from '../../../../src/library/search/block-cache.ts';

test('blocks are read once while they are held, those asked for last the longest, never more than 4 MiB', () => {
  const cache = new BlockCache();
  const reads: number[] = [];
  const get = (number: number, size = 60_000): Uint8Array =>
    cache.get(number, () => {
      reads.push(number);
      return new Uint8Array(size).fill(number);
    });
  expect(get(1)[0]).toBe(1);
  expect(get(1)[0]).toBe(1);
  expect(reads).toEqual([1]);
  // 4 MiB hold 69 of these; the first is asked for all the while, the second is not.
  for (let number = 2; number <= 90; number++) {
    get(number);
    get(1);
  }
  reads.length = 0;
  get(1);
  get(90);
  get(2);
  expect(reads).toEqual([2]);
  for (let again = 0; again < 2; again++) get(500, 70_000);
  expect(reads).toEqual([2, 500, 500]);
  cache.clear();
  get(1);
  expect(reads).toEqual([2, 500, 500, 1]);
});
