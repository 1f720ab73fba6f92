import { expect, test } from 'vitest';
import { Refusal } from '../../../src/core/refusal.ts';
import { dump, TestLibrary } from '../../setup/library.ts';
import { generateArticle } from './copies.ts';

const refused = (work: () => unknown): Refusal => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('It was not refused');
};

test('merging keeps every annotation, note, tag, collection, address, fact and citation, in one step', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const save = async (text: string, url: string): Promise<string> =>
    (await library.capture.save({ text, url })).imported[0]!.id;
  const copy = await save(generateArticle(1, 'syndicated'), 'https://copy.example/story?utm_source=x');
  const kept = await save(generateArticle(1), 'https://first.example/story');
  const text = library.sources.open({ id: copy }).version.text;
  const mark = (words: string) => {
    const start = text.indexOf(words);
    return library.annotations.add({ sourceId: copy, start, end: start + words.length, note: 'Mine.' });
  };
  // a passage both have, one only the copy has, and a note on the whole source
  const shared = mark(text.slice(text.length - 200, text.length - 120));
  const own = mark('everybody in town talks about');
  const whole = library.annotations.noteSource({ sourceId: copy, note: 'On the whole.' });
  const gone = mark(text.slice(text.length - 100, text.length - 60));
  library.annotations.remove({ ids: [gone.id] });
  library.tags.add({ ids: [copy], tag: 'ports' });
  library.collections.assign({ ids: [copy], collection: 'Winter' });
  library.notes.add({ sourceId: copy, text: 'Ask about it.' });
  library.sources.setState({ ids: [copy], state: 'done' });
  const company = library.companies.add({ name: 'Nordhavn' });
  const fact = library.facts.add({
    companyId: company.id,
    metric: 'Units',
    value: 5,
    valueText: '5',
    annotationId: shared.id,
  });
  const brief = library.briefs.add({ title: 'One' });
  library.briefs.addEvidence({ id: brief.id, annotationId: shared.id });
  const older = library.sources.open({ id: copy }).source.capturedAt;
  const before = dump(t);
  const count = before['annotation']!.length;

  const merged = library.duplicates.merge({ keep: kept, ids: [copy] });

  expect(merged).toMatchObject({
    tags: ['ports'],
    collections: ['Winter'],
    capturedAt: older,
    state: 'done',
  });
  const view = library.sources.open({ id: kept });
  expect(view.annotations.map(({ id }) => id).sort()).toEqual([shared.id, own.id, whole.id].sort());
  const now = new Map(view.annotations.map((annotation) => [annotation.id, annotation]));
  const at = now.get(shared.id)!;
  expect(at.anchor).toBe('moved');
  expect(view.version.text.slice(at.start!, at.end!)).toBe(shared.quote);
  expect(now.get(own.id)).toMatchObject({ anchor: 'orphan', start: null, quote: own.quote, note: 'Mine.' });
  expect(now.get(whole.id)!.note).toBe('On the whole.');
  expect(dump(t)['annotation']).toHaveLength(count);
  expect(view.notes.map((note) => note.text)).toEqual(['Ask about it.']);
  expect(view.facts.map(({ id }) => id)).toEqual([fact.id]);
  expect(library.duplicates.addresses({ id: kept })).toEqual(['https://copy.example/story?utm_source=x']);
  const check = library.briefs.check({ id: brief.id });
  expect(check).toMatchObject({ broken: 0, trashed: [] });
  expect(check.claims[0]!.sourceIds).toEqual([kept]);
  expect(library.trash.list().map((item) => item.id)).toContain(copy);
  expect(library.duplicates.list()).toEqual([]);
  // the trash can go: nothing that was kept hangs on the copy
  const after = dump(t);

  expect(library.history.undo(undefined)).toMatchObject({ label: 'step.source.merge' });
  expect(dump(t)).toEqual(before);
  library.history.redo();
  expect(dump(t)).toEqual(after);
  library.trash.empty(undefined);
  expect(library.sources.open({ id: kept }).annotations).toHaveLength(3);
});

test('merging refuses in words what it cannot do', async () => {
  using t = new TestLibrary();
  const one = await t.source(generateArticle(1));
  const two = await t.source(generateArticle(2));
  expect(refused(() => t.library.duplicates.merge({ keep: one, ids: [one] })).code).toBe('usage');
  expect(refused(() => t.library.duplicates.merge({ keep: one, ids: ['nothing'] })).code).toBe('not-found');
  t.library.sources.trash({ ids: [one] });
  expect(refused(() => t.library.duplicates.merge({ keep: one, ids: [two] })).code).toBe('conflict');
});
