import { describe, expect, test } from 'vitest';
import { indexOfBlocks, kindOf, placesOfBlocks } from '../../../../src/core/reading/block-index.ts';
import { pagesOfBlocks } from '../../../../src/core/reading/block-pages.ts';
import {
  columnsOf,
  marksOf,
  spliced,
  spliceOf,
  type Mark,
} from '../../../../src/core/reading/mark-columns.ts';
import { blockOffsets, canonicalText, type Block } from '../../../../src/core/source.ts';

/** Numbers that look random and are the same in every run (mulberry32). */
const random = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const kinds = ['heading', 'paragraph', 'item', 'item', 'figure', 'caption', 'footnote', 'rule'] as const;

const blocksOf = (next: () => number, count: number): readonly Block[] =>
  Array.from({ length: count }, (_, i) => ({
    kind: kinds[Math.floor(next() * kinds.length)]!,
    text: next() < 0.2 ? '' : '字a🙂 '.repeat(1 + Math.floor(next() * 5)),
    ...(next() < 0.2 && { removed: { rule: 'r', by: 'rule' as const } }),
    ...(next() < 0.1 && { page: i + 1 }),
  }));

describe('the index of blocks', () => {
  test('places every block where the canonical text has it', () => {
    const next = random(7);
    for (let n = 0; n < 200; n++) {
      const blocks = blocksOf(next, Math.floor(next() * 40));
      const index = indexOfBlocks(blocks);
      const { starts, length } = placesOfBlocks(index);
      expect([...starts].map((start) => (start < 0 ? null : start))).toEqual(blockOffsets(blocks));
      expect(length).toBe(canonicalText(blocks).length);
      expect(Array.from({ length: blocks.length }, (_, i) => kindOf(index.kinds[i]!))).toEqual(
        blocks.map(({ kind }) => kind),
      );
    }
  });

  test('is cut into pages without gaps or overlaps, none of which is endless', () => {
    const sizes = Array.from({ length: 9000 }, (_, i) => (i % 500 === 0 ? 100_000 : 40));
    const pages = pagesOfBlocks({ sizes });
    expect(pages[0]!.from).toBe(0);
    expect(pages.at(-1)!.to).toBe(sizes.length);
    pages.slice(1).forEach((page, i) => expect(page.from).toBe(pages[i]!.to));
    for (const { from, to } of pages)
      expect(sizes.slice(from, to - 1).reduce((sum, size) => sum + size, 0)).toBeLessThan(250_000);
    expect(pagesOfBlocks({ sizes: [] })).toEqual([]);
  });
});

const mark = (n: number, more: Partial<Mark> = {}): Mark => ({
  id: `id-${n}`,
  start: n * 10,
  end: n * 10 + 5,
  colour: 'green',
  anchor: 'exact',
  quoted: true,
  ...more,
});

describe('marks by columns', () => {
  const marks = [
    mark(1),
    mark(2, { colour: 'violet', anchor: 'changed' }),
    mark(3, { anchor: 'orphan', start: null, end: null }),
    mark(4, { start: null, end: null, quoted: false }),
  ];

  test('come back as they were', () => {
    expect(marksOf(columnsOf(marks))).toEqual(marks);
    expect(marksOf(columnsOf([]))).toEqual([]);
  });

  test('change by the stretch that differs, and what stays is the same object', () => {
    const next = random(3);
    let before: readonly Mark[] = Array.from({ length: 50 }, (_, n) => mark(n));
    for (let n = 100; n < 300; n++) {
      const at = Math.floor(next() * before.length);
      const after = before.toSpliced(at, Math.floor(next() * 3), ...(next() < 0.7 ? [mark(n)] : []));
      const splice = spliceOf(before, after);
      const got = spliced(before, splice);
      expect(got).toEqual(after);
      expect(splice.removed).toBeLessThanOrEqual(3);
      expect(got[0] === before[0] || splice.from === 0).toBe(true);
      before = got;
    }
    expect(spliced(before, spliceOf(before, [...before]))).toBe(before);
  });
});
