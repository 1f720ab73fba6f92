import { createHash } from 'node:crypto';
import type { Brief, BriefCheck, ShownBrief } from '../core/brief.ts';
import { checkBrief } from '../core/brief/check.ts';
import { annotationViews } from './annotation-rows.ts';
import { evidenceOf, referencesIn } from './brief-evidence.ts';
import { shownBrief } from './brief-rows.ts';
import { factViews } from './fact-rows.ts';
import type { Store } from './store.ts';

/** Most annotations that are offered to cite, newest first; a word or a company narrows them. */
const OFFERED = 500;

/** The claim report of a brief as it stands, against the library or what it was frozen with. */
export const checkOf = (store: Store, brief: Brief): BriefCheck =>
  checkBrief(brief.body, evidenceOf(store, brief), brief.language);

/** The claim report as the composer shows it: only the claims that want a look, and how many there are in all. */
export type ShownCheck = BriefCheck & { readonly count: number };

const shownCheck = (check: BriefCheck): ShownCheck => ({
  ...check,
  claims: check.claims.filter(({ status }) => status === 'broken' || status === 'unsupported'),
  count: check.claims.length,
});

/** Everything that is offered to cite in a brief, with how often it stands in it. */
function evidenceFor(
  store: Store,
  brief: Brief,
  narrow: { readonly companyId?: string | undefined; readonly text?: string | undefined },
) {
  const references = referencesIn(brief.body);
  const cited = new Map<string, number>();
  for (const ref of references)
    for (const key of [ref.annotationId, ref.factId]) if (key) cited.set(key, (cited.get(key) ?? 0) + 1);
  const source = store.sql<
    [string],
    { title: string; site_name: string | null; published_on: string | null }
  >('SELECT title, site_name, published_on FROM source WHERE id = ?');
  const near = store
    .sql<[string], string>(
      `SELECT DISTINCT c.name FROM mention m JOIN company c ON c.id = m.company_id
        WHERE m.source_id = ? AND c.trashed_at IS NULL ORDER BY c.name`,
    )
    .pluck();
  const named = new Map<string, readonly string[]>();
  const companyNames = (sourceId: string): readonly string[] => {
    const known = named.get(sourceId) ?? near.all(sourceId);
    named.set(sourceId, known);
    return known;
  };
  const offered = annotationViews(store, { ...narrow, limit: OFFERED });
  // whatever the brief stands on is there, however much else the library holds
  const there = new Set(offered.map((view) => view.id));
  const missing = [...new Set(references.map((ref) => ref.annotationId))].filter(
    (one): one is string => one !== null && !there.has(one),
  );
  const annotations = [...offered, ...annotationViews(store, { ids: missing })]
    .filter((view) => view.quote !== '')
    .map((view) => {
      const from = source.get(view.sourceId)!;
      return {
        ...view,
        type: 'annotation' as const,
        sourceTitle: from.title,
        siteName: from.site_name,
        publishedOn: from.published_on,
        companyNames: companyNames(view.sourceId),
        cited: cited.get(view.id) ?? 0,
      };
    });
  const facts = factViews(store, { companyId: narrow.companyId }).map((fact) => ({
    ...fact,
    type: 'fact' as const,
    cited: cited.get(fact.id) ?? 0,
  }));
  return [...annotations, ...facts];
}

/** What the screen has already and need not be sent again. */
interface Known {
  /** The `updatedAt` of the text it shows. */
  readonly since?: string | undefined;
  /** The mark of the evidence it shows. */
  readonly evidence?: string | undefined;
  readonly companyId?: string | undefined;
  readonly text?: string | undefined;
}

/**
 * A brief with its evidence drawer and its claim report. Of a long brief both are megabytes: text and evidence are null
 * when they are as the screen has them, and of the claims only those come that want a look.
 */
export function openedBrief(store: Store, brief: Brief, known: Known) {
  const evidence = evidenceFor(store, brief, { companyId: known.companyId, text: known.text });
  const mark = createHash('sha256').update(JSON.stringify(evidence)).digest('base64url');
  const shown: Omit<ShownBrief, 'body'> & { readonly body: Brief['body'] | null } = {
    ...shownBrief(brief),
    body: known.since === brief.updatedAt ? null : brief.body,
  };
  return {
    brief: shown,
    evidence: known.evidence === mark ? null : evidence,
    evidenceMark: mark,
    check: shownCheck(checkOf(store, brief)),
  };
}
