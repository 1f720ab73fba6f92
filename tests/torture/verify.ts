import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { ArchiveReader } from '../../src/library/archive-reader.ts';
import { importArchive } from '../../src/library/archive-import.ts';
import { listBackups, verifyCopy } from '../../src/library/backups.ts';
import { checkLibrary } from '../../src/library/health.ts';
import { openLibrary, type OpenLibrary } from '../../src/library/library.ts';
import type { Surroundings } from '../../src/library/context.ts';
import type { Store } from '../../src/library/store.ts';
import type { Acknowledged } from './work.ts';

/** What a look at a library after a cut has found. */
export interface Looks {
  acknowledged: number;
  present: number;
}

type Tell = (what: string) => void;

/** Opens a library as the next start would and checks it deeply; null when it does not open. */
export function openedSound(file: string, surroundings: Surroundings, tell: Tell): OpenLibrary | null {
  let open: OpenLibrary;
  try {
    open = openLibrary(file, surroundings);
  } catch (error) {
    tell(`it does not open: ${String(error)}`);
    return null;
  }
  for (const problem of checkLibrary(open.context, true)) tell(problem);
  for (const backup of listBackups(file))
    if (verifyCopy(backup.path).length > 0) tell(`the backup ${backup.path} is not whole`);
  const running = open.context.store
    .sql("SELECT count(*) FROM job WHERE state = 'running'")
    .pluck()
    .get() as number;
  if (running > 0) tell('a job of a program that is gone still counts as running');
  return open;
}

/** True when a source, annotation or brief is in the library as it was acknowledged. */
export function isThere(store: Pick<Store, 'sql'>, one: Acknowledged): boolean {
  const value = (sql: string, id: string): string => store.sql<[string], string>(sql).pluck().get(id) ?? '';
  if (one.kind === 'source') return value('SELECT title FROM source WHERE id = ?', one.id) === one.title;
  if (one.kind === 'annotation')
    return value('SELECT note FROM annotation WHERE id = ?', one.id).startsWith(one.note);
  if (one.kind === 'brief')
    return value('SELECT body FROM brief WHERE id = ?', one.id).includes(`Paragraph of edit ${one.edit}.`);
  throw new Error(`Not a thing of a library: ${one.kind}`);
}

/**
 * A library that was going back and forth to backups: it holds everything acknowledged, or, where a restore had begun,
 * exactly what the backup held; and then a backup holds what was there before.
 */
export function verifyRestored(
  file: string,
  said: readonly Acknowledged[],
  surroundings: Surroundings,
  looks: Looks,
  tell: Tell,
): void {
  let present = new Set<string>();
  const held = new Map<string, Set<string>>();
  const gone: ReadonlySet<string>[] = [];
  let going: Set<string> | null = null;
  for (const one of said) {
    if (one.kind === 'annotation') present.add(one.id);
    else if (one.kind === 'backup') held.set(one.path, new Set(present));
    else if (one.kind === 'restoring') going = held.get(one.path)!;
    else if (one.kind === 'restored') {
      gone.push(present);
      present = new Set(held.get(one.path));
      going = null;
    }
  }
  const open = openedSound(file, surroundings, tell);
  if (!open) return;
  try {
    const { store } = open.context;
    const has = (ids: ReadonlySet<string>): boolean =>
      [...ids].every((id) => store.sql('SELECT 1 FROM annotation WHERE id = ?').get(id) !== undefined);
    looks.acknowledged += present.size;
    if (has(present)) looks.present += present.size;
    else if (going && has(going)) {
      // the restore was done but not yet acknowledged
      looks.present += present.size;
      gone.push(present);
    } else tell(`${present.size} annotations had been acknowledged and some are not there`);
    // what left with the last restore is in the backup that was made before it
    const left = gone.at(-1);
    if (left) {
      looks.acknowledged += left.size;
      if (listBackups(file).some(({ path }) => holdsAll(path, left))) looks.present += left.size;
      else tell('no backup holds what was there before the restore');
    }
  } finally {
    open.close();
  }
}

function holdsAll(path: string, ids: ReadonlySet<string>): boolean {
  const db = new Database(path, { readonly: true });
  try {
    const has = db.prepare('SELECT 1 FROM annotation WHERE id = ?');
    return [...ids].every((id) => has.get(id) !== undefined);
  } finally {
    db.close();
  }
}

/** An older library that was being brought up to date: everything it held is there. */
export function verifyMigrated(
  file: string,
  held: readonly Acknowledged[],
  surroundings: Surroundings,
  looks: Looks,
  tell: Tell,
): void {
  const open = openedSound(file, surroundings, tell);
  if (!open) return;
  try {
    for (const one of held) {
      looks.acknowledged++;
      if (isThere(open.context.store, one)) looks.present++;
      else tell(`${one.kind} ${'id' in one ? one.id : ''} was there before the migration and is not now`);
    }
    if (open.library.search.run({ query: 'the' }).total === 0) tell('nothing is found after the migration');
  } finally {
    open.close();
  }
}

/** Archives: one that was acknowledged is whole; a library that was receiving one is sound, and receives the rest. */
export async function verifyArchived(
  file: string,
  said: readonly Acknowledged[],
  surroundings: Surroundings,
  looks: Looks,
  tell: Tell,
): Promise<void> {
  for (let n = 1; existsSync(`${file}.${n}.zip`); n++) {
    const path = `${file}.${n}.zip`;
    const exported = said.find((one) => one.kind === 'exported' && one.path === path);
    // the name appears only when the file is whole, acknowledged or not
    const archive = await ArchiveReader.open(path).catch((error: unknown) => tell(String(error)));
    if (!archive) continue;
    const counts = archive.manifest.counts;
    archive.close();
    if (exported) looks.acknowledged++;
    if (exported) looks.present++;
    const copy = `${file}.${n}.copy`;
    if (!existsSync(copy)) continue;
    const open = openedSound(copy, surroundings, tell);
    if (!open) continue;
    try {
      const rows = (): boolean =>
        ['source', 'version', 'annotation', 'original', 'brief'].every(
          (table) =>
            (open.context.store.sql(`SELECT count(*) FROM ${table}`).pluck().get() as number) ===
            counts[table],
        );
      const received = said.some((one) => one.kind === 'received' && one.path === copy);
      if (received) {
        looks.acknowledged++;
        if (rows()) looks.present++;
        else tell('an archive that was acknowledged as received is not all there');
      } else {
        await importArchive(open.context, path);
        if (!rows()) tell('an archive that was being received cannot be received wholly afterwards');
        for (const problem of checkLibrary(open.context, true)) tell(`after receiving the rest: ${problem}`);
      }
    } finally {
      open.close();
    }
  }
}
