import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../src/core/refusal.ts';
import { dump, TestLibrary } from '../../setup/library.ts';

const text =
  'Nordhavn Rail Ports acquired Castellan Micro in March 2024.\n\nCastellan Micro supplies controllers to Yunqiao Robotics.';

/** Three companies and a source that says how they stand to each other. */
async function filled() {
  const t = new TestLibrary();
  const sourceId = await t.source(text);
  const [nordhavn, castellan, yunqiao] = ['Nordhavn Rail Ports', 'Castellan Micro', 'Yunqiao Robotics'].map(
    (name) => t.library.companies.add({ name }).id,
  ) as [string, string, string];
  const words = { sourceId, start: 0, end: text.indexOf('.') };
  return { t, sourceId, nordhavn, castellan, yunqiao, words };
}

describe('relations', () => {
  test('a relation keeps the words it was read from and is seen from both dossiers', async () => {
    const { t, nordhavn, castellan, words } = await filled();
    using _ = t;
    const made = t.library.relations.add({
      companyId: nordhavn,
      kind: 'acquired',
      otherId: castellan,
      asOf: '2024-03',
      words,
    });
    expect(made).toMatchObject({
      quote: 'Nordhavn Rail Ports acquired Castellan Micro in March 2024',
      at: { start: 0 },
    });
    for (const id of [nordhavn, castellan])
      expect(t.library.companies.open({ id }).relations.map((one) => one.id)).toEqual([made.id]);
    expect(t.library.relations.list({ sourceId: words.sourceId })).toHaveLength(1);
  });

  test('adding, correcting and removing are each one step that undo takes back whole', async () => {
    const { t, nordhavn, castellan, yunqiao, words } = await filled();
    using _ = t;
    const empty = dump(t);
    const made = t.library.relations.add({ companyId: nordhavn, kind: 'owns', otherId: castellan, words });
    t.library.relations.edit({ id: made.id, kind: 'acquired', otherId: yunqiao, note: 'by auction' });
    expect(t.library.relations.list({})[0]).toMatchObject({
      kind: 'acquired',
      otherName: 'Yunqiao Robotics',
    });
    t.library.relations.remove({ ids: [made.id] });
    expect(t.library.relations.list({})).toEqual([]);
    t.library.history.undo(undefined);
    expect(t.library.relations.list({})).toHaveLength(1);
    t.library.history.undo(undefined);
    t.library.history.undo(undefined);
    expect(dump(t)).toEqual(empty);
    expect(t.library.relations.list({})).toEqual([]);
  });

  test('a relation rests on words or says outright that it has none, and never leads to the company itself', async () => {
    const { t, nordhavn, castellan, words } = await filled();
    using _ = t;
    const base = { companyId: nordhavn, kind: 'owns' as const, otherId: castellan };
    for (const wrong of [base, { ...base, words, noSource: true }, { ...base, words, otherId: nordhavn }])
      expect(() => t.library.relations.add(wrong)).toThrow(Refusal);
    expect(() => t.library.relations.add({ ...base, words, otherId: nordhavn })).toThrow(
      /relation to itself/,
    );
    expect(t.library.relations.add({ ...base, noSource: true })).toMatchObject({
      annotationId: null,
      quote: null,
    });
  });

  test('the remark of a relation is found by the search', async () => {
    const { t, nordhavn, castellan } = await filled();
    using _ = t;
    t.library.relations.add({
      companyId: nordhavn,
      kind: 'owns',
      otherId: castellan,
      noSource: true,
      note: 'through a Luxembourg holding',
    });
    const found = t.library.search.run({ query: 'luxembourg' });
    expect(found.hits.map((hit) => hit.kind)).toContain('company');
  });

  test('emptying the trash keeps a relation whose words went, as one without a source that quotes them', async () => {
    const { t, sourceId, nordhavn, castellan, words } = await filled();
    using _ = t;
    t.library.relations.add({
      companyId: nordhavn,
      kind: 'acquired',
      otherId: castellan,
      words,
      note: 'seen',
    });
    t.library.sources.trash({ ids: [sourceId] });
    t.library.trash.empty();
    expect(t.library.relations.list({})[0]).toMatchObject({
      annotationId: null,
      note: 'seen\n“Nordhavn Rail Ports acquired Castellan Micro in March 2024”',
    });
    expect(t.library.health.check({ deep: true }).problems).toEqual([]);
  });

  test('a removed relation waits in the trash, comes back, and goes for good with its company', async () => {
    const { t, nordhavn, castellan } = await filled();
    using _ = t;
    const base = { companyId: nordhavn, kind: 'owns' as const, otherId: castellan, noSource: true };
    const made = t.library.relations.add(base);
    t.library.relations.remove({ ids: [made.id] });
    expect(t.library.trash.list()).toMatchObject([
      { kind: 'relation', title: 'Nordhavn Rail Ports – Castellan Micro' },
    ]);
    t.library.relations.restore({ ids: [made.id] });
    expect(t.library.relations.list({})).toHaveLength(1);
    t.library.companies.trash({ ids: [castellan] });
    t.library.trash.empty();
    expect(t.library.relations.list({})).toEqual([]);
    expect(t.library.health.check({ deep: true }).problems).toEqual([]);
  });
});
