import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';
import { ARCHIVE_FORMAT, ARCHIVE_VERSION, type Manifest } from './archive-tables.ts';

const LARGEST_MANIFEST = 400 * 1024 ** 2;
const LARGEST_LINE = 400 * 1024 ** 2;
const LARGEST_BLOB = 512 * 1024 ** 2;
/** Own archives unpack to a few times their size; a hundredfold is a bomb. */
const MOST_RATIO = 200;

const manifestSchema = z.object({
  format: z.literal(ARCHIVE_FORMAT),
  formatVersion: z.number().int(),
  libraryVersion: z.number().int(),
  createdAt: z.string(),
  counts: z.record(z.string(), z.number()),
  members: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
});

/** True when a file is an archive of a whole library. Looks at the end of the file only; false for anything unreadable. */
export async function isArchive(path: string): Promise<boolean> {
  try {
    if (!statSync(path).isFile() || !beginsAsZip(path)) return false;
    const zip = await openPromise(path, { autoClose: false });
    try {
      for await (const entry of zip.eachEntry()) {
        // anything that is not one of ours shows itself at the first member
        if (entry.fileName === 'manifest.json') {
          const text = await textOf(zip, entry);
          return manifestSchema.pick({ format: true }).safeParse(JSON.parse(text)).success;
        }
        if (!/^(tables|originals|assets)\/[\w.-]*$/.test(entry.fileName)) return false;
      }
    } finally {
      zip.close();
    }
  } catch {
    // a file that cannot be read as a zip is no archive of ours; the reader of its own format says what is wrong
    return false;
  }
  return false;
}

function beginsAsZip(path: string): boolean {
  const handle = openSync(path, 'r');
  try {
    const head = Buffer.alloc(4);
    return readSync(handle, head, 0, 4, 0) === 4 && head.readUInt32LE(0) === 0x04034b50;
  } finally {
    closeSync(handle);
  }
}

/** An archive whose every member was read once and matched its checksum. */
export class ArchiveReader {
  readonly manifest: Manifest;
  readonly #path: string;
  readonly #zip: ZipFile;
  readonly #tables: ReadonlyMap<string, Entry>;

  private constructor(path: string, zip: ZipFile, manifest: Manifest, tables: ReadonlyMap<string, Entry>) {
    this.#path = path;
    this.#zip = zip;
    this.manifest = manifest;
    this.#tables = tables;
  }

  /**
   * Opens an archive and reads all of it through before anything is believed. Throws a Refusal: unreadable (no archive,
   * cut short, changed), newer, too-large.
   */
  static async open(path: string): Promise<ArchiveReader> {
    const name = basename(path);
    let zip: ZipFile;
    try {
      zip = await openPromise(path, { autoClose: false, strictFileNames: true });
    } catch (error) {
      throw unreadable(name, error);
    }
    try {
      const tables = new Map<string, Entry>();
      let manifest: Manifest | null = null;
      const found = new Map<string, { readonly bytes: number; readonly sha256: string }>();
      let total = 0;
      const size = statSync(path).size;
      for await (const entry of zip.eachEntry()) {
        total += entry.uncompressedSize;
        if (total > 100 * 1024 ** 2 && total > size * MOST_RATIO)
          throw new Refusal('too-large', `${name} unpacks to far more than an archive of a library does.`);
        if (entry.fileName === 'manifest.json') {
          if (entry.uncompressedSize > LARGEST_MANIFEST)
            throw new Refusal('too-large', `The manifest of ${name} is too large.`);
          manifest = readManifest(await textOf(zip, entry), name);
          continue;
        }
        if (found.has(entry.fileName))
          throw new Refusal('unreadable', `${name} holds ${entry.fileName} twice.`);
        const table = /^tables\/([a-z_]+)\.jsonl$/.exec(entry.fileName)?.[1];
        if (table !== undefined) tables.set(table, entry);
        else if (!/^(originals|assets)\/[0-9a-f]{64}$/.test(entry.fileName))
          throw new Refusal('unreadable', `${name} holds ${entry.fileName}, which is no part of a library.`);
        else if (entry.uncompressedSize > LARGEST_BLOB)
          throw new Refusal('too-large', `${entry.fileName} in ${name} is larger than 512 MB.`);
        const hash = createHash('sha256');
        let bytes = 0;
        for await (const piece of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
          hash.update(piece);
          bytes += piece.length;
        }
        const sha256 = hash.digest('hex');
        if (table === undefined && !entry.fileName.endsWith(sha256)) throw changed(name, entry.fileName);
        found.set(entry.fileName, { bytes, sha256 });
      }
      if (!manifest)
        throw new Refusal('unreadable', `${name} has no manifest.json: it is no archive of a library.`);
      for (const member of manifest.members) {
        const own = found.get(member.path);
        if (!own) throw new Refusal('unreadable', `${name} lacks ${member.path}. Nothing was changed.`);
        if (own.sha256 !== member.sha256 || own.bytes !== member.bytes) throw changed(name, member.path);
        found.delete(member.path);
      }
      const [extra] = found.keys();
      if (extra !== undefined)
        throw new Refusal('unreadable', `${name} holds ${extra}, which its manifest does not know.`);
      return new ArchiveReader(path, zip, manifest, tables);
    } catch (error) {
      zip.close();
      throw unreadable(name, error);
    }
  }

  /** The rows of one table, one at a time; none when the archive has no such table. */
  async *rows(table: string): AsyncGenerator<Record<string, unknown>> {
    const entry = this.#tables.get(table);
    if (!entry) return;
    let number = 0;
    for await (const line of lines(await this.#zip.openReadStreamPromise(entry))) {
      number++;
      let value: unknown;
      try {
        value = JSON.parse(line);
      } catch {
        value = null;
      }
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new Refusal('unreadable', `Line ${number} of tables/${table}.jsonl is not a JSON object.`);
      yield value as Record<string, unknown>;
    }
  }

  /** Originals and images with their hashes, one at a time, in the order of the archive. */
  async *blobs(): AsyncGenerator<{
    readonly kind: 'original' | 'asset';
    readonly hash: string;
    readonly bytes: Uint8Array;
  }> {
    const zip = await openPromise(this.#path, { autoClose: false });
    try {
      for await (const entry of zip.eachEntry()) {
        const [, folder, hash] = /^(originals|assets)\/([0-9a-f]{64})$/.exec(entry.fileName) ?? [];
        if (folder === undefined || hash === undefined) continue;
        const bytes = await bytesOf(zip, entry);
        yield { kind: folder === 'originals' ? 'original' : 'asset', hash, bytes };
      }
    } finally {
      zip.close();
    }
  }

  close(): void {
    this.#zip.close();
  }
}

function readManifest(text: string, name: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = null;
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success)
    throw new Refusal('unreadable', `The manifest of ${name} is not that of an archive of a library.`);
  if (parsed.data.formatVersion > ARCHIVE_VERSION)
    throw new Refusal(
      'newer',
      `${name} was made by a newer version of Dossier (archive version ${parsed.data.formatVersion}, this program knows ${ARCHIVE_VERSION}). Nothing was changed.`,
    );
  return parsed.data;
}

const changed = (name: string, member: string): Refusal =>
  new Refusal(
    'unreadable',
    `${member} in ${name} no longer matches its checksum: the archive was changed or damaged. Nothing was imported.`,
  );

/** What yauzl and zlib say of a file that is no sound zip, in words. */
function unreadable(name: string, error: unknown): unknown {
  if (error instanceof Refusal || !(error instanceof Error)) return error;
  if ('code' in error && error.code === 'ENOENT')
    return new Refusal('not-found', `There is no file ${name}.`);
  return new Refusal('unreadable', `${name} is no sound archive (${error.message}). Nothing was imported.`);
}

async function bytesOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>)
    pieces.push(piece);
  return Buffer.concat(pieces);
}

const textOf = async (zip: ZipFile, entry: Entry): Promise<string> =>
  (await bytesOf(zip, entry)).toString('utf8');

/** Lines of a stream as text; refuses one that would not fit in memory. */
async function* lines(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const piece of stream) {
    let from = 0;
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
      const line = Buffer.concat([...held, piece.subarray(from, end)]).toString('utf8');
      held = [];
      size = 0;
      from = end + 1;
      if (line !== '') yield line;
    }
    held.push(piece.subarray(from));
    size += piece.length - from;
    if (size > LARGEST_LINE) throw new Refusal('too-large', 'A line of the archive is longer than 400 MB.');
  }
  if (size > 0) yield Buffer.concat(held).toString('utf8');
}
