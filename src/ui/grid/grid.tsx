import { useEffect, useRef, useState } from 'react';
import type { GridQuestion, GridView } from '../../library/company-views.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { download } from '../parts/download.ts';
import { Empty } from '../parts/empty.tsx';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu } from '../parts/menu.tsx';
import { Picker, type Choice } from '../parts/picker.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { fail, reasonOf, say } from '../parts/toast.tsx';
import { prefer } from '../preferences.ts';
import { go } from '../view.ts';
import { CellSheet } from './cell-sheet.tsx';
import type { CellPlace } from './open-cell.ts';
import { GridTable } from './table.tsx';
import '../companies/companies.css';
import '../companies/dossier.css';
import './grid.css';

type Open =
  | { readonly cell: CellPlace }
  | { readonly question: GridQuestion | null }
  | { readonly name: true }
  | { readonly companies: true }
  | null;

/** The words of a question and the measure its facts are filed under; also a name for the whole grid. */
function QuestionSheet({
  view,
  question,
  onClose,
}: {
  readonly view: GridView;
  /** Null for a new one. */
  readonly question: GridQuestion | null;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState(question?.text ?? '');
  const [metric, setMetric] = useState(question?.metric ?? '');
  const [error, setError] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);
  const place = view.questions.findIndex((one) => one.id === question?.id);
  const act = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
      onClose();
    } catch (reason) {
      setError(reasonOf(reason));
    }
  };
  const values = { text: text.trim(), metric: metric.trim() === '' ? null : metric.trim() };
  const move = (to: number) => void act(library.grids.moveQuestion({ id: question!.id, to }));
  return (
    <Sheet
      title={t(question ? 'grid.question.edit' : 'grid.question.new')}
      open
      onClose={onClose}
      initialFocus={first}
      footer={
        <>
          {question && (
            <>
              <Button icon="arrow-left" disabled={place <= 0} onClick={() => move(place - 1)}>
                {t('grid.question.left')}
              </Button>
              <Button
                icon="arrow-right"
                disabled={place >= view.questions.length - 1}
                onClick={() => move(place + 1)}
              >
                {t('grid.question.right')}
              </Button>
              <Button
                icon="trash"
                onClick={() => {
                  onClose();
                  void doing(library.grids.removeQuestion({ id: question.id }), t('grid.question.removed'));
                }}
              >
                {t('grid.question.remove')}
              </Button>
            </>
          )}
          <span className="end" />
          <Button kind="primary" submit form="grid-question" disabled={text.trim() === ''}>
            {t('company.save')}
          </Button>
        </>
      }
    >
      <form
        id="grid-question"
        className="col"
        onSubmit={(event) => {
          event.preventDefault();
          void act(
            question
              ? library.grids.editQuestion({ id: question.id, ...values })
              : library.grids.addQuestions({ id: view.id, questions: [values] }),
          );
        }}
      >
        <Field
          ref={first}
          label={t('grid.question')}
          value={text}
          error={error}
          onChange={(event) => setText(event.target.value)}
        />
        <Field
          label={t('grid.question.metric')}
          hint={t('grid.question.metricWords')}
          value={metric}
          onChange={(event) => setMetric(event.target.value)}
        />
      </form>
    </Sheet>
  );
}

function NameSheet({ view, onClose }: { readonly view: GridView; readonly onClose: () => void }) {
  const [name, setName] = useState(view.name);
  const first = useRef<HTMLInputElement>(null);
  return (
    <Sheet title={t('grid.rename')} open onClose={onClose} initialFocus={first}>
      <form
        className="row tight"
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          void doing(library.grids.rename({ id: view.id, name }));
        }}
      >
        <Field
          ref={first}
          className="grow"
          name={t('grid.name')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button kind="primary" submit disabled={name.trim() === ''}>
          {t('company.save')}
        </Button>
      </form>
    </Sheet>
  );
}

/** Which companies the questions are asked of. */
function CompaniesPicker({ view, onClose }: { readonly view: GridView; readonly onClose: () => void }) {
  const rows = useLive(['company'], () => library.companies.list({})).value ?? [];
  const there = new Set(view.companies.map((company) => company.id));
  return (
    <Picker
      title={t('grid.companies')}
      choices={rows.map((row): Choice => ({
        id: row.id,
        label: row.name,
        detail: row.ticker ?? '',
        on: there.has(row.id),
      }))}
      onPick={(choice, on) =>
        void doing(
          on
            ? library.grids.addCompanies({ id: view.id, companyIds: [choice.id] })
            : library.grids.removeCompany({ id: view.id, companyId: choice.id }),
        )
      }
      onClose={onClose}
    />
  );
}

/** One grid: its questions, its companies, and the answers with their words. */
export function GridScreen({ id }: { readonly id: string }) {
  const { value: view, error } = useLive(
    ['grid', 'fact', 'company', 'annotation'],
    () => library.grids.open({ id }),
    [id],
  );
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  useEffect(() => {
    prefer('lastGrid', id).catch(fail);
  }, [id]);
  if (!view)
    return (
      <div className="main co-main">
        {error ? (
          <Empty
            icon="table"
            title={t('grid.missing')}
            actions={<Button onClick={() => go({ screen: 'grids' })}>{t('grid.title')}</Button>}
          />
        ) : (
          <Skeleton lines={10} />
        )}
      </div>
    );
  const write = (format: 'csv' | 'xlsx') => () =>
    void library.grids.export({ id, format }).then(download, fail);
  const fromFacts = () =>
    void library.grids
      .fillFromFacts({ id })
      .then(({ filled }) => say(t('grid.filledMany', { count: filled })), fail);
  const bare = view.questions.length === 0 || view.companies.length === 0;
  return (
    <div className="main co-main">
      <div className="phead co-head">
        <nav className="row tight grow" aria-label={t('company.breadcrumb')}>
          <button type="button" className="co-link quiet sm" onClick={() => go({ screen: 'grids' })}>
            {t('grid.title')}
          </button>
          <Icon name="chevron-right" size="xs" />
          <h1 className="b clip gr-title" aria-current="page">
            {view.name}
          </h1>
        </nav>
        <Button icon="plus" onClick={() => setOpen({ question: null })}>
          {t('grid.question.new')}
        </Button>
        <Button icon="building-complex" onClick={() => setOpen({ companies: true })}>
          {t('grid.companies')}
        </Button>
        <Menu
          align="end"
          trigger={<IconButton icon="download" label={t('grid.export')} />}
          list={[
            { label: t('grid.export.xlsx'), icon: 'table', run: write('xlsx') },
            { label: t('grid.export.csv'), icon: 'file-text', run: write('csv') },
          ]}
        />
        <Menu
          align="end"
          trigger={<IconButton icon="ellipsis" label={t('company.more')} />}
          list={[
            { label: t('grid.rename'), icon: 'pencil', run: () => setOpen({ name: true }) },
            { label: t('grid.fillFromFacts'), icon: 'wand-sparkles', run: fromFacts },
            '-',
            {
              label: t('company.trash'),
              icon: 'trash',
              danger: true,
              run: () => {
                go({ screen: 'grids' });
                void doing(library.grids.trash({ ids: [id] }), t('grid.trashed', { name: view.name }));
              },
            },
          ]}
        />
      </div>
      {bare ? (
        <Empty icon="table" title={t('grid.bare')}>
          {t('grid.bare.words')}
        </Empty>
      ) : (
        <>
          <GridTable
            view={view}
            onCell={(cell) => setOpen({ cell })}
            onQuestion={(question) => setOpen({ question })}
          />
          <p className="gr-foot t3 sm">
            <span className="num">
              {t('grid.progress', {
                facts: view.cells.filter((cell) => cell.fact).length,
                looked: view.cells.filter((cell) => cell.lookedOn).length,
                all: view.questions.length * view.companies.length,
              })}
            </span>
            <span className="end">{t('grid.keys')}</span>
          </p>
        </>
      )}
      {open && 'cell' in open && <CellSheet view={view} place={open.cell} onClose={close} />}
      {open && 'question' in open && <QuestionSheet view={view} question={open.question} onClose={close} />}
      {open && 'name' in open && <NameSheet view={view} onClose={close} />}
      {open && 'companies' in open && <CompaniesPicker view={view} onClose={close} />}
    </div>
  );
}
