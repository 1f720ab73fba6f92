import type { Brief, BriefEvidence } from '../brief.ts';
import type { CitationData } from './citation.ts';
import type { Outline } from './outline.ts';

export interface ExportOptions {
  /** Export although quotations differ from their sources; the document then says so. */
  readonly allowBroken: boolean;
  /** The citation style and the locales it needs. */
  readonly citations: CitationData;
  /** Prints a self-contained HTML page as PDF; null where nothing on this machine can. */
  readonly print: ((html: string) => Promise<Uint8Array>) | null;
  /** Paper of printed pages; A4 unless told. */
  readonly paper?: 'A4' | 'Letter';
  /** `@font-face` rules with inlined (`data:`) fonts, for pages that are printed. */
  readonly fontCss?: string;
  /** Draws a picture of any kind as a PNG of the given size in pixels, for programs that read no other. */
  readonly raster?: (picture: Uint8Array, width: number, height: number) => Promise<Uint8Array>;
  /** Put a byte-order mark before CSV, for spreadsheet programs that need one. */
  readonly byteOrderMark?: boolean;
}

/** What a format writes from. */
export interface ExportInput {
  readonly brief: Brief;
  /** The evidence the outline was made from: that of the freezing for a frozen brief. */
  readonly evidence: BriefEvidence;
  readonly outline: Outline;
  readonly options: ExportOptions;
}

/** A kind of file a brief can be written as. One file in `formats/` each, one line in `formats.ts`. */
export interface BriefFormat {
  /** Short id, also the value of `--format`. */
  readonly id: string;
  /** Name for people, such as “Word (DOCX)”. */
  readonly label: string;
  readonly extension: string;
  readonly mediaType: string;
  readonly write: (input: ExportInput) => Promise<Uint8Array>;
}
