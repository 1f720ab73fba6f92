import Papa from 'papaparse';
import type { BriefFormat } from '../format.ts';
import { FACT_COLUMNS, factRows } from './facts.ts';
import type { FactValue } from './facts.ts';

/**
 * A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection). Numbers stay
 * numbers, so a negative figure is not touched.
 */
export const safeCell = (value: FactValue): FactValue =>
  typeof value === 'string' && /^\s*[=+\-@＝＋－＠\t\r]/u.test(value) ? `'${value}` : value;

export const factsCsv: BriefFormat = {
  id: 'facts-csv',
  label: 'Facts as CSV',
  extension: 'csv',
  mediaType: 'text/csv;charset=utf-8',
  write: async (input) => {
    const rows = factRows(input).map((row) => row.map(safeCell));
    const csv = Papa.unparse([FACT_COLUMNS.map(({ title }) => title), ...rows], { newline: '\r\n' });
    return new TextEncoder().encode(`${input.options.byteOrderMark ? '\ufeff' : ''}${csv}\r\n`);
  },
};
