import { useRef, useState } from 'react';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { number, shortDay } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Field, Select, TextArea } from '../parts/field.tsx';
import { roving } from '../parts/roving.ts';
import { Sheet } from '../parts/sheet.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { reasonOf } from '../parts/toast.tsx';
import { go } from '../view.ts';
import '../companies/companies.css';
import '../companies/dossier.css';
import './grid.css';

/** A new grid: its name, its questions one a line, and which companies they are asked of. */
export function NewGrid({
  companyIds,
  onClose,
}: {
  /** Companies to begin with; a group can be chosen when none are given. */
  readonly companyIds?: readonly string[];
  readonly onClose: () => void;
}) {
  const [name, setName] = useState('');
  const [questions, setQuestions] = useState('');
  const [group, setGroup] = useState('');
  const [error, setError] = useState<string | null>(null);
  const groups = useLive(['company'], () => library.groups.list()).value ?? [];
  const first = useRef<HTMLInputElement>(null);
  const make = async (): Promise<void> => {
    try {
      const ids =
        companyIds ??
        (group === '' ? [] : (await library.companies.list({ group })).map((company) => company.id));
      const made = await library.grids.add({
        name,
        companyIds: [...ids],
        questions: questions
          .split('\n')
          .map((text) => text.trim())
          .filter((text) => text !== '')
          .map((text) => ({ text })),
      });
      onClose();
      go({ screen: 'grid', id: made.id });
    } catch (reason) {
      setError(reasonOf(reason));
    }
  };
  return (
    <Sheet
      title={t('grid.new')}
      open
      onClose={onClose}
      initialFocus={first}
      footer={
        <>
          <span className="end" />
          <Button onClick={onClose}>{t('company.cancel')}</Button>
          <Button kind="primary" submit form="grid-new" disabled={name.trim() === ''}>
            {t('grid.create')}
          </Button>
        </>
      }
    >
      <form
        id="grid-new"
        className="col"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <Field
          ref={first}
          label={t('grid.name')}
          value={name}
          error={error}
          onChange={(event) => setName(event.target.value)}
        />
        <TextArea
          label={t('grid.questions')}
          rows={5}
          value={questions}
          onChange={(event) => setQuestions(event.target.value)}
        />
        {companyIds === undefined && groups.length > 0 && (
          <Select
            label={t('grid.fromGroup')}
            value={group}
            options={[
              { value: '', label: t('grid.noGroup') },
              ...groups.map((one) => ({ value: one.name, label: `${one.name} (${number(one.companies)})` })),
            ]}
            onChange={setGroup}
          />
        )}
      </form>
    </Sheet>
  );
}

/** All grids: questions asked of several companies. */
export function GridsScreen() {
  const { value: grids, error } = useLive(['grid', 'fact', 'company'], () => library.grids.list());
  const [making, setMaking] = useState(false);
  const [now] = useState(() => new Date());
  const start = (
    <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
      {t('grid.new')}
    </Button>
  );
  return (
    <div className="main co-main">
      <div className="phead co-head">
        <h1>{t('grid.title')}</h1>
        {grids && <span className="t3 sm num">{number(grids.length)}</span>}
        <span className="end" />
        {start}
      </div>
      {error && !grids && <Empty icon="triangle-alert" title={reasonOf(error)} />}
      {!grids && !error && <Skeleton lines={6} />}
      {grids?.length === 0 && (
        <Empty icon="table" title={t('grid.noneYet')} actions={start}>
          {t('grid.noneYet.words')}
        </Empty>
      )}
      {grids && grids.length > 0 && (
        <ul className="gr-list" data-region="list" onKeyDown={roving('.gr-open')}>
          {grids.map((grid) => (
            <li key={grid.id} className="row">
              <button type="button" className="gr-open" onClick={() => go({ screen: 'grid', id: grid.id })}>
                <span className="b clip">{grid.name}</span>
                <span className="t3 sm num">
                  {t('grid.size', { questions: grid.questions, companies: grid.companies })}
                </span>
                <span className="t3 sm num end">
                  {t('grid.progress', {
                    facts: grid.facts,
                    looked: grid.looked,
                    all: grid.questions * grid.companies,
                  })}
                </span>
                <span className="t3 sm num">{shortDay(grid.updatedAt, now)}</span>
              </button>
              <IconButton
                small
                icon="trash"
                label={t('grid.trash', { name: grid.name })}
                onClick={() =>
                  void doing(library.grids.trash({ ids: [grid.id] }), t('grid.trashed', { name: grid.name }))
                }
              />
            </li>
          ))}
        </ul>
      )}
      {making && <NewGrid onClose={() => setMaking(false)} />}
    </div>
  );
}
