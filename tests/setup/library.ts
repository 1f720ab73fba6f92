import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readInput } from '../../src/core/capture/read.ts';
import { Refusal } from '../../src/core/refusal.ts';
import type { Surroundings } from '../../src/library/context.ts';
import { openLibrary, type OpenLibrary } from '../../src/library/library.ts';
import { TABLES } from '../../src/library/tables.ts';
import { DiskSpool } from '../../src/host/spool.ts';
import { watchFolder } from '../../src/host/watched-folder.ts';

/** A library in a folder of its own that goes with it; real SQLite, real parsers, no network. */
export class TestLibrary implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'dossier-test-'));
  readonly file = join(this.folder, 'library.dossier');
  readonly spool = new DiskSpool();
  readonly bugs: unknown[] = [];
  open: OpenLibrary;
  #tick = Date.parse('2026-01-02T03:04:05.000Z');

  constructor() {
    this.open = this.#openAgain();
  }

  get library() {
    return this.open.library;
  }

  get store() {
    return this.open.context.store;
  }

  reopen(): void {
    this.open.close();
    this.open = this.#openAgain();
  }

  /** Opens the file again after the test itself closed it. */
  reopenAfterClose(): void {
    this.open = this.#openAgain();
  }

  /** Saves a text as a source; returns its id. */
  async source(text: string): Promise<string> {
    const report = await this.library.capture.save({ text });
    const id = report.imported[0]?.id;
    if (id === undefined) throw new Error(`Not saved: ${JSON.stringify(report)}`);
    return id;
  }

  [Symbol.dispose](): void {
    if (this.store.db.open) this.open.close();
    this.spool.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #openAgain(): OpenLibrary {
    const surroundings: Surroundings = {
      reader: {
        read: (request) =>
          readInput(
            'input' in request
              ? request.input
              : {
                  bytes: readFileSync(request.path),
                  name: basename(request.path),
                  origin: request.origin,
                  ...(request.url !== undefined && { url: request.url }),
                  ...(request.now !== undefined && { now: request.now }),
                  ...(request.mediaType !== undefined && { mediaType: request.mediaType }),
                },
            { as: request.as },
          ),
      },
      fetch: () => Promise.reject(new Refusal('unavailable', 'No network in tests.')),
      spool: this.spool,
      print: () => Promise.reject(new Refusal('unavailable', 'No printer in tests.')),
      fontCss: () => '',
      watch: watchFolder,
      onJob: () => {},
      onBug: (error) => this.bugs.push(error),
    };
    // a clock that moves a second at every look, so that orders by time are sure
    return openLibrary(this.file, surroundings, () => new Date((this.#tick += 1000)).toISOString());
  }
}

/** Every row of every table of the user's, for comparing two states of a library. */
export function dump(library: TestLibrary): Record<string, unknown[]> {
  const tables = [...Object.keys(TABLES), 'mention'];
  return Object.fromEntries(
    tables.map((table) => [
      table,
      library.store.db
        .prepare(`SELECT * FROM ${table}`)
        .all()
        .map((row) => JSON.stringify(row))
        .sort(),
    ]),
  );
}
