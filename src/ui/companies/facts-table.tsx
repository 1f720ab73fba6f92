import { Fragment, useRef, useState, type KeyboardEvent } from 'react';
import type { CompanyView, Conflict, FactView } from '../../library/views.ts';
import { converted } from '../facts/converted.ts';
import { amountOf, periodOf } from '../facts/format.ts';
import { RulesSheet } from '../facts/rules-sheet.tsx';
import { library } from '../library.ts';
import { useCommands } from '../commands/run.ts';
import { useLive } from '../live.ts';
import { number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Menu } from '../parts/menu.tsx';
import { fail, say } from '../parts/toast.tsx';
import { Evidence, Words, type Line } from './fact-evidence.tsx';
import { openFact } from './open-fact.ts';
import { periodOrder } from './series.ts';
import { languageOfName } from './words.ts';

type Filter = 'all' | 'traced' | 'disagree' | 'noSource' | 'stale';

/** One row per fact; facts in conflict share a row, led by the preferred one. */
export function linesOf(view: CompanyView): readonly Line[] {
  const inConflict = new Map(
    view.conflicts.flatMap((conflict) => conflict.facts.map((fact) => [fact.id, conflict])),
  );
  const led = new Set<Conflict>();
  const sorted = view.facts.toSorted(
    (a, b) =>
      a.metric.localeCompare(b.metric) ||
      periodOrder(b.asOf).localeCompare(periodOrder(a.asOf)) ||
      a.createdAt.localeCompare(b.createdAt),
  );
  return sorted.flatMap((fact): readonly Line[] => {
    const conflict = inConflict.get(fact.id) ?? null;
    if (conflict === null) return [{ fact, conflict }];
    if (led.has(conflict)) return [];
    led.add(conflict);
    return [{ fact: conflict.facts.find((one) => one.id === conflict.preferred) ?? fact, conflict }];
  });
}

/** The sum in the currency of comparison, with the rate it rests on, below the original. */
function InOther({
  fact,
  rules,
}: {
  readonly fact: FactView;
  readonly rules: Parameters<typeof converted>[1];
}) {
  const other = converted(fact, rules);
  if (other === null) return null;
  return (
    <span className="sm t3 fc-converted">
      {other === 'no-rate'
        ? t('facts.noRate', { currency: rules?.currency ?? '' })
        : `≈ ${other.amount} (${other.rate})`}
    </span>
  );
}

function Others({
  conflict,
  lead,
  view,
  onClose,
}: {
  readonly conflict: Conflict;
  readonly lead: FactView;
  readonly view: CompanyView;
  readonly onClose: () => void;
}) {
  const [reason, setReason] = useState(conflict.reason ?? '');
  const prefer = async (fact: FactView) => {
    try {
      await library.facts.prefer({ factId: fact.id, ...(reason.trim() !== '' && { reason: reason.trim() }) });
      say(t('company.conflict.preferred', { value: amountOf(fact) }), {
        label: t('frame.undo'),
        run: () => void library.history.undo({}),
      });
    } catch (problem) {
      fail(problem);
    }
  };
  return (
    <div className="co-alts" role="group" aria-label={t('company.conflict', { metric: conflict.metric })}>
      {conflict.facts
        .filter((fact) => fact.id !== lead.id)
        .map((fact) => (
          <div key={fact.id} className="co-alt">
            <span className="b num nw">{amountOf(fact)}</span>
            <span className="grow">
              <Words fact={fact} onOpen={() => openFact(fact, view.annotations)} />
            </span>
            <Button size="small" onClick={() => void prefer(fact)}>
              {t('company.conflict.prefer', { value: amountOf(fact) })}
            </Button>
          </div>
        ))}
      <div className="co-alt-foot">
        <input
          className="field grow"
          aria-label={t('company.conflict.reason')}
          placeholder={t('company.conflict.reason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button
          size="small"
          onClick={() => {
            onClose();
            say(t('company.conflict.kept'));
          }}
        >
          {t('company.conflict.keepBoth')}
        </Button>
        <Button size="small" kind="primary" onClick={() => void prefer(lead)}>
          {t('company.conflict.prefer', { value: amountOf(lead) })}
        </Button>
      </div>
    </div>
  );
}

/** Every fact with its value, its date, the exact words it was read from, and whether other sources say otherwise. */
export function FactsTable({
  view,
  focus,
  onEdit,
  onCite,
}: {
  readonly view: CompanyView;
  /** A fact to begin at. */
  readonly focus?: string | undefined;
  readonly onEdit: (fact: FactView) => void;
  /** Puts a fact into a brief. */
  readonly onCite: (fact: FactView) => void;
}) {
  const [filter, setFilter] = useState<Filter>('all');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const lines = linesOf(view);
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      lines.findIndex((line) => line.fact.id === focus),
    ),
  );
  const body = useRef<HTMLTableSectionElement>(null);
  const [judging, setJudging] = useState(false);
  const rules = useLive(['setting'], () => library.facts.rules()).value;
  const stale = view.facts.filter((fact) => fact.stale).length;
  const traced = view.facts.filter((fact) => fact.annotationId !== null && fact.anchor !== 'orphan').length;
  const noSource = view.facts.filter((fact) => fact.annotationId === null).length;
  const fits = (line: Line): boolean => {
    if (filter === 'traced') return line.fact.annotationId !== null && line.fact.anchor !== 'orphan';
    if (filter === 'disagree') return line.conflict !== null;
    if (filter === 'stale') return line.fact.stale === true;
    return filter === 'all' || line.fact.annotationId === null;
  };
  const shown = lines.filter(fits);
  const here = Math.min(at, shown.length - 1);
  const keyOf = (conflict: Conflict) => `${conflict.metric} ${conflict.asOf ?? ''}`;
  const isOpen = (conflict: Conflict) => closed.has(keyOf(conflict)) === (conflict.preferred !== null);
  const toggle = (conflict: Conflict) => {
    const next = new Set(closed);
    if (!next.delete(keyOf(conflict))) next.add(keyOf(conflict));
    setClosed(next);
  };
  const move = (to: number) => {
    setAt(to);
    body.current?.querySelectorAll<HTMLElement>('tr[data-row]')[to]?.focus();
  };
  const remove = async (fact: FactView) => {
    try {
      await library.facts.remove({ ids: [fact.id] });
      say(t('company.fact.removed'), { label: t('frame.undo'), run: () => void library.history.undo({}) });
    } catch (problem) {
      fail(problem);
    }
  };
  const current = shown[here];
  const resolve = () => {
    const next = current?.conflict ? here : shown.findIndex((line) => line.conflict !== null);
    const conflict = shown[next]?.conflict;
    if (!conflict) return;
    if (!isOpen(conflict)) toggle(conflict);
    move(next);
  };
  useCommands(
    {
      'conflict.resolve': resolve,
      'evidence.open': () => {
        if (current) openFact(current.fact, view.annotations);
      },
    },
    'dossier',
  );
  const keys = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLTableRowElement) || !current) return;
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    if (step !== undefined) move(Math.max(0, Math.min(shown.length - 1, here + step)));
    else if (event.key === 'Enter') openFact(current.fact, view.annotations);
    else if (event.key === 'Delete') void remove(current.fact);
    else if (event.key === 'F2') onEdit(current.fact);
    else if (event.key === 'b') onCite(current.fact);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className="box co-facts" aria-label={t('company.facts')}>
      <div className="sec">
        <h2>{t('company.facts')}</h2>
        <span className="t3 num">{number(view.facts.length)}</span>
        <span className="end row tight wrap" role="group" aria-label={t('company.facts.filter')}>
          <Chip on={filter === 'all'} onClick={() => setFilter('all')}>
            {t('company.facts.all')}
          </Chip>
          <Chip on={filter === 'traced'} icon="check" onClick={() => setFilter('traced')}>
            {t('company.facts.traced', { count: traced })}
          </Chip>
          <Chip on={filter === 'disagree'} icon="triangle-alert" onClick={() => setFilter('disagree')}>
            {t('company.facts.disagree', { count: view.conflicts.length })}
          </Chip>
          <Chip on={filter === 'noSource'} icon="circle-dot" onClick={() => setFilter('noSource')}>
            {t('company.facts.noSource', { count: noSource })}
          </Chip>
          {(stale > 0 || filter === 'stale') && (
            <Chip on={filter === 'stale'} icon="clock" onClick={() => setFilter('stale')}>
              {t('facts.staleCount', { count: stale })}
            </Chip>
          )}
          <IconButton
            small
            icon="sliders-horizontal"
            label={t('facts.rules.open')}
            disabled={!rules}
            onClick={() => setJudging(true)}
          />
        </span>
      </div>
      {shown.length === 0 ? (
        <p className="t3 co-none">
          {t(lines.length === 0 ? 'company.facts.empty' : 'company.facts.emptyFilter')}
        </p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th>{t('company.fact')}</th>
              <th>{t('company.fact.value')}</th>
              <th>{t('company.fact.asOf')}</th>
              <th>{t('company.fact.words')}</th>
              <th>{t('company.fact.evidence')}</th>
              <th>
                <span className="sr">{t('company.more')}</span>
              </th>
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={keys}>
            {shown.map((line, i) => {
              const { fact, conflict } = line;
              const open = conflict !== null && isOpen(conflict);
              return (
                <Fragment key={fact.id}>
                  <tr
                    data-row
                    tabIndex={i === here ? 0 : -1}
                    className={`${open ? 'sel nob' : ''}${i === here ? ' at' : ''}`}
                    onFocus={() => setAt(i)}
                    onDoubleClick={() => openFact(fact, view.annotations)}
                  >
                    <td className="co-metric" lang={languageOfName(fact.metric)}>
                      {fact.metric}
                    </td>
                    <td className="num b nw" title={fact.valueText}>
                      {amountOf(fact)}
                      <InOther fact={fact} rules={rules} />
                    </td>
                    <td className="num t2 nw">
                      {periodOf(fact.asOf)}{' '}
                      {fact.stale && (
                        <span className="chip warn" title={t('facts.staleWords', { metric: fact.metric })}>
                          {t('facts.stale')}
                        </span>
                      )}
                    </td>
                    <td>
                      <Words fact={fact} onOpen={() => openFact(fact, view.annotations)} />
                      {conflict?.reason && conflict.preferred !== null && (
                        <span className="sm t2 co-where">
                          {t('company.conflict.decided', { value: amountOf(fact), reason: conflict.reason })}
                        </span>
                      )}
                    </td>
                    <td className="nw">
                      <Evidence line={line} />
                    </td>
                    <td className="nw co-actions">
                      {conflict && (
                        <IconButton
                          small
                          icon={open ? 'chevron-up' : 'chevron-down'}
                          aria-expanded={open}
                          label={t(open ? 'company.conflict.hide' : 'company.conflict.show')}
                          onClick={() => toggle(conflict)}
                        />
                      )}
                      <Menu
                        align="end"
                        trigger={
                          <IconButton
                            small
                            icon="ellipsis"
                            label={t('company.fact.actions', { metric: fact.metric })}
                          />
                        }
                        list={[
                          {
                            label: t('company.fact.edit'),
                            icon: 'pencil',
                            keys: 'F2',
                            run: () => onEdit(fact),
                          },
                          {
                            label: t('company.cite'),
                            icon: 'notebook-pen',
                            keys: 'B',
                            run: () => onCite(fact),
                          },
                          {
                            label: t('company.fact.remove'),
                            icon: 'trash',
                            keys: 'Delete',
                            danger: true,
                            run: () => void remove(fact),
                          },
                        ]}
                      />
                    </td>
                  </tr>
                  {conflict && open && (
                    <tr className="sel">
                      <td />
                      <td colSpan={5} className="co-alt-cell">
                        <Others
                          conflict={conflict}
                          lead={fact}
                          view={view}
                          onClose={() => toggle(conflict)}
                        />
                      </td>
                    </tr>
                  )}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      )}
      {judging && rules && (
        <RulesSheet
          rules={rules}
          metrics={[...new Set(view.facts.map((fact) => fact.metric))]}
          onClose={() => setJudging(false)}
        />
      )}
    </section>
  );
}
