import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { VList, type VListHandle } from 'virtua';
import type { CompanyRow } from '../../library/views.ts';
import { countryName, number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { library } from '../library.ts';
import { fail, say } from '../parts/toast.tsx';
import { Chip } from '../parts/chip.tsx';
import { Row } from '../parts/row.tsx';
import { go } from '../view.ts';
import { Monogram } from './monogram.tsx';
import { languageOfName } from './words.ts';

const STEP: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  j: 1,
  J: 1,
  ArrowUp: -1,
  k: -1,
  K: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -1e9,
  End: 1e9,
};

const remove = async (row: CompanyRow) => {
  try {
    await library.companies.trash({ ids: [row.id] });
    say(t('companies.trashed', { name: row.name }), {
      label: t('frame.undo'),
      run: () => void library.history.undo({}),
    });
  } catch (reason) {
    fail(reason);
  }
};

/** Companies as rows that are drawn only while in view; arrows move, Enter opens, Delete moves to Trash. */
export function CompanyList({
  rows,
  when,
}: {
  readonly rows: readonly CompanyRow[];
  readonly when: (row: CompanyRow) => string;
}) {
  const [at, setAt] = useState(0);
  const list = useRef<VListHandle>(null);
  const here = Math.min(at, rows.length - 1);
  useEffect(() => {
    list.current?.scrollToIndex(here, { align: 'nearest' });
  }, [here]);
  const keys = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[here];
    const step = STEP[event.key];
    if (step !== undefined) setAt(Math.max(0, Math.min(rows.length - 1, here + step)));
    else if (event.key === 'Enter' && row) go({ screen: 'company', id: row.id });
    else if (event.key === 'Delete' && row) void remove(row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="co-list" data-region="list">
      <div className="co-columns label" aria-hidden="true">
        <span />
        <span>{t('companies.name')}</span>
        <span>{t('companies.aliases')}</span>
        <span className="n">{t('companies.sources')}</span>
        <span className="n">{t('companies.facts')}</span>
        <span className="n">{t('companies.latest')}</span>
      </div>
      <div
        className="co-rows"
        role="listbox"
        tabIndex={0}
        aria-label={t('companies.count', { count: rows.length })}
        aria-activedescendant={rows[here] ? `co-${rows[here].id}` : undefined}
        onKeyDown={keys}
      >
        <VList ref={list} role="presentation" itemSize={46}>
          {rows.map((row, i) => {
            const names = [row.name, ...row.aliases.map((alias) => alias.text)];
            const others = row.aliases.filter((alias) => alias.text !== row.name);
            const about = [row.ticker, row.country === null ? null : countryName(row.country)].filter(
              Boolean,
            );
            return (
              <Row
                key={row.id}
                id={`co-${row.id}`}
                className="co-row"
                selected={i === here}
                position={i + 1}
                of={rows.length}
                onMouseDown={() => setAt(i)}
                onClick={() => go({ screen: 'company', id: row.id })}
              >
                <Monogram names={names} />
                <span className="co-name">
                  <span className="b clip" lang={languageOfName(row.name)}>
                    {row.name}
                  </span>
                  {about.length > 0 && <span className="sm t3 clip">{about.join(' · ')}</span>}
                </span>
                <span className="co-aliases">
                  {others.slice(0, 4).map((alias) => (
                    <Chip key={alias.text} tone="company" lang={alias.language ?? languageOfName(alias.text)}>
                      {alias.text}
                    </Chip>
                  ))}
                  {others.length > 4 && <span className="sm t3 nw">+{number(others.length - 4)}</span>}
                </span>
                <span className="n num">
                  {number(row.sources)}
                  <span className="sr"> {t('companies.sources')}</span>
                </span>
                <span className="n num">
                  {number(row.facts)}
                  <span className="sr"> {t('companies.facts')}</span>
                </span>
                <span className="n num t3">{when(row)}</span>
              </Row>
            );
          })}
        </VList>
      </div>
    </div>
  );
}
