import writeExcelFile from 'write-excel-file/universal';
import type { BriefFormat } from '../format.ts';
import { FACT_COLUMNS, factRows } from './facts.ts';
import { rewriteZip } from './zip.ts';

/** XML 1.0 forbids most control characters, and a cell holds at most 32,767 characters (ECMA-376, Excel's limits). */
const cellText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '')
    .slice(0, 32_767)
    .toWellFormed();

export const factsXlsx: BriefFormat = {
  id: 'facts-xlsx',
  label: 'Facts as a spreadsheet (XLSX)',
  extension: 'xlsx',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  write: async (input) => {
    // Every text is typed as text, so nothing in it is ever read as a formula.
    const rows = factRows(input).map((row) =>
      row.map((value) =>
        value === null
          ? null
          : typeof value === 'number'
            ? { value, type: Number, format: '#,##0.######' }
            : { value: cellText(value), type: String },
      ),
    );
    const head = FACT_COLUMNS.map(({ title }) => ({
      value: title,
      type: String,
      fontWeight: 'bold' as const,
    }));
    const blob = await writeExcelFile([head, ...rows], {
      columns: FACT_COLUMNS.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      sheet: 'Facts',
    }).toBlob();
    const day = `${input.outline.updatedOn}T00:00:00Z`;
    return rewriteZip(new Uint8Array(await blob.arrayBuffer()), (_, xml) =>
      xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/gu, `$1${day}`),
    );
  },
};
