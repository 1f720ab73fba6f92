import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** A value as SQLite stores it. */
export type Stored = string | number | Buffer | null;

const TABLE_LEAF = 0x0d;
const PAGE_SIZES = [512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536];
const LARGEST_RECORD = 512 * 1024 ** 2;

/**
 * Every record on every table leaf page of a database file, whatever table it belongs to, read from the bytes without
 * SQLite (file format: https://www.sqlite.org/fileformat2.html, sections 1.5 and 2.1). This finds the rows to which no
 * sound page leads any more. Pages on the free list are left out, because what they hold was deleted. A cell that makes
 * no sense is passed over.
 */
export function* scanRecords(file: string): Generator<Stored[]> {
  const handle = openSync(file, 'r');
  try {
    const length = fstatSync(handle).size;
    const head = Buffer.alloc(100);
    readSync(handle, head, 0, 100, 0);
    const declared = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16);
    const size = PAGE_SIZES.includes(declared) ? declared : 4096;
    const usable = size - (head[20]! < 64 ? head[20]! : 0);
    const pages = Math.floor(length / size);
    const page = (number: number): Buffer | null => {
      if (number < 1 || number > pages) return null;
      const bytes = Buffer.alloc(size);
      return readSync(handle, bytes, 0, size, (number - 1) * size) === size ? bytes : null;
    };
    const free = freePages(page, head.readUInt32BE(32), pages);
    for (let number = 1; number <= pages; number++) {
      if (free.has(number)) continue;
      const bytes = page(number);
      const start = number === 1 ? 100 : 0;
      if (!bytes || bytes[start] !== TABLE_LEAF) continue;
      const cells = Math.min(bytes.readUInt16BE(start + 3), Math.floor((size - start - 8) / 2));
      for (let i = 0; i < cells; i++) {
        const record = cellAt(bytes, bytes.readUInt16BE(start + 8 + 2 * i), usable, page);
        const values = record && valuesOf(record);
        if (values) yield values;
      }
    }
  } finally {
    closeSync(handle);
  }
}

function freePages(
  page: (number: number) => Buffer | null,
  first: number,
  most: number,
): ReadonlySet<number> {
  const free = new Set<number>();
  for (let trunk = first; trunk > 0 && !free.has(trunk) && free.size <= most;) {
    const bytes = page(trunk);
    if (!bytes) break;
    free.add(trunk);
    const leaves = Math.min(bytes.readUInt32BE(4), Math.floor(bytes.length / 4) - 2);
    for (let i = 0; i < leaves; i++) free.add(bytes.readUInt32BE(8 + 4 * i));
    trunk = bytes.readUInt32BE(0);
  }
  return free;
}

/** A variable-length integer and where it ends; numbers beyond 2^53 do not occur in sound libraries. */
function varint(bytes: Buffer, at: number): [number, number] | null {
  let value = 0;
  for (let i = 0; i < 8; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return null;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + i + 1];
  }
  return null;
}

/** The whole record of a cell, with what overflowed to other pages; null when it makes no sense. */
function cellAt(
  bytes: Buffer,
  at: number,
  usable: number,
  page: (number: number) => Buffer | null,
): Buffer | null {
  const payload = varint(bytes, at);
  const rowid = payload && varint(bytes, payload[1]);
  if (!payload || !rowid) return null;
  const total = payload[0];
  const start = rowid[1];
  if (total < 2 || total > LARGEST_RECORD) return null;
  const most = usable - 35;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const spread = least + ((total - least) % (usable - 4));
  const local = total <= most ? total : spread <= most ? spread : least;
  if (start + local > usable) return null;
  if (local === total) return bytes.subarray(start, start + total);
  if (start + local + 4 > usable) return null;
  const pieces = [bytes.subarray(start, start + local)];
  let left = total - local;
  for (let next = bytes.readUInt32BE(start + local); left > 0;) {
    const more = page(next);
    if (!more) return null;
    pieces.push(more.subarray(4, Math.min(usable, 4 + left)));
    left -= usable - 4;
    next = more.readUInt32BE(0);
  }
  return Buffer.concat(pieces);
}

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8];

/** The values of a record; null when its header makes no sense. */
function valuesOf(record: Buffer): Stored[] | null {
  const header = varint(record, 0);
  if (!header || header[0] > record.length) return null;
  const types: number[] = [];
  for (let at = header[1]; at < header[0];) {
    const type = varint(record, at);
    if (!type) return null;
    types.push(type[0]);
    at = type[1];
  }
  let at = header[0];
  const values: Stored[] = [];
  for (const type of types) {
    if (type === 0) values.push(null);
    else if (type <= 6) {
      const length = INTEGER_BYTES[type]!;
      if (at + length > record.length) return null;
      values.push(length === 8 ? Number(record.readBigInt64BE(at)) : record.readIntBE(at, length));
      at += length;
    } else if (type === 7) {
      if (at + 8 > record.length) return null;
      values.push(record.readDoubleBE(at));
      at += 8;
    } else if (type === 8 || type === 9) values.push(type - 8);
    else if (type < 12) return null;
    else {
      const length = Math.floor((type - 12) / 2);
      if (at + length > record.length) return null;
      const part = record.subarray(at, at + length);
      values.push(type % 2 === 1 ? part.toString('utf8') : Buffer.from(part));
      at += length;
    }
  }
  return at === record.length ? values : null;
}
