import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { sha256 } from '../core/capture/hash.ts';
import { Refusal } from '../core/refusal.ts';
import { ARCHIVED, ARCHIVE_FORMAT, ARCHIVE_VERSION, tablePath } from './archive-tables.ts';
import { asRefusal } from './database.ts';
import { settle } from './durable-file.ts';
import { ZipWriter, type WrittenMember } from './zip-writer.ts';

/** Text gathered before it is packed, in UTF-16 units. */
const PIECE = 1 << 20;
/** Other work gets a turn after this many blobs or pieces. */
const TURN = 32;

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Writes the whole library as one zip: a JSON Lines file per table, every original and image under its SHA-256, and
 * `manifest.json` with the SHA-256 of every member. Reads one consistent snapshot on a connection of its own, so that
 * work goes on meanwhile. The file appears whole or not at all. Returns the counts per kind.
 */
export async function exportArchive(
  file: string,
  path: string,
  now: string,
): Promise<Record<string, number>> {
  const temporary = `${path}.${process.pid}.part`;
  let db: Database.Database | null = null;
  let zip: ZipWriter | null = null;
  try {
    mkdirSync(dirname(path), { recursive: true });
    db = new Database(file, { readonly: true, timeout: 10_000 });
    db.pragma('trusted_schema = OFF');
    db.exec('BEGIN');
    zip = new ZipWriter(temporary);
    const counts: Record<string, number> = {};
    const members: WrittenMember[] = [];
    for (const { name, key } of ARCHIVED) {
      const rows = db.prepare(`SELECT * FROM ${name} ORDER BY ${key.join(', ')}`);
      const [member, count] = await writeLines(zip, tablePath(name), rows.iterate() as Iterable<object>);
      members.push(member);
      counts[name] = count;
    }
    const about = db.prepare('SELECT hash, media_type, size FROM original ORDER BY hash');
    members.push((await writeLines(zip, tablePath('original'), about.iterate() as Iterable<object>))[0]);
    const images = db.prepare('SELECT hash, media_type FROM asset ORDER BY hash');
    members.push((await writeLines(zip, tablePath('asset'), images.iterate() as Iterable<object>))[0]);
    counts['original'] = 0;
    const originals = db.prepare('SELECT hash, encoding, bytes FROM original ORDER BY hash');
    for (const row of originals.iterate() as Iterable<{ hash: string; encoding: string; bytes: Buffer }>) {
      const bytes = row.encoding === 'deflate' ? inflateRawSync(row.bytes) : row.bytes;
      sound(row.hash, bytes);
      const to = `originals/${row.hash}`;
      members.push(
        row.encoding === 'deflate' ? zip.addPacked(to, bytes, row.bytes) : zip.addStored(to, bytes),
      );
      if (++counts['original'] % TURN === 0) await pause();
    }
    counts['asset'] = 0;
    const assets = db.prepare('SELECT hash, bytes FROM asset ORDER BY hash');
    for (const row of assets.iterate() as Iterable<{ hash: string; bytes: Buffer }>) {
      sound(row.hash, row.bytes);
      members.push(zip.addStored(`assets/${row.hash}`, row.bytes));
      if (++counts['asset'] % TURN === 0) await pause();
    }
    const head = {
      format: ARCHIVE_FORMAT,
      formatVersion: ARCHIVE_VERSION,
      libraryVersion: db.pragma('user_version', { simple: true }),
      createdAt: now,
      counts,
    };
    const manifest = zip.begin('manifest.json');
    manifest.write(Buffer.from(`${JSON.stringify(head, null, 1).slice(0, -2)},\n "members": [\n`));
    for (let i = 0; i < members.length; i += 4096) {
      const piece = members.slice(i, i + 4096).map((member) => JSON.stringify(member));
      manifest.write(Buffer.from(`${i === 0 ? '' : ',\n'}${piece.join(',\n')}`));
    }
    manifest.write(Buffer.from('\n ]\n}\n'));
    manifest.end();
    zip.finish();
    zip = null;
    settle(temporary, path);
    return counts;
  } catch (error) {
    zip?.abandon();
    rmSync(temporary, { force: true });
    throw asRefusal(error, path);
  } finally {
    db?.close();
  }
}

function sound(hash: string, bytes: Uint8Array): void {
  if (sha256(bytes) !== hash)
    throw new Refusal(
      'damaged',
      `The original ${hash.slice(0, 12)} no longer matches its checksum, so a complete archive cannot be made. "repair" makes a library of all that is sound.`,
    );
}

async function writeLines(
  zip: ZipWriter,
  path: string,
  rows: Iterable<object>,
): Promise<[WrittenMember, number]> {
  const member = zip.begin(path);
  let waiting = '';
  let count = 0;
  let pieces = 0;
  for (const row of rows) {
    count++;
    waiting += `${JSON.stringify(row)}\n`;
    if (waiting.length < PIECE) continue;
    member.write(Buffer.from(waiting));
    waiting = '';
    if (++pieces % 4 === 0) await pause();
  }
  if (waiting !== '') member.write(Buffer.from(waiting));
  return [member.end(), count];
}
