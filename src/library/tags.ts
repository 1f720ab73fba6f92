import { z } from 'zod';
import { COLOURS } from '../core/annotation.ts';
import { Refusal } from '../core/refusal.ts';
import type { Context } from './context.ts';
import { newId } from './ids.ts';
import type { Change, Store } from './store.ts';
import { ids } from './inputs.ts';
import { label, moved, refuseInside, within, withinValues } from './paths.ts';
import { ask, verb } from './verb.ts';

/** What a tag can stand on. */
export type TaggedKind = 'source' | 'annotation' | 'company' | 'note';

/** The id of the tag with a name, made when there is none. */
function tagId(store: Store, change: Change, name: string): string {
  const found = store.sql<[string], string>('SELECT id FROM tag WHERE name = ?').pluck().get(name);
  if (found) return found;
  const made = newId();
  change.insert('tag', { id: made, name, colour: null, created_at: store.now() });
  return made;
}

/** Puts tags on a thing; those it has already are left alone. */
export function addTags(
  store: Store,
  change: Change,
  kind: TaggedKind,
  entityId: string,
  names: readonly string[],
): void {
  const has = store.sql('SELECT 1 FROM tagging WHERE entity_id = ? AND tag_id = ?');
  for (const raw of names) {
    const name = label.safeParse(raw).data;
    if (!name) continue;
    const tag = tagId(store, change, name);
    if (!has.get(entityId, tag))
      change.insert('tagging', { id: newId(), tag_id: tag, kind, entity_id: entityId });
  }
}

/** Takes a tag off; a tag that nothing carries any more goes with it. */
export function removeTag(store: Store, change: Change, entityId: string, name: string): void {
  const row = store
    .sql<[string, string], { id: string; tag_id: string }>(
      'SELECT g.id, g.tag_id FROM tagging g JOIN tag t ON t.id = g.tag_id WHERE g.entity_id = ? AND t.name = ?',
    )
    .get(entityId, name);
  if (!row) return;
  change.remove('tagging', row.id);
  if (!store.sql('SELECT 1 FROM tagging WHERE tag_id = ?').get(row.tag_id)) change.remove('tag', row.tag_id);
}

/** Makes the tags of an entity exactly these. */
export function setTags(
  store: Store,
  change: Change,
  kind: TaggedKind,
  entityId: string,
  names: readonly string[],
): void {
  const had = store
    .sql<[string], string>('SELECT t.name FROM tagging g JOIN tag t ON t.id = g.tag_id WHERE g.entity_id = ?')
    .pluck()
    .all(entityId);
  const wanted = new Set(
    names.map((name) => label.safeParse(name).data).filter((name) => name !== undefined),
  );
  for (const name of had) if (!wanted.has(name)) removeTag(store, change, entityId, name);
  addTags(store, change, kind, entityId, [...wanted]);
}

/** Verbs about tags on sources. */
export const tagVerbs = ({ store }: Context) => ({
  list: ask(() =>
    store
      .sql<[], { name: string; colour: string | null; count: number }>(
        `SELECT t.name, t.colour, count(s.id) AS count FROM tag t
           LEFT JOIN tagging g ON g.tag_id = t.id AND g.kind = 'source'
           LEFT JOIN source s ON s.id = g.entity_id AND s.trashed_at IS NULL
          GROUP BY t.id ORDER BY t.name COLLATE NOCASE`,
      )
      .all(),
  ),
  add: verb(ids.extend({ tag: label }), (input) => {
    store.write({ label: 'step.tag.add', params: { tag: input.tag, count: input.ids.length } }, (change) => {
      for (const id of input.ids) addTags(store, change, 'source', id, [input.tag]);
    });
  }),
  remove: verb(ids.extend({ tag: z.string() }), (input) => {
    store.write(
      { label: 'step.tag.remove', params: { tag: input.tag, count: input.ids.length } },
      (change) => {
        for (const id of input.ids) removeTag(store, change, id, input.tag);
      },
    );
  }),
  /** Renames a tag everywhere, with all that stands inside it; a name that exists already joins the two. */
  rename: verb(z.object({ from: z.string(), to: label }), (input) => {
    const rows = tagsWithin(store, input.from);
    if (input.from === input.to) return;
    refuseInside(input.from, input.to);
    store.write({ label: 'step.tag.rename', params: { from: input.from, to: input.to } }, (change) => {
      for (const row of rows) {
        const to = moved(row.name, input.from, input.to);
        const into = store.sql<[string], string>('SELECT id FROM tag WHERE name = ?').pluck().get(to);
        if (!into) {
          change.update('tag', row.id, { name: to });
          continue;
        }
        const held = store
          .sql<[string], { id: string; kind: TaggedKind; entity_id: string }>(
            'SELECT id, kind, entity_id FROM tagging WHERE tag_id = ?',
          )
          .all(row.id);
        for (const each of held) {
          change.remove('tagging', each.id);
          addTags(store, change, each.kind, each.entity_id, [to]);
        }
        change.remove('tag', row.id);
      }
    });
  }),
  /** Gives a tag one of the five colours of annotations, or takes it away. */
  setColour: verb(z.object({ name: z.string(), colour: z.enum(COLOURS).nullable() }), (input) => {
    const [row] = tagsWithin(store, input.name).filter(({ name }) => name === input.name);
    if (!row) throw new Refusal('not-found', `There is no tag "${input.name}".`);
    store.write({ label: 'step.tag.colour', params: { tag: input.name } }, (change) =>
      change.update('tag', row.id, { colour: input.colour }),
    );
  }),
  /** Takes a tag, and all that stand inside it, off everything. */
  drop: verb(z.object({ name: z.string() }), (input) => {
    const rows = tagsWithin(store, input.name);
    store.write({ label: 'step.tag.drop', params: { tag: input.name } }, (change) => {
      for (const { id } of rows) {
        const held = store.sql<[string], string>('SELECT id FROM tagging WHERE tag_id = ?').pluck().all(id);
        for (const each of held) change.remove('tagging', each);
        change.remove('tag', id);
      }
    });
  }),
});

/** A tag and all that stand inside it. Throws a Refusal when there is none. */
function tagsWithin(store: Store, name: string): readonly { readonly id: string; readonly name: string }[] {
  const rows = store
    .sql<[string, string, string], { id: string; name: string }>(
      `SELECT id, name FROM tag WHERE ${within('name')} ORDER BY name`,
    )
    .all(...withinValues(name));
  if (rows.length === 0) throw new Refusal('not-found', `There is no tag "${name}".`);
  return rows;
}
