import Papa from 'papaparse';
import type { CaptureInput } from './format.ts';
import { decodeBytes } from './html/encoding.ts';
import { headText, looksLikeText } from './sniff.ts';
import { Refusal } from '../refusal.ts';

/** One row of a CSV file by lower-case column name. */
export type TableRow = ReadonlyMap<string, string>;

const columnsOf = (cells: readonly string[]): readonly string[] =>
  cells.map((cell) =>
    cell
      .replace(/^\ufeff/, '')
      .trim()
      .toLowerCase(),
  );

/** The lower-case column names of a CSV file, read from its first line; empty when it does not look like one. */
export function tableColumns(input: CaptureInput): readonly string[] {
  if (!looksLikeText(input.bytes)) return [];
  const first =
    headText(input.bytes, 4096)
      .replace(/^\ufeff/, '')
      .split(/\r?\n/, 1)[0] ?? '';
  if (!first.includes(',')) return [];
  return columnsOf(Papa.parse<string[]>(first).data[0] ?? []);
}

/** Sureness that a CSV is of a format: 0.95 when all its telling columns are there, else 0. */
export const hasColumns = (input: CaptureInput, needed: readonly string[]): number => {
  const columns = tableColumns(input);
  return columns.length > 0 && needed.every((column) => columns.includes(column)) ? 0.95 : 0;
};

/** Rows of a CSV file with a header (RFC 4180, quoted line breaks included). Throws a Refusal for a file without rows. */
export function tableRows(input: CaptureInput): readonly TableRow[] {
  const { text } = decodeBytes(input.bytes, input.mediaType);
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: 'greedy' });
  const [header, ...rows] = data;
  if (!header || rows.length === 0) throw new Refusal('empty', `${input.name} holds no rows.`);
  const columns = columnsOf(header);
  return rows.map((cells) => new Map(columns.map((column, i) => [column, (cells[i] ?? '').trim()])));
}
