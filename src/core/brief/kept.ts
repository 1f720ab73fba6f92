import { deflateSync, inflateSync } from 'fflate';
import type { KeptFile } from '../brief.ts';
import { Refusal } from '../refusal.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { safeFileName } from './file-name.ts';
import type { ExportedFile } from './formats.ts';

/** Packs a written file to be kept with a frozen brief. */
export const keepFile = ({ fileName, mediaType, bytes }: ExportedFile): KeptFile => ({
  fileName,
  mediaType,
  packed: toBase64(deflateSync(bytes)),
});

/**
 * Unpacks a kept file: the same bytes again. It may have come in an archive from anyone, so its name is made safe.
 * @throws Refusal `unreadable` when it is damaged
 */
export function readKept(file: KeptFile): ExportedFile {
  try {
    return {
      fileName: safeFileName(file.fileName),
      mediaType: /^[\w.+-]+\/[\w.+-]+(?:;charset=utf-8)?$/u.test(file.mediaType)
        ? file.mediaType
        : 'application/octet-stream',
      bytes: inflateSync(fromBase64(file.packed)),
    };
  } catch (error) {
    throw new Refusal(
      'unreadable',
      `The file kept with this frozen brief is damaged: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
