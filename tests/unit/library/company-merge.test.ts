import { describe, expect, test } from 'vitest';
import { random } from '../../bench/generator.ts';
import { Refusal } from '../../../src/core/refusal.ts';
import { dump, TestLibrary } from '../../setup/library.ts';

const MORE = ['relation', 'grouping', 'grid_company', 'grid_cell', 'about_choice', 'company_group'];

/** Every row of the user's, those of dossiers included. */
const state = (t: TestLibrary) => ({
  ...dump(t),
  ...Object.fromEntries(
    MORE.map((table) => [
      table,
      (t.store.db.prepare(`SELECT * FROM ${table}`).all() as object[])
        .map((row) => JSON.stringify(row))
        .sort(),
    ]),
  ),
});

/** Counts what companies outside the trash own together: nothing of it may change when dossiers are merged or split. */
const owned = (t: TestLibrary): Record<string, number> => {
  const count = (sql: string): number => t.store.db.prepare(sql).pluck().get() as number;
  const live = 'IN (SELECT id FROM company WHERE trashed_at IS NULL)';
  return {
    facts: count(`SELECT count(*) FROM fact WHERE company_id ${live}`),
    notes: count(`SELECT count(*) FROM note WHERE company_id ${live}`),
    relations: count(`SELECT count(*) FROM relation WHERE company_id ${live} AND other_id ${live}`),
    choices: count(`SELECT count(DISTINCT source_id) FROM mention_choice WHERE company_id ${live}`),
    answers: count(`SELECT count(*) FROM grid_cell WHERE fact_id IS NOT NULL AND company_id ${live}`),
    names: count(
      `SELECT count(*) FROM (SELECT text FROM alias WHERE company_id ${live} UNION SELECT name FROM company WHERE trashed_at IS NULL)`,
    ),
    tags: count(`SELECT count(DISTINCT tag_id) FROM tagging WHERE entity_id ${live}`),
    groups: count(`SELECT count(DISTINCT group_id) FROM grouping WHERE company_id ${live}`),
  };
};

/** Four companies with a bit of everything, the same for the same seed. */
async function fill(seed: number) {
  const t = new TestLibrary();
  const next = random(seed);
  const below = (n: number): number => Math.floor(next() * n);
  const { library } = t;
  const names = ['Aarhus Works', 'Borealis', 'Castellan', 'Delta Ledger'];
  const ids = names.map(
    (name) =>
      library.companies.add({
        name,
        aliases: [{ text: `${name} ApS` }, { text: `${name} ${seed}` }],
        ticker: next() < 0.5 ? name.slice(0, 3).toUpperCase() : null,
        country: next() < 0.5 ? 'DK' : null,
      }).id,
  );
  const pick = (): string => ids[below(ids.length)]!;
  const grid = library.grids.add({
    name: 'Robots',
    questions: [{ text: 'Revenue', metric: 'Revenue' }, { text: 'Who supplies it?' }],
    companyIds: ids.slice(0, 3),
  });
  for (let i = 0; i < 3; i++) {
    const sourceId = await t.source(
      `Report ${seed} ${i}\n\nBorealis and Castellan grew; Delta Ledger shrank by ${i}.`,
    );
    library.mentions.choose({ sourceId, companyId: pick(), choice: 'accepted' });
    const mark = library.annotations.add({ sourceId, start: 0, end: 6 });
    for (let k = 0; k < 3; k++) {
      const companyId = pick();
      const questionId = grid.questions[below(2)]!.id;
      if (next() < 0.5) library.grids.answer({ questionId, companyId, value: i, annotationId: mark.id });
      else library.facts.add({ companyId, metric: 'Revenue', value: k, annotationId: mark.id });
    }
    library.notes.add({ companyId: pick(), text: `Note ${i}` });
    const [a, b] = [pick(), pick()];
    if (a !== b) library.relations.add({ companyId: a, kind: 'supplies', otherId: b, annotationId: mark.id });
    library.companies.editMany({
      ids: [pick()],
      addTags: ['watch'],
      addGroups: ['Peers'],
      fields: { Founded: '2012' },
    });
  }
  return { t, ids, grid, next, below };
}

describe('merging and splitting dossiers', () => {
  test('a merge loses nothing but relations between the two, and one undo brings every row back', async () => {
    for (let seed = 1; seed <= 4; seed++) {
      const { t, ids } = await fill(seed);
      using _ = t;
      const { library } = t;
      const [from, into] = [ids[seed % 4]!, ids[(seed + 1 + (seed % 3)) % 4]!];
      const [before, rows] = [owned(t), state(t)];
      const preview = library.companies.mergePreview({ from, into });
      const had = library.companies.open({ id: into }).facts.length;
      const merged = library.companies.merge({ from, into });
      const after = owned(t);
      expect({ ...after, relations: after['relations']! + preview.between }).toMatchObject({
        facts: before['facts'],
        notes: before['notes'],
        relations: before['relations'],
        choices: before['choices'],
        names: before['names'],
        tags: before['tags'],
        groups: before['groups'],
      });
      expect(merged.facts).toHaveLength(had + preview.facts);
      expect(library.health.check({ deep: true }).problems).toEqual([]);
      library.history.undo(undefined);
      expect(state(t)).toEqual(rows);
      library.history.redo();
      expect(owned(t)).toEqual(after);
    }
  });

  test('a split loses nothing, moves the cells of the facts it takes, and is one step', async () => {
    for (let seed = 1; seed <= 4; seed++) {
      const { t, ids, next } = await fill(seed);
      using _ = t;
      const { library } = t;
      const id = ids[seed % 4]!;
      const view = library.companies.open({ id });
      const some = <Item>(list: readonly Item[]): Item[] => list.filter(() => next() < 0.6);
      const [before, rows] = [owned(t), state(t)];
      const take = {
        aliases: view.company.aliases.slice(0, 1).map((alias) => alias.text),
        facts: some(view.facts).map((fact) => fact.id),
        notes: some(view.company.notes).map((note) => note.id),
        relations: some(view.relations).map((relation) => relation.id),
      };
      const made = library.companies.split({ id, name: 'New One', ...take });
      const after = owned(t);
      expect(after).toEqual({ ...before, names: before['names']! + 1 });
      expect(made.facts.map((fact) => fact.id).sort()).toEqual([...take.facts].sort());
      expect(made.notes).toHaveLength(take.notes.length);
      expect(library.companies.open({ id: made.id }).relations).toHaveLength(take.relations.length);
      expect(library.health.check({ deep: true }).problems).toEqual([]);
      library.history.undo(undefined);
      expect(state(t)).toEqual(rows);
    }
  });

  test('a split undone by a merge gives the same dossier', async () => {
    const { t, ids } = await fill(3);
    using _ = t;
    const { library } = t;
    const [id] = ids as [string];
    const view = library.companies.open({ id });
    const made = library.companies.split({ id, name: 'Aarhus Works ApS', aliases: ['Aarhus Works ApS'] });
    library.companies.merge({ from: made.id, into: id });
    const again = library.companies.open({ id });
    expect(again.company.aliases.map((alias) => alias.text).sort()).toEqual(
      view.company.aliases.map((alias) => alias.text).sort(),
    );
    expect(again.facts).toEqual(view.facts);
  });

  test('profiles are joined: gaps are filled, values that differ are kept under a second name', () => {
    using t = new TestLibrary();
    const { companies } = t.library;
    const from = companies.add({ name: 'Old', ticker: 'OLD', country: 'DK', website: 'https://old.example' });
    const into = companies.add({ name: 'New', ticker: 'NEW', country: 'SE' });
    companies.edit({ id: from.id, fields: { CEO: 'Ada', Founded: '1999' } });
    companies.edit({ id: into.id, fields: { CEO: 'Bo' } });
    expect(companies.mergePreview({ from: from.id, into: into.id })).toMatchObject({
      aliases: ['Old', 'OLD'],
      fields: [
        { field: 'country', kept: 'SE', other: 'DK' },
        { field: 'CEO', kept: 'Bo', other: 'Ada' },
      ],
    });
    companies.merge({ from: from.id, into: into.id });
    const view = companies.open({ id: into.id });
    expect(view.company).toMatchObject({ ticker: 'NEW', country: 'SE', website: 'https://old.example' });
    expect(view.fields).toEqual({ CEO: 'Bo', 'CEO (Old)': 'Ada', 'country (Old)': 'DK', Founded: '1999' });
  });

  test('several dossiers merge in one step', () => {
    using t = new TestLibrary();
    const [a, b, c] = ['A1', 'B1', 'C1'].map((name) => t.library.companies.add({ name }).id) as [
      string,
      string,
      string,
    ];
    const merged = t.library.companies.merge({ from: [a, b], into: c });
    expect(merged.aliases.map((alias) => alias.text)).toEqual(['A1', 'B1']);
    t.library.history.undo(undefined);
    expect(t.library.companies.list({})).toHaveLength(3);
  });

  test('what cannot be merged or split is refused in words and changes nothing', async () => {
    const { t, ids } = await fill(5);
    using _ = t;
    const { companies } = t.library;
    const [a, b] = ids as [string, string];
    const rows = state(t);
    expect(() => companies.merge({ from: a, into: a })).toThrow('A company cannot be merged into itself.');
    expect(() => companies.merge({ from: [b, a], into: a })).toThrow(
      'A company cannot be merged into itself.',
    );
    expect(() => companies.split({ id: a, name: 'X1' })).toThrow(/at least one name, fact, note or relation/);
    expect(() => companies.split({ id: a, name: '  ', aliases: ['Aarhus Works ApS'] })).toThrow(
      /needs a name/,
    );
    expect(() => companies.split({ id: a, name: 'Borealis', aliases: ['Aarhus Works ApS'] })).toThrow(
      /already/,
    );
    expect(() => companies.split({ id: a, name: 'X1', aliases: ['Nobody'] })).toThrow(Refusal);
    const foreign = companies.open({ id: b }).facts[0];
    if (foreign) expect(() => companies.split({ id: a, name: 'X1', facts: [foreign.id] })).toThrow(Refusal);
    expect(state(t)).toEqual(rows);
    companies.trash({ ids: [b] });
    expect(() => companies.merge({ from: b, into: a })).toThrow(/in the trash/);
  });
});
