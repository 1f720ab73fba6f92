import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes a file or folder's contents reach the disk. */
export function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Moves a finished file to its name so that after a power cut either the old or the new one is there, whole. */
export function settle(temporary: string, path: string): void {
  flush(temporary);
  renameSync(temporary, path);
  // Windows cannot flush a folder; there the rename itself is journalled
  if (process.platform !== 'win32') flush(dirname(path));
}

/** Writes a file whole or not at all: a temporary name in the same folder, fsync, rename, fsync of the folder. */
export function writeWhole(path: string, bytes: Uint8Array): void {
  const temporary = `${path}.${process.pid}.part`;
  try {
    const handle = openSync(temporary, 'w');
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
    } finally {
      closeSync(handle);
    }
    settle(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
