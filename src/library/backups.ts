import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { Refusal } from '../core/refusal.ts';
import { backupPlan, FIRST_PLAN, type BackupPlan } from './backup-plan.ts';
import { APPLICATION_ID, asRefusal } from './database.ts';
import { settle } from './durable-file.ts';
import { lookThrough, START, type Spot } from './piecewise.ts';

/** One backup of a library. */
export interface Backup {
  readonly path: string;
  /** ISO 8601 instant, from its name. */
  readonly at: string;
  readonly size: number;
}

const DAY = 86_400_000;
/** Backups a person asked for, and those made before a restore or a migration, that are kept besides. */
const ASKED = 20;
const ASKED_FOR = 7 * DAY;
/** Larger copies are looked through in pieces, in bytes. */
const CHECKED_AT_ONCE = 64 * 1024 ** 2;

/** Why a backup was made; it is part of the file's name. */
export type BackupReason = 'asked' | 'opened' | 'daily' | 'before-restore';

/** The folder beside a library that holds its backups. */
export const backupFolder = (file: string): string => join(dirname(file), `${basename(file)}.backups`);

/** Backups of a library, newest first: those beside it, or the copies in another folder. */
export function listBackups(file: string, folder = backupFolder(file)): Backup[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder)
    .filter((name) => /^\d{8}T\d{9}Z.*\.dossier$/.test(name))
    .sort()
    .reverse()
    .map((name) => ({
      path: join(folder, name),
      at: instantOf(name),
      size: statSync(join(folder, name)).size,
    }));
}

const instantOf = (name: string): string =>
  name.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z.*$/, '$1-$2-$3T$4:$5:$6.$7Z');

/** Removes a file if it is there; a name that leads through a file leads to nothing. */
const discard = (path: string): void => {
  if (existsSync(path)) rmSync(path);
};

/** Opens a copy and has SQLite check it whole; the problems found, none when it is sound. */
export function verifyCopy(path: string): string[] {
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    if ((db.pragma('application_id', { simple: true }) as number) !== APPLICATION_ID)
      return ['It is not a Dossier library.'];
    const rows = db.pragma('quick_check(20)') as { quick_check: string }[];
    return rows.map((row) => row.quick_check).filter((text) => text !== 'ok');
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    db?.close();
  }
}

/**
 * A consistent copy of a library while it is in use (SQLite's online backup): written under a temporary name,
 * opened and checked, then renamed. Throws a Refusal and leaves nothing when any of that fails.
 */
export async function copyLibrary(db: Database.Database, path: string): Promise<void> {
  const temporary = `${path}.part`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    discard(temporary);
    await db.backup(temporary);
    const copy = new Database(temporary);
    // a backup is one plain file: no -wal beside it
    copy.pragma('journal_mode = DELETE');
    copy.close();
    const problems = await verifyInPieces(temporary);
    if (problems.length > 0)
      throw new Refusal('damaged', `The backup did not pass its check (${problems[0]}). It was not kept.`);
    settle(temporary, path);
  } catch (error) {
    discard(temporary);
    throw asRefusal(error, path);
  }
}

/** The same as {@link verifyCopy} for a library of any size, in pieces, so that other work gets its turn. */
export async function verifyInPieces(path: string): Promise<string[]> {
  if (statSync(path).size <= CHECKED_AT_ONCE) return verifyCopy(path);
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    if ((db.pragma('application_id', { simple: true }) as number) !== APPLICATION_ID)
      return ['It is not a Dossier library.'];
    const problems: string[] = [];
    for (let spot: Spot | null = START; spot && problems.length === 0;) {
      spot = lookThrough(db, spot, (problem) => problems.push(problem));
      await new Promise((resolve) => setImmediate(resolve));
    }
    return problems;
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    db?.close();
  }
}

/**
 * A copy of a library as it was before its schema changes, made at once because opening waits for it; written under a
 * temporary name, opened and checked, then renamed. Throws a Refusal when that fails, and then nothing is migrated.
 */
export function backUpBeforeMigration(
  db: Database.Database,
  file: string,
  now: string,
  from: number,
): string {
  const path = join(backupFolder(file), `${now.replace(/[-:.]/g, '')}-before-version-${from + 1}.dossier`);
  const temporary = `${path}.part`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    discard(temporary);
    db.prepare('VACUUM INTO ?').run(temporary);
    const problems = verifyCopy(temporary);
    if (problems.length > 0) throw new Refusal('damaged', problems[0]!);
    settle(temporary, path);
    return path;
  } catch (error) {
    discard(temporary);
    const why = asRefusal(error, path);
    if (!(why instanceof Refusal)) throw why;
    throw new Refusal(
      why.code,
      `${file} is of an older version and has to be brought up to date, but the backup that is made before could not be made: ${why.message} The library was not changed.`,
    );
  }
}

/** Makes a backup in the library's own folder and lets old ones go, as its settings say. Throws a Refusal. */
export async function rotateBackups(
  db: Database.Database,
  file: string,
  now: string,
  why: BackupReason,
): Promise<string> {
  const stamp = now.replace(/[-:.]/g, '');
  const path = join(backupFolder(file), `${stamp}-${why}.dossier`);
  await copyLibrary(db, path);
  // copies that a program did not live to finish
  for (const name of readdirSync(backupFolder(file)))
    if (/\.dossier\.part(-journal)?$/.test(name)) discard(join(backupFolder(file), name));
  for (const old of expired(listBackups(file), Date.parse(now), backupPlan(db)))
    rmSync(old.path, { force: true });
  return path;
}

/**
 * Backups no longer needed: beyond the newest of each of the last days with one (7) and of the last weeks with one (4). What
 * a person asked for, or what holds the state before a restore or a migration, stays for a week besides (the newest 20 of
 * them), even where a later one of the same day exists. A clock that jumped must not cost anything: backups dated now or
 * later stay and take no place from the others.
 */
export function expired(
  backups: readonly Backup[],
  now: number,
  { daily, weekly }: Pick<BackupPlan, 'daily' | 'weekly'> = FIRST_PLAN,
): Backup[] {
  const keep = new Set<string>(backups.slice(0, 1).map((backup) => backup.path));
  const days = new Set<number>();
  const weeks = new Set<number>();
  let asked = 0;
  for (const backup of backups) {
    const at = Date.parse(backup.at);
    if (at >= now) keep.add(backup.path);
    if (at > now) continue;
    if (/-(asked|before-[\w-]+)\.dossier$/.test(backup.path) && now - at < ASKED_FOR && asked++ < ASKED)
      keep.add(backup.path);
    const day = Math.floor(at / DAY);
    const week = Math.floor(day / 7);
    if (!days.has(day) && days.size < daily) {
      days.add(day);
      keep.add(backup.path);
    }
    if (!weeks.has(week) && weeks.size < weekly) {
      weeks.add(week);
      keep.add(backup.path);
    }
  }
  return backups.filter((backup) => !keep.has(backup.path));
}
