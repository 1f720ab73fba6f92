import type { ReactNode } from 'react';
import type { FactView } from '../../library/views.ts';
import { amountOf } from '../facts/format.ts';

/** A fact in a narrow pane: what is measured, its value and date, and the words it was read from. */
export function FactRow({
  fact,
  company,
  actions,
  onOpen,
}: {
  readonly fact: FactView;
  /** Shows whose figure it is. */
  readonly company?: boolean;
  readonly actions?: ReactNode;
  readonly onOpen?: (() => void) | undefined;
}) {
  return (
    <div className="fact-row">
      <div className="row tight">
        <span className="b clip">{fact.metric}</span>
        {fact.asOf && <span className="t3 sm num nw">{fact.asOf}</span>}
        <span className="end b num nw">{amountOf(fact)}</span>
        {actions}
      </div>
      {company && <div className="t2 sm clip">{fact.companyName}</div>}
      {fact.quote && (
        <button type="button" className="quote-link" onClick={onOpen} disabled={!onOpen}>
          <q className="quote">{fact.quote}</q>
        </button>
      )}
    </div>
  );
}
