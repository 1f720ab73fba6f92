import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';
import type { Context } from './context.ts';
import { newId } from './ids.ts';
import { setSetting, settingIn } from './settings.ts';
import type { Store } from './store.ts';
import { ask, verb } from './verb.ts';

/** A search kept in the sidebar. */
export interface SavedSearch {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  /** Things found now. */
  readonly count: number;
  /** Sources found now that were saved since this search was looked at last; counted among the first thousand. */
  readonly fresh: number;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly created_at: string;
}

/** Settings that belong to this list: the order a person gave it, and when each search was looked at last. */
const ORDER = 'savedSearches.order';
const SEEN = 'savedSearches.seen';
const LOOKED_THROUGH = 1000;

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

const instants = (value: unknown): Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter((entry) => typeof entry[1] === 'string'))
    : {};

const rows = (store: Store): Row[] => {
  const order = strings(settingIn(store, ORDER));
  const place = (row: Row): number => {
    const at = order.indexOf(row.id);
    return at < 0 ? order.length : at;
  };
  return store
    .sql<[], Row>('SELECT id, name, query, created_at FROM saved_search ORDER BY created_at, id')
    .all()
    .sort((a, b) => place(a) - place(b));
};

const named = (store: Store, id: string): Row => {
  const row = store
    .sql<[string], Row>('SELECT id, name, query, created_at FROM saved_search WHERE id = ?')
    .get(id);
  if (!row) throw new Refusal('not-found', 'There is no such saved search.');
  return row;
};

const NAME = z.string().trim().min(1).max(200);
const QUERY = z.string().trim().min(1).max(4000);

/** Verbs about searches kept in the sidebar. */
export const savedSearchVerbs = ({ store, search }: Context) => {
  const freshOf = (query: string, since: string): number => {
    const added = store
      .sql<[string, number], string>(
        'SELECT id FROM source WHERE created_at > ? AND trashed_at IS NULL ORDER BY created_at DESC LIMIT ?',
      )
      .pluck()
      .all(since, LOOKED_THROUGH);
    if (added.length === 0) return 0;
    const found = new Set(
      search
        .search(query, { kinds: ['source'], limit: LOOKED_THROUGH, bare: true })
        .hits.map((hit) => hit.id),
    );
    return added.filter((id) => found.has(id)).length;
  };
  const looked = (id: string): void => {
    const alive = new Set(rows(store).map((row) => row.id));
    const before = Object.entries(instants(settingIn(store, SEEN))).filter(([id]) => alive.has(id));
    setSetting(store, SEEN, { ...Object.fromEntries(before), [id]: store.now() }, ['search']);
  };
  return {
    /** All of them in the order a person gave them, each with its count now. */
    list: ask((): SavedSearch[] => {
      const seen = instants(settingIn(store, SEEN));
      return rows(store).map(({ id, name, query, created_at }) => ({
        id,
        name,
        query,
        count: search.search(query, { limit: 0, bare: true }).total,
        fresh: freshOf(query, seen[id] ?? created_at),
      }));
    }),
    add: verb(z.object({ name: NAME, query: QUERY }), (input) => {
      const id = newId();
      store.write({ label: 'step.search.save', params: { name: input.name } }, (change) => {
        change.insert('saved_search', { id, name: input.name, query: input.query, created_at: store.now() });
      });
      return { id, ...input };
    }),
    /** Renames a saved search, or gives it another query. */
    edit: verb(z.object({ id: z.string(), name: NAME.optional(), query: QUERY.optional() }), (input) => {
      const row = named(store, input.id);
      const patch = {
        ...(input.name !== undefined && { name: input.name }),
        ...(input.query !== undefined && { query: input.query }),
      };
      store.write({ label: 'step.search.edit', params: { name: input.name ?? row.name } }, (change) => {
        change.update('saved_search', input.id, patch);
      });
      // What another query finds was not waited for.
      if (input.query !== undefined && input.query !== row.query) looked(input.id);
    }),
    remove: verb(z.object({ id: z.string() }), (input) => {
      const { name } = named(store, input.id);
      store.write({ label: 'step.search.remove', params: { name } }, (change) =>
        change.remove('saved_search', input.id),
      );
    }),
    /** Puts the saved searches in an order; those not named follow as they stood. */
    arrange: verb(z.object({ ids: z.array(z.string()).max(2000) }), (input) => {
      const rest = rows(store).filter((row) => !input.ids.includes(row.id));
      setSetting(store, ORDER, [...input.ids, ...rest.map((row) => row.id)], ['search']);
    }),
    /** Says that the results of a saved search have been looked at: what is saved from now on is new. */
    look: verb(z.object({ id: z.string() }), (input) => {
      named(store, input.id);
      looked(input.id);
    }),
  };
};
