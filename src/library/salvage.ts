import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { sha256 } from '../core/capture/hash.ts';
import { canonicalText, type Block } from '../core/source.ts';
import { Refusal } from '../core/refusal.ts';
import type { Context } from './context.ts';
import { openDatabase } from './database.ts';
import { allDocuments } from './index-documents.ts';
import { deriveMentions } from './mentions.ts';
import { deriveNoteLinks } from './note-links.ts';
import { named, readRows, type ReadRow } from './salvage-rows.ts';
import { settleLoose } from './salvage-loose.ts';
import { columnsOf, scannedRows, type Scanned } from './salvage-shapes.ts';

/** What was saved of a damaged library, and what was not. */
export interface SalvageReport {
  /** Rows read, by table. */
  readonly counts: Readonly<Record<string, number>>;
  /** One sentence for everything that could not be read or could not stand without what was lost. */
  readonly lost: readonly string[];
}

/** Tables with content of their own; search and mentions are made anew from them. */
export const SALVAGED = (
  'meta original asset source version address progress annotation tag tagging collection collecting company alias ' +
  'mention_choice annotation_company fact note brief saved_search annotation_link relation company_group ' +
  'grouping grid grid_question grid_company grid_cell about_choice dismissed_name site_rule search_history request ' +
  'watched_file setting step change job job_item'
).split(' ');

const MOST_TOLD = 2000;

/**
 * Reads every readable row of a damaged library into a new one. The damaged file is only read: a copy of it (with its
 * journal) is what is opened. Rows are read by their place in each table and, where that leads nowhere, by every index;
 * rows that cannot stand alone any more (an annotation whose source is gone) are told and left out. The new library lacks
 * its search index and mentions until {@link rebuildDerived}. Throws a Refusal when the new file exists already or the
 * old one is no library at all.
 */
export function salvageLibrary(from: string, to: string): SalvageReport {
  if (!existsSync(from)) throw new Refusal('not-found', `There is no file ${from}.`);
  if (existsSync(to))
    throw new Refusal('conflict', `${to} exists already. Give the name of a new file; nothing was changed.`);
  const folder = mkdtempSync(join(dirname(to), '.dossier-repair-'));
  const copy = join(folder, 'damaged');
  const counts: Record<string, number> = {};
  const lost: string[] = [];
  const tell = (sentence: string): void => {
    if (lost.length < MOST_TOLD) lost.push(sentence);
  };
  let made: Database.Database | null = null;
  try {
    for (const end of ['', '-wal']) if (existsSync(from + end)) copyFileSync(from + end, copy + end);
    made = openDatabase(to);
    // rows come table by table, and what they point at may come later or never: that is looked at afterwards
    made.pragma('foreign_keys = OFF');
    const saving = new Saving(made, counts, tell);
    const partly: string[] = [];
    for (const table of SALVAGED) {
      made.exec('BEGIN');
      const rows = readRows(copy, table, tell);
      let next = rows.next();
      for (; !next.done; next = rows.next()) saving.put(table, next.value);
      if (!next.value) partly.push(table);
      made.exec('COMMIT');
    }
    if (partly.length > 0) {
      made.exec('BEGIN');
      saving.putScanned(scannedRows(copy, made, partly));
      saving.tellFound();
      made.exec('COMMIT');
    }
    if (SALVAGED.every((table) => table === 'meta' || counts[table] === 0))
      throw new Refusal('damaged', `Nothing of a Dossier library could be read in ${from}.`);
    settleLoose(made, counts, tell);
    made.pragma('foreign_keys = ON');
    return { counts, lost };
  } catch (error) {
    made?.close();
    made = null;
    for (const end of ['', '-wal', '-shm']) rmSync(to + end, { force: true });
    throw error;
  } finally {
    made?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts rows into the new library, mended where they can be. */
class Saving {
  readonly #db: Database.Database;
  readonly #counts: Record<string, number>;
  readonly #tell: (sentence: string) => void;
  readonly #columns = new Map<string, readonly string[]>();
  readonly #inserts = new Map<string, Database.Statement>();
  readonly #found = new Map<string, number>();

  constructor(db: Database.Database, counts: Record<string, number>, tell: (sentence: string) => void) {
    this.#db = db;
    this.#counts = counts;
    this.#tell = tell;
    for (const table of SALVAGED) {
      counts[table] = 0;
      const columns = columnsOf(db, table).map((column) => column.name);
      this.#columns.set(table, columns);
    }
  }

  #insert(table: string, columns: readonly string[]): Database.Statement {
    const key = `${table} ${columns.join(' ')}`;
    const known = this.#inserts.get(key);
    if (known) return known;
    const made = this.#db.prepare(
      `INSERT OR IGNORE INTO ${table} (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    this.#inserts.set(key, made);
    return made;
  }

  /** True when the row is new in the new library. */
  put(table: string, row: ReadRow): boolean {
    const columns = this.#columns.get(table)!;
    const key = 'id' in row ? 'id' : 'hash' in row ? 'hash' : null;
    if (key !== null && this.#db.prepare(`SELECT 1 FROM ${table} WHERE ${key} = ?`).get(row[key]))
      return false;
    const kept = mended(table, row, this.#tell);
    if (typeof kept === 'string') {
      this.#tell(`${named(table, row)} ${kept}.`);
      return false;
    }
    try {
      // a row of an older version lacks the columns that came later: these get their defaults
      const given = columns.filter((name) => name in kept);
      const { changes } = this.#insert(table, given).run(...given.map((name) => kept[name] ?? null));
      this.#counts[table]! += changes;
      return changes > 0;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      this.#tell(`${named(table, row)} was read, but is not a row a library can hold (${error.message}).`);
      return false;
    }
  }

  /**
   * Puts rows whose table follows from their shape. Where several tables have the same shape, the rows wait until what
   * they may refer to is there: first those that refer to something, then those that something refers to.
   */
  putScanned(scanned: Iterable<readonly Scanned[]>): void {
    const put = ({ table, row }: Scanned): void => {
      if (this.put(table, row)) this.#found.set(table, (this.#found.get(table) ?? 0) + 1);
    };
    const waiting: (readonly Scanned[])[] = [];
    const shared = new Set<string>();
    for (const candidates of scanned) {
      if (candidates.length === 1) put(candidates[0]!);
      else {
        waiting.push(candidates);
        for (const { table } of candidates) shared.add(table);
      }
    }
    const refers = (candidates: readonly Scanned[]): boolean =>
      candidates.some(({ table }) => this.#references(table).length > 0);
    for (const candidates of waiting.filter(refers)) put(this.#leading(candidates, shared));
    for (const candidates of waiting.filter((one) => !refers(one)))
      put(candidates.find((one) => this.#wanted(one)) ?? candidates[0]!);
  }

  /** The candidate most of whose references lead somewhere; one into a table that is itself in doubt counts by half. */
  #leading(candidates: readonly Scanned[], shared: ReadonlySet<string>): Scanned {
    const score = ({ table, row }: Scanned): number =>
      this.#references(table).reduce(
        (sum, { from, to }) => sum + (this.#has(to, row[from]) ? 1 : shared.has(to) ? 0.5 : 0),
        0,
      );
    return candidates.reduce((best, one) => (score(one) > score(best) ? one : best));
  }

  /** True when a row that is there refers to this one. */
  #wanted({ table, row }: Scanned): boolean {
    return SALVAGED.some((by) =>
      this.#references(by)
        .filter(({ to }) => to === table)
        .some(({ from }) =>
          Boolean(this.#db.prepare(`SELECT 1 FROM ${by} WHERE ${from} = ? LIMIT 1`).get(row['id'])),
        ),
    );
  }

  #references(table: string): readonly { readonly from: string; readonly to: string }[] {
    return (this.#db.pragma(`foreign_key_list(${table})`) as { from: string; table: string }[]).map(
      (one) => ({
        from: one.from,
        to: one.table,
      }),
    );
  }

  #has(table: string, id: unknown): boolean {
    return this.#db.prepare(`SELECT 1 FROM ${table} WHERE id = ?`).get(id) !== undefined;
  }

  tellFound(): void {
    for (const [table, count] of this.#found)
      this.#tell(`${count} of the rows of ${table} were found again by reading the pages themselves.`);
  }
}

/**
 * Damage that SQLite cannot see, because it keeps no checksums: originals and images are held against their hash, the
 * words of a version against its blocks (whichever of the two is whole makes the other anew), JSON must be JSON. Returns
 * the row to keep, or why it cannot be kept. A flipped letter in a note or a quote cannot be told by anyone.
 */
function mended(table: string, row: ReadRow, tell: (sentence: string) => void): ReadRow | string {
  try {
    if (table === 'original') {
      const bytes = row['bytes'] as Buffer;
      const whole = row['encoding'] === 'deflate' ? inflateRawSync(bytes) : bytes;
      return sha256(whole) === row['hash'] ? row : 'no longer matches its checksum';
    }
    if (table === 'asset')
      return sha256(row['bytes'] as Buffer) === row['hash'] ? row : 'no longer matches its checksum';
    if (table === 'version') return mendedVersion(row, tell);
    for (const column of JSON_COLUMNS[table] ?? []) if (row[column] !== null) JSON.parse(String(row[column]));
    return row;
  } catch (error) {
    return `holds damaged bytes (${error instanceof Error ? error.message.slice(0, 80) : String(error)})`;
  }
}

const JSON_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  brief: ['body', 'frozen'],
  setting: ['value'],
  change: ['before', 'after'],
  company: ['fields'],
  annotation: ['candidates'],
};

function mendedVersion(row: ReadRow, tell: (sentence: string) => void): ReadRow | string {
  const text = String(row['text']);
  const blocks = parsed(row['blocks']) as Block[] | null;
  const rest = {
    ...row,
    doubts: parsed(row['doubts']) ? row['doubts']! : '[]',
    provenance: parsed(row['provenance']) ? row['provenance']! : '{}',
  };
  if (blocks && Array.isArray(blocks) && blocks.every((block) => typeof block?.text === 'string')) {
    if (canonicalText(blocks) === text) return rest;
    tell(`The words of version ${String(row['id'])} were damaged and made anew from its blocks.`);
    return { ...rest, text: canonicalText(blocks) };
  }
  const plain: Block[] = text.split('\n\n').map((paragraph) => ({ kind: 'paragraph', text: paragraph }));
  if (canonicalText(plain) !== text) return 'has blocks that cannot be read';
  tell(`The layout of version ${String(row['id'])} was damaged; its words are kept as plain paragraphs.`);
  return { ...rest, blocks: JSON.stringify(plain) };
}

function parsed(json: unknown): unknown {
  try {
    return JSON.parse(String(json)) as unknown;
  } catch {
    return null;
  }
}

/** Makes what follows from the content anew: the mentions of companies, the links of notes and the search index. */
export function rebuildDerived(context: Context): void {
  const { store, companies, search } = context;
  store.writeUnlogged(['mention', 'search'], (db) => {
    const ids = (table: string): Set<string> =>
      new Set(db.prepare(`SELECT id FROM ${table}`).pluck().all() as string[]);
    db.exec('DELETE FROM mention');
    companies.forget();
    deriveMentions(store, companies, new Map([['version', ids('version')]]));
    deriveNoteLinks(store, new Map([['note', ids('note')]]));
    search.rebuild(allDocuments(store));
  });
}
