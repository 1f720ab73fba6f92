import { useDeferredValue, useState } from 'react';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { number, shortDay } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Field } from '../parts/field.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { go } from '../view.ts';
import { CompanyList } from './company-list.tsx';
import { ImportCompanies } from './import-companies.tsx';
import { NewCompany } from './new-company.tsx';
import './companies.css';

/** The companies of the library, found by any of their names. */
export function CompaniesScreen() {
  const [text, setText] = useState('');
  const [sheet, setSheet] = useState<'new' | 'import' | null>(null);
  const asked = useDeferredValue(text.trim());
  const { value, error } = useLive(
    ['company', 'mention', 'fact', 'source'],
    () => library.companies.list(asked === '' ? {} : { text: asked }),
    [asked],
  );
  const [now] = useState(() => new Date());
  const empty = value !== undefined && value.length === 0;
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
        <Button icon="upload" onClick={() => setSheet('import')}>
          {t('companies.import')}
        </Button>
        <Button kind="primary" icon="plus" onClick={() => setSheet('new')}>
          {t('companies.new')}
        </Button>
      </div>
      {error && !value && <Empty icon="triangle-alert" title={error.message} />}
      {value === undefined && !error && <Skeleton lines={10} />}
      {empty && asked === '' && (
        <Empty
          icon="building-complex"
          title={t('companies.empty')}
          actions={
            <>
              <Button kind="primary" icon="plus" onClick={() => setSheet('new')}>
                {t('companies.new')}
              </Button>
              <Button icon="upload" onClick={() => setSheet('import')}>
                {t('companies.import')}
              </Button>
            </>
          }
        >
          {t('companies.empty.words')}
        </Empty>
      )}
      {empty && asked !== '' && (
        <Empty
          icon="search"
          title={t('companies.noneMatch', { text: asked })}
          actions={
            <Button icon="plus" onClick={() => setSheet('new')}>
              {t('companies.addName', { name: asked })}
            </Button>
          }
        >
          {t('companies.noneMatch.words')}
        </Empty>
      )}
      {value && value.length > 0 && (
        <CompanyList rows={value} when={(row) => (row.latest === null ? '–' : shortDay(row.latest, now))} />
      )}
      {sheet === 'new' && (
        <NewCompany
          name={asked}
          onClose={() => setSheet(null)}
          onAdded={(id) => {
            setSheet(null);
            go({ screen: 'company', id });
          }}
        />
      )}
      {sheet === 'import' && <ImportCompanies onClose={() => setSheet(null)} />}
    </div>
  );
}
