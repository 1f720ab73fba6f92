import { derivedNames } from '../core/company/derived-names.ts';
import { annotationViews } from './annotation-rows.ts';
import { labelsOf, SOURCES_OF_COMPANY, storedCompany, toCompany } from './company-rows.ts';
import type { CompanyListRow, DossierView } from './company-views.ts';
import type { Context } from './context.ts';
import { factViews } from './fact-rows.ts';
import { conflictsOf } from './facts.ts';
import { relationViews } from './relation-rows.ts';
import { toSourceRow, type StoredSource } from './source-rows.ts';
import type { Store } from './store.ts';

/** Companies drawn around one, and how many of them are also looked at in pairs. */
const AROUND = 30;
const IN_PAIRS = 14;

/** Pairs of companies that share sources, among those named beside one company. */
function pairsAmong(store: Store, companyId: string, around: readonly string[]): DossierView['among'] {
  return store
    .sql<object, DossierView['among'][number]>(
      `WITH near AS MATERIALIZED (
         SELECT DISTINCT m.company_id AS company, m.source_id AS source FROM mention m
          WHERE m.company_id IN (SELECT value FROM json_each(@around)) AND m.source_id IN (${SOURCES_OF_COMPANY}))
       SELECT a.company AS one, b.company AS two, count(*) AS sources FROM near a
         JOIN near b ON b.source = a.source AND b.company > a.company
        GROUP BY a.company, b.company HAVING count(*) > 1 ORDER BY sources DESC LIMIT 24`,
    )
    .all({ company: companyId, around: JSON.stringify(around) });
}

/** Everything the dossier page shows. */
export function dossierView(context: Context, companyId: string): DossierView {
  const { store } = context;
  const row = storedCompany(store, companyId);
  const company = toCompany(store, row);
  const sources = store
    .sql<object, StoredSource>(
      `SELECT * FROM source WHERE id IN (${SOURCES_OF_COMPANY}) ORDER BY coalesce(published_on, captured_at) DESC LIMIT 12`,
    )
    .all({ company: companyId });
  const together = store
    .sql<object, { id: string; name: string; sources: number }>(
      `SELECT c.id, c.name, count(DISTINCT m.source_id) AS sources FROM mention m JOIN company c ON c.id = m.company_id
        WHERE m.source_id IN (${SOURCES_OF_COMPANY}) AND c.id <> @company AND c.trashed_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM mention_choice x WHERE x.source_id = m.source_id AND x.company_id = m.company_id AND x.choice = 'rejected')
        GROUP BY c.id ORDER BY sources DESC, c.name LIMIT ${AROUND}`,
    )
    .all({ company: companyId });
  const title = store.sql<[string], string>('SELECT title FROM source WHERE id = ?').pluck();
  return {
    company,
    fields: JSON.parse(row.fields) as Record<string, string>,
    tags: labelsOf(store, 'tag', companyId),
    groups: labelsOf(store, 'group', companyId),
    derivedNames: derivedNames([row.name, ...company.aliases.map((alias) => alias.text)]),
    facts: factViews(store, { companyId }),
    conflicts: conflictsOf(store, companyId),
    relations: relationViews(store, { companyId }),
    months: store
      .sql<object, { month: string; annotated: number; others: number }>(
        `SELECT month, sum(marked) AS annotated, count(*) - sum(marked) AS others FROM (
           SELECT CASE WHEN length(s.published_on) >= 7 THEN substr(s.published_on, 1, 7) ELSE substr(s.captured_at, 1, 7) END AS month,
             EXISTS (SELECT 1 FROM annotation a WHERE a.source_id = s.id AND a.trashed_at IS NULL) AS marked
           FROM source s WHERE s.id IN (${SOURCES_OF_COMPANY}))
         GROUP BY month ORDER BY month`,
      )
      .all({ company: companyId }),
    together,
    among: pairsAmong(
      store,
      companyId,
      together.slice(0, IN_PAIRS).map((one) => one.id),
    ),
    latest: sources.map((source) => toSourceRow(store, source)),
    annotations: annotationViews(store, { companyId, limit: 200 }).map((view) => ({
      ...view,
      sourceTitle: title.get(view.sourceId) as string,
    })),
    mentions: store
      .sql<[string], number>('SELECT count(*) FROM mention WHERE company_id = ?')
      .pluck()
      .get(companyId) as number,
  };
}

interface StoredListRow {
  readonly id: string;
  readonly name: string;
  readonly ticker: string | null;
  readonly country: string | null;
  readonly website: string | null;
  readonly facts: number;
  readonly newestFact: string | null;
  readonly sources: number;
  readonly latest: string | null;
}

const byCompany = <Row extends { readonly company_id: string }>(rows: readonly Row[]): Map<string, Row[]> => {
  const map = new Map<string, Row[]>();
  for (const row of rows) {
    const list = map.get(row.company_id);
    if (list) list.push(row);
    else map.set(row.company_id, [row]);
  }
  return map;
};

/** Every company that is not in the trash, by name; a handful of questions however many there are. */
export function companyListRows(store: Store): CompanyListRow[] {
  const aliases = byCompany(
    store
      .sql<[], CompanyListRow['aliases'][number] & { company_id: string }>(
        'SELECT company_id, text, language, kind FROM alias ORDER BY id',
      )
      .all(),
  );
  const tags = byCompany(
    store
      .sql<[], { company_id: string; name: string }>(
        "SELECT g.entity_id AS company_id, t.name FROM tagging g JOIN tag t ON t.id = g.tag_id WHERE g.kind = 'company' ORDER BY t.name",
      )
      .all(),
  );
  const groups = byCompany(
    store
      .sql<[], { company_id: string; name: string }>(
        'SELECT g.company_id, o.name FROM grouping g JOIN company_group o ON o.id = g.group_id ORDER BY o.name',
      )
      .all(),
  );
  return store
    .sql<[], StoredListRow>(
      `WITH named AS (
         SELECT company_id, source_id FROM mention UNION
         SELECT company_id, source_id FROM mention_choice WHERE choice = 'accepted'
         EXCEPT SELECT company_id, source_id FROM mention_choice WHERE choice = 'rejected'),
       counted AS MATERIALIZED (
         SELECT n.company_id, count(*) AS sources, max(s.captured_at) AS latest FROM named n
           JOIN source s ON s.id = n.source_id AND s.trashed_at IS NULL GROUP BY n.company_id),
       known AS MATERIALIZED (
         SELECT company_id, count(*) AS facts, max(as_of) AS newest FROM fact WHERE trashed_at IS NULL GROUP BY company_id)
       SELECT c.id, c.name, c.ticker, c.country, c.website, coalesce(k.facts, 0) AS facts, k.newest AS newestFact,
              coalesce(n.sources, 0) AS sources, n.latest
         FROM company c LEFT JOIN counted n ON n.company_id = c.id LEFT JOIN known k ON k.company_id = c.id
        WHERE c.trashed_at IS NULL ORDER BY c.name COLLATE NOCASE`,
    )
    .all()
    .map((row) => ({
      ...row,
      aliases: (aliases.get(row.id) ?? []).map(({ text, language, kind }) => ({ text, language, kind })),
      tags: (tags.get(row.id) ?? []).map(({ name }) => name),
      groups: (groups.get(row.id) ?? []).map(({ name }) => name),
    }));
}
