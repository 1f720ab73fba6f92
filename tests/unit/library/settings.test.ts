import { expect, test } from 'vitest';
import { TestLibrary } from '../../setup/library.ts';

const TEXT =
  'Delta orders more quays\n\nDelta said on Monday that Delta Harbour Systems would build two quays in the river delta.';

const named = (t: TestLibrary, sourceId: string): string[] =>
  t.library.mentions.list({ sourceId }).map((mention) => mention.text);

test('words that are ignored are no mentions any more, in old and new sources, and are again when taken out', async () => {
  using t = new TestLibrary();
  const old = await t.source(TEXT);
  const { id } = t.library.companies.add({
    name: 'Delta Harbour Systems',
    aliases: [{ text: 'Delta', language: null }],
  });
  expect(named(t, old)).toContain('Delta');
  t.library.settings.set({ key: 'names.ignored', value: ['  DELTA '] });
  expect(named(t, old)).toEqual(['Delta Harbour Systems']);
  const fresh = await t.source(
    'Rain over the delta\n\nDelta and Delta again, said the man who counts the rain.',
  );
  expect(named(t, fresh)).toEqual([]);
  t.library.settings.set({ key: 'names.ignored', value: null });
  expect(named(t, old)).toContain('Delta');
  expect(named(t, fresh)).toContain('Delta');
  expect(t.library.health.check({ deep: true })).toEqual({ ok: true, problems: [] });
  expect(t.library.companies.list({}).map((company) => company.id)).toEqual([id]);
});

test('a file of settings brings ignored words along, and one without them takes them back', async () => {
  using t = new TestLibrary();
  const source = await t.source(TEXT);
  t.library.companies.add({
    name: 'Delta Harbour Systems',
    aliases: [{ text: 'Delta', language: null }],
  });
  expect(named(t, source)).toContain('Delta');
  const empty = t.library.settings.export();
  t.library.settings.set({ key: 'names.ignored', value: ['Delta'] });
  const file = t.library.settings.export();
  expect(file.settings).toEqual({ 'names.ignored': ['Delta'] });
  t.library.settings.import({ file: empty as never });
  expect(named(t, source)).toContain('Delta');
  t.library.settings.import({ file: file as never });
  expect(named(t, source)).toEqual(['Delta Harbour Systems']);
  // the names are no step of the history: nothing is undone by them
  expect(t.library.history.list({ limit: 1 })[0]!.label).not.toContain('setting');
});

test('a new brief takes the citation style of the settings, while there is one of that name', () => {
  using t = new TestLibrary();
  const first = t.library.briefs.add({ title: 'One' }).style;
  t.library.settings.set({ key: 'briefs.style', value: 'apa' });
  expect(t.library.briefs.add({ title: 'Two' }).style).toBe('apa');
  expect(t.library.briefs.add({ title: 'Three', style: 'chicago-notes' }).style).toBe('chicago-notes');
  t.library.settings.set({ key: 'briefs.style', value: 'own_gone' });
  expect(t.library.briefs.add({ title: 'Four' }).style).toBe(first);
});

test('every new setting goes out in a file and comes in again', () => {
  using t = new TestLibrary();
  const chosen = {
    'search.typos': false,
    'search.pinyin': false,
    'search.synonyms': [['EV', '电动车']],
    'names.ignored': ['Delta'],
    'briefs.template': 'comparison',
    'briefs.style': 'apa',
    'briefs.language': 'zh-Hans',
    'briefs.captions': false,
    'backups.daily': 30,
    'backups.weekly': 13,
    'backups.folder': '/media/disk',
    askLinks: false,
  };
  for (const [key, value] of Object.entries(chosen)) t.library.settings.set({ key, value });
  const file = t.library.settings.export();
  using other = new TestLibrary();
  other.library.settings.import({ file: file as never });
  expect(other.library.settings.all()).toEqual(chosen);
});
