import { expect, test } from 'vitest';
import { indexOfBlocks } from '../../../src/core/reading/block-index.ts';
import type { Block } from '../../../src/core/source.ts';
import { BlockPieces, eachObject } from '../../../src/library/block-pieces.ts';
import { TestLibrary } from '../../setup/library.ts';

test('objects of a list are found whatever their strings hold', () => {
  const list = [
    { text: 'plain' },
    { text: 'a } and a { and a "quoted } word"', spans: [{ start: 0, end: 1 }] },
    { text: 'a backslash at the end \\' },
    { text: '\\"{' },
    { text: '云樵🙂', image: { alt: '}' } },
  ];
  const bytes = Buffer.from(JSON.stringify(list));
  const found: unknown[] = [];
  eachObject(bytes, (from, to) => found.push(JSON.parse(bytes.toString('utf8', from, to))));
  expect(found).toEqual(list);
  eachObject(Buffer.from('[]'), () => expect.unreachable());
});

test('a very long text is read piece by piece and is the same as read whole', async () => {
  using t = new TestLibrary();
  const id = await t.source('A title\n\nSome words that will be replaced below.');
  const { version } = t.library.sources.open({ id });
  const blocks = Array.from({ length: 9000 }, (_, i): Block => ({
    kind: i % 100 === 0 ? 'heading' : i % 7 === 0 ? 'item' : 'paragraph',
    text: `${i} “words” \\ and {brackets} 海外收入 🙂 `.repeat(18),
    ...(i % 50 === 3 && { removed: { rule: 'r', by: 'rule' as const } }),
  }));
  const json = JSON.stringify(blocks);
  expect(Buffer.byteLength(json)).toBeGreaterThan(6_000_000);
  t.store.db.prepare('UPDATE version SET blocks = ? WHERE id = ?').run(json, version.id);
  const pieces = new BlockPieces(t.store);
  expect(pieces.index(version.id)).toEqual(indexOfBlocks(blocks));
  for (const [from, to] of [
    [0, 3],
    [4000, 4100],
    [8990, 99_999],
    [9000, 9001],
  ] as const)
    expect(pieces.blocks(version.id, from, to)).toEqual(blocks.slice(from, to));
  expect(() => pieces.index('nothing')).toThrow('There is no version');
});
