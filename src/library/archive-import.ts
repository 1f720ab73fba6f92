import { deflateRawSync } from 'node:zlib';
import { Refusal } from '../core/refusal.ts';
import type { Context } from './context.ts';
import { ArchiveReader } from './archive-reader.ts';
import { checkedRow } from './archive-rows.ts';
import { ARCHIVED, type ArchivedTable } from './archive-tables.ts';
import { beginJob, endJob } from './jobs.ts';
import type { Store } from './store.ts';
import type { Row, Table } from './tables.ts';

/** What became of the rows of one table. */
export interface ArchiveCount {
  added: number;
  /** Already there, with the same content. */
  skipped: number;
  /** Not taken; the reasons are told. */
  refused: number;
}

export interface ArchiveReport {
  readonly counts: Readonly<Record<string, ArchiveCount>>;
  /** One sentence for each refused row, at most {@link MOST_REASONS}. */
  readonly refused: readonly string[];
}

const MOST_REASONS = 1000;
/** Rows, and bytes of text or originals, written in one transaction. */
const BATCH_ROWS = 256;
const BATCH_BYTES = 16_000_000;

/** Columns that name a row of a table that may be the same thing under another id here: tags, collections, groups by name. */
const RENAMED: Readonly<Record<string, { readonly column: string; readonly to: string }>> = {
  tagging: { column: 'tag_id', to: 'tag' },
  collecting: { column: 'collection_id', to: 'collection' },
  grouping: { column: 'group_id', to: 'company_group' },
};

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Reads an archive into a library, empty or not. Ids are kept; a row that is there already is skipped; a row whose id
 * is taken by other content, or whose unique place is, is refused in words and the library's own stays. Everything goes
 * through the write door as one step, in transactions of a few hundred rows: an interrupted import leaves whole rows
 * and can simply be run again.
 */
export async function importArchive(context: Context, path: string): Promise<ArchiveReport> {
  const { store } = context;
  const archive = await ArchiveReader.open(path);
  const version = store.db.pragma('user_version', { simple: true }) as number;
  if (archive.manifest.libraryVersion > version) {
    archive.close();
    throw new Refusal(
      'newer',
      `The archive comes from a newer version of Dossier (library version ${archive.manifest.libraryVersion}, this program knows ${version}). Nothing was changed.`,
    );
  }
  const total = Object.values(archive.manifest.counts).reduce((sum, count) => sum + count, 0);
  const sources = archive.manifest.counts['source'] ?? 0;
  const step = store.beginStep({ label: 'step.import', params: { count: sources } });
  const job = beginJob(store, 'import', step, total);
  const counts: Record<string, ArchiveCount> = {};
  try {
    const importing = new Importing(store, step, job, counts);
    await importing.blobs(archive);
    for (const table of ARCHIVED)
      if (table.name === 'source') await importing.sources(archive);
      else if (table.name !== 'version') await importing.table(archive, table);
    importing.removeStepIfEmpty();
    endJob(store, job, 'done', totals(counts));
    return { counts, refused: importing.refused };
  } catch (error) {
    endJob(store, job, 'failed', totals(counts));
    throw error;
  } finally {
    archive.close();
  }
}

const totals = (counts: Readonly<Record<string, ArchiveCount>>): Record<string, number> => ({
  imported: counts['source']?.added ?? 0,
  duplicate: counts['source']?.skipped ?? 0,
  failed: counts['source']?.refused ?? 0,
});

class Importing {
  readonly refused: string[] = [];
  readonly #store: Store;
  readonly #step: number;
  readonly #job: string;
  readonly #counts: Record<string, ArchiveCount>;
  readonly #columns = new Map<string, ReadonlySet<string>>();
  readonly #references = new Map<string, readonly { from: string; table: string; to: string }[]>();
  /** Ids of the archive that are another id here, by table. */
  readonly #same = new Map<string, Map<string, string>>();
  /** Versions the library has with other words: nothing can be anchored in them. */
  readonly #differing = new Set<string>();

  constructor(store: Store, step: number, job: string, counts: Record<string, ArchiveCount>) {
    this.#store = store;
    this.#step = step;
    this.#job = job;
    this.#counts = counts;
    for (const { name } of ARCHIVED) {
      this.#columns.set(
        name,
        new Set((store.db.pragma(`table_info(${name})`) as { name: string }[]).map((column) => column.name)),
      );
      this.#references.set(
        name,
        store.db.pragma(`foreign_key_list(${name})`) as { from: string; table: string; to: string }[],
      );
    }
  }

  #count(table: string): ArchiveCount {
    return (this.#counts[table] ??= { added: 0, skipped: 0, refused: 0 });
  }

  #refuse(table: string, id: unknown, why: string): void {
    this.#count(table).refused++;
    if (this.refused.length < MOST_REASONS)
      this.refused.push(`The ${table} ${String(id).slice(0, 100)} ${why}.`);
  }

  /** Originals and images; immutable and named by their hash, so one that is there is the same. */
  async blobs(archive: ArchiveReader): Promise<void> {
    const types = new Map<string, string>();
    for (const kind of ['original', 'asset'])
      for await (const row of archive.rows(kind))
        if (typeof row['hash'] === 'string' && typeof row['media_type'] === 'string')
          types.set(`${kind} ${row['hash']}`, row['media_type']);
    const known = {
      original: this.#store.sql('SELECT 1 FROM original WHERE hash = ?'),
      asset: this.#store.sql('SELECT 1 FROM asset WHERE hash = ?'),
    };
    const addOriginal = this.#store.sql(
      'INSERT INTO original (hash, media_type, size, encoding, bytes) VALUES (?, ?, ?, ?, ?)',
    );
    const addAsset = this.#store.sql('INSERT INTO asset (hash, media_type, bytes) VALUES (?, ?, ?)');
    let waiting: (() => void)[] = [];
    let size = 0;
    const flush = async (): Promise<void> => {
      const batch = waiting;
      waiting = [];
      size = 0;
      this.#store.writeUnlogged([], () => batch.forEach((write) => write()));
      await pause();
    };
    for await (const { kind, hash, bytes } of archive.blobs()) {
      if (known[kind].get(hash)) {
        this.#count(kind).skipped++;
        continue;
      }
      const mediaType = types.get(`${kind} ${hash}`) ?? 'application/octet-stream';
      this.#count(kind).added++;
      size += bytes.length;
      if (kind === 'asset') waiting.push(() => addAsset.run(hash, mediaType, bytes));
      else {
        const packed = deflateRawSync(bytes, { level: 6 });
        const smaller = packed.length < bytes.length * 0.95;
        waiting.push(() =>
          addOriginal.run(
            hash,
            mediaType,
            bytes.length,
            smaller ? 'deflate' : 'identity',
            smaller ? packed : bytes,
          ),
        );
      }
      if (waiting.length >= BATCH_ROWS || size >= BATCH_BYTES) await flush();
    }
    if (waiting.length > 0) await flush();
  }

  /**
   * Sources with their versions: each names the other, so both are written in one transaction. The archive lists sources
   * by id and versions by id; the versions of the sources in hand are gathered first.
   */
  async sources(archive: ArchiveReader): Promise<void> {
    // where each source's versions stand is not known before they are read, so versions come first and wait in SQLite
    const { db } = this.#store;
    db.exec('CREATE TEMP TABLE IF NOT EXISTS waiting_version (source_id TEXT, row TEXT)');
    db.exec('DELETE FROM temp.waiting_version');
    db.exec('CREATE INDEX IF NOT EXISTS temp.waiting_source ON waiting_version (source_id)');
    try {
      const wait = db.prepare('INSERT INTO temp.waiting_version VALUES (?, ?)');
      for await (const row of archive.rows('version'))
        wait.run(String(row['source_id']), JSON.stringify(row));
      const versionsOf = db.prepare('SELECT row FROM temp.waiting_version WHERE source_id = ?').pluck();
      const taken = db.prepare('DELETE FROM temp.waiting_version WHERE source_id = ?');
      let batch: { row: Row; versions: Row[] }[] = [];
      let size = 0;
      for await (const given of archive.rows('source')) {
        const row = checkedRow('source', given, this.#columns.get('source')!);
        const versions = (versionsOf.all(String(given['id'])) as string[]).map(
          (text) => JSON.parse(text) as Record<string, unknown>,
        );
        taken.run(String(given['id']));
        if (typeof row === 'string') {
          this.#refuse('source', given['id'], row);
          for (const version of versions)
            this.#refuse('version', version['id'], 'belongs to a refused source');
          continue;
        }
        const sound: Row[] = [];
        for (const version of versions) {
          const checked = checkedRow('version', version, this.#columns.get('version')!);
          if (typeof checked === 'string') this.#refuse('version', version['id'], checked);
          else sound.push(checked);
          size += String(version['text']).length * 3;
        }
        batch.push({ row, versions: sound });
        if (batch.length < 32 && size < BATCH_BYTES) continue;
        this.#writeSources(batch);
        batch = [];
        size = 0;
        await pause();
      }
      if (batch.length > 0) this.#writeSources(batch);
      for (const text of db.prepare('SELECT row FROM temp.waiting_version').pluck().all() as string[])
        this.#refuse(
          'version',
          (JSON.parse(text) as Row)['id'],
          'belongs to a source that is not in the archive',
        );
    } finally {
      db.exec('DROP TABLE temp.waiting_version');
    }
  }

  #writeSources(batch: readonly { readonly row: Row; readonly versions: readonly Row[] }[]): void {
    this.#write((insert) => {
      for (const { row, versions } of batch) {
        const there = this.#there('source', ['id'], row);
        const fresh = !there;
        if (there && same(there, row)) this.#count('source').skipped++;
        else if (there) this.#refuse('source', row['id'], `is in the library with other content`);
        else if (!versions.some((version) => version['id'] === row['version_id'])) {
          this.#refuse('source', row['id'], 'has no words of its own in the archive');
          for (const version of versions)
            this.#refuse('version', version['id'], 'belongs to a refused source');
          continue;
        } else if (!versions.every((version) => this.#missing('version', version, ['source_id']) === null)) {
          this.#refuse('source', row['id'], 'has no original bytes in the archive');
          for (const version of versions)
            this.#refuse('version', version['id'], 'belongs to a refused source');
          continue;
        }
        let number = fresh
          ? 0
          : (this.#store
              .sql<[unknown], number>('SELECT max(number) FROM version WHERE source_id = ?')
              .pluck()
              .get(row['id']) as number);
        for (const version of versions) {
          const own = this.#there('version', ['id'], version);
          if (own) {
            if (same(own, { ...version, number: own['number']! })) this.#count('version').skipped++;
            else {
              this.#differing.add(String(version['id']));
              this.#refuse('version', version['id'], 'is in the library with other words');
            }
            continue;
          }
          // a source that was captured again in both places has two versions of the same number: both stay
          const clash = !fresh && this.#there('version', ['source_id', 'number'], version) !== undefined;
          if (this.#try('version', clash ? { ...version, number: number + 1 } : version, insert) && clash)
            number++;
        }
        if (fresh) this.#try('source', row, insert);
      }
    });
  }

  /** All other tables. */
  async table(archive: ArchiveReader, table: ArchivedTable): Promise<void> {
    let batch: Row[] = [];
    let size = 0;
    const flush = async (): Promise<void> => {
      const rows = batch;
      batch = [];
      size = 0;
      const write = (insert: Insert): void => rows.forEach((row) => this.#add(table, row, insert));
      if (table.logged) this.#write(write);
      else
        this.#store.writeUnlogged(['setting', 'job', 'source'], () =>
          write((name, row) => this.#insertUnlogged(name, row)),
        );
      await pause();
    };
    for await (const given of archive.rows(table.name)) {
      const row = checkedRow(table.name, given, this.#columns.get(table.name)!);
      if (typeof row === 'string') {
        this.#refuse(table.name, given[table.key[0]!], row);
        continue;
      }
      batch.push(row);
      size += JSON.stringify(row).length;
      if (batch.length >= BATCH_ROWS || size >= BATCH_BYTES) await flush();
    }
    if (batch.length > 0) await flush();
  }

  /** Takes the step away when nothing was new, so that the history does not name what did nothing. */
  removeStepIfEmpty(): void {
    this.#store.writeUnlogged(['history'], (db) => {
      if (db.prepare('SELECT 1 FROM change WHERE step_id = ? LIMIT 1').get(this.#step)) return;
      db.prepare('UPDATE job SET step_id = NULL WHERE id = ?').run(this.#job);
      db.prepare('DELETE FROM step WHERE id = ?').run(this.#step);
    });
  }

  #add(table: ArchivedTable, given: Row, insert: Insert): void {
    const rename = RENAMED[table.name];
    const other = rename && this.#same.get(rename.to)?.get(String(given[rename.column]));
    let row = other === undefined || !rename ? given : { ...given, [rename.column]: other };
    // a report may name a step of the other library's history, which stays there; nothing of it runs here
    if (table.name === 'job') {
      const { step_id: _step, state = 'done', ...rest } = row;
      row = { ...rest, state: state === 'running' ? 'cancelled' : state };
    }
    const id = table.key.map((column) => String(row[column])).join(' ');
    const there = this.#there(table.name, table.key, row);
    if (there) {
      if (same(there, row)) this.#count(table.name).skipped++;
      else this.#refuse(table.name, id, 'is in the library with other content');
      return;
    }
    const alike = table.alike && this.#there(table.name, table.alike, row);
    if (alike) {
      const ids = this.#same.get(table.name) ?? new Map<string, string>();
      this.#same.set(table.name, ids.set(String(row['id']), String(alike['id'])));
      this.#count(table.name).skipped++;
      return;
    }
    const missing = this.#missing(table.name, row, []);
    if (missing !== null) this.#refuse(table.name, id, `names a ${missing} that is not there`);
    else if (table.name === 'annotation' && !this.#fits(row))
      this.#refuse(table.name, id, 'does not fit the words of its source here');
    else if (table.name === 'tagging' && !this.#exists(String(row['kind']), row['entity_id']))
      this.#refuse(table.name, id, 'names something that is not there');
    else this.#try(table.name, row, insert);
  }

  #fits(row: Row): boolean {
    if (this.#differing.has(String(row['version_id']))) return false;
    if (row['end'] === null || row['end'] === undefined) return true;
    const text = this.#store
      .sql<[unknown], string>('SELECT text FROM version WHERE id = ?')
      .pluck()
      .get(row['version_id']) as string;
    return Number(row['end']) <= text.length && Number(row['start']) >= 0;
  }

  #exists(kind: string, id: unknown): boolean {
    if (!['source', 'annotation', 'company', 'note'].includes(kind)) return false;
    return this.#store.sql(`SELECT 1 FROM ${kind} WHERE id = ?`).get(id) !== undefined;
  }

  /** The table a row points into without finding anything, or null. */
  #missing(table: string, row: Row, except: readonly string[]): string | null {
    for (const { from, table: to, to: column } of this.#references.get(table)!) {
      const value = row[from];
      if (value === null || value === undefined || except.includes(from)) continue;
      if (!this.#store.sql(`SELECT 1 FROM ${to} WHERE ${column} = ?`).get(value)) return to;
    }
    return null;
  }

  #there(table: string, by: readonly string[], row: Row): Row | undefined {
    return this.#store
      .sql<unknown[], Row>(
        `SELECT * FROM ${table} WHERE ${by.map((column) => `${column} = ?`).join(' AND ')}`,
      )
      .get(...by.map((column) => row[column] ?? null));
  }

  #write(work: (insert: Insert) => void): void {
    this.#store.write({ step: this.#step }, (change) =>
      work((table, row) => change.insert(table as Table, row)),
    );
  }

  #insertUnlogged(table: string, row: Row): void {
    const columns = Object.keys(row);
    this.#store
      .sql(
        `INSERT INTO ${table} (${columns.map((column) => `"${column}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      )
      .run(...columns.map((column) => row[column]));
  }

  /** Inserts a row; one the schema does not allow is refused, and the rest goes on. */
  #try(table: string, row: Row, insert: Insert): boolean {
    try {
      insert(table, row);
      this.#count(table).added++;
      return true;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')))
        throw error;
      this.#refuse(table, row['id'], `is not a row the library can hold (${error.message})`);
      return false;
    }
  }
}

type Insert = (table: string, row: Row) => void;

/** True when every column the archive gives has the value that is there. */
const same = (there: Row, given: Row): boolean =>
  Object.entries(given).every(([column, value]) => there[column] === value);
