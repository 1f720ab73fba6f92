import { constants, existsSync, rmSync, statSync } from 'node:fs';
import { copyFile, open as openFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answer, ask, verb } from '../library/verb.ts';
import { z } from 'zod';
import { Refusal, type Answer } from '../core/refusal.ts';
import { listBackups, verifyInPieces } from '../library/backups.ts';
import { asRefusal } from '../library/database.ts';
import { settle } from '../library/durable-file.ts';
import { TOPICS, type HistoryStep, type HostInfo } from '../library/views.ts';
import { bugReport } from './bug-report.ts';
import { LibraryClient, type Listener } from './library-client.ts';
import { jsonOf } from './messages.ts';
import { fillSample } from './sample.ts';

export interface WorkbenchOptions {
  readonly shell: 'electron' | 'browser';
  readonly version: string;
  /** The user's own library. */
  readonly file: string;
  /** Where the sample library lives. */
  readonly sampleFile: string;
  /** Folder with `library-worker.js` and `parse-worker.js` (or `.ts` in a checkout). */
  readonly workers: { readonly library: string | URL; readonly parser: string };
  readonly resources: string;
  readonly print: (html: string, signal?: AbortSignal) => Promise<Uint8Array>;
  readonly onBug: (message: string) => void;
}

const A_DAY = 86_400_000;
/** How often it is looked whether the daily backup is due while the program runs, in milliseconds. */
const LOOK_EVERY = 600_000;
/** How long the end of the program waits for a backup, in milliseconds. */
const LAST_MOMENT = 5_000;
/** Larger libraries are not copied at every start, in bytes. */
const COPIED_AT_EVERY_START = 256 * 1024 ** 2;

/**
 * One running program: the library that is open in its worker, and the few things only a shell can do
 * (open the sample library and leave it, restore a backup). Both window shells hold one of these.
 */
export class Workbench {
  readonly #options: WorkbenchOptions;
  readonly #listeners = new Set<Listener>();
  #client: LibraryClient;
  #restoring = false;
  #sample: boolean;
  readonly #verbs;
  readonly #daily: NodeJS.Timeout;
  #backingUp: Promise<void> = Promise.resolve();

  private constructor(options: WorkbenchOptions, client: LibraryClient, sample: boolean) {
    this.#options = options;
    this.#client = client;
    this.#sample = sample;
    this.#listen(client);
    this.#daily = setInterval(() => this.#backUpLater('daily'), LOOK_EVERY);
    this.#daily.unref();
    this.#verbs = {
      info: ask(() => this.info()),
      openSample: ask(() => this.openSample()),
      leaveSample: ask(() => this.leaveSample()),
      restore: verb(z.object({ path: z.string().max(4096) }), (input) => this.restore(input.path)),
    };
  }

  /** Opens the user's library, or the sample. Throws the library's Refusal when it will not open. */
  static async open(options: WorkbenchOptions, sample = false): Promise<Workbench> {
    const bench = new Workbench(
      options,
      await openClient(options, sample ? options.sampleFile : options.file),
      sample,
    );
    if (sample) await bench.#fillSample();
    else bench.#backUpLater('opened');
    return bench;
  }

  get library(): LibraryClient {
    return this.#client;
  }

  /** Hears announcements of whichever library is open; returns how to stop. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks a verb of the library, or of the shell under the noun `host`. */
  async ask(noun: unknown, name: unknown, input: unknown): Promise<Answer> {
    if (noun === 'host') return answer({ host: this.#verbs }, noun, name, input, (error) => this.#bug(error));
    // uploads and downloads have their own addresses; a page has no business with the spool
    if (noun === 'spool') return { ok: false, code: 'usage', message: 'There is no noun spool.' };
    return this.#client.ask(noun, name, input);
  }

  /** The same as `ask`, as the bytes of the answer's JSON: a shell that sends JSON hands them on unread. */
  async askJson(noun: unknown, name: unknown, input: unknown): Promise<Uint8Array> {
    if (noun === 'host' || noun === 'spool') return jsonOf(await this.ask(noun, name, input));
    return this.#client.askJson(noun, name, input);
  }

  async info(): Promise<HostInfo> {
    const counts = await this.#client.ask('sources', 'counts', undefined);
    const empty = counts.ok && (counts.value as { library: number; trash: number }).library === 0;
    const file = this.#client.file;
    return {
      shell: this.#options.shell,
      version: this.#options.version,
      library: { file, name: file.split(/[\\/]/).pop() ?? file, sample: this.#sample },
      firstRun: empty && !this.#sample,
      offline: true,
    };
  }

  async openSample(): Promise<HostInfo> {
    if (!this.#sample) {
      await this.#switch(this.#options.sampleFile, true);
      await this.#fillSample();
    }
    return this.info();
  }

  async leaveSample(): Promise<HostInfo> {
    if (this.#sample) {
      await this.#switch(this.#options.file, false);
      for (const end of ['', '-wal', '-shm']) rmSync(this.#options.sampleFile + end, { force: true });
    }
    return this.info();
  }

  /**
   * Puts a backup in place of the library; the present state is kept as a backup first. A large one is looked through in
   * pieces and copied beside the shell's own thread, so that the window goes on answering. Throws a Refusal.
   */
  async restore(path: string): Promise<HostInfo> {
    if (this.#restoring)
      throw new Refusal('conflict', 'A backup is being put back already. Wait until it is done.');
    this.#restoring = true;
    try {
      await this.#restore(path);
    } finally {
      this.#restoring = false;
    }
    return this.info();
  }

  async #restore(path: string): Promise<void> {
    const file = this.#client.file;
    if (!existsSync(path)) throw new Refusal('not-found', `There is no backup ${path}.`);
    const problems = await verifyInPieces(path);
    if (problems.length > 0) throw new Refusal('damaged', `This backup is not sound: ${problems[0]}`);
    // taken first: the backup of the present state may let go of an older one of the same day, which may be this one
    const copy = await copyForRestore(path, file);
    const kept = await this.#client.ask('health', 'backup', { why: 'before-restore' });
    if (!kept.ok) {
      rmSync(copy, { force: true });
      throw new Refusal(
        'conflict',
        `The present state could not be backed up (${kept.message}). Nothing was changed.`,
      );
    }
    await this.#client.close();
    settleRestored(copy, file);
    await this.#switch(file, this.#sample, true);
  }

  /** Ends the program's work. A backup that has begun has a moment to finish; after that it is dropped, and made next time. */
  async close(): Promise<void> {
    clearInterval(this.#daily);
    await Promise.race([this.#backingUp, new Promise((resolve) => setTimeout(resolve, LAST_MOMENT).unref())]);
    await this.#client.close();
  }

  #listen(client: LibraryClient): void {
    client.subscribe((name, payload) => {
      for (const listener of this.#listeners) listener(name, payload);
    });
  }

  async #switch(file: string, sample: boolean, closed = false): Promise<void> {
    const next = await openClient(this.#options, file);
    if (!closed) await this.#client.close();
    this.#client = next;
    this.#sample = sample;
    this.#listen(next);
    for (const listener of this.#listeners)
      listener('changed', {
        topics: TOPICS,
      });
  }

  async #fillSample(): Promise<void> {
    await fillSample(this.#client, join(this.#options.resources, 'sample'));
  }

  /** Begins a backup if one is due, without making anyone wait for it. */
  #backUpLater(why: 'opened' | 'daily'): void {
    if (this.#sample) return;
    this.#backingUp = this.#backingUp
      .then(() => this.#backUp(why))
      .catch((error: unknown) => this.#bug(error));
  }

  /**
   * After opening a backup is due when something was done since the newest one; while the program runs, when the newest one
   * is more than a day old. Large libraries are copied once a day only. A failure is told, not fatal.
   */
  async #backUp(why: 'opened' | 'daily'): Promise<void> {
    const { file } = this.#client;
    const counts = await this.#client.ask('sources', 'counts', undefined);
    if (!counts.ok || (counts.value as { library: number }).library === 0) return;
    const last = listBackups(file)[0];
    const now = Date.now();
    const age = last ? now - Date.parse(last.at) : Number.POSITIVE_INFINITY;
    if (age >= 0 && age < A_DAY) {
      if (why === 'daily' || statSync(file).size > COPIED_AT_EVERY_START) return;
      const steps = await this.#client.ask('history', 'list', { limit: 1 });
      const newest = steps.ok ? (steps.value as readonly HistoryStep[])[0] : undefined;
      if (!newest || newest.at <= last!.at) return;
    }
    const made = await this.#client.ask('health', 'backup', { why });
    if (!made.ok) this.#options.onBug(`The ${why} backup failed: ${made.message}`);
  }

  #bug(error: unknown): void {
    this.#options.onBug(bugReport(error));
  }
}

/**
 * Copies a backup beside a library, to take its place later, and lets it reach the disk; gives the copy's path. Nothing
 * else waits for it. Throws a Refusal when it cannot.
 */
export async function copyForRestore(path: string, file: string): Promise<string> {
  const temporary = `${file}.restore.part`;
  try {
    await copyFile(path, temporary, constants.COPYFILE_FICLONE);
    const handle = await openFile(temporary, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    rmSync(temporary, { force: true });
    throw asRefusal(error, file);
  }
  return temporary;
}

/** Puts a copy in the place of a library that nothing has open; its journal goes, for it belongs to the old file. */
export function settleRestored(temporary: string, file: string): void {
  for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
  settle(temporary, file);
}

/** Copies a backup over a library that nothing has open. */
export const restoreFile = async (path: string, file: string): Promise<void> =>
  settleRestored(await copyForRestore(path, file), file);

const openClient = (options: WorkbenchOptions, file: string): Promise<LibraryClient> =>
  LibraryClient.open({
    file,
    script: options.workers.library,
    parser: options.workers.parser,
    print: options.print,
    onBug: options.onBug,
  });
