import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { VList, type VListHandle } from 'virtua';
import type { CompanyListRow } from '../../library/company-views.ts';
import { periodOf } from '../facts/format.ts';
import { countryName, number, shortDay } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Check } from '../parts/check.tsx';
import { Chip } from '../parts/chip.tsx';
import { Icon } from '../parts/icon.tsx';
import { Row } from '../parts/row.tsx';
import { go } from '../view.ts';
import type { Column, SortKey, Sorting } from './list-state.ts';
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

/** The room of each column, as CSS grid tracks. */
const TRACKS: Readonly<Record<Column, string>> = {
  aliases: 'minmax(110px, 1.2fr)',
  labels: 'minmax(100px, 0.8fr)',
  country: '96px',
  website: 'minmax(90px, 0.6fr)',
  sources: '68px',
  facts: '60px',
  newest: '84px',
  latest: '84px',
};
const SORTED: Partial<Readonly<Record<Column, SortKey>>> = {
  country: 'country',
  sources: 'sources',
  facts: 'facts',
  newest: 'newest',
  latest: 'latest',
};
const RIGHT = new Set<Column>(['sources', 'facts', 'newest', 'latest']);

/** The words of a column's heading. */
export const columnName = (column: Column): string =>
  column === 'labels' ? t('companies.labels') : t(`companies.${column}`);

function Cell({
  row,
  column,
  now,
}: {
  readonly row: CompanyListRow;
  readonly column: Column;
  readonly now: Date;
}): ReactNode {
  switch (column) {
    case 'aliases': {
      const others = row.aliases.filter((alias) => alias.text !== row.name);
      return (
        <span className="co-aliases">
          {others.slice(0, 4).map((alias) => (
            <Chip key={alias.text} tone="company" lang={alias.language ?? languageOfName(alias.text)}>
              {alias.text}
            </Chip>
          ))}
          {others.length > 4 && <span className="sm t3 nw">+{number(others.length - 4)}</span>}
        </span>
      );
    }
    case 'labels':
      return (
        <span className="co-aliases">
          {row.tags.map((tag) => (
            <Chip key={`tag ${tag}`} icon="tag">
              {tag}
            </Chip>
          ))}
          {row.groups.map((group) => (
            <Chip key={`group ${group}`} icon="layers">
              {group}
            </Chip>
          ))}
        </span>
      );
    case 'country':
      return <span className="clip">{row.country === null ? '' : countryName(row.country)}</span>;
    case 'website':
      return <span className="clip t2">{row.website?.replace(/^https?:\/\/(www\.)?/, '') ?? ''}</span>;
    case 'newest':
      return <span className="n num t3">{row.newestFact === null ? '–' : periodOf(row.newestFact)}</span>;
    case 'latest':
      return <span className="n num t3">{row.latest === null ? '–' : shortDay(row.latest, now)}</span>;
    default:
      return (
        <span className="n num">
          {number(row[column])}
          <span className="sr"> {columnName(column)}</span>
        </span>
      );
  }
}

/** A heading that sorts by its column; pressed again, the other way round. */
function Heading({
  by,
  sorting,
  right,
  onSort,
  children,
}: {
  readonly by: SortKey | undefined;
  readonly sorting: Sorting;
  readonly right?: boolean;
  readonly onSort: (sorting: Sorting) => void;
  readonly children: string;
}) {
  const className = right ? 'n' : undefined;
  if (by === undefined) return <span className={className}>{children}</span>;
  const on = sorting.by === by;
  const fresh = by !== 'name' && by !== 'country';
  return (
    <span className={className}>
      <button
        type="button"
        className="co-sort"
        aria-label={t('companies.sortBy', { column: children })}
        aria-pressed={on}
        onClick={() => onSort({ by, down: on ? !sorting.down : fresh })}
      >
        {children}
        {on && <Icon name={sorting.down ? 'chevron-down' : 'chevron-up'} size="xs" />}
      </button>
    </span>
  );
}

/**
 * Companies as rows that are drawn only while in view: arrows move, Enter opens, X ticks, Shift with arrows ticks a
 * stretch, Delete moves to Trash.
 */
export function CompanyList({
  rows,
  columns,
  sorting,
  chosen,
  onSort,
  onChoose,
  onTrash,
}: {
  readonly rows: readonly CompanyListRow[];
  readonly columns: readonly Column[];
  readonly sorting: Sorting;
  readonly chosen: ReadonlySet<string>;
  readonly onSort: (sorting: Sorting) => void;
  readonly onChoose: (ids: ReadonlySet<string>) => void;
  readonly onTrash: (rows: readonly CompanyListRow[]) => void;
}) {
  const [at, setAt] = useState(0);
  const [now] = useState(() => new Date());
  const list = useRef<VListHandle>(null);
  const anchor = useRef(0);
  const here = Math.min(at, rows.length - 1);
  useEffect(() => {
    list.current?.scrollToIndex(here, { align: 'nearest' });
  }, [here]);
  const toggle = (row: CompanyListRow): void => {
    const next = new Set(chosen);
    if (!next.delete(row.id)) next.add(row.id);
    onChoose(next);
  };
  const stretch = (to: number): void =>
    onChoose(
      new Set(
        rows.slice(Math.min(anchor.current, to), Math.max(anchor.current, to) + 1).map((row) => row.id),
      ),
    );
  const move = (to: number): void => {
    anchor.current = to;
    setAt(to);
  };
  const keys = (event: KeyboardEvent) => {
    const row = rows[here];
    const step = STEP[event.key];
    const to = step === undefined ? here : Math.max(0, Math.min(rows.length - 1, here + step));
    if (event.target !== event.currentTarget || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== 'a') return;
      onChoose(new Set(rows.map((one) => one.id)));
    } else if (step !== undefined && event.shiftKey && event.key.startsWith('Arrow')) {
      stretch(to);
      setAt(to);
    } else if (step !== undefined) move(to);
    else if (event.key === 'Enter' && row) go({ screen: 'company', id: row.id });
    else if (event.key.toLowerCase() === 'x' && row) toggle(row);
    else if (event.key === 'Escape' && chosen.size > 0) onChoose(new Set());
    else if (event.key === 'Delete' && row)
      onTrash(chosen.size > 0 ? rows.filter((one) => chosen.has(one.id)) : [row]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const click = (event: MouseEvent, row: CompanyListRow, i: number): void => {
    if (event.shiftKey) stretch(i);
    else if (event.ctrlKey || event.metaKey) toggle(row);
    else go({ screen: 'company', id: row.id });
  };
  const tracks = ['24px', '32px', 'minmax(150px, 1.1fr)', ...columns.map((column) => TRACKS[column])];
  // what the columns need at least: the first length of each, the gaps between, and the room at both sides
  const least = tracks.reduce((sum, track) => sum + Number(/\d+/.exec(track)?.[0] ?? 0) + 12, 28);
  return (
    <div
      className="co-list"
      data-region="list"
      style={{ ['--co-columns' as string]: tracks.join(' '), ['--co-least' as string]: `${least}px` }}
    >
      <div className="co-columns label">
        <Check
          on={chosen.size > 0 && chosen.size === rows.length}
          some={chosen.size > 0}
          name={t('companies.chooseAll')}
          onChange={(on) => onChoose(on ? new Set(rows.map((row) => row.id)) : new Set())}
        />
        <span />
        <Heading by="name" sorting={sorting} onSort={onSort}>
          {t('companies.name')}
        </Heading>
        {columns.map((column) => (
          <Heading
            key={column}
            by={SORTED[column]}
            sorting={sorting}
            right={RIGHT.has(column)}
            onSort={onSort}
          >
            {columnName(column)}
          </Heading>
        ))}
      </div>
      <div
        className="co-rows"
        role="listbox"
        aria-multiselectable="true"
        tabIndex={0}
        data-focus-first
        aria-label={t('companies.count', { count: rows.length })}
        aria-activedescendant={rows[here] ? `co-${rows[here].id}` : undefined}
        onKeyDown={keys}
      >
        <VList ref={list} role="presentation" itemSize={46}>
          {rows.map((row, i) => {
            const about = [
              row.ticker,
              row.country === null || columns.includes('country') ? null : countryName(row.country),
            ].filter(Boolean);
            return (
              <Row
                key={row.id}
                id={`co-${row.id}`}
                className={`co-row${i === here ? ' at' : ''}`}
                selected={chosen.size > 0 ? chosen.has(row.id) : i === here}
                position={i + 1}
                of={rows.length}
                onMouseDown={() => setAt(i)}
                onClick={(event) => click(event, row, i)}
              >
                <span
                  className={`co-tick-box${chosen.has(row.id) ? ' on' : ''}`}
                  aria-hidden="true"
                  onClick={(event) => {
                    event.stopPropagation();
                    anchor.current = i;
                    toggle(row);
                  }}
                >
                  <span className="box16">{chosen.has(row.id) && <Icon name="check" size="xs" />}</span>
                </span>
                <Monogram names={[row.name, ...row.aliases.map((alias) => alias.text)]} />
                <span className="co-name">
                  <span className="b clip" lang={languageOfName(row.name)}>
                    {row.name}
                  </span>
                  {about.length > 0 && <span className="sm t3 clip">{about.join(' · ')}</span>}
                </span>
                {columns.map((column) => (
                  <Cell key={column} row={row} column={column} now={now} />
                ))}
              </Row>
            );
          })}
        </VList>
      </div>
    </div>
  );
}
