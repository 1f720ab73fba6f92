import type { Brief, Frozen, KeptFile } from '../core/brief.ts';
import { checkBrief } from '../core/brief/check.ts';
import { briefFormats, type ExportedFile } from '../core/brief/formats.ts';
import { keepFile, readKept } from '../core/brief/kept.ts';
import { Refusal } from '../core/refusal.ts';
import { evidenceOf, imagesIn } from './brief-evidence.ts';
import { citationData } from './citation-styles.ts';
import type { Store } from './store.ts';

/** Writes a brief in a format. */
export type Write = (brief: Brief, format: string) => Promise<ExportedFile>;

/**
 * Everything a brief keeps when it is frozen: the evidence with its pictures, the style file, and every file as it is written
 * now. A format that cannot be written here (a PDF without a printer, a table of facts without facts) is not kept; a PDF is
 * then kept when it is first printed.
 */
export async function freezing(store: Store, brief: Brief, write: Write): Promise<Frozen> {
  const evidence = { ...evidenceOf(store, brief), images: imagesIn(store, brief.body) };
  const kept: Frozen = {
    at: store.now(),
    evidence,
    citations: citationData(store, brief.style),
    broken: checkBrief(brief.body, evidence, brief.language).broken,
  };
  const files: Record<string, KeptFile> = {};
  for (const { id } of briefFormats()) {
    try {
      files[id] = keepFile(await write({ ...brief, frozen: kept }, id));
    } catch (error) {
      if (error instanceof Refusal && (error.code === 'empty' || error.code === 'unavailable')) continue;
      throw error;
    }
  }
  return { ...kept, files };
}

/**
 * The file kept of a frozen brief; null when there is none.
 * @throws Refusal `conflict` when it says inside that quotations are broken and nobody agreed to that
 */
export function keptExport({ frozen }: Brief, format: string, allowBroken: boolean): ExportedFile | null {
  const file = frozen?.files && Object.hasOwn(frozen.files, format) ? frozen.files[format] : undefined;
  if (!frozen || !file) return null;
  if ((frozen.broken ?? 0) > 0 && !allowBroken)
    throw new Refusal(
      'conflict',
      `${frozen.broken === 1 ? '1 quotation differed from its source' : `${frozen.broken} quotations differed from their sources`} when this brief was frozen, and the document says so.`,
    );
  return readKept(file);
}

/** Keeps a file that could not be written when its brief was frozen, so that it stays the same from now on. */
export function keepLater(store: Store, brief: Brief, format: string, file: ExportedFile): void {
  if (!brief.frozen?.files) return;
  const frozen: Frozen = {
    ...brief.frozen,
    files: { ...brief.frozen.files, [format]: keepFile(file) },
  };
  store.writeUnlogged([], (db) => {
    db.prepare('UPDATE brief SET frozen = ? WHERE id = ? AND frozen IS NOT NULL').run(
      JSON.stringify(frozen),
      brief.id,
    );
  });
}
