import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Spool, Spooled } from '../library/context.ts';
import { asRefusal } from '../library/database.ts';

/** A file name without anything that means something to a file system. */
const safeName = (name: string): string =>
  name
    .split(/[\\/]/)
    .pop()!
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f<>:"|?*]/g, '_')
    .slice(-120)
    .replace(/^\.+/, '_') || 'file';

const NAME = 'dossier-spool-';
/** How long uploads of an import that can still go on are kept after the program has ended, in milliseconds. */
const KEPT = 7 * 86_400_000;

/** Removes what earlier programs left that were killed, or that had an import to go on with for too long. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(NAME)) continue;
    const folder = join(tmpdir(), name);
    try {
      if (Date.now() - statSync(folder).mtimeMs > KEPT) rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      // another person's, or gone meanwhile
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }
}

/** A spool in a private temporary folder that goes when the program ends. */
export class DiskSpool implements Spool {
  readonly #folder: string;
  readonly #files = new Map<string, Spooled>();

  constructor() {
    sweep();
    this.#folder = mkdtempSync(join(tmpdir(), NAME));
  }

  put(name: string, mediaType: string, bytes: Uint8Array): string {
    const token = randomBytes(24).toString('base64url');
    const folder = join(this.#folder, token);
    const path = join(folder, safeName(name));
    try {
      mkdirSync(folder, { mode: 0o700 });
      writeFileSync(path, bytes, { mode: 0o600 });
    } catch (error) {
      // half of a file is no file
      rmSync(folder, { recursive: true, force: true });
      throw asRefusal(error, folder);
    }
    this.#files.set(token, { name, mediaType, path });
    return token;
  }

  find(token: string): Spooled | null {
    return this.#files.get(token) ?? null;
  }

  /** Ends the spool. `keep` leaves the files for an import that can go on after the next start. */
  close(keep = false): void {
    if (!keep) rmSync(this.#folder, { recursive: true, force: true });
  }
}
