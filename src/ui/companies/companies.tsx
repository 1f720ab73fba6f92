import { useDeferredValue, useMemo, useState } from 'react';
import type { CompanyListRow } from '../../library/company-views.ts';
import { doing } from '../frame/undo.ts';
import { NewGrid } from '../grid/grids.tsx';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { download } from '../parts/download.ts';
import { Empty } from '../parts/empty.tsx';
import { Field } from '../parts/field.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { fail, reasonOf } from '../parts/toast.tsx';
import { prefer, usePreferences } from '../preferences.ts';
import { go } from '../view.ts';
import { CompanyList } from './company-list.tsx';
import { FieldsSheet } from './fields-sheet.tsx';
import { FoundNamesButton } from './found-names.tsx';
import { ImportCompanies } from './import-companies.tsx';
import { LabelsSheet } from './labels-sheet.tsx';
import { COLUMNS, sorted, sortingOf, staleBefore, type Narrowing } from './list-state.ts';
import { FilterChips, ListTools, SelectionBar } from './list-tools.tsx';
import { MergeSheet } from './merge-sheet.tsx';
import { NewCompany } from './new-company.tsx';
import './companies.css';
import './dossier.css';
import './list.css';

type Open = 'new' | 'import' | 'labels' | 'fields' | 'merge' | 'grid' | null;

const trash = (rows: readonly CompanyListRow[]): void =>
  void doing(
    library.companies.trash({ ids: rows.map((row) => row.id) }),
    rows.length === 1
      ? t('companies.trashed', { name: rows[0]!.name })
      : t('companies.trashedMany', { count: rows.length }),
  );

/** The companies of the library, found by any of their names, filtered, sorted and changed together. */
export function CompaniesScreen() {
  const [text, setText] = useState('');
  const [open, setOpen] = useState<Open>(null);
  const [narrowing, setNarrowing] = useState<Narrowing>({});
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [now] = useState(() => new Date());
  const { companyColumns, companySort } = usePreferences();
  const asked = useDeferredValue(text.trim());
  const { staleYears, ...filter } = narrowing;
  const { value, error } = useLive(
    ['company', 'mention', 'fact', 'source', 'tag'],
    () =>
      library.companies.list({
        ...filter,
        ...(asked !== '' && { text: asked }),
        ...(staleYears !== undefined && { staleBefore: staleBefore(now, staleYears) }),
      }),
    [asked, narrowing],
  );
  const sorting = sortingOf(companySort);
  const rows = useMemo(() => sorted(value ?? [], sortingOf(companySort)), [value, companySort]);
  const columns = COLUMNS.filter((column) => companyColumns.includes(column));
  const chosen = rows.filter((row) => ticked.has(row.id));
  const ids = new Set(chosen.map((row) => row.id));
  const narrowed = asked !== '' || Object.keys(narrowing).length > 0;
  // the filters offer what occurs anywhere; without a filter the list itself says it
  const whole = useLive(
    ['company', 'tag'],
    () => (narrowed ? library.companies.list({}) : Promise.resolve(null)),
    [narrowed],
  ).value;
  const all = narrowed ? (whole ?? []) : (value ?? []);
  const empty = value !== undefined && value.length === 0;
  const close = (): void => setOpen(null);
  const save = (format: 'csv' | 'xlsx'): void =>
    void library.companies
      .exportList({ format, ids: (chosen.length > 0 ? chosen : rows).map((row) => row.id) })
      .then(download, fail);
  const start = (
    <>
      <Button kind="primary" icon="plus" onClick={() => setOpen('new')}>
        {t('companies.new')}
      </Button>
      <Button icon="upload" onClick={() => setOpen('import')}>
        {t('companies.import')}
      </Button>
    </>
  );
  return (
    <div className="main co-main">
      <div className="phead co-head">
        <h1>{t('companies.title')}</h1>
        {value && <span className="t3 sm num">{number(value.length)}</span>}
        <span className="end" />
        <Field
          icon="search"
          className="co-filter"
          type="search"
          name={t('companies.filter')}
          placeholder={t('companies.filter')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <ListTools
          rows={all}
          narrowing={narrowing}
          columns={columns}
          onNarrow={setNarrowing}
          onColumns={(next) => void prefer('companyColumns', [...next]).catch(fail)}
          onExport={save}
        />
        <FoundNamesButton />
        <Button icon="upload" onClick={() => setOpen('import')}>
          {t('companies.import')}
        </Button>
        <Button kind="primary" icon="plus" onClick={() => setOpen('new')}>
          {t('companies.new')}
        </Button>
      </div>
      <FilterChips narrowing={narrowing} onChange={setNarrowing} />
      {error && !value && <Empty icon="triangle-alert" title={reasonOf(error)} />}
      {value === undefined && !error && <Skeleton lines={10} />}
      {empty && !narrowed && (
        <Empty icon="building-complex" title={t('companies.empty')} actions={start}>
          {t('companies.empty.words')}
        </Empty>
      )}
      {empty && narrowed && (
        <Empty
          icon="search"
          title={asked === '' ? t('companies.noneFit') : t('companies.noneMatch', { text: asked })}
          actions={
            asked === '' ? (
              <Button onClick={() => setNarrowing({})}>{t('companies.filtersOff')}</Button>
            ) : (
              <Button icon="plus" onClick={() => setOpen('new')}>
                {t('companies.addName', { name: asked })}
              </Button>
            )
          }
        >
          {asked === '' ? null : t('companies.noneMatch.words')}
        </Empty>
      )}
      {rows.length > 0 && (
        <>
          {chosen.length > 0 && (
            <SelectionBar
              count={chosen.length}
              onLabels={() => setOpen('labels')}
              onFields={() => setOpen('fields')}
              onMerge={() => setOpen('merge')}
              onGrid={() => setOpen('grid')}
              onTrash={() => trash(chosen)}
              onNone={() => setTicked(new Set())}
            />
          )}
          <CompanyList
            rows={rows}
            columns={columns}
            sorting={sorting}
            chosen={ids}
            onSort={({ by, down }) => void prefer('companySort', `${by}${down ? ' down' : ''}`).catch(fail)}
            onChoose={setTicked}
            onTrash={trash}
          />
        </>
      )}
      {open === 'new' && (
        <NewCompany
          name={asked}
          onClose={close}
          onAdded={(id) => {
            close();
            go({ screen: 'company', id });
          }}
        />
      )}
      {open === 'import' && <ImportCompanies onClose={close} />}
      {open === 'labels' && <LabelsSheet rows={chosen} onClose={close} />}
      {open === 'fields' && <FieldsSheet ids={[...ids]} onClose={close} />}
      {open === 'merge' && <MergeSheet companies={chosen} onClose={close} />}
      {open === 'grid' && <NewGrid companyIds={[...ids]} onClose={close} />}
    </div>
  );
}
