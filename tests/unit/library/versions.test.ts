import { expect, test } from 'vitest';
import { Refusal } from '../../../src/core/refusal.ts';
import { TestLibrary } from '../../setup/library.ts';

const first = [
  'The Ferry That Learned to Wait',
  'The operator in Aarhus bought 14 electric ferries in March and paid 220 million kroner for them.',
  'The old quay was closed for a year while the chargers were built into its wall.',
  'Nobody on the crew had seen a charger of that size before, says the harbour master.',
].join('\n\n');
const second = [
  'The Ferry That Learned to Wait',
  'The harbour council was told about the purchase in February, the minutes show.',
  'The operator in Aarhus bought 16 electric ferries in March and paid 220 million kroner for them.',
  'The old quay was closed for a year while the chargers were built into its wall.',
].join('\n\n');

/** A source with four marks, saved again with one figure changed, one paragraph more and one less. */
async function recaptured(t: TestLibrary) {
  const id = await t.source(first);
  for (const quote of [
    'paid 220 million kroner',
    'bought 14 electric ferries in March',
    'The old quay was closed for a year',
    'Nobody on the crew had seen a charger of that size before',
  ])
    t.library.annotations.addByQuote({ sourceId: id, quote });
  return { id, told: await t.library.versions.recapture({ id, text: second }) };
}

test('a recapture counts what became of every annotation, and none is lost', async () => {
  using t = new TestLibrary();
  const { id, told } = await recaptured(t);
  expect(told.version).toBe(2);
  expect(told.sameText).toBe(false);
  const { exact, moved, changed, orphan } = told.anchors;
  expect(exact + moved + changed + orphan).toBe(4);
  expect({ unmoved: exact + moved, changed, orphan }).toEqual({ unmoved: 2, changed: 1, orphan: 1 });
  expect(t.library.sources.open({ id }).annotations).toHaveLength(4);
});

test('the list of versions says how the annotations stand in each of them', async () => {
  using t = new TestLibrary();
  const { id } = await recaptured(t);
  const [newer, older] = t.library.versions.list({ id });
  expect([newer!.number, newer!.current, older!.number, older!.current]).toEqual([2, true, 1, false]);
  expect(newer!.anchors.orphan).toBe(1);
  expect(older!.anchors).toEqual({ exact: 4, moved: 0, changed: 0, orphan: 0 });
  expect(older!.words).toBeGreaterThan(40);
});

test('an older version opens with its own words, and every mark stands on its quote there', async () => {
  using t = new TestLibrary();
  const { id } = await recaptured(t);
  const older = t.library.versions.list({ id })[1]!;
  const view = t.library.sources.open({ id, versionId: older.id });
  expect(view.version.text).toContain('bought 14 electric');
  for (const mark of view.annotations) {
    expect(view.version.text.slice(mark.start!, mark.end!)).toBe(mark.quote);
    expect(mark.anchor).toBe('exact');
  }
  // reading an older version moves nothing
  expect(t.library.sources.open({ id }).annotations.filter(({ anchor }) => anchor === 'orphan')).toHaveLength(
    1,
  );
});

test('two versions are compared word by word, and every paragraph is told once', async () => {
  using t = new TestLibrary();
  const { id } = await recaptured(t);
  const [newer, older] = t.library.versions.list({ id });
  const { differences, before, after } = t.library.versions.compare({ before: older!.id, after: newer!.id });
  const changed = differences.find(({ kind }) => kind === 'changed')!;
  expect(
    changed.words.filter(({ kind }) => kind !== 'same').map(({ kind, text }) => `${kind} ${text}`),
  ).toEqual(['removed 14', 'added 16']);
  expect(differences.filter(({ kind }) => kind === 'added')).toHaveLength(1);
  expect(differences.filter(({ kind }) => kind === 'removed')).toHaveLength(1);
  expect(differences.flatMap((each) => (each.before ? [each] : []))).toHaveLength(
    before.text.split('\n\n').length,
  );
  expect(differences.flatMap((each) => (each.after ? [each] : []))).toHaveLength(
    after.text.split('\n\n').length,
  );
});

test('the same page saved again says that no word has changed', async () => {
  using t = new TestLibrary();
  const id = await t.source(first);
  expect((await t.library.versions.recapture({ id, text: first })).sameText).toBe(true);
});

test('one undo takes a recapture back whole', async () => {
  using t = new TestLibrary();
  const { id } = await recaptured(t);
  t.library.history.undo({});
  const view = t.library.sources.open({ id });
  expect(view.versions).toHaveLength(1);
  expect(view.version.text).toContain('bought 14 electric');
  expect(
    view.annotations.every((mark) => view.version.text.slice(mark.start!, mark.end!) === mark.quote),
  ).toBe(true);
});

test('a version of another source, an unknown one and a version without text are refused in words', async () => {
  using t = new TestLibrary();
  const { id } = await recaptured(t);
  const other = await t.source('Another text altogether, about cranes and the men who drive them by night.');
  const [{ id: foreign } = { id: '' }] = t.library.versions.list({ id: other });
  expect(() => t.library.sources.open({ id, versionId: foreign })).toThrow(Refusal);
  expect(() => t.library.versions.list({ id: 'none' })).toThrow(/no source/);
  await expect(t.library.versions.recapture({ id, text: '   ' })).rejects.toThrow(Refusal);
  expect(t.library.versions.list({ id })).toHaveLength(2);
});
