import type { Brief, BriefEvidence } from '../brief.ts';
import { Refusal } from '../refusal.ts';
import { composeBrief } from './compose.ts';
import { safeFileName } from './file-name.ts';
import type { BriefFormat, ExportOptions } from './format.ts';
import { bibtex } from './formats/bibtex.ts';
import { cslJson } from './formats/csl-json.ts';
import { factsCsv } from './formats/csv.ts';
import { docx } from './formats/docx.ts';
import { html } from './formats/html.ts';
import { markdown } from './formats/markdown.ts';
import { obsidian } from './formats/obsidian.ts';
import { pdf } from './formats/pdf.ts';
import { ris } from './formats/ris.ts';
import { factsXlsx } from './formats/xlsx.ts';

/** Every kind of file a brief can be written as. */
const FORMATS: readonly BriefFormat[] = [
  markdown,
  html,
  docx,
  pdf,
  cslJson,
  bibtex,
  ris,
  factsXlsx,
  factsCsv,
  obsidian,
];

/** A file that has been written in memory. */
export interface ExportedFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The formats for lists and menus. */
export const briefFormats = (): readonly Omit<BriefFormat, 'write'>[] =>
  FORMATS.map(({ id, label, extension, mediaType }) => ({ id, label, extension, mediaType }));

/** Short names of formats, as the terminal has them. */
const ALSO: Readonly<Record<string, string>> = { md: 'markdown', csv: 'facts-csv', xlsx: 'facts-xlsx' };

/** The id of a format, for its id or a short name of it; anything else is given back as it is. */
export const formatId = (name: string): string => (Object.hasOwn(ALSO, name) ? ALSO[name]! : name);

/**
 * Writes a brief as a file. The same brief, evidence and options give the same bytes.
 * @throws Refusal `unsupported` for an unknown format, `conflict` when quotations differ from their sources and
 * `allowBroken` is not set, `unavailable` when a PDF cannot be printed here, `unreadable` for a bad citation style
 */
export async function exportBrief(
  format: string,
  brief: Brief,
  evidence: BriefEvidence,
  options: ExportOptions,
): Promise<ExportedFile> {
  const found = FORMATS.find(({ id }) => id === format);
  if (!found) {
    throw new Refusal(
      'unsupported',
      `A brief can be written as ${FORMATS.map(({ id }) => id).join(', ')}; not as “${format}”.`,
    );
  }
  const { outline, broken } = composeBrief(brief, evidence, options.citations);
  if (broken > 0 && !options.allowBroken) {
    throw new Refusal(
      'conflict',
      broken === 1
        ? '1 quotation differs from its source. Repair it, or export with broken quotations, which the document will say.'
        : `${broken} quotations differ from their sources. Repair them, or export with broken quotations, which the document will say.`,
    );
  }
  const bytes = await found.write({ brief, evidence: brief.frozen?.evidence ?? evidence, outline, options });
  return { fileName: `${safeFileName(brief.title)}.${found.extension}`, mediaType: found.mediaType, bytes };
}
