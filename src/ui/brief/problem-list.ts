import type { BriefCheck, MetadataGap } from '../../core/brief.ts';
import { t, type MessageKey } from '../messages/index.ts';
import type { MenuEntry } from '../parts/menu.tsx';
import { go, openSource } from '../view.ts';
import type { EvidenceTable } from './evidence.ts';
import type { Problem } from './tracing.ts';

const FIELDS = {
  title: 'inspector.title',
  author: 'inspector.byline',
  date: 'inspector.published',
  address: 'inspector.url',
} as const satisfies Readonly<Record<MetadataGap['field'], MessageKey>>;

/** Longer sentences are cut in a menu. */
const MOST = 90;
/** Longer lists are in the claim report. */
const LONGEST = 60;
const short = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);

const under = (heading: string, entries: readonly MenuEntry[]): readonly MenuEntry[] =>
  entries.length === 0 ? [] : [{ heading }, ...entries];

/** Whether the claim check found anything that a menu can lead to. */
export const hasProblems = (check: BriefCheck): boolean =>
  check.claims.length + check.stale.length + check.conflicts.length + check.gaps.length > 0;

/**
 * Everything the claim check found, as a menu: sentences and quotations lead to their place in the brief, figures to the
 * company's facts, gaps to the source whose description has them.
 */
export function problemList(
  check: BriefCheck,
  table: EvidenceTable,
  onGo: (position: number, text: string) => void,
): readonly MenuEntry[] {
  const inText = (kind: Problem['kind']): readonly MenuEntry[] =>
    check.claims
      .filter((claim) => claim.status === kind)
      .slice(0, LONGEST)
      .map((claim) => ({ label: short(claim.text), run: () => onGo(claim.from, claim.text) }));
  const factEntry = (id: string): readonly MenuEntry[] => {
    const fact = table.facts.get(id);
    if (!fact) return [];
    const { companyId, companyName, metric, asOf } = fact;
    return [
      {
        label: [companyName, metric, asOf].filter((part) => part !== null).join(' · '),
        run: () => go({ screen: 'company', id: companyId, fact: id }),
      },
    ];
  };
  const titles = new Map(
    [...table.marks.values(), ...table.facts.values()].map((one) => [one.sourceId, one.sourceTitle]),
  );
  return [
    ...under(t('brief.problem.quotes', { count: check.broken }), inText('broken')),
    ...under(t('brief.problem.unsupported'), inText('unsupported')),
    ...under(
      t('brief.problem.stale', { count: check.stale.length }),
      check.stale.slice(0, LONGEST).flatMap((stale) => factEntry(stale.factId)),
    ),
    ...under(
      t('brief.problem.conflicts', { count: check.conflicts.length }),
      check.conflicts
        .slice(0, LONGEST)
        .flatMap((conflict) => conflict.factIds.slice(0, 1).flatMap(factEntry)),
    ),
    ...under(
      t('brief.problem.gaps'),
      check.gaps.slice(0, LONGEST).map((gap) => ({
        label: `${t(FIELDS[gap.field])} · ${titles.get(gap.sourceId) ?? t('brief.problem.aSource')}`,
        run: () => openSource(gap.sourceId),
      })),
    ),
  ];
}
