import type Database from 'better-sqlite3';
import { Refusal } from '../core/refusal.ts';
import { asRefusal } from './database.ts';
import { Place } from './opening.ts';
import { TABLES, type Row, type Table } from './tables.ts';
import type { HistoryStep, Topic } from './views.ts';

/** Rows changed by one write, by table. */
export type Touched = ReadonlyMap<Table, ReadonlySet<string>>;

/** What a step is called in the history: the key of a message and its parameters. */
export interface StepLabel {
  readonly label: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** The only way to change rows of the user's; each call is recorded so that it can be undone. */
export interface Change {
  insert(table: Table, row: Row): void;
  update(table: Table, id: string, patch: Row): void;
  remove(table: Table, id: string): void;
  /** Runs SQL on tables outside the change log (originals, assets, jobs) in the same transaction. */
  readonly db: Database.Database;
}

type Hook = (touched: Touched) => void;
type StepRow = {
  id: number;
  at: string;
  label: string;
  params: string;
  state: 'done' | 'undone' | 'dropped';
};
type ChangeRow = {
  id: number;
  entity: Table;
  entity_id: string;
  action: 'insert' | 'update' | 'delete';
  before: string | null;
  after: string | null;
};

/** Steps kept for undo and history. */
const KEPT_STEPS = 5000;

/**
 * The one write door. Every change of the user's rows happens inside `write`, in one immediate transaction that
 * also updates the search index and the mentions (through `derive`) and appends to the change log. When `write`
 * returns, the change is on disk.
 */
export class Store {
  readonly db: Database.Database;
  readonly file: string;
  readonly #now: () => string;
  readonly #derive: Hook[] = [];
  readonly #rolledBack: (() => void)[] = [];
  readonly #listeners = new Set<(topics: readonly Topic[]) => void>();
  readonly #statements = new Map<string, Database.Statement>();
  readonly #place: Place;
  #writing = false;

  constructor(db: Database.Database, file: string, now: () => string) {
    this.db = db;
    this.file = file;
    this.#now = now;
    this.#place = new Place(file);
  }

  /** The present instant, ISO 8601 UTC. */
  now(): string {
    return this.#now();
  }

  /** A prepared statement, prepared once. */
  sql<P extends unknown[] | object = unknown[], R = unknown>(text: string): Database.Statement<P, R> {
    let statement = this.#statements.get(text);
    if (!statement) this.#statements.set(text, (statement = this.db.prepare(text)));
    return statement as Database.Statement<P, R>;
  }

  /** Derived data kept in step: called with what changed, inside the same transaction. */
  onDerive(hook: Hook, rolledBack?: () => void): void {
    this.#derive.push(hook);
    if (rolledBack) this.#rolledBack.push(rolledBack);
  }

  /** Calls the listener with the topics of every committed write; returns how to stop. */
  subscribe(listener: (topics: readonly Topic[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  announce(topics: readonly Topic[]): void {
    if (topics.length > 0) for (const listener of this.#listeners) listener(topics);
  }

  /**
   * Makes one step: all of `work` or nothing. With `{ step }` the changes join a step that exists, so that one
   * import is one undo however many transactions it took. Returns what `work` returns, after the commit.
   */
  write<T>(label: StepLabel | { readonly step: number }, work: (change: Change, step: number) => T): T {
    return this.#transaction((touched) => {
      const step = 'step' in label ? label.step : this.#newStep(label);
      const result = work(this.#door(step, touched), step);
      if (!('step' in label) && touched.size === 0) this.sql('DELETE FROM step WHERE id = ?').run(step);
      return result;
    });
  }

  /** Opens a step that later writes join (`write({ step })`). */
  beginStep(label: StepLabel): number {
    return this.#transaction(() => this.#newStep(label));
  }

  /** Runs a write outside the change log (reading position, settings, jobs), in one transaction. */
  writeUnlogged<T>(
    topics: readonly Topic[],
    work: (db: Database.Database) => T,
    /** Rows whose derived data is made anew though they stay as they are: a setting it follows from changed. */
    again: Touched = new Map(),
  ): T {
    return this.#transaction((touched) => {
      const result = work(this.db);
      for (const [table, ids] of again) for (const id of ids) touch(touched, table, id);
      return result;
    }, topics);
  }

  /** Takes back the newest step; null when there is nothing to undo. */
  undo(): HistoryStep | null {
    return this.#turn('undo');
  }

  /** Makes the step undone last once more; null when there is none or something new was done since. */
  redo(): HistoryStep | null {
    return this.#turn('redo');
  }

  /** The newest steps first. */
  history(limit: number): HistoryStep[] {
    return this.sql<[number], StepRow>("SELECT * FROM step WHERE state <> 'dropped' ORDER BY id DESC LIMIT ?")
      .all(limit)
      .map(toStep);
  }

  #turn(direction: 'undo' | 'redo'): HistoryStep | null {
    return this.#transaction((touched) => {
      // an import that is still running has a step that grows: it cannot be undone before it has ended
      const step = this.sql<[], StepRow>(
        direction === 'undo'
          ? "SELECT * FROM step WHERE state = 'done' ORDER BY id DESC LIMIT 1"
          : "SELECT * FROM step WHERE state = 'undone' ORDER BY id LIMIT 1",
      ).get();
      if (!step) return null;
      if (this.sql("SELECT 1 FROM job WHERE step_id = ? AND state = 'running'").get(step.id))
        throw new Refusal('conflict', 'An import is still running. Cancel it or wait, then undo.');
      const changes = this.sql<[number], ChangeRow>('SELECT * FROM change WHERE step_id = ? ORDER BY id').all(
        step.id,
      );
      this.db.pragma('defer_foreign_keys = ON');
      if (direction === 'undo') for (const change of changes.reverse()) this.#reverse(change, touched);
      else for (const change of changes) this.#repeat(change, touched);
      this.sql('UPDATE step SET state = ? WHERE id = ?').run(
        direction === 'undo' ? 'undone' : 'done',
        step.id,
      );
      return toStep({ ...step, state: direction === 'undo' ? 'undone' : 'done' });
    });
  }

  #reverse(change: ChangeRow, touched: Map<Table, Set<string>>): void {
    const { entity, entity_id: id } = change;
    if (change.action === 'insert') {
      // the image of an inserted row is taken only when it goes, so that an import is not stored twice
      const row = this.#row(entity, id);
      if (!row) throw new Error(`Undo: ${entity} ${id} is gone`);
      this.sql('UPDATE change SET after = ? WHERE id = ?').run(JSON.stringify(row), change.id);
      this.sql(`DELETE FROM ${entity} WHERE id = ?`).run(id);
    } else if (change.action === 'update') this.#set(entity, id, parseRow(change.before));
    else this.#put(entity, parseRow(change.before));
    touch(touched, entity, id);
  }

  #repeat(change: ChangeRow, touched: Map<Table, Set<string>>): void {
    const { entity, entity_id: id } = change;
    if (change.action === 'insert') {
      this.#put(entity, parseRow(change.after));
      this.sql('UPDATE change SET after = NULL WHERE id = ?').run(change.id);
    } else if (change.action === 'update') this.#set(entity, id, parseRow(change.after));
    else this.sql(`DELETE FROM ${entity} WHERE id = ?`).run(id);
    touch(touched, entity, id);
  }

  #newStep(label: StepLabel): number {
    this.sql("UPDATE step SET state = 'dropped' WHERE state = 'undone'").run();
    const made = this.sql("INSERT INTO step (at, label, params, state) VALUES (?, ?, ?, 'done')").run(
      this.now(),
      label.label,
      JSON.stringify(label.params ?? {}),
    );
    const id = Number(made.lastInsertRowid);
    if (id % 100 === 0) this.sql('DELETE FROM step WHERE id <= ?').run(id - KEPT_STEPS);
    return id;
  }

  #door(step: number, touched: Map<Table, Set<string>>): Change {
    const log = this.sql(
      'INSERT INTO change (step_id, entity, entity_id, action, before, after) VALUES (?, ?, ?, ?, ?, ?)',
    );
    return {
      db: this.db,
      insert: (table, row) => {
        this.#put(table, row);
        log.run(step, table, row['id'], 'insert', null, null);
        touch(touched, table, String(row['id']));
      },
      update: (table, id, patch) => {
        const row = this.#row(table, id);
        if (!row) throw new Refusal('not-found', `There is no ${table} ${id}.`);
        const changed = Object.keys(patch).filter((key) => row[key] !== patch[key]);
        if (changed.length === 0) return;
        const pick = (from: Row): string =>
          JSON.stringify(Object.fromEntries(changed.map((key) => [key, from[key]])));
        log.run(step, table, id, 'update', pick(row), pick(patch));
        this.#set(table, id, Object.fromEntries(changed.map((key) => [key, patch[key] ?? null])));
        touch(touched, table, id);
      },
      remove: (table, id) => {
        const row = this.#row(table, id);
        if (!row) return;
        log.run(step, table, id, 'delete', JSON.stringify(row), null);
        this.sql(`DELETE FROM ${table} WHERE id = ?`).run(id);
        touch(touched, table, id);
      },
    };
  }

  #row(table: Table, id: string): Row | undefined {
    return this.sql<[string], Row>(`SELECT * FROM ${table} WHERE id = ?`).get(id);
  }

  #put(table: Table, row: Row): void {
    const columns = Object.keys(row);
    this.sql(
      `INSERT INTO ${table} (${columns.map(quoteName).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    ).run(...columns.map((column) => row[column]));
  }

  #set(table: Table, id: string, patch: Row): void {
    const columns = Object.keys(patch);
    this.sql(
      `UPDATE ${table} SET ${columns.map((column) => `${quoteName(column)} = ?`).join(', ')} WHERE id = ?`,
    ).run(...columns.map((column) => patch[column]), id);
  }

  #transaction<T>(work: (touched: Map<Table, Set<string>>) => T, topics: readonly Topic[] = []): T {
    if (this.#writing) throw new Error('A write was started inside a write');
    this.#place.ensure();
    this.#writing = true;
    const touched = new Map<Table, Set<string>>();
    let result: T;
    try {
      result = this.db
        .transaction(() => {
          const value = work(touched);
          if (touched.size > 0) for (const hook of this.#derive) hook(touched);
          return value;
        })
        .immediate();
    } catch (error) {
      for (const hook of this.#rolledBack) hook();
      throw asRefusal(error, this.file);
    } finally {
      this.#writing = false;
    }
    const announced = new Set<Topic>(topics);
    for (const table of touched.keys()) announced.add(TABLES[table]);
    if (touched.size > 0) announced.add('history');
    this.announce([...announced]);
    return result;
  }
}

const quoteName = (column: string): string => `"${column}"`;

const parseRow = (json: string | null): Row => {
  if (json === null) throw new Error('The change log lacks a row image');
  return JSON.parse(json) as Row;
};

const toStep = (row: StepRow): HistoryStep => ({
  id: row.id,
  at: row.at,
  label: row.label,
  params: JSON.parse(row.params) as Record<string, string | number>,
  undone: row.state === 'undone',
});

function touch(touched: Map<Table, Set<string>>, table: Table, id: string): void {
  const ids = touched.get(table);
  if (ids) ids.add(id);
  else touched.set(table, new Set([id]));
}
