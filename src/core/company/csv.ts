import Papa from 'papaparse';
import { Refusal } from '../refusal.ts';
import type { Doubt } from '../source.ts';

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
  readonly fields: Readonly<Record<string, string>>;
  /** Line in the file, from 1 (the header), for messages. */
  readonly line: number;
}

/** A list that was read: its rows and everything that was left out or repaired. */
export interface CompanyList {
  readonly rows: readonly CompanyRow[];
  readonly doubts: readonly Doubt[];
}

type Column = 'name' | 'aliases' | 'chineseName' | 'ticker' | 'country' | 'website' | 'lei' | 'tags';

const COLUMNS: Readonly<Record<Column, readonly string[]>> = {
  name: [
    'name',
    'company',
    'company name',
    'security',
    '名称',
    '公司',
    '公司名称',
    '企业名称',
    '英文名',
    'english name',
  ],
  aliases: ['aliases', 'alias', 'other names', 'also known as', 'aka', '别名', '其他名称', '曾用名', '简称'],
  chineseName: ['chinese name', 'chinese', 'name zh', 'name (zh)', 'name cn', '中文名', '中文名称', '中文'],
  ticker: ['ticker', 'symbol', 'stock code', 'code', '代码', '股票代码', '证券代码'],
  country: ['country', 'country code', 'domicile', '国家', '国家/地区', '国家或地区'],
  website: ['website', 'web', 'url', 'homepage', 'site', '网站', '网址', '官网'],
  lei: ['lei', 'lei code'],
  tags: ['tags', 'tag', 'labels', '标签'],
};

/** Longest list that is read; above it the file is refused whole rather than cut. */
export const MOST_ROWS = 200_000;

const list = (cell: string): readonly string[] => [
  ...new Set(
    cell
      .split(/[;；|\n]/)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ),
];

/** A cell written by {@link writeCompanyCsv} gets back the character its guard quote stood before. */
const unguard = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell).trim();

function columnOf(header: string): Column | null {
  const folded = header.normalize('NFKC').trim().toLowerCase().replace(/[_-]+/g, ' ');
  for (const [column, names] of Object.entries(COLUMNS)) if (names.includes(folded)) return column as Column;
  return null;
}

/**
 * Reads a list of companies (CSV, semicolons or tabs are recognised; RFC 4180). The first line names the columns,
 * in any order and in English or Chinese; `aliases` and `tags` hold several values between `;` or `|`. A list
 * without a name column uses its Chinese-name column. Throws a Refusal for an empty list or one without names.
 */
export function readCompanyCsv(text: string): CompanyList {
  const source = text.replace(/^\ufeff/, '');
  if (source.trim() === '') throw new Refusal('empty', 'The list is empty.');
  const parsed = Papa.parse<string[]>(source, {
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t'],
  });
  const [header, ...lines] = parsed.data;
  if (!header) throw new Refusal('empty', 'The list is empty.');
  if (lines.length > MOST_ROWS) throw new Refusal('too-large', `The list has more than ${MOST_ROWS} lines.`);
  const columns = header.map(columnOf);
  const at = (column: Column): number => columns.indexOf(column);
  if (at('name') < 0 && at('chineseName') < 0) {
    throw new Refusal(
      'unreadable',
      'The first line of the list must name its columns, and one of them must be "name".',
    );
  }
  const doubts: Doubt[] = parsed.errors.slice(0, 20).map((error) => ({
    code: 'list-line-damaged',
    detail: `line ${(error.row ?? 0) + 1}: ${error.message}`,
  }));
  const rows: CompanyRow[] = [];
  lines.forEach((cells, i) => {
    const line = i + 2;
    const cell = (column: Column): string => (at(column) < 0 ? '' : unguard(cells[at(column)] ?? ''));
    const chineseName = cell('chineseName') || null;
    const name = cell('name') || chineseName;
    if (!name) {
      doubts.push({ code: 'list-row-without-name', detail: `line ${line}` });
      return;
    }
    const fields: Record<string, string> = Object.create(null) as Record<string, string>;
    cells.forEach((value, j) => {
      const known = columns[j];
      if (known && columns.indexOf(known) === j) return;
      const title = (header[j] ?? '').trim() || `column ${j + 1}`;
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
      fields: { ...fields },
      line,
    });
  });
  if (rows.length === 0) throw new Refusal('empty', 'The list names no company.');
  return { rows, doubts };
}

/**
 * Writes a list of companies as CSV (RFC 4180, CRLF, UTF-8 with a byte order mark so that spreadsheets read Chinese).
 * A cell that a spreadsheet would run as a formula gets a leading `'` (OWASP, CSV injection); reading removes it again.
 */
export function writeCompanyCsv(rows: readonly Omit<CompanyRow, 'line'>[]): string {
  const extra = [...new Set(rows.flatMap((row) => Object.keys(row.fields)))];
  const fields = ['name', 'aliases', 'Chinese name', 'ticker', 'country', 'website', 'LEI', 'tags', ...extra];
  const data = rows.map((row) => [
    row.name,
    row.aliases.join('; '),
    row.chineseName ?? '',
    row.ticker ?? '',
    row.country ?? '',
    row.website ?? '',
    row.lei ?? '',
    row.tags.join('; '),
    ...extra.map((title) => row.fields[title] ?? ''),
  ]);
  return (
    '\ufeff' + Papa.unparse({ fields, data }, { escapeFormulae: /^[=+\-@\t\r]/, newline: '\r\n' }) + '\r\n'
  );
}
