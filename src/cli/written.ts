import { resolve } from 'node:path';
import { Refusal } from '../core/refusal.ts';
import { asRefusal } from '../library/database.ts';
import { writeWhole } from '../library/durable-file.ts';
import type { Output } from './output.ts';

/**
 * Puts a finished document where it was asked for: a file, or standard output for `-`, and where no file was named and
 * no JSON was asked for. Says where it went. Refuses when the place cannot be written.
 */
export function written(
  output: Output,
  made: { readonly bytes: Uint8Array; readonly fileName: string; readonly mediaType: string },
  to: string | undefined,
): void {
  if (to === '-' || (to === undefined && !output.json)) {
    output.bytes(made.bytes);
    return;
  }
  const file = resolve(to ?? made.fileName);
  try {
    writeWhole(file, made.bytes);
  } catch (error) {
    const refusal = asRefusal(error, file);
    if (refusal instanceof Refusal && refusal.code !== 'unavailable') throw refusal;
    throw new Refusal(
      'unreadable',
      `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  output.result(
    { file, mediaType: made.mediaType, bytes: made.bytes.length },
    (r) => `${r.file} (${r.bytes} bytes)`,
  );
}
