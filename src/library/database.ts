import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Refusal } from '../core/refusal.ts';
import { migrate, readMigrations } from './migrations.ts';

/** SQLite's application_id of a library: the letters "DOSR". */
export const APPLICATION_ID = 0x444f5352;

export interface OpenOptions {
  /** Called before a migration changes an existing library; makes the backup. */
  readonly beforeMigration?: (db: Database.Database, from: number, to: number) => void;
  /** Called when the library is open and of this version; a Refusal closes it again. */
  readonly afterOpening?: (db: Database.Database) => void;
}

const isSqlite = (file: string): boolean => {
  const handle = openSync(file, 'r');
  try {
    const head = Buffer.alloc(16);
    readSync(handle, head, 0, 16, 0);
    return head.toString('latin1') === 'SQLite format 3\0';
  } finally {
    closeSync(handle);
  }
};

/** True when the disk of a file has less than a page left. */
const full = (file: string): boolean => {
  try {
    const disk = statfsSync(dirname(file));
    return disk.bavail * disk.bsize < 65_536;
  } catch {
    // a disk that cannot be asked is not known to be full
    return false;
  }
};

const writable = (file: string): boolean => {
  try {
    accessSync(dirname(file), constants.W_OK);
    return true;
  } catch {
    // whatever stands in the way, nothing can be written there
    return false;
  }
};

/** Turns SQLite's and the file system's expected failures into refusals; anything else is returned as it is. */
export function asRefusal(error: unknown, file: string): unknown {
  if (error instanceof Refusal || !(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return new Refusal(
      'locked',
      `The library ${file} is in use by another program. Try again when it has finished.`,
    );
  if (code.startsWith('SQLITE_NOTADB')) return new Refusal('damaged', `${file} is not a Dossier library.`);
  if (code.startsWith('SQLITE_CORRUPT'))
    return new Refusal(
      'damaged',
      `The library ${file} is damaged. Restore a backup, run "check" for details, or "repair" to save every readable row into a new library.`,
    );
  // SQLite says "I/O error" instead of "full" where the map of the journal cannot grow
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC' || (code.startsWith('SQLITE_IOERR') && full(file)))
    return new Refusal('no-space', `The disk that holds ${file} is full. Nothing was changed.`);
  if (code.startsWith('SQLITE_READONLY') || code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new Refusal('unavailable', `The library ${file} cannot be written here. Its folder is read-only.`);
  if (code.startsWith('SQLITE_CANTOPEN') && !writable(file))
    return new Refusal('unavailable', `The library ${file} cannot be written here. Its folder is read-only.`);
  if (code.startsWith('SQLITE_CANTOPEN') || ['ENOTDIR', 'EISDIR', 'EEXIST'].includes(code))
    return new Refusal('unreadable', `The library ${file} cannot be opened.`);
  return error;
}

/**
 * Opens (or creates) a library file: checks that it is one, that this program is new enough for it, sets the
 * durability settings, and migrates. Acknowledged means on disk: `synchronous=FULL` in WAL mode, because with
 * NORMAL a power cut loses acknowledged commits (guides/safety: 15 of 30 cuts; FULL: none).
 * Throws a Refusal: damaged, newer, locked, unreadable, unavailable.
 */
export function openDatabase(file: string, options: OpenOptions = {}): Database.Database {
  if (Number(process.versions.node.split('.')[0]) < 22)
    throw new Error(`Dossier needs Node 22 or newer (this is ${process.version}); start it with npm.`);
  let db: Database.Database | null = null;
  try {
    const memory = file === ':memory:';
    const isNew = memory || !existsSync(file) || statSync(file).size === 0;
    if (!isNew && !isSqlite(file)) throw new Refusal('damaged', `${file} is not a Dossier library.`);
    if (!memory) mkdirSync(dirname(file), { recursive: true });
    db = new Database(file, { timeout: 10_000 });
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    const migrations = readMigrations();
    const at = db.pragma('user_version', { simple: true }) as number;
    const owner = db.pragma('application_id', { simple: true }) as number;
    const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
    if (owner !== APPLICATION_ID && tables > 0)
      throw new Refusal('damaged', `${file} is a database of another program, not a Dossier library.`);
    if (at > migrations.length)
      throw new Refusal(
        'newer',
        `${file} was made by a newer version of Dossier (library version ${at}, this program knows ${migrations.length}). Nothing was changed.`,
      );
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('recursive_triggers = ON');
    db.pragma('temp_store = MEMORY');
    db.pragma('cache_size = -32000');
    db.pragma('wal_autocheckpoint = 2000');
    if (at < migrations.length) {
      if (at > 0) options.beforeMigration?.(db, at, migrations.length);
      if (owner !== APPLICATION_ID) db.pragma(`application_id = ${APPLICATION_ID}`);
      migrate(db, migrations);
    }
    options.afterOpening?.(db);
    return db;
  } catch (error) {
    db?.close();
    throw asRefusal(error, file);
  }
}
