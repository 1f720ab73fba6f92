import { z } from 'zod';
import type { Mention } from '../core/company.ts';
import type { FoundMention } from '../core/company/mentions.ts';
import { Refusal } from '../core/refusal.ts';
import { aboutSources, type AboutView } from './aboutness.ts';
import { namedCompanies, type Companies } from './company-names.ts';
import type { Context } from './context.ts';
import { finderOf } from './ignored-names.ts';
import { INSERT_MENTION, type MentionScan } from './mention-scan.ts';
import { newId } from './ids.ts';
import { COMPANIES_OF_SOURCE } from './source-rows.ts';
import type { Store, Touched } from './store.ts';
import { verb } from './verb.ts';

interface StoredMention {
  readonly source_id: string;
  readonly company_id: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly score: number;
  readonly name: string;
  readonly choice: 'accepted' | 'rejected' | null;
}

/** Every place in a source where a company is named, with what the reader decided. */
export const mentionsOf = (store: Store, sourceId: string): (Mention & { readonly name: string })[] =>
  store
    .sql<[string], StoredMention>(
      `SELECT m.*, c.name, x.choice FROM mention m JOIN company c ON c.id = m.company_id AND c.trashed_at IS NULL
         LEFT JOIN mention_choice x ON x.source_id = m.source_id AND x.company_id = m.company_id
        WHERE m.source_id = ? ORDER BY m.start`,
    )
    .all(sourceId)
    .map((row) => ({
      sourceId: row.source_id,
      companyId: row.company_id,
      start: row.start,
      end: row.end,
      text: row.text,
      score: row.score,
      choice: row.choice ?? 'suggested',
      name: row.name,
    }));

/**
 * Keeps the mentions in step: a source whose words changed is read again for all companies; companies whose names
 * changed are looked for again in all sources, by `scan` where there are too many of them to be read at once. Runs inside
 * the write that changed them. Returns the touched sources.
 */
export function deriveMentions(
  store: Store,
  companies: Companies,
  touched: Touched,
  scan: MentionScan | null = null,
): ReadonlySet<string> {
  const sources = new Set<string>();
  const named = new Set<string>();
  const aliases = touched.get('alias');
  if (aliases || touched.has('company')) companies.forget();
  for (const id of touched.get('company') ?? []) named.add(id);
  for (const id of aliases ?? []) {
    const owner = store.sql<[string], string>('SELECT company_id FROM alias WHERE id = ?').pluck().get(id);
    if (typeof owner === 'string') named.add(owner);
    else for (const owner of formerOwners(store, id)) named.add(owner);
  }
  for (const id of touched.get('version') ?? []) {
    const source = store.sql<[string], string>('SELECT id FROM source WHERE version_id = ?').pluck().get(id);
    if (typeof source === 'string') sources.add(source);
  }
  // a new source arrives with its version; other changes of a source leave its words alone, except a switch of version
  for (const id of touched.get('source') ?? []) {
    const known = store
      .sql<[string], number>('SELECT count(*) FROM mention WHERE source_id = ?')
      .pluck()
      .get(id);
    if (known === 0) sources.add(id);
  }
  // in a large library the search takes seconds: it goes on after this write, in pieces
  const again = scan?.takes(named) ? [] : lookForCompanies(store, named);
  for (const id of sources) lookThroughSource(store, companies, id);
  return new Set([...sources, ...again]);
}

/** The companies an alias belonged to before it was removed, from the change log. */
const formerOwners = (store: Store, aliasId: string): string[] =>
  store
    .sql<[string], string>(
      "SELECT DISTINCT coalesce(before, after) ->> 'company_id' FROM change WHERE entity = 'alias' AND entity_id = ?",
    )
    .pluck()
    .all(aliasId)
    .filter((owner) => typeof owner === 'string');

function lookThroughSource(store: Store, companies: Companies, sourceId: string): void {
  store.sql('DELETE FROM mention WHERE source_id = ?').run(sourceId);
  const text = store
    .sql<[string], string>('SELECT v.text FROM source s JOIN version v ON v.id = s.version_id WHERE s.id = ?')
    .pluck()
    .get(sourceId);
  if (typeof text !== 'string') return;
  const insert = store.sql(INSERT_MENTION);
  for (const found of companies.finder().find(text))
    insert.run(sourceId, found.start, found.companyId, found.end, found.text, found.score);
}

/** Looks for companies in every source, in one pass; returns the sources that named or now name one of them. */
function lookForCompanies(store: Store, companyIds: ReadonlySet<string>): ReadonlySet<string> {
  const touched = new Set<string>();
  if (companyIds.size === 0) return touched;
  const before = store
    .sql<[string], string>('SELECT DISTINCT source_id FROM mention WHERE company_id = ?')
    .pluck();
  for (const id of companyIds) {
    for (const source of before.all(id)) touched.add(source);
    store.sql('DELETE FROM mention WHERE company_id = ?').run(id);
  }
  const named = [...companyIds].flatMap((id) => namedCompanies(store, id));
  const finder = finderOf(store, named);
  const texts = store.sql<[], { id: string; text: string }>(
    'SELECT s.id, v.text FROM source s JOIN version v ON v.id = s.version_id',
  );
  // read in full before writing: SQLite allows no write while a statement is being read on the same connection
  const found: { sourceId: string; mention: FoundMention }[] = [];
  for (const { id, text } of texts.iterate())
    for (const mention of finder.find(text)) found.push({ sourceId: id, mention });
  const insert = store.sql(INSERT_MENTION);
  for (const { sourceId, mention } of found) {
    insert.run(sourceId, mention.start, mention.companyId, mention.end, mention.text, mention.score);
    touched.add(sourceId);
  }
  return touched;
}

/** Verbs about the places where companies are named. */
export const mentionVerbs = ({ store, scan }: Context) => ({
  list: verb(z.object({ sourceId: z.string() }), (input) => mentionsOf(store, input.sourceId)),
  /** Remembers whether a source is about a company; `suggested` forgets the choice. */
  choose: verb(
    z.object({
      sourceId: z.string(),
      companyId: z.string(),
      choice: z.enum(['suggested', 'accepted', 'rejected']),
    }),
    (input) => {
      const company = store
        .sql<[string], string>('SELECT name FROM company WHERE id = ?')
        .pluck()
        .get(input.companyId);
      if (!company || !store.sql('SELECT 1 FROM source WHERE id = ?').get(input.sourceId))
        throw new Refusal('not-found', 'There is no such source or company.');
      store.write({ label: 'step.mention.choose', params: { name: company } }, (change) => {
        const row = store
          .sql<[string, string], string>(
            'SELECT id FROM mention_choice WHERE source_id = ? AND company_id = ?',
          )
          .pluck()
          .get(input.sourceId, input.companyId);
        if (input.choice === 'suggested') {
          if (row) change.remove('mention_choice', row);
        } else if (row) change.update('mention_choice', row, { choice: input.choice });
        else
          change.insert('mention_choice', {
            id: newId(),
            source_id: input.sourceId,
            company_id: input.companyId,
            choice: input.choice,
          });
      });
    },
  ),
  /** What sources have to do with a company: all that name it, or those given. */
  about: verb(
    z.object({ companyId: z.string(), sourceIds: z.array(z.string()).max(1000).optional() }),
    (input) => aboutSources(store, input.companyId, input.sourceIds),
  ),
  /** What one source has to do with each company it names, most about first. */
  aboutSource: verb(z.object({ sourceId: z.string() }), (input): AboutView[] =>
    store
      .sql<object, string>(COMPANIES_OF_SOURCE)
      .pluck()
      .all({ source: input.sourceId })
      .flatMap((companyId) => aboutSources(store, companyId, [input.sourceId]))
      .sort((a, b) => Number(b.about) - Number(a.about) || b.score - a.score),
  ),
  /** Remembers whether a source is about a company or only mentions it; null leaves it to the program again. */
  chooseAbout: verb(
    z.object({ sourceId: z.string(), companyId: z.string(), about: z.boolean().nullable() }),
    (input) => {
      const name = store
        .sql<[string], string>('SELECT name FROM company WHERE id = ?')
        .pluck()
        .get(input.companyId);
      if (!name || !store.sql('SELECT 1 FROM source WHERE id = ?').get(input.sourceId))
        throw new Refusal('not-found', 'There is no such source or company.');
      store.write({ label: 'step.mention.about', params: { name } }, (change) => {
        const row = store
          .sql<[string, string], string>('SELECT id FROM about_choice WHERE source_id = ? AND company_id = ?')
          .pluck()
          .get(input.sourceId, input.companyId);
        if (input.about === null) {
          if (row) change.remove('about_choice', row);
        } else if (row) change.update('about_choice', row, { about: input.about ? 1 : 0 });
        else
          change.insert('about_choice', {
            id: newId(),
            source_id: input.sourceId,
            company_id: input.companyId,
            about: input.about ? 1 : 0,
          });
      });
    },
  ),
  /** Stops the search for names that runs in the background; what it found is kept. */
  cancel: verb(z.object({ jobId: z.string() }), (input) => {
    if (!scan.cancel(input.jobId)) throw new Refusal('not-found', 'This search for names is not running.');
  }),
  /** Takes up a search for names that was stopped. */
  resume: verb(z.object({ jobId: z.string() }), (input) => {
    if (!scan.resume(input.jobId))
      throw new Refusal('not-found', 'There is no search for names to go on with.');
  }),
});
