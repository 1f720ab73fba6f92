import { useState, type KeyboardEvent, type RefObject } from 'react';
import type { CompanyRow, SourceView } from '../../library/views.ts';
import { t } from '../messages/index.ts';
import { ContextMenu, type MenuEntry } from '../parts/menu.tsx';
import { Row } from '../parts/row.tsx';
import { sourceOf, type Line } from './found.ts';
import type { Place } from './hits.ts';
import { PassageRow, ResultRow } from './result-row.tsx';

const noPlaces: readonly Place[] = [];

/** The id of a row, by which the search box names the current one. */
export const rowId = (line: Line): string => `result-${line.id}`;

/** The list of results; an unfolded source is followed by its passages. */
export function Results({
  lines,
  here,
  total,
  old,
  views,
  places,
  companies,
  passages,
  unfolded,
  list,
  menuOf,
  onMove,
  onOpen,
  onFold,
  onKeys,
}: {
  readonly lines: readonly Line[];
  /** The current row. */
  readonly here: number;
  readonly total: number;
  /** The rows are those of the query before. */
  readonly old: boolean;
  readonly views: ReadonlyMap<string, SourceView>;
  readonly places: ReadonlyMap<string, readonly Place[]>;
  readonly companies: ReadonlyMap<string, CompanyRow>;
  /** How many passages a source has. */
  readonly passages: (line: Line) => number;
  readonly unfolded: ReadonlySet<string>;
  readonly list: RefObject<HTMLDivElement | null>;
  readonly menuOf: (line: Line) => readonly MenuEntry[];
  readonly onMove: (to: number) => void;
  readonly onOpen: (line: Line) => void;
  readonly onFold: (line: Line) => void;
  readonly onKeys: (event: KeyboardEvent) => void;
}) {
  const [now] = useState(() => new Date());
  const current = lines[here];
  return (
    <div
      ref={list}
      id="search-results"
      className={`se-list scrolls${old ? ' old' : ''}`}
      role="listbox"
      tabIndex={0}
      data-context="list"
      aria-label={t('search.count', { count: total })}
      aria-activedescendant={current ? rowId(current) : undefined}
      onKeyDown={onKeys}
    >
      {lines.map((line, i) => {
        const { found } = line;
        const source = sourceOf(found) ?? '';
        return (
          <ContextMenu key={line.id} list={menuOf(line)} onOpen={() => onMove(i)}>
            <Row
              id={rowId(line)}
              className={line.kind === 'result' ? 'se-row' : 'se-row inner'}
              selected={i === here}
              position={i + 1}
              of={Math.max(total, lines.length)}
              onClick={() => onMove(i)}
              onDoubleClick={() => onOpen(line)}
            >
              {line.kind === 'result' ? (
                <ResultRow
                  found={found}
                  view={views.get(source)}
                  places={places.get(source) ?? noPlaces}
                  company={companies.get(found.hit.id)}
                  passages={passages(line)}
                  unfolded={unfolded.has(line.id)}
                  onFold={() => onFold(line)}
                  now={now}
                />
              ) : (
                <PassageRow passage={line.passage} />
              )}
            </Row>
          </ContextMenu>
        );
      })}
    </div>
  );
}
