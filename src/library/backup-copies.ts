import { accessSync, constants, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { Refusal } from '../core/refusal.ts';
import { backupPlan, copyFolder, PLAN_SETTINGS } from './backup-plan.ts';
import { expired, listBackups, verifyInPieces } from './backups.ts';
import { asRefusal } from './database.ts';
import { settle } from './durable-file.ts';
import { setSetting, settingIn } from './settings.ts';
import type { Store } from './store.ts';

/** How the last copy of a backup into the other folder went. */
export interface LastCopy {
  /** ISO 8601 instant. */
  readonly at: string;
  /** Where it is; null when it could not be made. */
  readonly path: string | null;
  /** Why it could not be made, as a sentence. */
  readonly problem: string | null;
}

/** The other folder, what is in it, and how the last copy went. */
export interface BackupCopies {
  readonly folder: string | null;
  /** Where in it the copies of this library are. */
  readonly inside: string | null;
  readonly count: number;
  readonly last: LastCopy | null;
}

/** Where the last copy is remembered; a state and no preference (`settings.ts`). */
const LAST = 'backupCopies.last';

/** The other folder of a library and what is in it. */
export function backupCopies(store: Store): BackupCopies {
  const { folder } = backupPlan(store.db);
  const inside = folder === null ? null : copyFolder(store.file, folder);
  const last = settingIn(store, LAST) as LastCopy | undefined;
  return {
    folder,
    inside,
    count: inside === null ? 0 : listBackups(store.file, inside).length,
    last: folder === null ? null : (last ?? null),
  };
}

/** Throws a Refusal when a path is no folder that copies can be written to. */
function lookAt(store: Store, folder: string): void {
  if (!isAbsolute(folder))
    throw new Refusal('usage', 'Give the whole path of the folder for copies, from the root on.');
  let about;
  try {
    about = statSync(folder);
  } catch {
    throw new Refusal('not-found', `There is no folder ${folder}.`);
  }
  if (!about.isDirectory()) throw new Refusal('usage', `${folder} is not a folder.`);
  if (resolve(folder) === resolve(dirname(store.file)))
    throw new Refusal(
      'usage',
      'The backups are in this folder already. Choose one elsewhere, on another disk if there is one.',
    );
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new Refusal('unreadable', `The folder ${folder} cannot be written to.`);
  }
}

/** Sets the folder that gets a copy of every backup; null for none. Throws a Refusal when it cannot be used. */
export function chooseCopyFolder(store: Store, folder: string | null): void {
  const path = folder === null ? null : folder.trim();
  if (path !== null) lookAt(store, path);
  setSetting(store, PLAN_SETTINGS.folder, path === null ? null : resolve(path), ['setting', 'health']);
}

/**
 * Copies a backup into the other folder, if there is one, looks at the copy, and lets old copies go by the same rule as
 * the backups themselves. A disk that is not there fails no backup: how it went is remembered and shown.
 */
export async function copyBackup(store: Store, backup: string): Promise<void> {
  const { folder, ...plan } = backupPlan(store.db);
  if (folder === null) return;
  const at = store.now();
  const inside = copyFolder(store.file, folder);
  const path = join(inside, basename(backup));
  let last: LastCopy = { at, path, problem: null };
  try {
    lookAt(store, folder);
    await copyChecked(backup, path);
    for (const old of expired(listBackups(store.file, inside), Date.parse(at), plan))
      rmSync(old.path, { force: true });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    last = { at, path: null, problem: error.message };
  }
  setSetting(store, LAST, last, []);
}

async function copyChecked(from: string, path: string): Promise<void> {
  const temporary = `${path}.part`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    await copyFile(from, temporary);
    const problems = await verifyInPieces(temporary);
    if (problems.length > 0)
      throw new Refusal('damaged', `The copy of the backup did not pass its check (${problems[0]}).`);
    settle(temporary, path);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary);
    throw asRefusal(error, path);
  }
}
