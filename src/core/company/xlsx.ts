import { zipSync } from 'fflate';
import { readSheet } from 'read-excel-file/universal';
import { zipEntries } from '../capture/archive/zip.ts';
import { Refusal } from '../refusal.ts';
import { listTable, MOST_COLUMNS, MOST_ROWS, type ListTable } from './csv.ts';

/** Most bytes the parts of a workbook may unpack to. */
const MOST_BYTES = 96 * 1024 ** 2;

const digits = (letters: string): number =>
  Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** Refuses a sheet with a cell far outside any list: room would be made for everything before it. */
function checkReach(xml: string, name: string): void {
  for (const [, letters, line] of xml.matchAll(/<c\s[^<>]{0,80}?r="([A-Z]{1,3})(\d{1,7})"/g))
    if (digits(letters!) > MOST_COLUMNS || Number(line) > MOST_ROWS + 1)
      throw new Refusal(
        'too-large',
        `${name} has a cell at ${letters}${line}, beyond ${MOST_ROWS} lines or ${MOST_COLUMNS} columns.`,
      );
}

const isoDay = (date: Date): string => date.toISOString().replace(/T00:00:00\.000Z$/, '');

/** A cell in words; true and false as spreadsheets say them. */
const cellWords = (cell: unknown): string => {
  if (cell instanceof Date) return isoDay(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return typeof cell === 'string' ? cell : '';
};

/**
 * Reads the first sheet of an XLSX workbook as a list, numbers as they are written in the file. The parts are unpacked
 * within limits before the workbook is read. Throws a Refusal: unreadable, unsupported (old XLS), too large, empty.
 */
export async function tableOfXlsx(bytes: Uint8Array, name: string): Promise<ListTable> {
  const parts: Record<string, Uint8Array> = {};
  let total = 0;
  for (const entry of zipEntries(bytes, name)) {
    if (entry.path === null || !/\.(?:xml|rels)$/.test(entry.path)) continue;
    total += entry.size;
    if (total > MOST_BYTES)
      throw new Refusal('too-large', `${name} unpacks to more than ${MOST_BYTES / 1024 ** 2} MB.`);
    const part = entry.bytes();
    if (entry.path.startsWith('xl/worksheets/')) checkReach(new TextDecoder().decode(part), name);
    parts[entry.path] = part;
  }
  const safe = zipSync(parts, { level: 0 });
  let cells: readonly (readonly unknown[])[];
  try {
    cells = await readSheet(safe.slice().buffer, 1, { parseNumber: (text) => text });
  } catch (error) {
    throw new Refusal(
      'unreadable',
      `${name} cannot be read as an XLSX workbook: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const words = cells
    .map((row) => row.map((cell) => cellWords(cell)))
    .filter((row) => row.some((cell) => cell.trim() !== ''));
  return listTable(words);
}
