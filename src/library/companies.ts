import { z } from 'zod';
import { aliasKey } from '../core/company/names.ts';
import { suggestOrganisations } from '../core/company/suggest.ts';
import { isCommonWord } from '../core/company/words.ts';
import type { Company } from '../core/company.ts';
import { Refusal } from '../core/refusal.ts';
import type { Doubt } from '../core/source.ts';
import { companyLabelVerbs } from './company-labels.ts';
import { companyListVerbs } from './company-lists.ts';
import { companyMergeVerbs } from './company-merge.ts';
import { storedCompany, toCompany } from './company-rows.ts';
import { companyListRows, dossierView } from './company-view.ts';
import type { CompanyListRow } from './company-views.ts';
import { insertAlias, insertCompany } from './company-writes.ts';
import type { Context } from './context.ts';
import { id, ids } from './inputs.ts';
import { isHanText } from './script.ts';
import { currentText } from './source-rows.ts';
import type { Store } from './store.ts';
import { verb } from './verb.ts';

const aliasKind = z.enum(['name', 'legal', 'short', 'former', 'ticker', 'transliteration', 'brand']);
const aliasInput = z.object({
  text: z.string().trim().max(200),
  language: z.string().max(35).nullable().default(null),
  kind: aliasKind.optional(),
});
const name = z.string().trim().min(1).max(200);
const field = z.string().trim().max(500).nullable().optional();

const filter = z
  .object({
    text: z.string().max(200).optional(),
    tag: z.string().optional(),
    group: z.string().optional(),
    country: z.string().optional(),
    /** Only companies with facts, or only those without. */
    facts: z.boolean().optional(),
    /** Only companies whose newest fact speaks of a time before this day (YYYY-MM-DD). */
    staleBefore: z.string().optional(),
  })
  .optional();

/** Whether a row passes every filter but the words. */
const fits = (row: CompanyListRow, input: NonNullable<z.output<typeof filter>>): boolean =>
  (input.tag === undefined || row.tags.includes(input.tag)) &&
  (input.group === undefined || row.groups.includes(input.group)) &&
  (input.country === undefined || row.country === input.country) &&
  (input.facts === undefined || row.facts > 0 === input.facts) &&
  (input.staleBefore === undefined ||
    (row.facts > 0 && (row.newestFact === null || row.newestFact < input.staleBefore)));

/** What is unsure about a new name: it is an everyday word, a single letter, or the name of another company too. */
function aliasDoubts(store: Store, companyId: string, text: string): Doubt[] {
  const key = aliasKey(text);
  const others = store
    .sql<[string, string, string, string], string>(
      `SELECT DISTINCT c.name FROM company c LEFT JOIN alias a ON a.company_id = c.id
        WHERE c.id <> ? AND c.trashed_at IS NULL AND (a.key = ? OR a.text = ? OR c.name = ? COLLATE NOCASE)`,
    )
    .pluck()
    .all(companyId, key, text, text);
  return [
    ...(Array.from(key).length === 1 ? [{ code: 'alias-one-letter', detail: text }] : []),
    ...(isCommonWord(key) ? [{ code: 'alias-common-word', detail: text }] : []),
    ...(others.length > 0 ? [{ code: 'alias-shared', detail: others.slice(0, 5).join(', ') }] : []),
  ];
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
  const aliasRow = (companyId: string, text: string): string => {
    const row = store
      .sql<[string, string], string>('SELECT id FROM alias WHERE company_id = ? AND text = ?')
      .pluck()
      .get(companyId, text);
    if (typeof row !== 'string')
      throw new Refusal('not-found', `${storedCompany(store, companyId).name} has no alias "${text}".`);
    return row;
  };
  const refuseEmpty = (text: string): void => {
    if (aliasKey(text) === '')
      throw new Refusal('empty', 'An alias needs at least one letter, digit or character.');
  };
  return {
    ...companyLabelVerbs(context),
    ...companyListVerbs(context),
    ...companyMergeVerbs(context),
    /** The companies that pass the filters, by name. `text` is found in any name, in either script, and in pinyin. */
    list: verb(filter, (input): CompanyListRow[] => {
      const rows = companyListRows(store).filter((row) => fits(row, input ?? {}));
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
    open: verb(id, (input) => dossierView(context, input.id)),
    /**
     * Adds a name. An everyday word, a single letter and a name another company has are kept, and told as doubts. Throws a
     * Refusal for a name without a letter, digit or character, and for one that is there already.
     */
    addAlias: verb(z.object({ id: z.string(), alias: aliasInput }), (input) => {
      const row = storedCompany(store, input.id);
      refuseEmpty(input.alias.text);
      const added = store.write({ label: 'step.company.alias', params: { name: row.name } }, (change) =>
        insertAlias(store, change, input.id, input.alias),
      );
      if (!added) throw new Refusal('duplicate', `${row.name} has the alias "${input.alias.text}" already.`);
      return { ...read(input.id), doubts: aliasDoubts(store, input.id, input.alias.text) };
    }),
    /** Corrects a name: its words, its kind or its language. */
    editAlias: verb(
      z.object({
        id: z.string(),
        text: z.string(),
        to: z.string().trim().max(200).optional(),
        kind: aliasKind.optional(),
        language: z.string().max(35).nullable().optional(),
      }),
      (input) => {
        const company = storedCompany(store, input.id);
        const alias = aliasRow(input.id, input.text);
        const text = input.to ?? input.text;
        refuseEmpty(text);
        if (text !== input.text && company.name === text)
          throw new Refusal('duplicate', `"${text}" is the name of ${company.name} already.`);
        if (
          text !== input.text &&
          store.sql('SELECT 1 FROM alias WHERE company_id = ? AND text = ?').get(input.id, text)
        )
          throw new Refusal('duplicate', `${company.name} has the alias "${text}" already.`);
        store.write({ label: 'step.company.alias', params: { name: company.name } }, (change) => {
          change.update('alias', alias, {
            text,
            key: aliasKey(text),
            ...(input.kind !== undefined && { kind: input.kind }),
            ...(input.language !== undefined
              ? { language: input.language }
              : text !== input.text && { language: isHanText(text) ? 'zh' : null }),
          });
          change.update('company', input.id, { updated_at: store.now() });
        });
        return { ...read(input.id), doubts: aliasDoubts(store, input.id, text) };
      },
    ),
    removeAlias: verb(z.object({ id: z.string(), text: z.string() }), (input) => {
      const row = storedCompany(store, input.id);
      const alias = aliasRow(input.id, input.text);
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
  };
};
