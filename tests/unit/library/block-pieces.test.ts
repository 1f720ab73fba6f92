import { expect, test } from 'vitest';
import { indexOfBlocks } from '../../../src/core/reading/block-index.ts';
import { describeQuote } from '../../../src/core/anchor/describe.ts';
import { blockOffsets, canonicalText, type Block } from '../../../src/core/source.ts';
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

  // the text around a stretch, and a mark made there, are those of the whole text
  const text = canonicalText(blocks);
  t.store.db.prepare('UPDATE version SET text = ? WHERE id = ?').run(text, version.id);
  const starts = blockOffsets(blocks);
  for (const [start, end] of [
    [0, 4],
    [starts[4567]! - 40, starts[4567]! + 30],
    [text.length - 21, text.length],
  ] as const) {
    const around = pieces.around(version.id, start, end, 500);
    expect(around.length).toBe(text.length);
    expect(around.text.length).toBeLessThan(10_000);
    expect(text.slice(around.at, around.at + around.text.length)).toBe(around.text);
    expect(around.at).toBeLessThanOrEqual(Math.max(0, start - 500));
    expect(around.at + around.text.length).toBeGreaterThanOrEqual(Math.min(text.length, end + 500));
    const made = t.library.annotations.add({ sourceId: id, start, end });
    expect(made).toMatchObject(describeQuote(text, made.start!, made.end!));
    expect(text.slice(start, end)).toContain(made.quote);
  }
  const emoji = text.indexOf('🙂', starts[4567]!);
  expect(t.library.annotations.add({ sourceId: id, start: emoji + 1, end: emoji + 2 }).quote).toBe('🙂');
  expect(() => t.library.annotations.add({ sourceId: id, start: 5, end: text.length + 1 })).toThrow(
    'Nothing is selected',
  );
});

test('a mark makes its source annotated for the search without indexing its words again', async () => {
  using t = new TestLibrary();
  const id = await t.source('A title\n\nSome words about quincunxes.');
  const number = (): unknown =>
    t.store.db.prepare("SELECT number FROM search_document WHERE kind = 'source' AND id = ?").pluck().get(id);
  const found = (query: string): readonly string[] =>
    t.library.search.run({ query }).hits.flatMap((hit) => (hit.kind === 'source' ? [hit.id] : []));
  const before = number();
  expect(found('quincunxes is:annotated')).toEqual([]);
  const made = t.library.annotations.add({ sourceId: id, start: 9, end: 13 });
  expect(found('quincunxes is:annotated')).toEqual([id]);
  expect(number()).toBe(before);
  t.library.annotations.remove({ ids: [made.id] });
  expect(found('quincunxes is:annotated')).toEqual([]);
  t.library.annotations.restore({ ids: [made.id] });
  t.library.annotations.keepOld({ id: made.id });
  expect(found('quincunxes is:orphan')).toEqual([id]);
  for (let i = 0; i < 4; i++) t.store.undo();
  expect(found('quincunxes is:annotated')).toEqual([]);
  expect(found('quincunxes is:orphan')).toEqual([]);
  expect(number()).toBe(before);
});
