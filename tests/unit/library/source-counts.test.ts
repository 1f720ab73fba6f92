import { expect, test } from 'vitest';
import { TestLibrary } from '../../setup/library.ts';

const words = (name: string): string =>
  `${name} opens a quay\n\nThe harbour company ${name} said on Monday that its second quay is open, a year later than planned.`;

test('the sidebar counts what there is, after every kind of change and after those of another program', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const none = library.sources.counts();
  expect(none).toMatchObject({ library: 0, inbox: 0, unread: 0, annotated: 0, languages: [], trash: 0 });
  const ids = [
    await t.source(words('Lindau')),
    await t.source(words('Brixen')),
    await t.source(words('Meran')),
  ];
  const counts = library.sources.counts();
  expect(counts).toMatchObject({ library: 3, inbox: 3, unread: 3, annotated: 0 });
  expect(counts.languages).toEqual([{ language: 'en', count: 3 }]);
  // nothing changed, nothing is counted again
  expect(library.sources.counts()).toBe(counts);
  library.sources.setState({ ids: [ids[0]!], state: 'done' });
  library.sources.edit({ id: ids[1]!, language: 'de' });
  library.annotations.add({ sourceId: ids[2]!, start: 0, end: 5 });
  library.annotations.add({ sourceId: ids[2]!, start: 6, end: 9 });
  t.open.context.store.db
    .prepare(
      "INSERT INTO progress (source_id, position, progress, opened_at) VALUES (?, 10, .5, '2026-01-01')",
    )
    .run(ids[0]!);
  expect(library.sources.counts()).toMatchObject({
    library: 3,
    inbox: 2,
    unread: 2,
    annotations: 2,
    annotated: 1,
    languages: [
      { language: 'en', count: 2 },
      { language: 'de', count: 1 },
    ],
  });
  library.sources.trash({ ids: [ids[0]!, ids[2]!] });
  expect(library.sources.counts()).toMatchObject({ library: 1, inbox: 1, unread: 1, annotated: 0, trash: 2 });
  library.history.undo({});
  expect(library.sources.counts()).toMatchObject({ library: 3, unread: 2, annotated: 1, trash: 0 });
});
