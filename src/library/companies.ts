import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { decodeBytes } from '../core/capture/html/encoding.ts';
import { readCompanyCsv, writeCompanyCsv } from '../core/company/csv.ts';
import { aliasKey } from '../core/company/names.ts';
import { suggestOrganisations } from '../core/company/suggest.ts';
import { isHanText } from './script.ts';
import type { Alias, Company } from '../core/company.ts';
import { Refusal } from '../core/refusal.ts';
import { annotationViews } from './annotation-rows.ts';
import {
  aliasesOf,
  countSources,
  SOURCES_OF_COMPANY,
  storedCompany,
  toCompany,
  type StoredCompany,
} from './company-rows.ts';
import type { Context } from './context.ts';
import { factViews } from './fact-rows.ts';
import { conflictsOf } from './facts.ts';
import { newId } from './ids.ts';
import { currentText, toSourceRow, type StoredSource } from './source-rows.ts';
import { id, ids } from './inputs.ts';
import type { Change, Store } from './store.ts';
import type { CompanyRow, CompanyView } from './views.ts';
import { verb } from './verb.ts';

const aliasInput = z.object({
  text: z.string().trim().min(1).max(200),
  language: z.string().max(35).nullable().default(null),
  kind: z.enum(['name', 'legal', 'short', 'former', 'ticker', 'transliteration', 'brand']).optional(),
});
const name = z.string().trim().min(1).max(200);
const field = z.string().trim().max(500).nullable().optional();

function insertAlias(store: Store, change: Change, companyId: string, alias: Alias): boolean {
  const text = alias.text.trim();
  if (text === '' || store.sql('SELECT 1 FROM alias WHERE company_id = ? AND text = ?').get(companyId, text))
    return false;
  change.insert('alias', {
    id: newId(),
    company_id: companyId,
    text,
    key: aliasKey(text),
    language: alias.language ?? (isHanText(text) ? 'zh' : null),
    kind: alias.kind ?? 'name',
  });
  return true;
}

interface NewCompany {
  readonly name: string;
  readonly aliases: readonly Alias[];
  readonly ticker?: string | null | undefined;
  readonly country?: string | null | undefined;
  readonly website?: string | null | undefined;
  readonly fields?: Readonly<Record<string, string>>;
}

function insertCompany(store: Store, change: Change, made: NewCompany): string {
  const companyId = newId();
  change.insert('company', {
    id: companyId,
    name: made.name,
    ticker: made.ticker || null,
    country: made.country || null,
    website: made.website || null,
    fields: JSON.stringify(made.fields ?? {}),
    created_at: store.now(),
    updated_at: store.now(),
    trashed_at: null,
  });
  for (const alias of made.aliases)
    if (alias.text.trim() !== made.name) insertAlias(store, change, companyId, alias);
  return companyId;
}

/** Everything the dossier page shows. */
function companyView(context: Context, companyId: string): CompanyView {
  const { store } = context;
  const row = storedCompany(store, companyId);
  const sources = store
    .sql<object, StoredSource>(
      `SELECT * FROM source WHERE id IN (${SOURCES_OF_COMPANY}) ORDER BY coalesce(published_on, captured_at) DESC LIMIT 12`,
    )
    .all({ company: companyId });
  return {
    company: toCompany(store, row),
    fields: JSON.parse(row.fields) as Record<string, string>,
    facts: factViews(store, { companyId }),
    conflicts: conflictsOf(store, companyId),
    months: store
      .sql<object, { month: string; annotated: number; others: number }>(
        `SELECT month, sum(marked) AS annotated, count(*) - sum(marked) AS others FROM (
           SELECT CASE WHEN length(s.published_on) >= 7 THEN substr(s.published_on, 1, 7) ELSE substr(s.captured_at, 1, 7) END AS month,
             EXISTS (SELECT 1 FROM annotation a WHERE a.source_id = s.id AND a.trashed_at IS NULL) AS marked
           FROM source s WHERE s.id IN (${SOURCES_OF_COMPANY}))
         GROUP BY month ORDER BY month`,
      )
      .all({ company: companyId }),
    together: store
      .sql<object, { id: string; name: string; sources: number }>(
        `SELECT c.id, c.name, count(DISTINCT m.source_id) AS sources FROM mention m JOIN company c ON c.id = m.company_id
          WHERE m.source_id IN (${SOURCES_OF_COMPANY}) AND c.id <> @company AND c.trashed_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM mention_choice x WHERE x.source_id = m.source_id AND x.company_id = m.company_id AND x.choice = 'rejected')
          GROUP BY c.id ORDER BY sources DESC, c.name LIMIT 30`,
      )
      .all({ company: companyId }),
    latest: sources.map((source) => toSourceRow(store, source)),
    annotations: annotationViews(store, { companyId, limit: 200 }).map((view) => ({
      ...view,
      sourceTitle: store
        .sql<[string], string>('SELECT title FROM source WHERE id = ?')
        .pluck()
        .get(view.sourceId) as string,
    })),
    mentions: store
      .sql<[string], number>('SELECT count(*) FROM mention WHERE company_id = ?')
      .pluck()
      .get(companyId) as number,
  };
}

/** Verbs about companies and their names. */
export const companyVerbs = (context: Context) => {
  const { store, companies } = context;
  const read = (companyId: string): Company => toCompany(store, storedCompany(store, companyId));
  const setTrashed = (label: string, given: readonly string[], at: string | null): void => {
    store.write({ label, params: { count: given.length } }, (change) => {
      for (const companyId of given)
        change.update('company', companyId, { trashed_at: at, updated_at: store.now() });
    });
  };
  return {
    list: verb(z.object({ text: z.string().max(200).optional() }).optional(), (input): CompanyRow[] => {
      const rows = store
        .sql<[], StoredCompany & { facts: number; latest: string | null }>(
          `SELECT c.*, (SELECT count(*) FROM fact f WHERE f.company_id = c.id AND f.trashed_at IS NULL) AS facts,
             (SELECT max(s.captured_at) FROM mention m JOIN source s ON s.id = m.source_id AND s.trashed_at IS NULL WHERE m.company_id = c.id) AS latest
           FROM company c WHERE c.trashed_at IS NULL ORDER BY c.name COLLATE NOCASE`,
        )
        .all()
        .map((row) => ({
          id: row.id,
          name: row.name,
          aliases: aliasesOf(store, row.id),
          ticker: row.ticker,
          country: row.country,
          sources: countSources(store, row.id),
          facts: row.facts,
          latest: row.latest,
        }));
      const words = input?.text?.trim().toLowerCase();
      if (!words) return rows;
      const meant = companies.resolve(words).candidates.map((candidate) => candidate.companyId);
      return rows.filter(
        (row) =>
          meant.includes(row.id) ||
          [row.name, ...row.aliases.map((alias) => alias.text)].some((text) =>
            text.toLowerCase().includes(words),
          ),
      );
    }),
    add: verb(
      z.object({
        name,
        aliases: z.array(aliasInput).max(200).default([]),
        ticker: field,
        country: field,
        website: field,
      }),
      (input) => {
        const same = store
          .sql<[string], string>('SELECT id FROM company WHERE name = ? AND trashed_at IS NULL')
          .pluck()
          .get(input.name);
        if (same) throw new Refusal('duplicate', `There is a company named "${input.name}" already.`);
        const companyId = store.write({ label: 'step.company.add', params: { name: input.name } }, (change) =>
          insertCompany(store, change, input),
        );
        return read(companyId);
      },
    ),
    get: verb(id, (input) => read(input.id)),
    edit: verb(
      z.object({
        id: z.string(),
        name: name.optional(),
        ticker: field,
        country: field,
        website: field,
        fields: z.record(z.string().max(200), z.string().max(20_000)).optional(),
      }),
      (input) => {
        const row = storedCompany(store, input.id);
        store.write({ label: 'step.company.edit', params: { name: row.name } }, (change) => {
          const pick = (given: string | null | undefined, was: string | null): string | null =>
            given === undefined ? was : given || null;
          change.update('company', input.id, {
            name: input.name ?? row.name,
            ticker: pick(input.ticker, row.ticker),
            country: pick(input.country, row.country),
            website: pick(input.website, row.website),
            fields: input.fields ? JSON.stringify(input.fields) : row.fields,
            updated_at: store.now(),
          });
        });
        return read(input.id);
      },
    ),
    open: verb(id, (input) => companyView(context, input.id)),
    addAlias: verb(z.object({ id: z.string(), alias: aliasInput }), (input) => {
      const row = storedCompany(store, input.id);
      if (aliasKey(input.alias.text) === '')
        throw new Refusal('empty', 'An alias needs at least one letter, digit or character.');
      const added = store.write({ label: 'step.company.alias', params: { name: row.name } }, (change) =>
        insertAlias(store, change, input.id, input.alias),
      );
      if (!added) throw new Refusal('duplicate', `${row.name} has the alias "${input.alias.text}" already.`);
      return read(input.id);
    }),
    removeAlias: verb(z.object({ id: z.string(), text: z.string() }), (input) => {
      const row = storedCompany(store, input.id);
      const alias = store
        .sql<[string, string], string>('SELECT id FROM alias WHERE company_id = ? AND text = ?')
        .pluck()
        .get(input.id, input.text);
      if (typeof alias !== 'string')
        throw new Refusal('not-found', `${row.name} has no alias "${input.text}".`);
      store.write({ label: 'step.company.alias', params: { name: row.name } }, (change) =>
        change.remove('alias', alias),
      );
      return read(input.id);
    }),
    /** Which dossier a name means; null where no one company is clearly meant. */
    resolve: verb(z.object({ name: z.string().max(1000) }), (input) => ({
      name: input.name,
      ...companies.resolve(input.name),
    })),
    /** Organisations named in a text or a source, known or not. */
    suggest: verb(
      z.object({ text: z.string().max(5_000_000).optional(), sourceId: z.string().optional() }),
      (input) => {
        const text = input.text ?? (input.sourceId === undefined ? null : currentText(store, input.sourceId));
        if (text === null) throw new Refusal('not-found', 'There is no such source.');
        return { mentions: suggestOrganisations(text, companies.table()) };
      },
    ),
    trash: verb(ids, (input) => setTrashed('step.company.trash', input.ids, store.now())),
    restore: verb(ids, (input) => setTrashed('step.company.restore', input.ids, null)),
    /** Joins one dossier into another: aliases, facts, notes and choices move over; the old name becomes an alias. */
    merge: verb(z.object({ from: z.string(), into: z.string() }), (input) => {
      if (input.from === input.into) throw new Refusal('conflict', 'A company cannot be merged into itself.');
      const from = storedCompany(store, input.from);
      const into = storedCompany(store, input.into);
      store.write({ label: 'step.company.merge', params: { from: from.name, into: into.name } }, (change) => {
        const aliases = [{ text: from.name, language: null }, ...aliasesOf(store, from.id)];
        for (const alias of aliases) if (alias.text !== into.name) insertAlias(store, change, into.id, alias);
        const move = (table: 'fact' | 'note'): void => {
          for (const row of store
            .sql<[string], string>(`SELECT id FROM ${table} WHERE company_id = ?`)
            .pluck()
            .all(from.id))
            change.update(table, row, { company_id: into.id });
        };
        move('fact');
        move('note');
        movePairs(store, change, 'mention_choice', 'source_id', from.id, into.id);
        movePairs(store, change, 'annotation_company', 'annotation_id', from.id, into.id);
        change.update('company', from.id, { trashed_at: store.now() });
      });
      return read(into.id);
    }),
    /** Reads a list of companies; a row that names a known company adds its names to it. */
    importCsv: verb(
      z.object({ text: z.string().max(100_000_000).optional(), token: z.string().optional() }),
      (input) => {
        const spooled = input.token === undefined ? null : context.surroundings.spool.find(input.token);
        const text = input.text ?? (spooled ? decodeBytes(readFileSync(spooled.path)).text : null);
        if (text === null)
          throw new Refusal('unreadable', 'The list of companies is gone. Choose the file again.');
        const list = readCompanyCsv(text);
        const counts = { added: 0, merged: 0, failed: [] as { line: number; message: string }[] };
        const touched: string[] = [];
        const known = new Map(
          store
            .sql<[], { id: string; name: string }>('SELECT id, name FROM company WHERE trashed_at IS NULL')
            .all()
            .map((row) => [row.name, row.id]),
        );
        store.write({ label: 'step.company.import', params: { count: list.rows.length } }, (change) => {
          for (const row of list.rows) {
            const names = [...row.aliases, ...(row.chineseName ? [row.chineseName] : [])];
            const aliases = names.map((text) => ({ text, language: isHanText(text) ? 'zh' : null }));
            const there = known.get(row.name);
            if (there !== undefined) {
              let more = false;
              for (const alias of aliases) more = insertAlias(store, change, there, alias) || more;
              counts.merged++;
              touched.push(there);
            } else {
              const fields = { ...row.fields, ...(row.lei ? { LEI: row.lei } : {}) };
              const made = insertCompany(store, change, { ...row, aliases, fields });
              known.set(row.name, made);
              counts.added++;
              touched.push(made);
            }
          }
        });
        return { ...counts, companies: touched, doubts: list.doubts };
      },
    ),
    exportCsv: verb(z.object({}).optional(), () => ({
      text: writeCompanyCsv(
        store
          .sql<[], StoredCompany>(
            'SELECT * FROM company WHERE trashed_at IS NULL ORDER BY name COLLATE NOCASE',
          )
          .all()
          .map((row) => ({
            name: row.name,
            aliases: aliasesOf(store, row.id).map((alias) => alias.text),
            chineseName: null,
            ticker: row.ticker,
            country: row.country,
            website: row.website,
            lei: null,
            tags: [],
            fields: JSON.parse(row.fields) as Record<string, string>,
          })),
      ),
    })),
  };
};

/** Moves rows that pair a company with something else; a pair that is there already is left and the old one goes. */
function movePairs(
  store: Store,
  change: Change,
  table: 'mention_choice' | 'annotation_company',
  other: 'source_id' | 'annotation_id',
  from: string,
  into: string,
): void {
  const rows = store
    .sql<[string], { id: string; other: string }>(
      `SELECT id, ${other} AS other FROM ${table} WHERE company_id = ?`,
    )
    .all(from);
  const has = store.sql(`SELECT 1 FROM ${table} WHERE company_id = ? AND ${other} = ?`);
  for (const row of rows) {
    if (has.get(into, row.other)) change.remove(table, row.id);
    else change.update(table, row.id, { company_id: into });
  }
}
