import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { basename, isAbsolute, join, resolve } from 'node:path';
import type Database from 'better-sqlite3';

/** How many backups stay, and where copies of them go. */
export interface BackupPlan {
  /** Days, each with its newest backup, that are kept. */
  readonly daily: number;
  /** Weeks, each with its newest backup, that are kept. */
  readonly weekly: number;
  /** A folder, on another disk perhaps, that gets a copy of every backup; null for none. */
  readonly folder: string | null;
}

/** What holds where nothing was chosen. */
export const FIRST_PLAN: BackupPlan = { daily: 7, weekly: 4, folder: null };

/** The settings that make the plan; a value that makes no sense gives way to the first one. */
export const PLAN_SETTINGS = {
  daily: 'backups.daily',
  weekly: 'backups.weekly',
  folder: 'backups.folder',
} as const;

const MOST_DAYS = 366;
const MOST_WEEKS = 520;

const count = (value: unknown, least: number, most: number, first: number): number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : first;

/** The plan of a library, from its settings; the first plan for a file that holds none (an older or a damaged one). */
export function backupPlan(db: Database.Database): BackupPlan {
  const there = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'setting'").get();
  if (there === undefined) return FIRST_PLAN;
  const read = db.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck();
  const value = (key: string): unknown => {
    const json = read.get(key);
    return json === undefined ? undefined : (JSON.parse(json) as unknown);
  };
  const folder = value(PLAN_SETTINGS.folder);
  return {
    daily: count(value(PLAN_SETTINGS.daily), 1, MOST_DAYS, FIRST_PLAN.daily),
    weekly: count(value(PLAN_SETTINGS.weekly), 0, MOST_WEEKS, FIRST_PLAN.weekly),
    folder: typeof folder === 'string' && isAbsolute(folder) ? folder : null,
  };
}

/**
 * The folder, inside the one a person chose, that holds the copies of one library's backups. It is named after the
 * machine and the file, so that two libraries of one name never let go of each other's copies.
 */
export const copyFolder = (file: string, folder: string): string =>
  join(
    folder,
    `${basename(file)}.${createHash('sha256')
      .update(`${hostname()}\n${resolve(file)}`)
      .digest('hex')
      .slice(0, 8)}.backups`,
  );
