import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { GridCell, GridQuestion, GridView } from '../../library/company-views.ts';
import { languageOfName } from '../companies/words.ts';
import { amountOf, periodOf } from '../facts/format.ts';
import { day } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Icon } from '../parts/icon.tsx';
import { go } from '../view.ts';
import { cellsOf, clearCell, keyOf, openAnswer, saySought, type CellPlace } from './open-cell.ts';

/** Sizes in CSS pixels; all rows and columns are alike, so that what is in view can be worked out. */
const ROW = 62;
const HEAD = 52;
const FIRST = 190;
const COLUMN = 214;
/** Rows and columns drawn beyond what is in view. */
const SPARE = 3;

/** Row 0 is the questions, column 0 the companies. */
interface At {
  readonly row: number;
  readonly column: number;
}

const idOf = (at: At): string => `grid-cell-${at.row}-${at.column}`;

/** What part of a grid is in view, kept up to date while it is scrolled or resized. */
function useInView(ref: RefObject<HTMLDivElement | null>, rows: number, columns: number) {
  const [box, setBox] = useState({ left: 0, top: 0, width: 1200, height: 800 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const read = (): void =>
      setBox({
        left: element.scrollLeft,
        top: element.scrollTop,
        width: element.clientWidth,
        height: element.clientHeight,
      });
    const watch = new ResizeObserver(read);
    watch.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      watch.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, [ref]);
  const span = (from: number, long: number, size: number, count: number): readonly [number, number] => [
    Math.max(0, Math.floor(from / size) - SPARE),
    Math.min(count, Math.ceil((from + long) / size) + SPARE),
  ];
  return {
    rows: span(box.top, box.height, ROW, rows),
    columns: span(box.left, box.width, COLUMN, columns),
  };
}

const range = ([from, to]: readonly [number, number]): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

function Answer({ cell }: { readonly cell: GridCell | undefined }) {
  if (cell?.fact) {
    const { fact } = cell;
    return (
      <>
        <span className="row tight">
          <span className="b num clip" lang={languageOfName(fact.valueText)}>
            {amountOf(fact)}
          </span>
          <span className="t3 sm num nw">{periodOf(fact.asOf)}</span>
        </span>
        {fact.quote === null ? (
          <span className="t3 sm row tight">
            <Icon name="circle-dot" size="xs" />
            {t('company.fact.noSource')}
          </span>
        ) : (
          <button
            type="button"
            tabIndex={-1}
            className="co-quote gr-quote"
            aria-label={t('company.fact.open', { quote: fact.quote })}
            onClick={() => openAnswer(fact)}
          >
            <span className="quote" lang={languageOfName(fact.quote)}>
              “{fact.quote}”
            </span>
          </button>
        )}
      </>
    );
  }
  if (cell?.lookedOn)
    return (
      <span className="t3 sm row tight">
        <Icon name="search" size="xs" />
        {t('grid.lookedOn', { day: day(cell.lookedOn) })}
      </span>
    );
  return <span className="sr">{t('grid.empty')}</span>;
}

/**
 * Companies down and questions across, as an ARIA grid: arrows move, Enter opens the words of an answer or asks for one,
 * F2 changes it, N says that nothing was found, Delete empties. Only what is in view is drawn.
 */
export function GridTable({
  view,
  onCell,
  onQuestion,
}: {
  readonly view: GridView;
  readonly onCell: (place: CellPlace) => void;
  readonly onQuestion: (question: GridQuestion) => void;
}) {
  const { questions, companies } = view;
  const cells = cellsOf(view);
  const ref = useRef<HTMLDivElement>(null);
  const seen = useInView(ref, companies.length, questions.length);
  const [at, setAt] = useState<At>({
    row: Math.min(1, companies.length),
    column: Math.min(1, questions.length),
  });
  const here: At = {
    row: Math.min(at.row, companies.length),
    column: Math.min(at.column, questions.length),
  };
  const show = (next: At): void => {
    setAt(next);
    const box = ref.current;
    if (!box) return;
    const [top, left] = [(next.row - 1) * ROW, (next.column - 1) * COLUMN];
    if (next.row > 0) {
      if (top < box.scrollTop) box.scrollTo({ top });
      else if (top + ROW + HEAD > box.scrollTop + box.clientHeight)
        box.scrollTo({ top: top + ROW + HEAD - box.clientHeight });
    }
    if (next.column > 0) {
      if (left < box.scrollLeft) box.scrollTo({ left });
      else if (left + COLUMN + FIRST > box.scrollLeft + box.clientWidth)
        box.scrollTo({ left: left + COLUMN + FIRST - box.clientWidth });
    }
  };
  const placeOf = (where: At): CellPlace | null => {
    const [company, question] = [companies[where.row - 1], questions[where.column - 1]];
    return company && question ? { companyId: company.id, questionId: question.id } : null;
  };
  const enter = (where: At, change: boolean): void => {
    const place = placeOf(where);
    const [company, question] = [companies[where.row - 1], questions[where.column - 1]];
    if (place) {
      const fact = cells.get(keyOf(place))?.fact;
      if (fact && fact.sourceId !== null && !change) openAnswer(fact);
      else onCell(place);
    } else if (company) go({ screen: 'company', id: company.id });
    else if (question) onQuestion(question);
  };
  const moved = (event: KeyboardEvent): At | null => {
    const far = event.ctrlKey || event.metaKey;
    switch (event.key) {
      case 'ArrowDown':
        return { ...here, row: far ? companies.length : here.row + 1 };
      case 'ArrowUp':
        return { ...here, row: far ? 0 : here.row - 1 };
      case 'ArrowRight':
        return { ...here, column: far ? questions.length : here.column + 1 };
      case 'ArrowLeft':
        return { ...here, column: far ? 0 : here.column - 1 };
      case 'PageDown':
        return { ...here, row: here.row + 8 };
      case 'PageUp':
        return { ...here, row: here.row - 8 };
      case 'Home':
        return { row: far ? 0 : here.row, column: 0 };
      case 'End':
        return { row: far ? companies.length : here.row, column: questions.length };
      default:
        return null;
    }
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.altKey || event.target !== event.currentTarget) return;
    const next = moved(event);
    const place = placeOf(here);
    if (next)
      show({
        row: Math.max(0, Math.min(companies.length, next.row)),
        column: Math.max(0, Math.min(questions.length, next.column)),
      });
    else if (event.ctrlKey || event.metaKey) return;
    else if (event.key === 'Enter') enter(here, false);
    else if (event.key === 'F2' || event.key === ' ') enter(here, true);
    else if ((event.key === 'n' || event.key === 'N') && place) saySought(place);
    else if (event.key === 'Delete' && place && cells.has(keyOf(place))) clearCell(place);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const marked = (where: At): string => (where.row === here.row && where.column === here.column ? ' at' : '');
  const columns = range(seen.columns);
  const skipped = seen.columns[0] * COLUMN;
  return (
    <div
      ref={ref}
      className="gr-table"
      role="grid"
      tabIndex={0}
      aria-label={view.name}
      aria-rowcount={companies.length + 1}
      aria-colcount={questions.length + 1}
      aria-activedescendant={idOf(here)}
      data-region="list"
      data-focus-first
      onKeyDown={keys}
    >
      <div
        className="gr-inside"
        role="presentation"
        style={{ width: FIRST + questions.length * COLUMN, height: HEAD + companies.length * ROW }}
      >
        <div className="gr-row gr-head" role="row" aria-rowindex={1}>
          <div
            id={idOf({ row: 0, column: 0 })}
            className={`gr-cell gr-first${marked({ row: 0, column: 0 })}`}
            role="columnheader"
            aria-colindex={1}
          >
            <span className="label">{t('companies.title')}</span>
          </div>
          <div role="presentation" style={{ width: skipped, flex: 'none' }} />
          {columns.map((column) => {
            const question = questions[column]!;
            const where = { row: 0, column: column + 1 };
            return (
              <div
                key={question.id}
                id={idOf(where)}
                className={`gr-cell${marked(where)}`}
                role="columnheader"
                aria-colindex={column + 2}
                title={question.metric ?? undefined}
                lang={languageOfName(question.text)}
                onClick={() => show(where)}
                onDoubleClick={() => onQuestion(question)}
              >
                <span className="gr-question b">{question.text}</span>
              </div>
            );
          })}
        </div>
        {range(seen.rows).map((row) => {
          const company = companies[row]!;
          const first = { row: row + 1, column: 0 };
          return (
            <div
              key={company.id}
              className="gr-row gr-body"
              role="row"
              aria-rowindex={row + 2}
              style={{ top: HEAD + row * ROW }}
            >
              <div
                id={idOf(first)}
                className={`gr-cell gr-first${marked(first)}`}
                role="rowheader"
                aria-colindex={1}
                lang={languageOfName(company.name)}
                onClick={() => show(first)}
                onDoubleClick={() => enter(first, false)}
              >
                <span className="b clip">{company.name}</span>
              </div>
              <div role="presentation" style={{ width: skipped, flex: 'none' }} />
              {columns.map((column) => {
                const question = questions[column]!;
                const where = { row: row + 1, column: column + 1 };
                const cell = cells.get(keyOf({ questionId: question.id, companyId: company.id }));
                return (
                  <div
                    key={question.id}
                    id={idOf(where)}
                    className={`gr-cell${cell?.fact ? '' : ' bare'}${marked(where)}`}
                    role="gridcell"
                    aria-colindex={column + 2}
                    onClick={() => show(where)}
                    onDoubleClick={() => enter(where, cell?.fact === undefined || cell.fact === null)}
                  >
                    <Answer cell={cell} />
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}
