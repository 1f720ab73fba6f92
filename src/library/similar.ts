import {
  bandsOf,
  estimatedResemblance,
  NEAR,
  overlap,
  shinglesOf,
  signatureOf,
} from '../core/capture/similar.ts';
import { currentText } from './source-rows.ts';
import type { Store, Touched } from './store.ts';

/** Newest sources taken from one place of the index. */
const FROM_BAND = 24;
/** Candidates whose signatures are compared. */
const COMPARED = 64;
/** Candidates whose texts are compared; one that is near is enough to join its group. */
const READ = 8;
/** Estimates below this are not worth reading the texts: five standard errors under what the overlap asks for. */
const LEAST_ESTIMATE = 0.15;
/** Sources without a signature (from before there were any) that one write makes up for. */
const MADE_UP = 32;
/** Rows that one write looks through for such sources. */
const LOOKED_AT = 4000;

interface Known {
  readonly number: number;
  readonly source_id: string;
  readonly content_hash: string;
  readonly cluster: number;
  readonly signature: Buffer | null;
}

const toSignature = (bytes: Buffer): Uint32Array =>
  Uint32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readUInt32LE(i * 4));

const toBytes = (signature: Uint32Array): Buffer => {
  const bytes = Buffer.alloc(signature.length * 4);
  signature.forEach((value, i) => bytes.writeUInt32LE(value, i * 4));
  return bytes;
};

/**
 * Keeps signatures, links and groups of near copies in step with the texts, inside the write that changed them. The work
 * for one source is bounded, however many copies there are: at most 32 × 24 numbers, 64 signatures and 8 texts are read.
 */
export class NearCopies {
  readonly #store: Store;
  /** Sources found to have no signature, or signatures found to have no source. */
  #missing: string[] = [];
  /** Up to which row the sources and the signatures were looked through for such; null when that is done. */
  #looked: { source: number; similar: number } | null = { source: 0, similar: 0 };

  constructor(store: Store) {
    this.#store = store;
  }

  /** After a write that was rolled back: what is missing is looked up again. */
  rolledBack(): void {
    this.#missing = [];
    this.#looked = { source: 0, similar: 0 };
  }

  /** Looks through some more rows of each table for one without its other. */
  #look(): void {
    if (this.#missing.length > 0 || !this.#looked) return;
    const { sql } = bound(this.#store);
    const { source, similar } = this.#looked;
    const end = (table: string, key: string, from: number): number | null =>
      sql(
        `SELECT max(n) FROM (SELECT ${key} AS n FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ${LOOKED_AT})`,
      )
        .pluck()
        .get(from) as number | null;
    const [sources, signatures] = [end('source', 'rowid', source), end('similar', 'number', similar)];
    if (sources !== null)
      this.#missing.push(
        ...(sql(
          'SELECT id FROM source s WHERE rowid > ? AND rowid <= ? AND NOT EXISTS (SELECT 1 FROM similar m WHERE m.source_id = s.id)',
        )
          .pluck()
          .all(source, sources) as string[]),
      );
    if (signatures !== null)
      this.#missing.push(
        ...(sql(
          'SELECT source_id FROM similar m WHERE number > ? AND number <= ? AND NOT EXISTS (SELECT 1 FROM source s WHERE s.id = m.source_id)',
        )
          .pluck()
          .all(similar, signatures) as string[]),
      );
    this.#looked =
      sources === null && signatures === null
        ? null
        : { source: sources ?? source, similar: signatures ?? similar };
  }

  /** The sources whose standing as a copy has changed, and whose entries in the search index are stale therefore. */
  derive(touched: Touched): ReadonlySet<string> {
    const { sql } = bound(this.#store);
    const sources = new Set(touched.get('source'));
    this.#look();
    for (const id of this.#missing.splice(0, MADE_UP)) sources.add(id);
    const groups = new Set<number>();
    const broken = new Set<number>();
    const news: { readonly id: string; readonly hash: string; readonly number: number | null }[] = [];
    for (const id of sources) {
      const hash = sql('SELECT content_hash FROM source WHERE id = ?').pluck().get(id) as string | undefined;
      const known = sql('SELECT * FROM similar WHERE source_id = ?').get(id) as Known | undefined;
      if (known) groups.add(known.cluster);
      if (known?.content_hash === hash) continue;
      if (known && this.#forget(known)) broken.add(known.cluster);
      if (hash !== undefined) news.push({ id, hash, number: known?.number ?? null });
    }
    // many sources may leave one group in one write: what is left of it is looked at once
    for (const group of broken) for (const part of this.#regroup(group)) groups.add(part);
    for (const { id, hash, number } of news) groups.add(this.#learn(id, hash, number));
    const changed = new Set<string>();
    for (const group of groups) this.#count(group, changed);
    return changed;
  }

  /** Takes a source out of the index and of its group; true when it was linked, so that the group may fall apart. */
  #forget(known: Known): boolean {
    const { sql } = bound(this.#store);
    if (known.signature)
      for (const key of bandsOf(toSignature(known.signature)))
        sql('DELETE FROM similar_band WHERE key = ? AND number = ?').run(key, known.number);
    sql('DELETE FROM similar WHERE number = ?').run(known.number);
    const others = sql('SELECT other FROM similar_link WHERE number = ?')
      .pluck()
      .all(known.number) as number[];
    for (const other of others)
      sql('DELETE FROM similar_link WHERE number = ? AND other = ?').run(other, known.number);
    sql('DELETE FROM similar_link WHERE number = ?').run(known.number);
    return others.length > 0;
  }

  /** Finds the connected groups among what was one group; returns their numbers. */
  #regroup(cluster: number): number[] {
    const { sql } = bound(this.#store);
    const members = sql('SELECT number FROM similar WHERE cluster = ? ORDER BY number')
      .pluck()
      .all(cluster) as number[];
    const left = new Set(members);
    const groups: number[] = [];
    for (const first of members) {
      if (!left.delete(first)) continue;
      groups.push(first);
      const todo = [first];
      for (let number = todo.pop(); number !== undefined; number = todo.pop()) {
        sql('UPDATE similar SET cluster = ? WHERE number = ?').run(first, number);
        for (const other of sql('SELECT other FROM similar_link WHERE number = ?')
          .pluck()
          .all(number) as number[])
          if (left.delete(other)) todo.push(other);
      }
    }
    return groups;
  }

  /** Enters a source, links it to its near copies and joins their groups; returns the number of its group. */
  #learn(sourceId: string, hash: string, again: number | null): number {
    const { sql } = bound(this.#store);
    const text = currentText(this.#store, sourceId) ?? '';
    const shingles = shinglesOf(text);
    const signature = signatureOf(shingles);
    const near = new Map<number, number>();
    // the same words, however few
    if (text !== '')
      for (const number of sql(
        'SELECT number FROM similar m JOIN source s ON s.id = m.source_id WHERE s.content_hash = ? AND m.content_hash = s.content_hash LIMIT 4',
      )
        .pluck()
        .all(hash) as number[])
        near.set(number, 1);
    const keys = signature ? bandsOf(signature) : [];
    if (signature)
      for (const candidate of candidates(this.#store, signature, keys)) {
        if (near.has(candidate.number)) continue;
        const words = currentText(this.#store, candidate.source_id);
        const shared = words === null ? 0 : overlap(shingles, shinglesOf(words));
        if (shared >= NEAR) near.set(candidate.number, shared);
      }
    const made = sql(
      'INSERT INTO similar (number, source_id, content_hash, cluster, signature) VALUES (?, ?, ?, 0, ?)',
    ).run(again, sourceId, hash, signature ? toBytes(signature) : null);
    const number = Number(made.lastInsertRowid);
    for (const key of keys)
      sql('INSERT OR IGNORE INTO similar_band (key, number) VALUES (?, ?)').run(key, number);
    for (const [other, shared] of near)
      for (const [one, two] of [
        [number, other],
        [other, number],
      ] as const)
        sql('INSERT OR REPLACE INTO similar_link (number, other, overlap) VALUES (?, ?, ?)').run(
          one,
          two,
          shared,
        );
    const groups = [...near.keys()].map(
      (other) => sql('SELECT cluster FROM similar WHERE number = ?').pluck().get(other) as number,
    );
    const cluster = Math.min(number, ...groups);
    for (const group of new Set(groups))
      if (group !== cluster) sql('UPDATE similar SET cluster = ? WHERE cluster = ?').run(cluster, group);
    sql('UPDATE similar SET cluster = ? WHERE number = ?').run(cluster, number);
    return cluster;
  }

  /** Notes whether a group holds more than one live source; adds the sources for which that is new. */
  #count(cluster: number, changed: Set<string>): void {
    const { sql } = bound(this.#store);
    const live = sql(
      `SELECT count(*) FROM (SELECT 1 FROM similar m JOIN source s ON s.id = m.source_id
        WHERE m.cluster = ? AND s.trashed_at IS NULL LIMIT 2)`,
    )
      .pluck()
      .get(cluster) as number;
    const copied = live > 1 ? 1 : 0;
    for (const id of sql('UPDATE similar SET copied = ? WHERE cluster = ? AND copied = ? RETURNING source_id')
      .pluck()
      .all(copied, cluster, 1 - copied) as string[])
      changed.add(id);
  }
}

const bound = (store: Store) => ({ sql: (text: string) => store.sql(text) });

/** The likeliest near copies by their signatures, best first. */
function candidates(store: Store, signature: Uint32Array, keys: readonly number[]): Known[] {
  const { sql } = bound(store);
  const met = new Map<number, number>();
  for (const key of keys)
    for (const number of sql('SELECT number FROM similar_band WHERE key = ? ORDER BY number DESC LIMIT ?')
      .pluck()
      .all(key, FROM_BAND) as number[])
      met.set(number, (met.get(number) ?? 0) + 1);
  return [...met]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, COMPARED)
    .flatMap(([number]) => {
      const known = sql('SELECT * FROM similar WHERE number = ?').get(number) as Known | undefined;
      const score = known?.signature ? estimatedResemblance(signature, toSignature(known.signature)) : 0;
      return known && score >= LEAST_ESTIMATE ? [{ known, score }] : [];
    })
    .sort((a, b) => b.score - a.score || a.known.number - b.known.number)
    .slice(0, READ)
    .map(({ known }) => known);
}

/** The saved source, not in the trash, that a text not yet saved is a near copy of; null when there is none. */
export function nearestCopy(store: Store, text: string): string | null {
  const shingles = shinglesOf(text);
  const signature = signatureOf(shingles);
  if (!signature) return null;
  let best: { readonly id: string; readonly shared: number } | null = null;
  const live = store.sql('SELECT 1 FROM source WHERE id = ? AND trashed_at IS NULL');
  for (const { source_id: id } of candidates(store, signature, bandsOf(signature))) {
    const words = live.get(id) === undefined ? null : currentText(store, id);
    const shared = words === null ? 0 : overlap(shingles, shinglesOf(words));
    if (shared >= NEAR && shared > (best?.shared ?? 0)) best = { id, shared };
  }
  return best?.id ?? null;
}

/** Whether a source stands in the library with near copies beside it. */
export const hasCopies = (store: Store, sourceId: string): boolean =>
  store.sql('SELECT 1 FROM similar WHERE source_id = ? AND copied = 1').get(sourceId) !== undefined;

/** The group of each source that has near copies, as the id of the group's first source. */
export function clustersOf(store: Store, sourceIds: Iterable<string>): Readonly<Record<string, string>> {
  const group = store
    .sql<[string], string>(
      'SELECT f.source_id FROM similar m JOIN similar f ON f.number = m.cluster WHERE m.source_id = ? AND (m.copied = 1 OR m.cluster <> m.number)',
    )
    .pluck();
  const found: Record<string, string> = {};
  for (const id of sourceIds) {
    const first = group.get(id);
    if (typeof first === 'string') found[id] = first;
  }
  return found;
}

/** The earlier source, not in the trash, that a source is the nearest copy of; null when there is none. */
export const nearCopyOf = (store: Store, sourceId: string): string | null =>
  store
    .sql<[string], string>(
      `SELECT o.source_id FROM similar m JOIN similar_link l ON l.number = m.number
         JOIN similar o ON o.number = l.other AND o.number < m.number
         JOIN source s ON s.id = o.source_id AND s.trashed_at IS NULL
        WHERE m.source_id = ? ORDER BY l.overlap DESC, o.number LIMIT 1`,
    )
    .pluck()
    .get(sourceId) ?? null;
