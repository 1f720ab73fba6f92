import writeExcelFile from 'write-excel-file/universal';

/** A sheet of a workbook: its name and its cells, the first row as titles. */
export interface Sheet {
  readonly name: string;
  readonly cells: readonly (readonly string[])[];
}

/** XML 1.0 forbids most control characters, and a cell holds at most 32,767 characters (ECMA-376, Excel's limits). */
const cellText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '')
    .slice(0, 32_767)
    .toWellFormed();

const WIDEST = 60;

/**
 * Writes sheets as an XLSX workbook. Every cell is typed as text, so nothing in it is ever read as a formula; the titles
 * stay in view while the rest scrolls.
 */
export async function writeWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const made = sheets.map(({ name, cells }) => ({
    sheet: name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31),
    stickyRowsCount: 1,
    columns: (cells[0] ?? []).map((_, i) => ({
      width: Math.min(WIDEST, Math.max(10, ...cells.slice(0, 200).map((row) => (row[i] ?? '').length + 2))),
    })),
    data: cells.map((row, line) =>
      row.map((text) => ({
        value: cellText(text),
        type: String,
        ...(line === 0 && { fontWeight: 'bold' as const }),
      })),
    ),
  }));
  const blob = await writeExcelFile(made).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}
