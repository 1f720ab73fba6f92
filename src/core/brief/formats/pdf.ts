import { Refusal } from '../../refusal.ts';
import type { BriefFormat, ExportOptions } from '../format.ts';
import type { Outline } from '../outline.ts';
import { bodyHtml, pageHtml } from './html.ts';
import { printStyle } from './print-style.ts';

/**
 * The page a shell prints: self-contained, headings for the PDF outline, margin boxes for running head and page numbers.
 * Print it with backgrounds on, CSS page size preferred and, where the printer can, document outline and tags.
 */
export const printPage = (
  outline: Outline,
  options: Pick<ExportOptions, 'paper' | 'fontCss'>,
): Promise<string> =>
  pageHtml(
    outline,
    printStyle(outline.title, options.paper ?? 'A4', options.fontCss ?? ''),
    bodyHtml(outline, false),
    (options.fontCss ?? '') !== '',
  );

export const pdf: BriefFormat = {
  id: 'pdf',
  label: 'PDF',
  extension: 'pdf',
  mediaType: 'application/pdf',
  write: async ({ outline, options }) => {
    if (!options.print) {
      throw new Refusal(
        'unavailable',
        'A PDF needs the Dossier window or an installed Chromium or Chrome, and there is none here; “html” and “docx” work without.',
      );
    }
    return options.print(await printPage(outline, options));
  },
};
