import { expect, test } from 'vitest';
import { TestLibrary } from '../../setup/library.ts';
import { generateArticle } from './copies.ts';

test('a near copy is saved, told, and grouped with what it copies; another article is not', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const first = await t.source(generateArticle(1));
  const other = await t.source(generateArticle(2));
  const report = await library.capture.save({ text: generateArticle(1, 'syndicated') });
  const copy = report.imported[0]!.id;
  expect(report.duplicates).toEqual([{ input: expect.any(String) as string, of: first, kind: 'near' }]);
  expect(library.duplicates.list().map((group) => group.sources.map((source) => source.id).sort())).toEqual([
    [copy, first].sort(),
  ]);
  // the same again is refused as before
  const again = await library.capture.save({ text: generateArticle(1, 'syndicated') });
  expect(again.imported).toEqual([]);
  expect(again.duplicates).toMatchObject([{ of: copy, kind: 'exact' }]);
  expect(library.duplicates.list()[0]!.sources.map(({ id }) => id)).not.toContain(other);
});

test('an import tells the near copies it brought, among themselves too', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const one = await library.capture.save({ text: generateArticle(5) });
  const two = await library.capture.save({ text: generateArticle(5, 'syndicated') });
  const three = await library.capture.save({ text: generateArticle(5, 'edited') });
  expect(two.duplicates).toMatchObject([{ of: one.imported[0]!.id, kind: 'near' }]);
  expect(three.duplicates[0]!.kind).toBe('near');
  expect(library.duplicates.list()[0]!.sources).toHaveLength(3);
});

test('the search facet “duplicate” follows the trash, undo and redo', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const found = (): number => library.search.run({ query: 'is:duplicate', in: ['sources'] }).total;
  await t.source(generateArticle(1));
  expect(found()).toBe(0);
  const copy = await t.source(generateArticle(1, 'syndicated'));
  expect(found()).toBe(2);
  library.sources.trash({ ids: [copy] });
  expect(found()).toBe(0);
  library.history.undo(undefined);
  expect(found()).toBe(2);
  library.history.undo(undefined);
  expect(found()).toBe(0);
  expect(library.duplicates.list()).toEqual([]);
  library.history.redo();
  expect(found()).toBe(2);
  expect(library.duplicates.list()).toHaveLength(1);
});

test('a group falls apart when the source that held it together is taken back', async () => {
  using t = new TestLibrary();
  const { library, store } = t;
  const parts = Array.from({ length: 12 }, (_, i) => generateArticle(20 + i).split('\n\n')[1]!);
  const text = (from: number, to: number): string => parts.slice(from, to).join('\n\n');
  const one = await t.source(text(0, 7));
  const two = await t.source(text(4, 11));
  expect(library.duplicates.list()).toEqual([]);
  await t.source(text(2, 9));
  expect(library.duplicates.list()[0]?.sources).toHaveLength(3);
  library.history.undo(undefined);
  expect(library.duplicates.list()).toEqual([]);
  const groups = store.sql<[], number>('SELECT DISTINCT cluster FROM similar').pluck().all();
  expect(groups).toHaveLength(2);
  expect(new Set([one, two]).size).toBe(2);
});

test('what was saved before there were signatures gets them with the next writes', async () => {
  using t = new TestLibrary();
  const first = await t.source(generateArticle(1));
  const copy = await t.source(generateArticle(1, 'syndicated'));
  for (const table of ['similar', 'similar_band', 'similar_link']) t.store.db.exec(`DELETE FROM ${table}`);
  t.reopen();
  await t.source(generateArticle(9));
  expect(
    t.library.duplicates
      .list()[0]!
      .sources.map(({ id }) => id)
      .sort(),
  ).toEqual([first, copy].sort());
});

test('the work for one source does not grow with the number of copies', async () => {
  using t = new TestLibrary();
  const { library, store } = t;
  const words = generateArticle(3).split(' ');
  for (let i = 0; i < 120; i++) {
    const varied = words.map((word, k) => (k % 40 === i % 40 ? `w${i}` : word)).join(' ');
    await library.capture.save({ text: varied });
  }
  const most = store
    .sql<[], number>('SELECT max(n) FROM (SELECT count(*) AS n FROM similar_link GROUP BY number)')
    .pluck()
    .get();
  const links = store.sql<[], number>('SELECT count(*) FROM similar_link').pluck().get() as number;
  expect(library.duplicates.list()[0]!.sources).toHaveLength(120);
  // each new one adds at most eight links, in both directions
  expect(links).toBeLessThanOrEqual(120 * 8 * 2);
  expect(most).toBeGreaterThan(0);
});

test('a brief counts near copies as one independent source', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const ids = [
    await t.source(generateArticle(1)),
    await t.source(generateArticle(1, 'syndicated')),
    await t.source(generateArticle(2)),
  ];
  const brief = library.briefs.add({ title: 'Copies' });
  const marks = ids.map((id) => {
    const { text } = library.sources.open({ id }).version;
    const start = text.indexOf('\n\n', text.length / 2) + 2;
    return library.annotations.add({ sourceId: id, start, end: start + 60 });
  });
  library.briefs.save({
    id: brief.id,
    body: {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'The plant closes in 2026' },
            ...marks.map((mark) => ({
              type: 'citation',
              attrs: {
                annotationId: mark.id,
                factId: null,
                quote: mark.quote,
                sourceId: mark.sourceId,
                versionNumber: 1,
              },
            })),
            { type: 'text', text: '.' },
          ],
        },
      ],
    },
  });
  expect(library.briefs.check({ id: brief.id }).claims[0]).toMatchObject({ sources: 3, independent: 2 });
});
