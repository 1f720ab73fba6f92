import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { constants, crc32, deflateRawSync } from 'node:zlib';

/** What was written of one member. `bytes` counts it unpacked. */
export interface WrittenMember {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

const LIMIT_32 = 0xffffffff;
/** 1 January 1980, the first day zip knows: the same library gives the same archive. */
const DATE = 0x21;
const UTF8 = 0x800;

/**
 * Writes a zip archive piece by piece (APPNOTE 6.3.10), in memory that does not grow with its members. Sizes and offsets
 * beyond 4 GB and more than 65,535 members are written as Zip64, which the packing library in use cannot do; a million
 * originals need it. Packing itself is zlib's.
 */
export class ZipWriter {
  readonly #handle: number;
  readonly #directory: Buffer[] = [];
  #at = 0;

  constructor(path: string) {
    this.#handle = openSync(path, 'w');
  }

  /** Writes a member that comes already packed as raw deflate (RFC 1951); `bytes` is what it unpacks to. */
  addPacked(path: string, bytes: Uint8Array, packed: Uint8Array): WrittenMember {
    return this.#store(path, bytes, packed, 8);
  }

  /** Writes a member as it is, for bytes that cannot be packed further. */
  addStored(path: string, bytes: Uint8Array): WrittenMember {
    return this.#store(path, bytes, bytes, 0);
  }

  /** Writes the list of members and closes the file. */
  finish(): void {
    const start = this.#at;
    for (const record of this.#directory) this.#write(record);
    const size = this.#at - start;
    const count = this.#directory.length;
    if (count >= 0xffff || start >= LIMIT_32 || size >= LIMIT_32) {
      const at = this.#at;
      const end = Buffer.alloc(56 + 20);
      end.writeUInt32LE(0x06064b50, 0);
      end.writeBigUInt64LE(44n, 4);
      end.writeUInt16LE(45, 12);
      end.writeUInt16LE(45, 14);
      end.writeBigUInt64LE(BigInt(count), 24);
      end.writeBigUInt64LE(BigInt(count), 32);
      end.writeBigUInt64LE(BigInt(size), 40);
      end.writeBigUInt64LE(BigInt(start), 48);
      end.writeUInt32LE(0x07064b50, 56);
      end.writeBigUInt64LE(BigInt(at), 64);
      end.writeUInt32LE(1, 72);
      this.#write(end);
    }
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(Math.min(count, 0xffff), 8);
    end.writeUInt16LE(Math.min(count, 0xffff), 10);
    end.writeUInt32LE(Math.min(size, LIMIT_32), 12);
    end.writeUInt32LE(Math.min(start, LIMIT_32), 16);
    this.#write(end);
    closeSync(this.#handle);
  }

  /** Closes the file without finishing it. */
  abandon(): void {
    closeSync(this.#handle);
  }

  /** Begins a member whose pieces come one at a time and are packed as they come, with room for other work between them. */
  begin(path: string): { write(piece: Uint8Array): void; end(): WrittenMember } {
    const offset = this.#at;
    const name = Buffer.from(path);
    const hash = createHash('sha256');
    let crc = 0;
    let size = 0;
    let packed = 0;
    const put = (piece: Uint8Array): void => {
      packed += piece.length;
      this.#write(piece);
    };
    this.#write(localHeader(name, 8, 0, 0, 0));
    return {
      write: (piece) => {
        hash.update(piece);
        crc = crc32(piece, crc);
        size += piece.length;
        // each piece ends on a byte border, so that the pieces joined are one stream
        put(deflateRawSync(piece, { level: 6, finishFlush: constants.Z_SYNC_FLUSH }));
      },
      end: () => {
        put(deflateRawSync(new Uint8Array(0)));
        const header = localHeader(name, 8, crc, packed, size);
        // the sizes are known only now: the header is written again in its place
        for (let at = 0; at < header.length;)
          at += writeSync(this.#handle, header, at, header.length - at, offset + at);
        this.#directory.push(centralHeader(name, 8, crc, packed, size, offset));
        return { path, bytes: size, sha256: hash.digest('hex') };
      },
    };
  }

  #store(path: string, bytes: Uint8Array, packed: Uint8Array, method: number): WrittenMember {
    const offset = this.#at;
    const name = Buffer.from(path);
    const crc = crc32(bytes);
    this.#write(localHeader(name, method, crc, packed.length, bytes.length));
    this.#write(packed);
    this.#directory.push(centralHeader(name, method, crc, packed.length, bytes.length, offset));
    return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  #write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;)
      at += writeSync(this.#handle, bytes, at, bytes.length - at, this.#at + at);
    this.#at += bytes.length;
  }
}

/** A local header always leaves room for Zip64 sizes, because it may be written before they are known. */
function localHeader(name: Buffer, method: number, crc: number, packed: number, size: number): Buffer {
  const large = packed >= LIMIT_32 || size >= LIMIT_32;
  const head = Buffer.alloc(30 + name.length + 20);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(large ? 45 : 20, 4);
  head.writeUInt16LE(UTF8, 6);
  head.writeUInt16LE(method, 8);
  head.writeUInt16LE(DATE, 12);
  head.writeUInt32LE(crc, 14);
  head.writeUInt32LE(large ? LIMIT_32 : packed, 18);
  head.writeUInt32LE(large ? LIMIT_32 : size, 22);
  head.writeUInt16LE(name.length, 26);
  head.writeUInt16LE(20, 28);
  name.copy(head, 30);
  const extra = 30 + name.length;
  // an id that readers skip stands where the sizes would be, when they are not needed
  head.writeUInt16LE(large ? 1 : 0xd055, extra);
  head.writeUInt16LE(16, extra + 2);
  if (large) {
    head.writeBigUInt64LE(BigInt(size), extra + 4);
    head.writeBigUInt64LE(BigInt(packed), extra + 12);
  }
  return head;
}

function centralHeader(
  name: Buffer,
  method: number,
  crc: number,
  packed: number,
  size: number,
  offset: number,
): Buffer {
  const beyond = [size, packed, offset].filter((value) => value >= LIMIT_32);
  const extra = Buffer.alloc(beyond.length === 0 ? 0 : 4 + 8 * beyond.length);
  if (beyond.length > 0) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8 * beyond.length, 2);
    beyond.forEach((value, i) => extra.writeBigUInt64LE(BigInt(value), 4 + 8 * i));
  }
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(45, 4);
  head.writeUInt16LE(beyond.length > 0 ? 45 : 20, 6);
  head.writeUInt16LE(UTF8, 8);
  head.writeUInt16LE(method, 10);
  head.writeUInt16LE(DATE, 14);
  head.writeUInt32LE(crc, 16);
  head.writeUInt32LE(Math.min(packed, LIMIT_32), 20);
  head.writeUInt32LE(Math.min(size, LIMIT_32), 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt32LE(Math.min(offset, LIMIT_32), 42);
  return Buffer.concat([head, name, extra]);
}
