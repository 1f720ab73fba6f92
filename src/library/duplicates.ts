import { z } from 'zod';
import { anchorAll } from '../core/anchor/anchor.ts';
import type { SourceState } from '../core/source.ts';
import { Refusal } from '../core/refusal.ts';
import type { StoredAnnotation } from './annotation-rows.ts';
import { collect } from './collections.ts';
import type { Context } from './context.ts';
import { addressKey } from './fingerprint.ts';
import { newId } from './ids.ts';
import { moveLinks } from './note-links.ts';
import { currentText, storedSource, toSource, toSourceRow, type StoredSource } from './source-rows.ts';
import type { Change, Store } from './store.ts';
import { addTags } from './tags.ts';
import type { Row } from './tables.ts';
import type { SourceRow } from './views.ts';
import { ask, verb } from './verb.ts';

/** Sources that say the same in nearly the same words. */
export interface Cluster {
  /** Id of its first source; the same while that one is in the library. */
  readonly id: string;
  readonly sources: readonly SourceRow[];
}

const STATES: readonly SourceState[] = ['inbox', 'reading', 'done'];
/** What the kept source takes from a copy where it knows nothing itself. */
const FILLED = ['byline', 'site_name', 'published_on', 'language', 'external_id'] as const;

function clusters(store: Store): Cluster[] {
  const rows = store
    .sql<[], StoredSource & { readonly cluster: number }>(
      `SELECT s.*, m.cluster FROM similar m JOIN source s ON s.id = m.source_id AND s.trashed_at IS NULL
        WHERE m.copied = 1 ORDER BY m.cluster, s.captured_at, s.id`,
    )
    .all();
  const first = store.sql<[number], string>('SELECT source_id FROM similar WHERE number = ?').pluck();
  const groups = new Map<number, SourceRow[]>();
  for (const row of rows) {
    const group = groups.get(row.cluster);
    if (group) group.push(toSourceRow(store, row));
    else groups.set(row.cluster, [toSourceRow(store, row)]);
  }
  return [...groups].map(([number, sources]) => ({
    id: first.get(number) ?? sources[0]!.id,
    sources,
  }));
}

/** Moves the annotations of a source, those in the trash too, into the text of another; what is not found is an orphan. */
function moveAnnotations(store: Store, change: Change, from: string, into: StoredSource, text: string): void {
  const rows = store
    .sql<[string], StoredAnnotation>('SELECT * FROM annotation WHERE source_id = ?')
    .all(from);
  const marks = rows.filter((row) => row.quote !== '');
  // offsets of the other text would mislead: the words and what stands around them decide
  const found = anchorAll(
    text,
    marks.map(({ quote, prefix, suffix }) => ({ quote, prefix, suffix })),
  );
  const places = new Map(marks.map((row, i) => [row.id, found[i]!]));
  for (const row of rows) {
    const place = places.get(row.id);
    change.update('annotation', row.id, {
      source_id: into.id,
      version_id: into.version_id,
      updated_at: store.now(),
      ...(place && {
        start: place.start,
        end: place.end,
        anchor: place.anchor,
        score: place.score,
        candidates: JSON.stringify(place.candidates.slice(0, 5)),
      }),
    });
  }
}

/** Keeps every address of a copy as a further address of the kept source. */
function moveAddresses(store: Store, change: Change, from: StoredSource, into: StoredSource): void {
  const add = (url: string): void => {
    const known = store.sql('SELECT 1 FROM address WHERE source_id = ? AND url = ?').get(into.id, url);
    if (url !== into.url && !known)
      change.insert('address', { id: newId(), source_id: into.id, url, key: addressKey(url) });
  };
  if (from.url) add(from.url);
  for (const url of addressesOf(store, from.id)) add(url);
}

/** Addresses of the copies that were merged into a source. */
const addressesOf = (store: Store, sourceId: string): string[] =>
  store
    .sql<[string], string>('SELECT url FROM address WHERE source_id = ? ORDER BY url')
    .pluck()
    .all(sourceId);

/** Moves decisions about companies to the kept source; one that was made about it already stands. */
function moveAbout(store: Store, change: Change, from: string, keep: string): void {
  const rows = store
    .sql<[string, string], { id: string; company_id: string; about: number }>(
      `SELECT id, company_id, about FROM about_choice WHERE source_id = ?
          AND company_id NOT IN (SELECT company_id FROM about_choice WHERE source_id = ?)`,
    )
    .all(from, keep);
  for (const row of rows) change.update('about_choice', row.id, { source_id: keep });
}

/** Moves what hangs on one copy to the kept source, and the copy to the trash. */
function merge(store: Store, change: Change, from: StoredSource, keep: string, text: string): void {
  const into = storedSource(store, keep);
  moveAnnotations(store, change, from.id, into, text);
  const copy = toSource(store, from);
  addTags(store, change, 'source', keep, copy.tags);
  for (const name of copy.collections) collect(store, change, name, [keep]);
  const all = (sql: string): string[] => store.sql<[string], string>(sql).pluck().all(from.id);
  for (const note of all('SELECT id FROM note WHERE source_id = ?'))
    change.update('note', note, { source_id: keep });
  for (const choice of store
    .sql<[string], { company_id: string; choice: string }>('SELECT * FROM mention_choice WHERE source_id = ?')
    .all(from.id))
    if (
      !store
        .sql('SELECT 1 FROM mention_choice WHERE source_id = ? AND company_id = ?')
        .get(keep, choice.company_id)
    )
      change.insert('mention_choice', {
        id: newId(),
        source_id: keep,
        company_id: choice.company_id,
        choice: choice.choice,
      });
  moveAbout(store, change, from.id, keep);
  moveLinks(store, change, 'source', from.id, keep);
  const patch: Row = { updated_at: store.now() };
  for (const column of FILLED) if (into[column] === null) patch[column] = from[column];
  if (into.url === null && from.url !== null) {
    patch['url'] = from.url;
    patch['address_key'] = from.address_key;
  }
  moveAddresses(store, change, from, { ...into, url: into.url ?? from.url });
  if (from.captured_at < into.captured_at) patch['captured_at'] = from.captured_at;
  if (from.starred) patch['starred'] = 1;
  if (STATES.indexOf(from.state) > STATES.indexOf(into.state)) patch['state'] = from.state;
  change.update('source', keep, patch);
  // a citation of the whole source follows; ids are unguessable, so the exact text is enough. Frozen briefs stay as they are
  for (const brief of store
    .sql<[string], { id: string; body: string }>(
      'SELECT id, body FROM brief WHERE frozen IS NULL AND instr(body, ?) > 0',
    )
    .all(from.id))
    change.update('brief', brief.id, {
      body: brief.body.replaceAll(`"sourceId":"${from.id}"`, `"sourceId":"${keep}"`),
    });
  change.update('source', from.id, { trashed_at: store.now() });
}

/** Verbs about near copies: what stands in the library more than once. */
export const duplicateVerbs = ({ store }: Context) => ({
  /** Groups of two and more sources that say the same in nearly the same words, the oldest group first. */
  list: ask(() => clusters(store)),
  /** Further addresses of a source, from copies that were merged into it. */
  addresses: verb(z.object({ id: z.string() }), (input) => addressesOf(store, input.id)),
  /**
   * Makes one source of several: annotations (found again in the kept text, or kept as orphans), facts, notes, tags,
   * collections, addresses and citations move to the kept one, the rest goes to the trash. One step in the history.
   */
  merge: verb(
    z.object({ keep: z.string(), ids: z.array(z.string()).min(1).max(1000) }),
    (input): SourceRow => {
      const into = storedSource(store, input.keep);
      if (into.trashed_at !== null)
        throw new Refusal('conflict', 'The source to keep is in the trash. Restore it first.');
      const from = [...new Set(input.ids)]
        .filter((id) => id !== input.keep)
        .map((id) => storedSource(store, id));
      if (from.length === 0)
        throw new Refusal('usage', 'Name at least one other source to merge into the one that is kept.');
      const text = currentText(store, input.keep) ?? '';
      store.write(
        { label: 'step.source.merge', params: { title: into.title, count: from.length } },
        (change) => {
          for (const source of from) merge(store, change, source, input.keep, text);
        },
      );
      return toSourceRow(store, storedSource(store, input.keep));
    },
  ),
});
