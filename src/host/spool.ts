import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Spool, Spooled } from '../library/context.ts';

/** A file name without anything that means something to a file system. */
const safeName = (name: string): string =>
  name
    .split(/[\\/]/)
    .pop()!
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f<>:"|?*]/g, '_')
    .slice(-120)
    .replace(/^\.+/, '_') || 'file';

/** A spool in a private temporary folder that goes when the program ends. */
export class DiskSpool implements Spool {
  readonly #folder: string;
  readonly #files = new Map<string, Spooled>();

  constructor() {
    this.#folder = mkdtempSync(join(tmpdir(), 'dossier-spool-'));
  }

  put(name: string, mediaType: string, bytes: Uint8Array): string {
    const token = randomBytes(24).toString('base64url');
    const folder = join(this.#folder, token);
    mkdirSync(folder, { mode: 0o700 });
    const path = join(folder, safeName(name));
    writeFileSync(path, bytes, { mode: 0o600 });
    this.#files.set(token, { name, mediaType, path });
    return token;
  }

  find(token: string): Spooled | null {
    return this.#files.get(token) ?? null;
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
