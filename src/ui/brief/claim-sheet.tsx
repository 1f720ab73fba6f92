import type { BriefCheck, Claim, ClaimStatus } from '../../core/brief.ts';
import { amountOf } from '../facts/format.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Chip } from '../parts/chip.tsx';
import { Empty } from '../parts/empty.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { go } from '../view.ts';
import type { EvidenceTable } from './evidence.ts';

export interface ClaimSheetProps {
  readonly briefId: string;
  readonly table: EvidenceTable;
  /** Goes to a position of the text as it was checked. */
  readonly onGo: (position: number) => void;
  readonly onClose: () => void;
}

const TONES = {
  supported: 'ok',
  inference: undefined,
  unsupported: 'warn',
  broken: 'bad',
} as const satisfies Readonly<Record<ClaimStatus, 'ok' | 'warn' | 'bad' | undefined>>;

const standing = (claim: Claim): string => {
  if (claim.status !== 'supported') return t(`brief.claim.${claim.status}`);
  return claim.independent === claim.sources
    ? t('brief.claim.sources', { count: claim.sources })
    : t('brief.claim.independent', { count: claim.sources, independent: claim.independent });
};

/** Longer lists are cut; what is not traced comes first. */
const MOST = 1000;
const ORDER: readonly ClaimStatus[] = ['broken', 'unsupported', 'supported', 'inference'];

/** Every claim with what stands behind it: how many sources, how many of them independent; then figures that want a look. */
export function ClaimSheet({ onClose, ...given }: ClaimSheetProps) {
  const { briefId } = given;
  const { value, error } = useLive(['brief'], () => library.briefs.check({ id: briefId }), [briefId]);
  return (
    <Sheet wide title={t('brief.claims')} open onClose={onClose}>
      {value ? (
        <Claims {...given} check={value} onClose={onClose} />
      ) : error ? (
        <p className="br-bad">{error.message}</p>
      ) : (
        <Skeleton lines={8} />
      )}
    </Sheet>
  );
}

function Claims({
  check,
  table,
  onGo,
  onClose,
}: Omit<ClaimSheetProps, 'briefId'> & { readonly check: BriefCheck }) {
  const sorted = check.claims.toSorted(
    (a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || a.from - b.from,
  );
  const figures = [
    ...check.stale.map(({ factId, newerId }) => ({ id: factId, other: newerId, kind: 'stale' as const })),
    ...check.conflicts.map(({ factIds }) => ({
      id: factIds[0] ?? '',
      other: factIds[1] ?? '',
      kind: 'conflict' as const,
    })),
  ];
  return (
    <>
      <p className="t2 br-claims-sum">
        {t('brief.claims.sum', {
          traced: check.traced,
          claims: check.claims.length,
          broken: check.broken,
        })}
      </p>
      {check.claims.length === 0 && <Empty icon="list-checks" title={t('brief.trace.none')} />}
      <ul className="br-claims" aria-label={t('brief.claims')}>
        {sorted.slice(0, MOST).map((claim) => (
          <li key={`${claim.from}-${claim.text}`}>
            <button
              type="button"
              onClick={() => {
                onClose();
                onGo(claim.from);
              }}
            >
              <span className="grow">{claim.text}</span>
              <Chip tone={TONES[claim.status]}>{standing(claim)}</Chip>
            </button>
          </li>
        ))}
      </ul>
      {figures.length > 0 && (
        <>
          <h3 className="label">{t('brief.claims.figures')}</h3>
          <ul className="br-claims" aria-label={t('brief.claims.figures')}>
            {figures.map(({ id, other, kind }) => {
              const fact = table.facts.get(id);
              const second = table.facts.get(other);
              if (!fact) return null;
              return (
                <li key={`${kind} ${id}`}>
                  <button
                    type="button"
                    onClick={() => go({ screen: 'company', id: fact.companyId, fact: id })}
                  >
                    <span className="grow">
                      {fact.companyName} · {fact.metric}: {amountOf(fact)} ({fact.asOf ?? '–'})
                      {second && ` / ${amountOf(second)} (${second.asOf ?? '–'})`}
                    </span>
                    <Chip tone="warn">
                      {t(kind === 'stale' ? 'brief.table.stale' : 'brief.table.conflict')}
                    </Chip>
                  </button>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </>
  );
}
