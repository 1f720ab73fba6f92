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
import { readRows, type ReadRow } from './salvage-rows.ts';
import { columnsOf, scannedRows } from './salvage-shapes.ts';

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
      for (const { table, row } of scannedRows(copy, made, partly))
        if (saving.put(table, row)) saving.found(table);
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
  readonly #inserts = new Map<string, { readonly columns: string[]; readonly insert: Database.Statement }>();
  readonly #found = new Map<string, number>();

  constructor(db: Database.Database, counts: Record<string, number>, tell: (sentence: string) => void) {
    this.#db = db;
    this.#counts = counts;
    this.#tell = tell;
    for (const table of SALVAGED) {
      counts[table] = 0;
      const columns = columnsOf(db, table).map((column) => column.name);
      const insert = db.prepare(
        `INSERT OR IGNORE INTO ${table} (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      this.#inserts.set(table, { columns, insert });
    }
  }

  /** True when the row is new in the new library. */
  put(table: string, row: ReadRow): boolean {
    const { columns, insert } = this.#inserts.get(table)!;
    const key = 'id' in row ? 'id' : 'hash' in row ? 'hash' : null;
    if (key !== null && this.#db.prepare(`SELECT 1 FROM ${table} WHERE ${key} = ?`).get(row[key]))
      return false;
    const kept = mended(table, row, this.#tell);
    if (typeof kept === 'string') {
      this.#tell(`${named(table, row)} ${kept}.`);
      return false;
    }
    try {
      const { changes } = insert.run(...columns.map((name) => kept[name] ?? null));
      this.#counts[table]! += changes;
      return changes > 0;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      this.#tell(`${named(table, row)} was read, but is not a row a library can hold (${error.message}).`);
      return false;
    }
  }

  found(table: string): void {
    this.#found.set(table, (this.#found.get(table) ?? 0) + 1);
  }

  tellFound(): void {
    for (const [table, count] of this.#found)
      this.#tell(`${count} of the rows of ${table} were found again by reading the pages themselves.`);
  }
}

const named = (table: string, row: ReadRow): string =>
  `The ${table} ${String(row['id'] ?? row['hash'] ?? row['key'] ?? row['source_id'] ?? '').slice(0, 80)}`;

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

/**
 * Rows that point at a lost one. What has words of its own is kept: a version stands in for its lost original, an older
 * version for a lost newer one, a plain description for a lost source; only what means nothing alone is let go, and told.
 */
function settleLoose(
  db: Database.Database,
  counts: Record<string, number>,
  tell: (sentence: string) => void,
): void {
  const all = (sql: string): Record<string, string>[] => db.prepare(sql).all() as Record<string, string>[];
  db.exec('BEGIN');
  for (const row of all(
    'SELECT id, source_id, text FROM version WHERE original_hash NOT IN (SELECT hash FROM original)',
  )) {
    const bytes = Buffer.from(row['text']!);
    const hash = sha256(bytes);
    db.prepare(
      "INSERT OR IGNORE INTO original (hash, media_type, size, encoding, bytes) VALUES (?, 'text/plain;charset=utf-8', ?, 'identity', ?)",
    ).run(hash, bytes.length, bytes);
    db.prepare('UPDATE version SET original_hash = ? WHERE id = ?').run(hash, row['id']);
    tell(`The original bytes of version ${row['id']} are lost; its clean text stands in for them.`);
  }
  // a source whose current version is lost shows the newest one that is left
  for (const row of all('SELECT id, title FROM source WHERE version_id NOT IN (SELECT id FROM version)')) {
    const left = db
      .prepare('SELECT id FROM version WHERE source_id = ? ORDER BY number DESC LIMIT 1')
      .pluck()
      .get(row['id']) as string | undefined;
    if (left === undefined) continue;
    db.prepare('UPDATE source SET version_id = ? WHERE id = ?').run(left, row['id']);
    tell(`The newest version of “${row['title']}” is lost; an older one is shown.`);
  }
  // a version whose source's description is lost is still worth reading: a plain description is written for it
  for (const row of all(
    `SELECT v.source_id, v.id, v.text, v.captured_at, v.created_at FROM version v
      WHERE v.source_id NOT IN (SELECT id FROM source)
        AND v.number = (SELECT max(number) FROM version w WHERE w.source_id = v.source_id)`,
  )) {
    const title = row['text']!.split('\n', 1)[0]!.slice(0, 100) || 'Untitled';
    db.prepare(
      `INSERT INTO source (id, kind, title, captured_at, word_count, state, content_hash, version_id, created_at, updated_at)
       VALUES (?, 'article', ?, ?, 0, 'inbox', '', ?, ?, ?)`,
    ).run(row['source_id'], title, row['captured_at'], row['id'], row['created_at'], row['created_at']);
    counts['source'] = (counts['source'] ?? 0) + 1;
    tell(`The description of source ${row['source_id']} is lost; its text is kept as “${title}”.`);
  }
  // a source whose words are all lost keeps its description, its notes and the quotes taken from it
  const nothing = sha256(Buffer.alloc(0));
  for (const row of all(
    'SELECT id, title, version_id, captured_at FROM source WHERE version_id NOT IN (SELECT id FROM version)',
  )) {
    db.prepare(
      "INSERT OR IGNORE INTO original (hash, media_type, size, encoding, bytes) VALUES (?, 'text/plain', 0, 'identity', x'')",
    ).run(nothing);
    db.prepare(
      `INSERT INTO version (id, source_id, number, captured_at, format, original_hash, text, blocks, doubts, provenance, created_at)
       VALUES (?, ?, 1, ?, 'text', ?, '', '[]', '[]', '{}', ?)`,
    ).run(row['version_id'], row['id'], row['captured_at'], nothing, row['captured_at']);
    tell(`The words of “${row['title']}” are lost; its description and what was noted about it are kept.`);
  }
  // what was said of a company, a tag or a collection outlives its name
  const epoch = '1970-01-01T00:00:00.000Z';
  for (const { id } of all(
    `SELECT company_id AS id FROM fact UNION SELECT company_id FROM alias UNION SELECT company_id FROM note
      WHERE company_id IS NOT NULL UNION SELECT company_id FROM annotation_company UNION SELECT company_id FROM mention_choice
     EXCEPT SELECT id FROM company`,
  )) {
    const alias = db
      .prepare('SELECT text FROM alias WHERE company_id = ? ORDER BY id LIMIT 1')
      .pluck()
      .get(id);
    const name = typeof alias === 'string' ? alias : `Lost company ${id!.slice(-6)}`;
    db.prepare('INSERT INTO company (id, name, created_at, updated_at) VALUES (?, ?, ?, ?)').run(
      id,
      name,
      epoch,
      epoch,
    );
    tell(`The name of company ${id} is lost; it is called “${name}” now.`);
  }
  for (const [table, links, column] of [
    ['tag', 'tagging', 'tag_id'],
    ['collection', 'collecting', 'collection_id'],
  ] as const)
    for (const { id } of all(`SELECT ${column} AS id FROM ${links} EXCEPT SELECT id FROM ${table}`)) {
      const name = `lost ${table} ${id!.slice(-6)}`;
      db.prepare(`INSERT INTO ${table} (id, name, created_at) VALUES (?, ?, ?)`).run(id, name, epoch);
      tell(`The name of ${table} ${id} is lost; it is called “${name}” now.`);
    }
  // and what is still left hanging goes, from the things pointed at to those that point
  for (let again = true; again;) {
    again = false;
    for (const row of db.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[]) {
      if (row.rowid === null) {
        // tables without rowid name their parent by the key itself
        for (const [table, column, parent] of [
          ['progress', 'source_id', 'source'],
          ['job_item', 'job_id', 'job'],
        ] as const)
          if (row.table === table)
            again =
              db.prepare(`DELETE FROM ${table} WHERE ${column} NOT IN (SELECT id FROM ${parent})`).run()
                .changes > 0 || again;
        continue;
      }
      if (row.table === 'job') {
        again =
          db.prepare('UPDATE job SET step_id = NULL WHERE rowid = ?').run(row.rowid).changes > 0 || again;
        continue;
      }
      if (row.table === 'fact' && row.parent === 'annotation') {
        again =
          db.prepare('UPDATE fact SET annotation_id = NULL, no_source = 1 WHERE rowid = ?').run(row.rowid)
            .changes > 0 || again;
        tell('A fact lost the words it rests on and is marked as having no source.');
        continue;
      }
      if (row.table === 'note') {
        const change = `UPDATE note SET ${row.parent === 'company' ? 'company_id' : 'source_id'} = NULL WHERE rowid = ?`;
        again = db.prepare(change).run(row.rowid).changes > 0 || again;
        tell(`A note lost the ${row.parent} it belonged to and stands by itself.`);
        continue;
      }
      if (row.table === 'annotation' && row.parent === 'version') {
        // the words are in the row itself: it waits for a place in the version that is left
        const moved = db
          .prepare(
            `UPDATE annotation SET start = NULL, "end" = NULL, anchor = 'orphan', score = 0,
                version_id = (SELECT version_id FROM source WHERE id = annotation.source_id)
              WHERE rowid = ? AND source_id IN (SELECT id FROM source)`,
          )
          .run(row.rowid).changes;
        if (moved > 0) {
          again = true;
          continue;
        }
      }
      const gone = db.prepare(`SELECT * FROM ${row.table} WHERE rowid = ?`).get(row.rowid) as
        ReadRow | undefined;
      if (!gone) continue;
      if (row.table !== 'change')
        tell(`${named(row.table, gone)} was let go, because its ${row.parent} is lost.`);
      db.prepare(`DELETE FROM ${row.table} WHERE rowid = ?`).run(row.rowid);
      counts[row.table] = (counts[row.table] ?? 1) - 1;
      again = true;
    }
  }
  // annotations that no longer lie inside their text wait for a place
  db.exec(
    `UPDATE annotation SET start = NULL, "end" = NULL, anchor = 'orphan', score = 0 WHERE id IN (
       SELECT a.id FROM annotation a JOIN source s ON s.id = a.source_id JOIN version v ON v.id = s.version_id
        WHERE a."end" > length(v.text) AND a."end" > length(CAST(v.text AS BLOB)))`,
  );
  // the undo history only holds together when it is whole
  db.exec("UPDATE step SET state = 'dropped'");
  db.exec('COMMIT');
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
