import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** LibreOffice on this machine, or null; tests that need it say so and skip. */
export const findOffice = (): string | null =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => ['soffice', 'libreoffice'].map((name) => join(folder, name)))
    .find((path) => existsSync(path)) ?? null;

/**
 * Opens a document in LibreOffice without a window and saves it as another format, such as `odt` or `pdf`. Throws what
 * LibreOffice said when it could not read the file.
 */
export function convertWithOffice(
  office: string,
  bytes: Uint8Array,
  from: string,
  to: 'odt' | 'pdf',
): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-office-'));
  try {
    writeFileSync(join(folder, `document.${from}`), bytes);
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const args = [
      profile,
      '--headless',
      '--convert-to',
      to,
      '--outdir',
      folder,
      join(folder, `document.${from}`),
    ];
    const run = spawnSync(office, args, { encoding: 'utf8', timeout: 180_000 });
    const made = join(folder, `document.${to}`);
    if (run.status !== 0 || !existsSync(made) || /error/i.test(run.stderr + run.stdout))
      throw new Error(`LibreOffice could not read the document: ${run.stdout} ${run.stderr}`);
    return readFileSync(made);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
