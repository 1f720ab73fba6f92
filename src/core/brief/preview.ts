import type { Brief, BriefEvidence } from '../brief.ts';
import type { CitationData } from './citation.ts';
import { composeBrief } from './compose.ts';
import { bodyHtml, pageHtml } from './formats/html.ts';
import { printStyle } from './formats/print-style.ts';

/** How the printed document looks on a screen: a sheet with its margins. */
const SHEET = `
html { background: #e9e7e3; }
body { width: 210mm; min-height: 297mm; margin: 0 auto; padding: 24mm 22mm 22mm; background: #fff; }
`;

/** The fonts and sizes of the Word file; see `docx-style.ts`. */
const WORD = `${SHEET}
body { font-family: Georgia, "Times New Roman", SimSun, "Noto Serif CJK SC", serif; font-size: 11pt; line-height: 1.35; }
h2, h3, h4, h5, h6 { font-family: inherit; }
`;

/** The page that stands for the printed document or the Word file while a brief is written. Nothing in it runs or loads. */
export async function previewPage(
  form: 'pdf' | 'docx',
  brief: Brief,
  evidence: BriefEvidence,
  citations: CitationData,
): Promise<string> {
  const { outline } = composeBrief(brief, evidence, citations);
  const style = printStyle(outline.title, 'A4', '') + (form === 'pdf' ? SHEET : WORD);
  return pageHtml(outline, style, bodyHtml(outline, false), false);
}
