import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import { sha256 } from '../core/capture/hash.ts';
import type { Asset } from '../core/capture/format.ts';
import { Refusal } from '../core/refusal.ts';
import type { Store } from './store.ts';

/** Keeps bytes as they were captured, once however often they are saved; returns their hash. */
export function keepOriginal(db: Database.Database, bytes: Uint8Array, mediaType: string): string {
  const hash = sha256(bytes);
  if (db.prepare('SELECT 1 FROM original WHERE hash = ?').get(hash)) return hash;
  const packed = deflateRawSync(bytes, { level: 6 });
  const smaller = packed.length < bytes.length * 0.95;
  db.prepare('INSERT INTO original (hash, media_type, size, encoding, bytes) VALUES (?, ?, ?, ?, ?)').run(
    hash,
    mediaType,
    bytes.length,
    smaller ? 'deflate' : 'identity',
    smaller ? packed : bytes,
  );
  return hash;
}

/** Keeps images, once each. */
export function keepAssets(db: Database.Database, assets: readonly Asset[]): void {
  const insert = db.prepare('INSERT OR IGNORE INTO asset (hash, media_type, bytes) VALUES (?, ?, ?)');
  for (const asset of assets) insert.run(asset.hash, asset.mediaType, asset.bytes);
}

/** The bytes of an original exactly as they were captured. Throws `damaged` when they no longer match their hash. */
export function readOriginal(
  store: Store,
  hash: string,
): { readonly bytes: Uint8Array; readonly mediaType: string } {
  const row = store
    .sql<[string], { media_type: string; encoding: string; bytes: Uint8Array }>(
      'SELECT * FROM original WHERE hash = ?',
    )
    .get(hash);
  if (!row) throw new Refusal('not-found', `There are no original bytes ${hash}.`);
  const bytes = row.encoding === 'deflate' ? inflateRawSync(row.bytes) : row.bytes;
  if (sha256(bytes) !== hash)
    throw new Refusal('damaged', 'The original bytes of this source no longer match their checksum.');
  return { bytes, mediaType: row.media_type };
}

/** An image of the library. */
export function readAsset(
  store: Store,
  hash: string,
): { readonly bytes: Uint8Array; readonly mediaType: string } | null {
  const row = store
    .sql<[string], { media_type: string; bytes: Uint8Array }>(
      'SELECT media_type, bytes FROM asset WHERE hash = ?',
    )
    .get(hash);
  return row ? { bytes: row.bytes, mediaType: row.media_type } : null;
}
