import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';
import { storedCompany } from './company-rows.ts';
import type { CompanyGroup } from './company-views.ts';
import type { Context } from './context.ts';
import { newId } from './ids.ts';
import { ids } from './inputs.ts';
import type { Change, Store } from './store.ts';
import { label } from './paths.ts';
import { addTags, removeTag } from './tags.ts';
import { ask, verb } from './verb.ts';

const groupNamed = (store: Store, name: string): string | undefined =>
  store.sql<[string], string>('SELECT id FROM company_group WHERE name = ?').pluck().get(name);

/** Puts a company into groups inside a write; groups that do not exist are made. */
export function addGroups(store: Store, change: Change, companyId: string, names: readonly string[]): void {
  for (const raw of names) {
    const name = label.safeParse(raw).data;
    if (!name) continue;
    let group = groupNamed(store, name);
    if (group === undefined) {
      group = newId();
      change.insert('company_group', { id: group, name, created_at: store.now() });
    }
    if (!store.sql('SELECT 1 FROM grouping WHERE company_id = ? AND group_id = ?').get(companyId, group))
      change.insert('grouping', { id: newId(), group_id: group, company_id: companyId });
  }
}

/** Takes a company out of a group inside a write; the group stays, even empty. */
function removeGroup(store: Store, change: Change, companyId: string, name: string): void {
  const row = store
    .sql<[string, string], string>(
      'SELECT g.id FROM grouping g JOIN company_group o ON o.id = g.group_id WHERE g.company_id = ? AND o.name = ?',
    )
    .pluck()
    .get(companyId, name);
  if (row !== undefined) change.remove('grouping', row);
}

const names = z.array(z.string().max(120)).max(200).default([]);

/** Verbs that change several companies at once, each one step of the history. */
export const companyLabelVerbs = ({ store }: Context) => ({
  /**
   * Changes many companies in one step: tags and groups on or off, country, profile fields. A field set to an empty text
   * is taken away.
   */
  editMany: verb(
    ids.extend({
      addTags: names,
      removeTags: names,
      addGroups: names,
      removeGroups: names,
      country: z.string().trim().max(500).nullable().optional(),
      fields: z.record(z.string().trim().min(1).max(200), z.string().max(20_000)).optional(),
    }),
    (input) => {
      store.write({ label: 'step.company.editMany', params: { count: input.ids.length } }, (change) => {
        for (const companyId of input.ids) {
          const row = storedCompany(store, companyId);
          addTags(store, change, 'company', companyId, input.addTags);
          for (const tag of input.removeTags) removeTag(store, change, companyId, tag);
          addGroups(store, change, companyId, input.addGroups);
          for (const group of input.removeGroups) removeGroup(store, change, companyId, group);
          const given = { ...(JSON.parse(row.fields) as Record<string, string>), ...input.fields };
          const fields = JSON.stringify(
            Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')),
          );
          const country = input.country === undefined ? row.country : input.country || null;
          if (fields !== row.fields || country !== row.country)
            change.update('company', companyId, { fields, country, updated_at: store.now() });
        }
      });
    },
  ),
});

/** Verbs about groups: named lists of companies. */
export const groupVerbs = ({ store }: Context) => {
  const existing = (name: string): string => {
    const group = groupNamed(store, name);
    if (group === undefined) throw new Refusal('not-found', `There is no group "${name}".`);
    return group;
  };
  return {
    list: ask((): CompanyGroup[] =>
      store
        .sql<[], CompanyGroup>(
          `SELECT o.name, count(c.id) AS companies FROM company_group o LEFT JOIN grouping g ON g.group_id = o.id
             LEFT JOIN company c ON c.id = g.company_id AND c.trashed_at IS NULL
            GROUP BY o.id ORDER BY o.name COLLATE NOCASE`,
        )
        .all(),
    ),
    /** Makes an empty group; a name that is there is refused. */
    add: verb(z.object({ name: label }), (input) => {
      if (groupNamed(store, input.name) !== undefined)
        throw new Refusal('duplicate', `There is a group "${input.name}" already.`);
      store.write({ label: 'step.group.add', params: { name: input.name } }, (change) =>
        change.insert('company_group', { id: newId(), name: input.name, created_at: store.now() }),
      );
    }),
    rename: verb(z.object({ from: z.string(), to: label }), (input) => {
      const group = existing(input.from);
      if (input.from !== input.to && groupNamed(store, input.to) !== undefined)
        throw new Refusal('duplicate', `There is a group "${input.to}" already.`);
      store.write({ label: 'step.group.rename', params: input }, (change) =>
        change.update('company_group', group, { name: input.to }),
      );
    }),
    /** Takes a group away; its companies stay. */
    remove: verb(z.object({ name: z.string() }), (input) => {
      const group = existing(input.name);
      const rows = store
        .sql<[string], string>('SELECT id FROM grouping WHERE group_id = ?')
        .pluck()
        .all(group);
      store.write({ label: 'step.group.remove', params: { name: input.name } }, (change) => {
        for (const row of rows) change.remove('grouping', row);
        change.remove('company_group', group);
      });
    }),
  };
};
