import { z } from 'zod';
import { PINNED_FIELD } from '../core/company.ts';
import { Refusal } from '../core/refusal.ts';
import { addGroups } from './company-labels.ts';
import { aliasesOf, labelsOf, storedCompany, toCompany, type StoredCompany } from './company-rows.ts';
import type { MergePreview } from './company-views.ts';
import { insertAlias, insertCompany } from './company-writes.ts';
import type { Context } from './context.ts';
import { newId } from './ids.ts';
import { moveLinks } from './note-links.ts';
import type { Change, Store } from './store.ts';
import { addTags } from './tags.ts';
import { verb } from './verb.ts';

const idsWhere = (store: Store, sql: string, ...values: string[]): string[] =>
  store
    .sql<string[], string>(sql)
    .pluck()
    .all(...values);

/** Moves rows that pair a company with something else; a pair that is there already is left and the old one goes. */
function movePairs(
  store: Store,
  change: Change,
  table: 'mention_choice' | 'annotation_company' | 'about_choice',
  other: 'source_id' | 'annotation_id',
  from: string,
  into: string,
): void {
  const rows = store
    .sql<[string], { id: string; other: string }>(
      `SELECT id, ${other} AS other FROM ${table} WHERE company_id = ?`,
    )
    .all(from);
  const has = store.sql(`SELECT 1 FROM ${table} WHERE company_id = ? AND ${other} = ?`);
  for (const row of rows) {
    if (has.get(into, row.other)) change.remove(table, row.id);
    else change.update(table, row.id, { company_id: into });
  }
}

/** Moves relations to another company; one between the two stays where it is, because none may lead to itself. */
function moveRelations(
  change: Change,
  store: Store,
  relations: readonly string[],
  from: string,
  into: string,
) {
  for (const relation of relations) {
    const row = store
      .sql<[string], { company_id: string; other_id: string }>(
        'SELECT company_id, other_id FROM relation WHERE id = ?',
      )
      .get(relation)!;
    const sides = {
      company_id: row.company_id === from ? into : row.company_id,
      other_id: row.other_id === from ? into : row.other_id,
    };
    if (sides.company_id !== sides.other_id) change.update('relation', relation, sides);
  }
}

/** Moves a cell of a grid to another company, which joins the grid at the same place when it is not in it. */
function moveCell(
  store: Store,
  change: Change,
  cell: { readonly id: string; readonly question_id: string; readonly fact_id: string | null },
  from: string,
  into: string,
): void {
  const grid = store
    .sql<[string], string>('SELECT grid_id FROM grid_question WHERE id = ?')
    .pluck()
    .get(cell.question_id)!;
  joinGrid(store, change, grid, from, into);
  const there = store
    .sql<[string, string], { id: string; fact_id: string | null }>(
      'SELECT id, fact_id FROM grid_cell WHERE question_id = ? AND company_id = ?',
    )
    .get(cell.question_id, into);
  if (!there) change.update('grid_cell', cell.id, { company_id: into });
  else if (there.fact_id === null && cell.fact_id !== null) {
    // a fact answers more than "looked, not found": the two cells change places
    change.remove('grid_cell', there.id);
    change.update('grid_cell', cell.id, { company_id: into });
  }
}

function joinGrid(store: Store, change: Change, grid: string, from: string, into: string): void {
  if (store.sql('SELECT 1 FROM grid_company WHERE grid_id = ? AND company_id = ?').get(grid, into)) return;
  const position = store
    .sql<[string, string], number>('SELECT position FROM grid_company WHERE grid_id = ? AND company_id = ?')
    .pluck()
    .get(grid, from);
  change.insert('grid_company', { id: newId(), grid_id: grid, company_id: into, position: position ?? 0 });
}

const cellsOf = (store: Store, companyId: string) =>
  store
    .sql<[string], { id: string; question_id: string; fact_id: string | null }>(
      'SELECT id, question_id, fact_id FROM grid_cell WHERE company_id = ?',
    )
    .all(companyId);

/** The profile of two companies joined: gaps are filled, a value that differs is kept under a second name. */
function joinedProfile(from: StoredCompany, into: StoredCompany) {
  const differing: MergePreview['fields'][number][] = [];
  const fields = { ...(JSON.parse(into.fields) as Record<string, string>) };
  const keep = (field: string, kept: string, other: string): void => {
    differing.push({ field, kept, other });
    fields[`${field} (${from.name})`] = other;
  };
  const one = (field: 'country' | 'website', a: string | null, b: string | null): string | null => {
    if (a !== null && b !== null && a !== b) keep(field, a, b);
    return a ?? b;
  };
  const country = one('country', into.country, from.country);
  const website = one('website', into.website, from.website);
  for (const [field, value] of Object.entries(JSON.parse(from.fields) as Record<string, string>)) {
    if (!Object.hasOwn(fields, field)) fields[field] = value;
    else if (field !== PINNED_FIELD && fields[field] !== value) keep(field, fields[field]!, value);
  }
  return { country, website, ticker: into.ticker ?? from.ticker, fields, differing };
}

/** Names that move over when a dossier is merged: its own, its aliases, and a ticker of its own. */
function movedNames(store: Store, from: StoredCompany, into: StoredCompany) {
  const has = new Set([into.name, ...aliasesOf(store, into.id).map((alias) => alias.text)]);
  const ticker = from.ticker !== null && into.ticker !== null && from.ticker !== into.ticker;
  return [
    { text: from.name, language: null },
    ...aliasesOf(store, from.id),
    ...(ticker ? [{ text: from.ticker, language: null, kind: 'ticker' as const }] : []),
  ].filter((alias) => !has.has(alias.text));
}

function mergeOne(store: Store, change: Change, fromId: string, intoId: string): void {
  const from = storedCompany(store, fromId);
  const into = storedCompany(store, intoId);
  for (const alias of movedNames(store, from, into)) insertAlias(store, change, into.id, alias);
  for (const table of ['fact', 'note'] as const)
    for (const row of idsWhere(store, `SELECT id FROM ${table} WHERE company_id = ?`, from.id))
      change.update(table, row, { company_id: into.id });
  moveLinks(store, change, 'company', from.id, into.id);
  const relations = idsWhere(
    store,
    'SELECT id FROM relation WHERE company_id = ? OR other_id = ?',
    from.id,
    from.id,
  );
  moveRelations(change, store, relations, from.id, into.id);
  for (const grid of idsWhere(store, 'SELECT grid_id FROM grid_company WHERE company_id = ?', from.id))
    joinGrid(store, change, grid, from.id, into.id);
  for (const cell of cellsOf(store, from.id)) moveCell(store, change, cell, from.id, into.id);
  addTags(store, change, 'company', into.id, labelsOf(store, 'tag', from.id));
  addGroups(store, change, into.id, labelsOf(store, 'group', from.id));
  movePairs(store, change, 'mention_choice', 'source_id', from.id, into.id);
  movePairs(store, change, 'about_choice', 'source_id', from.id, into.id);
  movePairs(store, change, 'annotation_company', 'annotation_id', from.id, into.id);
  const { differing: _, fields, ...profile } = joinedProfile(from, into);
  change.update('company', into.id, { ...profile, fields: JSON.stringify(fields), updated_at: store.now() });
  change.update('company', from.id, { trashed_at: store.now() });
}

/** Verbs that join two dossiers into one and part one into two; each is one step. */
export const companyMergeVerbs = ({ store }: Context) => {
  const pair = (fromId: string, intoId: string): readonly [StoredCompany, StoredCompany] => {
    if (fromId === intoId) throw new Refusal('conflict', 'A company cannot be merged into itself.');
    const two = [storedCompany(store, fromId), storedCompany(store, intoId)] as const;
    for (const company of two)
      if (company.trashed_at !== null)
        throw new Refusal('conflict', `${company.name} is in the trash. Restore it first.`);
    return two;
  };
  const count = (sql: string, ...values: string[]): number => idsWhere(store, sql, ...values).length;
  return {
    /** What a merge would move; nothing is changed. */
    mergePreview: verb(z.object({ from: z.string(), into: z.string() }), (input): MergePreview => {
      const [from, into] = pair(input.from, input.into);
      const between =
        'SELECT id FROM relation WHERE trashed_at IS NULL AND ? IN (company_id, other_id) AND ? IN (company_id, other_id)';
      return {
        aliases: movedNames(store, from, into).map((alias) => alias.text),
        facts: count('SELECT id FROM fact WHERE trashed_at IS NULL AND company_id = ?', from.id),
        notes: count('SELECT id FROM note WHERE trashed_at IS NULL AND company_id = ?', from.id),
        relations:
          count('SELECT id FROM relation WHERE trashed_at IS NULL AND ? IN (company_id, other_id)', from.id) -
          count(between, from.id, into.id),
        cells: cellsOf(store, from.id).length,
        tags: labelsOf(store, 'tag', from.id).length,
        groups: labelsOf(store, 'group', from.id).length,
        choices:
          count('SELECT id FROM mention_choice WHERE company_id = ?', from.id) +
          count('SELECT id FROM about_choice WHERE company_id = ?', from.id),
        fields: joinedProfile(from, into).differing,
        between: count(between, from.id, into.id),
      };
    }),
    /**
     * Joins dossiers into another one: names, facts, notes, relations, cells of grids, choices, tags and groups move over,
     * the profile's gaps are filled, and the old dossiers go to the trash. Throws a Refusal for a company and itself.
     */
    merge: verb(
      z.object({ from: z.union([z.string(), z.array(z.string()).min(1).max(1000)]), into: z.string() }),
      (input) => {
        const all = [...new Set(typeof input.from === 'string' ? [input.from] : input.from)];
        const names = all.map((from) => pair(from, input.into)[0].name);
        const into = storedCompany(store, input.into);
        store.write(
          { label: 'step.company.merge', params: { from: names.join(', ').slice(0, 300), into: into.name } },
          (change) => {
            for (const from of all) mergeOne(store, change, from, input.into);
          },
        );
        return toCompany(store, storedCompany(store, input.into));
      },
    ),
    /**
     * Parts a dossier in two: a new company takes the names, facts, notes and relations that are given, with the cells of
     * grids those facts stand in. Nothing is copied, nothing goes. Throws a Refusal when nothing is given, when something is
     * not of this company, or when the name is taken.
     */
    split: verb(
      z.object({
        id: z.string(),
        name: z.string().trim().max(200),
        aliases: z.array(z.string()).max(1000).default([]),
        facts: z.array(z.string()).max(100_000).default([]),
        notes: z.array(z.string()).max(100_000).default([]),
        relations: z.array(z.string()).max(100_000).default([]),
      }),
      (input) => {
        const old = storedCompany(store, input.id);
        if (input.name === '') throw new Refusal('empty', 'The new company needs a name.');
        if (store.sql('SELECT 1 FROM company WHERE name = ? AND trashed_at IS NULL').get(input.name))
          throw new Refusal('duplicate', `There is a company named "${input.name}" already.`);
        if ([input.aliases, input.facts, input.notes, input.relations].every((list) => list.length === 0))
          throw new Refusal('empty', 'Choose at least one name, fact, note or relation for the new company.');
        const own = (table: 'fact' | 'note', row: string): void => {
          if (!store.sql(`SELECT 1 FROM ${table} WHERE id = ? AND company_id = ?`).get(row, old.id))
            throw new Refusal('not-found', `${old.name} has no ${table} ${row}.`);
        };
        for (const row of input.facts) own('fact', row);
        for (const row of input.notes) own('note', row);
        for (const row of input.relations)
          if (
            !store.sql('SELECT 1 FROM relation WHERE id = ? AND ? IN (company_id, other_id)').get(row, old.id)
          )
            throw new Refusal('not-found', `${old.name} has no relation ${row}.`);
        const aliasRows = input.aliases.map((text) => {
          const row = store
            .sql<[string, string], string>('SELECT id FROM alias WHERE company_id = ? AND text = ?')
            .pluck()
            .get(old.id, text);
          if (row === undefined) throw new Refusal('not-found', `${old.name} has no alias "${text}".`);
          return { row, text };
        });
        const made = store.write(
          { label: 'step.company.split', params: { from: old.name, name: input.name } },
          (change) => {
            const id = insertCompany(store, change, { name: input.name, aliases: [] });
            for (const { row, text } of aliasRows) {
              if (text === input.name) change.remove('alias', row);
              else change.update('alias', row, { company_id: id });
            }
            for (const fact of input.facts) change.update('fact', fact, { company_id: id });
            for (const note of input.notes) change.update('note', note, { company_id: id });
            moveRelations(change, store, input.relations, old.id, id);
            const moved = new Set(input.facts);
            for (const cell of cellsOf(store, old.id))
              if (cell.fact_id !== null && moved.has(cell.fact_id)) moveCell(store, change, cell, old.id, id);
            change.update('company', old.id, { updated_at: store.now() });
            return id;
          },
        );
        return toCompany(store, storedCompany(store, made));
      },
    ),
  };
};
