import { expect, test } from 'vitest';
import { dump, TestLibrary } from '../../setup/library.ts';

const words = (name: string): string =>
  `${name} opens a second quay\n\nThe harbour company ${name} said on Monday that its second quay is open, ` +
  `a year later than planned and for less money than its owners had set aside.\n\nTwo cranes stand there now.`;

const names = (list: readonly { readonly name: string; readonly count: number }[]) =>
  Object.fromEntries(list.map(({ name, count }) => [name, count]));

test('tags stand inside tags: a place narrows to all inside it, a new name takes them along, joining keeps all', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const [one, two, three] = [
    await t.source(words('Lindau')),
    await t.source(words('Brixen')),
    await t.source(words('Meran')),
  ];
  library.tags.add({ ids: [one], tag: ' Ports / Baltic ' });
  library.tags.add({ ids: [two], tag: 'Ports' });
  library.tags.add({ ids: [three], tag: 'Harbours/Baltic' });
  expect(names(library.tags.list())).toEqual({ 'Harbours/Baltic': 1, Ports: 1, 'Ports/Baltic': 1 });
  expect(library.sources.list({ tag: 'Ports' }).total).toBe(2);
  expect(library.sources.list({ tag: 'Port' }).total).toBe(0);
  expect(library.search.run({ query: 'tag:ports' }).total).toBe(2);
  const before = dump(t);
  library.tags.rename({ from: 'Ports', to: 'Harbours' });
  expect(names(library.tags.list())).toEqual({ Harbours: 1, 'Harbours/Baltic': 2 });
  library.history.undo({});
  expect(dump(t)).toEqual(before);
  expect(() => library.tags.rename({ from: 'Ports', to: 'Ports/Inner' })).toThrow(/inside itself/);
  library.tags.setColour({ name: 'Ports', colour: 'green' });
  expect(library.tags.list().find(({ name }) => name === 'Ports')?.colour).toBe('green');
  library.tags.drop({ name: 'Ports' });
  expect(names(library.tags.list())).toEqual({ 'Harbours/Baltic': 1 });
  library.history.undo({});
  expect(library.sources.list({ tag: 'Ports/Baltic' }).total).toBe(1);
  expect(() => library.tags.drop({ name: 'None' })).toThrow(/no tag/);
  expect(() => library.tags.add({ ids: [one], tag: ' / ' })).toThrow();
});

test('collections stand inside collections and are moved with what is in them', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const [one, two] = [await t.source(words('Lindau')), await t.source(words('Brixen'))];
  library.collections.add({ name: 'Trade' });
  library.collections.assign({ ids: [one], collection: 'Ports/2024' });
  library.collections.assign({ ids: [two], collection: 'Ports' });
  library.collections.rename({ from: 'Ports', to: 'Trade/Ports' });
  expect(names(library.collections.list())).toEqual({ Trade: 0, 'Trade/Ports': 1, 'Trade/Ports/2024': 1 });
  expect(library.sources.list({ collection: 'Trade' }).total).toBe(2);
  const before = dump(t);
  library.collections.rename({ from: 'Trade/Ports/2024', to: 'Trade/Ports' });
  expect(names(library.collections.list())).toEqual({ Trade: 0, 'Trade/Ports': 2 });
  library.history.undo({});
  expect(dump(t)).toEqual(before);
  library.collections.remove({ name: 'Trade/Ports' });
  expect(names(library.collections.list())).toEqual({ Trade: 0 });
  expect(library.sources.list({}).total).toBe(2);
  library.history.undo({});
  expect(library.sources.list({ collection: 'Trade/Ports' }).total).toBe(2);
  expect(() => library.collections.rename({ from: 'Trade', to: 'Trade/Trade' })).toThrow(/inside itself/);
  expect(() => library.collections.rename({ from: 'None', to: 'Some' })).toThrow(/no collection/);
});
