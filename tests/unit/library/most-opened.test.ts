import { expect, test } from 'vitest';
import { TestLibrary } from '../../setup/library.ts';

test('a source that is too much with its annotations is refused whole where a limit is named', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const id = await t.source(
    'A quay\n\nThe harbour company said on Monday that its second quay is open, a year late.',
  );
  const most = 1000;
  expect(library.sources.open({ id, most }).source.id).toBe(id);
  for (let at = 0; at < 3; at++) library.annotations.add({ sourceId: id, start: at, end: at + 5 });
  expect(() => library.sources.open({ id, most })).toThrow(/too long/);
  expect(library.sources.open({ id }).annotations).toHaveLength(3);
});
