import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DiskEvent } from './write-log.ts';

const SECTOR = 512;

type Change = { readonly at: number; readonly bytes: Buffer } | { readonly size: number };

/** A file as the disk knows it: what is safe, and what waits in memory for the next flush. */
interface File {
  safe: Buffer;
  waiting: Change[];
  end: number;
}

type NameChange = { readonly name: string; readonly file: File | null };

/**
 * A disk that keeps only what it was told to keep (POSIX, at its strictest): bytes of a file once the file was flushed,
 * names once their folder was flushed. At a power cut any part of the rest may have reached it: each waiting write
 * wholly, in part (whole sectors) or not at all, in any order; changes of names in their order, up to some point.
 */
export class Disk {
  readonly #names = new Map<string, File>();
  readonly #safeNames = new Map<string, File>();
  #waitingNames: NameChange[] = [];

  /** A file that was there, and safe, before the log begins. */
  put(name: string, bytes: Buffer): void {
    const file: File = { safe: bytes, waiting: [], end: bytes.length };
    this.#names.set(name, file);
    this.#safeNames.set(name, file);
  }

  apply(event: DiskEvent): void {
    if (event.do === 'create') {
      if (!this.#names.has(event.path))
        this.#name(event.path, { safe: Buffer.alloc(0), waiting: [], end: 0 });
      else if (event.empty) this.#change(this.#names.get(event.path)!, { size: 0 });
    } else if (event.do === 'rename') {
      const file = this.#names.get(event.path);
      if (!file) return;
      // one act: after a cut the new name is the old file or the new one, never nothing
      this.#name(event.to, file);
      this.#name(event.path, null);
    } else if (event.do === 'remove') {
      if (this.#names.has(event.path)) this.#name(event.path, null);
    } else if (event.do === 'flush') {
      const file = this.#names.get(event.path);
      if (file) {
        file.safe = changed(file.safe, file.waiting);
        file.waiting = [];
      } else {
        // a folder: all names in it are safe now
        for (const { name, file: named } of this.#waitingNames)
          if (dirname(name) === event.path) setName(this.#safeNames, name, named);
        this.#waitingNames = this.#waitingNames.filter(({ name }) => dirname(name) !== event.path);
      }
    } else {
      const file = this.#names.get(event.path);
      if (!file) return;
      if (event.do === 'copy') {
        const from = this.#names.get(event.from);
        if (!from) throw new Error(`A copy of ${event.from}, which the model does not know`);
        const bytes = changed(from.safe, from.waiting).subarray(file.end, file.end + event.bytes);
        this.#change(file, { at: file.end, bytes: Buffer.from(bytes) });
      } else if (event.do === 'truncate') this.#change(file, { size: event.size });
      else this.#change(file, { at: event.at ?? file.end, bytes: event.bytes });
    }
  }

  /** Writes the files as they might be found after the power was cut now. `next` gives numbers in [0, 1). */
  cut(next: () => number, place: (name: string) => string): void {
    const names = new Map(this.#safeNames);
    const upTo = Math.floor(next() * (this.#waitingNames.length + 1));
    for (const { name, file } of this.#waitingNames.slice(0, upTo)) setName(names, name, file);
    const share = [0, 0.2, 0.5, 0.9, 1][Math.floor(next() * 5)]!;
    for (const [name, file] of names) {
      const reached = file.waiting.flatMap((change): Change[] => {
        if (next() >= share) return [];
        if (!('bytes' in change) || next() < 0.7) return [change];
        const sectors = Math.floor((next() * change.bytes.length) / SECTOR) * SECTOR;
        return [{ at: change.at, bytes: change.bytes.subarray(0, sectors) }];
      });
      const to = place(name);
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, changed(file.safe, reached));
    }
  }

  #name(name: string, file: File | null): void {
    setName(this.#names, name, file);
    this.#waitingNames.push({ name, file });
  }

  #change(file: File, change: Change): void {
    file.waiting.push(change);
    file.end = 'bytes' in change ? Math.max(file.end, change.at + change.bytes.length) : change.size;
  }
}

function setName(names: Map<string, File>, name: string, file: File | null): void {
  if (file) names.set(name, file);
  else names.delete(name);
}

function changed(safe: Buffer, changes: readonly Change[]): Buffer {
  if (changes.length === 0) return safe;
  let size = safe.length;
  let most = size;
  for (const change of changes) {
    size = 'bytes' in change ? Math.max(size, change.at + change.bytes.length) : change.size;
    most = Math.max(most, size);
  }
  const bytes = Buffer.alloc(most);
  safe.copy(bytes);
  let end = safe.length;
  for (const change of changes)
    if ('bytes' in change) {
      change.bytes.copy(bytes, change.at);
      end = Math.max(end, change.at + change.bytes.length);
    } else {
      if (change.size < end) bytes.fill(0, change.size, end);
      end = change.size;
    }
  return bytes.subarray(0, end);
}
