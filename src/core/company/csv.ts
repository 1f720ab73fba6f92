import Papa from 'papaparse';
import { Refusal } from '../refusal.ts';
import type { Doubt } from '../source.ts';
import { guessRoles, type ColumnRole } from './list-columns.ts';

/** One company of a list; `fields` holds every column the program has no place for, under its own header. */
export interface CompanyRow {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly chineseName: string | null;
  readonly ticker: string | null;
  readonly country: string | null;
  readonly website: string | null;
  readonly lei: string | null;
  readonly tags: readonly string[];
  readonly groups: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  /** Line in the file, from 1 (the header), for messages. */
  readonly line: number;
}

/** A list that was read: its rows and everything that was left out or repaired. */
export interface CompanyList {
  readonly rows: readonly CompanyRow[];
  readonly doubts: readonly Doubt[];
}

/** The cells of a list of companies: its first line, which names the columns, and the rest. */
export interface ListTable {
  readonly header: readonly string[];
  readonly lines: readonly (readonly string[])[];
  readonly doubts: readonly Doubt[];
}

/** Longest list that is read; above it the file is refused whole rather than cut. */
export const MOST_ROWS = 200_000;
/** Most columns that are read; a list with more is not a list of companies. */
export const MOST_COLUMNS = 500;

const list = (cell: string): readonly string[] => [
  ...new Set(
    cell
      .split(/[;；|\n]/)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ),
];

/** What a spreadsheet would take for a formula, also after spaces and in full-width signs (OWASP, CSV injection). */
const FORMULA = /^\s*[=+\-@＝＋－＠\t\r]/u;

/** A cell with a `'` before it when a spreadsheet would run it as a formula. */
export const guardCell = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);

/** A cell written by {@link writeListCsv} gets back the character its guard quote stood before. */
const unguard = (cell: string): string =>
  (cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell).trim();

/** Checks that cells are a list with a line of titles, and within the limits. Throws a Refusal: empty, too large. */
export function listTable(rows: readonly (readonly string[])[], doubts: readonly Doubt[] = []): ListTable {
  const [header, ...lines] = rows;
  if (!header) throw new Refusal('empty', 'The list is empty.');
  if (lines.length > MOST_ROWS) throw new Refusal('too-large', `The list has more than ${MOST_ROWS} lines.`);
  if (header.length > MOST_COLUMNS)
    throw new Refusal('too-large', `The list has more than ${MOST_COLUMNS} columns.`);
  return { header: header.map((title) => unguard(title)), lines, doubts };
}

/** Reads the cells of a CSV list; semicolons and tabs are recognised (RFC 4180). Throws a Refusal for an empty one. */
export function tableOfCsv(text: string): ListTable {
  const source = text.replace(/^\ufeff/, '');
  if (source.trim() === '') throw new Refusal('empty', 'The list is empty.');
  const parsed = Papa.parse<string[]>(source, {
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t'],
  });
  return listTable(
    parsed.data,
    parsed.errors.slice(0, 20).map((error) => ({
      code: 'list-line-damaged',
      detail: `line ${(error.row ?? 0) + 1}: ${error.message}`,
    })),
  );
}

/**
 * The companies of a list. Columns are in any order; `aliases`, `tags` and `groups` hold several values between `;` or
 * `|`. A list without a name column uses its Chinese-name column. Throws a Refusal for a list without names.
 * @param roles what each column holds; guessed from the titles when left out
 */
export function companiesOf(
  table: ListTable,
  roles: readonly ColumnRole[] = guessRoles(table.header),
): CompanyList {
  const at = (column: ColumnRole): number => roles.indexOf(column);
  if (at('name') < 0 && at('chineseName') < 0) {
    throw new Refusal(
      'unreadable',
      'The first line of the list must name its columns, and one of them must be "name".',
    );
  }
  const doubts = [...table.doubts];
  const rows: CompanyRow[] = [];
  table.lines.forEach((cells, i) => {
    const line = i + 2;
    const cell = (column: ColumnRole): string => (at(column) < 0 ? '' : unguard(cells[at(column)] ?? ''));
    const chineseName = cell('chineseName') || null;
    const name = cell('name') || chineseName;
    if (!name) {
      doubts.push({ code: 'list-row-without-name', detail: `line ${line}` });
      return;
    }
    if (name.length > 200) {
      doubts.push({ code: 'list-name-too-long', detail: `line ${line}` });
      return;
    }
    const fields: Record<string, string> = Object.create(null) as Record<string, string>;
    cells.forEach((value, j) => {
      const role = roles[j] ?? 'field';
      if (role === 'skip' || (role !== 'field' && roles.indexOf(role) === j)) return;
      const title = (table.header[j] ?? '').trim() || `column ${j + 1}`;
      if (unguard(value) !== '') fields[title] = unguard(value);
    });
    rows.push({
      name,
      aliases: list(cell('aliases')),
      chineseName,
      ticker: cell('ticker') || null,
      country: cell('country') || null,
      website: cell('website') || null,
      lei: cell('lei') || null,
      tags: list(cell('tags')),
      groups: list(cell('groups')),
      fields: { ...fields },
      line,
    });
  });
  if (rows.length === 0) throw new Refusal('empty', 'The list names no company.');
  return { rows, doubts };
}

/** Reads a list of companies from CSV; see {@link tableOfCsv} and {@link companiesOf}. */
export const readCompanyCsv = (text: string): CompanyList => companiesOf(tableOfCsv(text));

/** The cells of a list of companies, titles first, with a column for every profile field that occurs. */
export function listCells(rows: readonly Omit<CompanyRow, 'line'>[]): string[][] {
  const extra = [...new Set(rows.flatMap((row) => Object.keys(row.fields)))];
  const titles = [
    'name',
    'aliases',
    'Chinese name',
    'ticker',
    'country',
    'website',
    'LEI',
    'tags',
    'groups',
    ...extra,
  ];
  return [
    titles,
    ...rows.map((row) => [
      row.name,
      row.aliases.join('; '),
      row.chineseName ?? '',
      row.ticker ?? '',
      row.country ?? '',
      row.website ?? '',
      row.lei ?? '',
      row.tags.join('; '),
      row.groups.join('; '),
      ...extra.map((title) => row.fields[title] ?? ''),
    ]),
  ];
}

/**
 * Writes cells as CSV (RFC 4180, CRLF, UTF-8 with a byte order mark so that spreadsheets read Chinese). A cell that a
 * spreadsheet would run as a formula gets a leading `'` (OWASP, CSV injection); reading removes it again.
 */
export const writeListCsv = (cells: readonly (readonly string[])[]): string =>
  '\ufeff' +
  Papa.unparse(
    cells.map((row) => row.map(guardCell)),
    { newline: '\r\n' },
  ) +
  '\r\n';

/** Writes a list of companies as CSV. */
export const writeCompanyCsv = (rows: readonly Omit<CompanyRow, 'line'>[]): string =>
  writeListCsv(listCells(rows));
