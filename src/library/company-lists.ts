import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { decodeBytes } from '../core/capture/html/encoding.ts';
import { PINNED_FIELD } from '../core/company.ts';
import {
  companiesOf,
  listCells,
  tableOfCsv,
  writeListCsv,
  type CompanyRow as ListRow,
  type ListTable,
} from '../core/company/csv.ts';
import { COLUMN_ROLES, guessRoles, type ColumnRole } from '../core/company/list-columns.ts';
import { writeWorkbook } from '../core/company/sheet.ts';
import { tableOfXlsx } from '../core/company/xlsx.ts';
import { Refusal } from '../core/refusal.ts';
import { addGroups } from './company-labels.ts';
import { aliasesOf, labelsOf, type StoredCompany } from './company-rows.ts';
import { insertAlias, insertCompany } from './company-writes.ts';
import type { Context } from './context.ts';
import { isHanText } from './script.ts';
import type { Store } from './store.ts';
import { addTags } from './tags.ts';
import { verb } from './verb.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const given = {
  text: z.string().max(100_000_000).optional(),
  token: z.string().optional(),
  /** What each column holds, in order; guessed from the titles when left out. */
  roles: z.array(z.enum(COLUMN_ROLES)).max(500).optional(),
};
const listInput = z.object(given);

/** Rows shown of a list before it is imported, and warnings told by name. */
const SHOWN = 20;
const NAMED = 50;

/** The cells of a list that was given as text or as an uploaded file; XLSX is told from CSV by its first bytes. */
async function tableOf(context: Context, input: z.output<typeof listInput>): Promise<ListTable> {
  if (input.text !== undefined) return tableOfCsv(input.text);
  const spooled = input.token === undefined ? null : context.surroundings.spool.find(input.token);
  if (!spooled) throw new Refusal('unreadable', 'The list of companies is gone. Choose the file again.');
  const bytes = readFileSync(spooled.path);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return tableOfXlsx(bytes, spooled.name);
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    throw new Refusal(
      'unsupported',
      `${spooled.name} is an old XLS workbook. Save it as XLSX or CSV and choose that.`,
    );
  return tableOfCsv(decodeBytes(bytes).text);
}

/** What a row of a list comes to: a new company, names for a known one, or more for one earlier in the same list. */
type Outcome = 'new' | 'known' | 'repeated';

const namesOf = (row: ListRow): string[] => [...row.aliases, ...(row.chineseName ? [row.chineseName] : [])];

function outcomesOf(store: Store, rows: readonly ListRow[]): Outcome[] {
  const known = new Set(
    store.sql<[], string>('SELECT name FROM company WHERE trashed_at IS NULL').pluck().all(),
  );
  const seen = new Set<string>();
  return rows.map(({ name }) => {
    const outcome = known.has(name) ? 'known' : seen.has(name) ? 'repeated' : 'new';
    seen.add(name);
    return outcome;
  });
}

/** A name in a list that some other company has already, so that it will mean two. */
interface Clash {
  readonly line: number;
  readonly name: string;
  readonly other: string;
}

function clashesOf(store: Store, rows: readonly ListRow[]): Clash[] {
  const owners = new Map<string, string>();
  for (const { text, name } of store
    .sql<[], { text: string; name: string }>(
      `SELECT a.text, c.name FROM alias a JOIN company c ON c.id = a.company_id WHERE c.trashed_at IS NULL
       UNION ALL SELECT name, name FROM company WHERE trashed_at IS NULL`,
    )
    .all())
    owners.set(text.toLowerCase(), name);
  const clashes: Clash[] = [];
  for (const row of rows) {
    for (const name of [row.name, ...namesOf(row)]) {
      const owner = owners.get(name.toLowerCase());
      if (owner !== undefined && owner !== row.name) clashes.push({ line: row.line, name, other: owner });
      else owners.set(name.toLowerCase(), row.name);
    }
  }
  return clashes;
}

const exportRow = (store: Store, row: StoredCompany): Omit<ListRow, 'line'> => {
  const { [PINNED_FIELD]: _, LEI, ...fields } = JSON.parse(row.fields) as Record<string, string>;
  return {
    name: row.name,
    aliases: aliasesOf(store, row.id).map((alias) => alias.text),
    chineseName: null,
    ticker: row.ticker,
    country: row.country,
    website: row.website,
    lei: LEI ?? null,
    tags: labelsOf(store, 'tag', row.id),
    groups: labelsOf(store, 'group', row.id),
    fields,
  };
};

/** Verbs that read and write lists of companies. */
export const companyListVerbs = (context: Context) => {
  const { store, surroundings } = context;
  return {
    /** What an import would do with a list, column by column and row by row; nothing is changed. */
    previewList: verb(listInput, async (input) => {
      const table = await tableOf(context, input);
      const roles: readonly ColumnRole[] = input.roles ?? guessRoles(table.header);
      const named = roles.includes('name') || roles.includes('chineseName');
      const list = named ? companiesOf(table, roles) : { rows: [], doubts: table.doubts };
      const outcomes = outcomesOf(store, list.rows);
      const clashes = clashesOf(store, list.rows);
      const count = (wanted: Outcome): number => outcomes.filter((outcome) => outcome === wanted).length;
      return {
        header: table.header,
        roles,
        sample: table.lines.slice(0, SHOWN),
        lines: table.lines.length,
        counts: { new: count('new'), known: count('known'), repeated: count('repeated') },
        doubts: list.doubts.slice(0, NAMED),
        clashes: clashes.slice(0, NAMED),
        clashCount: clashes.length,
      };
    }),
    /**
     * Reads a list of companies (CSV or XLSX) in one step. A row with the name of a known company adds its names, labels
     * and fields to it and fills gaps of its profile; what is there stays.
     */
    importList: verb(listInput, async (input) => {
      const list = companiesOf(await tableOf(context, input), input.roles);
      const counts = { added: 0, merged: 0, failed: [] as { line: number; message: string }[] };
      const touched: string[] = [];
      const clashes = clashesOf(store, list.rows);
      const known = new Map(
        store
          .sql<[], { id: string; name: string }>('SELECT id, name FROM company WHERE trashed_at IS NULL')
          .all()
          .map((row) => [row.name, row.id]),
      );
      store.write({ label: 'step.company.import', params: { count: list.rows.length } }, (change) => {
        for (const row of list.rows) {
          const aliases = namesOf(row)
            .filter((text) => text.length <= 200)
            .map((text) => ({ text, language: isHanText(text) ? 'zh' : null }));
          const fields = { ...row.fields, ...(row.lei ? { LEI: row.lei } : {}) };
          let companyId = known.get(row.name);
          if (companyId !== undefined) {
            for (const alias of aliases) insertAlias(store, change, companyId, alias);
            const was = store
              .sql<[string], StoredCompany>('SELECT * FROM company WHERE id = ?')
              .get(companyId)!;
            change.update('company', companyId, {
              ticker: was.ticker ?? row.ticker,
              country: was.country ?? row.country,
              website: was.website ?? row.website,
              fields: JSON.stringify({ ...fields, ...(JSON.parse(was.fields) as Record<string, string>) }),
            });
            counts.merged++;
          } else {
            companyId = insertCompany(store, change, { ...row, aliases, fields });
            known.set(row.name, companyId);
            counts.added++;
          }
          addTags(store, change, 'company', companyId, row.tags);
          addGroups(store, change, companyId, row.groups);
          touched.push(companyId);
        }
      });
      return {
        ...counts,
        companies: touched,
        doubts: list.doubts,
        clashes: clashes.slice(0, NAMED),
        clashCount: clashes.length,
      };
    }),
    /** Writes a list as a file: the companies that are given in their order, or all by name. */
    exportList: verb(
      z.object({ format: z.enum(['csv', 'xlsx']), ids: z.array(z.string()).max(200_000).optional() }),
      async (input) => {
        const one = store.sql<[string], StoredCompany>('SELECT * FROM company WHERE id = ?');
        const rows =
          input.ids?.flatMap((companyId) => one.get(companyId) ?? []) ??
          store
            .sql<[], StoredCompany>(
              'SELECT * FROM company WHERE trashed_at IS NULL ORDER BY name COLLATE NOCASE',
            )
            .all();
        const cells = listCells(rows.map((row) => exportRow(store, row)));
        const fileName = `companies.${input.format}`;
        const mediaType = input.format === 'csv' ? 'text/csv;charset=utf-8' : XLSX;
        const bytes =
          input.format === 'csv'
            ? new TextEncoder().encode(writeListCsv(cells))
            : await writeWorkbook([{ name: 'Companies', cells }]);
        return { token: surroundings.spool.put(fileName, mediaType, bytes), fileName, mediaType };
      },
    ),
  };
};
