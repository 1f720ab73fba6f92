import type { CompanyListRow } from '../../library/company-views.ts';
import { countryName } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Menu, type MenuEntry } from '../parts/menu.tsx';
import { columnName } from './company-list.tsx';
import { COLUMNS, type Column, type Narrowing } from './list-state.ts';

const STALE = [1, 2, 3];

/** What the list can be narrowed to, from the labels and countries that occur. */
function filterMenu(
  rows: readonly CompanyListRow[],
  now: Narrowing,
  set: (narrowing: Narrowing) => void,
): readonly MenuEntry[] {
  const all = (of: (row: CompanyListRow) => readonly string[]): readonly string[] =>
    [...new Set(rows.flatMap(of))].toSorted((a, b) => a.localeCompare(b)).slice(0, 40);
  const choice = (key: 'tag' | 'group' | 'country', value: string, label: string): MenuEntry => {
    const on = now[key] === value;
    const { [key]: _, ...rest } = now;
    return { label, checked: on, run: () => set(on ? rest : { ...now, [key]: value }) };
  };
  const tags = all((row) => row.tags);
  const groups = all((row) => row.groups);
  const countries = all((row) => (row.country === null ? [] : [row.country]));
  const heading = (words: string, list: readonly MenuEntry[]): readonly MenuEntry[] =>
    list.length === 0 ? [] : [{ heading: words }, ...list];
  return [
    ...heading(
      t('companies.groups'),
      groups.map((group) => choice('group', group, group)),
    ),
    ...heading(
      t('companies.tags'),
      tags.map((tag) => choice('tag', tag, tag)),
    ),
    ...heading(
      t('companies.country'),
      countries.map((country) => choice('country', country, countryName(country))),
    ),
    { heading: t('companies.facts') },
    ...[true, false].map((facts): MenuEntry => {
      const on = now.facts === facts;
      const { facts: _, ...rest } = now;
      return {
        label: t(facts ? 'companies.withFacts' : 'companies.withoutFacts'),
        checked: on,
        run: () => set(on ? rest : { ...now, facts }),
      };
    }),
    ...STALE.map((staleYears): MenuEntry => {
      const on = now.staleYears === staleYears;
      const { staleYears: _, ...rest } = now;
      return {
        label: t('companies.stale', { count: staleYears }),
        checked: on,
        run: () => set(on ? rest : { ...now, staleYears }),
      };
    }),
  ];
}

/** The filters that are on, each with its way off. */
export function FilterChips({
  narrowing,
  onChange,
}: {
  readonly narrowing: Narrowing;
  readonly onChange: (narrowing: Narrowing) => void;
}) {
  const { tag, group, country, facts, staleYears } = narrowing;
  const chips: readonly (readonly [keyof Narrowing, string | undefined])[] = [
    ['group', group],
    ['tag', tag],
    ['country', country === undefined ? undefined : countryName(country)],
    ['facts', facts === undefined ? undefined : t(facts ? 'companies.withFacts' : 'companies.withoutFacts')],
    ['staleYears', staleYears === undefined ? undefined : t('companies.stale', { count: staleYears })],
  ];
  if (chips.every(([, words]) => words === undefined)) return null;
  return (
    <div className="row tight wrap co-chips">
      {chips.map(([key, words]) =>
        words === undefined ? null : (
          <Chip
            key={key}
            name={t('companies.filterOff', { filter: words })}
            onRemove={() => {
              const { [key]: _, ...rest } = narrowing;
              onChange(rest);
            }}
          >
            {words}
          </Chip>
        ),
      )}
    </div>
  );
}

/** Filters, columns and export of the list. */
export function ListTools({
  rows,
  narrowing,
  columns,
  onNarrow,
  onColumns,
  onExport,
}: {
  /** Every company, so that the filters offer what occurs. */
  readonly rows: readonly CompanyListRow[];
  readonly narrowing: Narrowing;
  readonly columns: readonly Column[];
  readonly onNarrow: (narrowing: Narrowing) => void;
  readonly onColumns: (columns: readonly Column[]) => void;
  readonly onExport: (format: 'csv' | 'xlsx') => void;
}) {
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton icon="list-filter" label={t('companies.narrow')} />}
        list={filterMenu(rows, narrowing, onNarrow)}
      />
      <Menu
        align="end"
        trigger={<IconButton icon="columns-2" label={t('companies.columns')} />}
        list={COLUMNS.map((column) => ({
          label: columnName(column),
          checked: columns.includes(column),
          run: () =>
            onColumns(
              COLUMNS.filter((one) => (one === column ? !columns.includes(one) : columns.includes(one))),
            ),
        }))}
      />
      <Menu
        align="end"
        trigger={<IconButton icon="download" label={t('companies.export')} />}
        list={[
          { label: t('grid.export.xlsx'), icon: 'table', run: () => onExport('xlsx') },
          { label: t('grid.export.csv'), icon: 'file-text', run: () => onExport('csv') },
        ]}
      />
    </>
  );
}

/** What can be done with the ticked companies, each as one step. */
export function SelectionBar({
  count,
  onLabels,
  onFields,
  onMerge,
  onGrid,
  onTrash,
  onNone,
}: {
  readonly count: number;
  readonly onLabels: () => void;
  readonly onFields: () => void;
  readonly onMerge: () => void;
  readonly onGrid: () => void;
  readonly onTrash: () => void;
  readonly onNone: () => void;
}) {
  return (
    <div className="row tight wrap co-chosen" role="toolbar" aria-label={t('companies.chosen', { count })}>
      <span className="b num">{t('companies.chosen', { count })}</span>
      <Button size="small" icon="tag" onClick={onLabels}>
        {t('companies.labels')}
      </Button>
      <Button size="small" icon="pencil" onClick={onFields}>
        {t('companies.fields')}
      </Button>
      <Button size="small" icon="table" onClick={onGrid}>
        {t('grid.new')}
      </Button>
      <Button size="small" icon="merge" disabled={count < 2} onClick={onMerge}>
        {t('company.merge.run')}
      </Button>
      <Button size="small" icon="trash" onClick={onTrash}>
        {t('company.trash')}
      </Button>
      <span className="end" />
      <IconButton small icon="x" label={t('companies.chooseNone')} onClick={onNone} />
    </div>
  );
}
