import { useState } from 'react';
import { PINNED_FIELD } from '../../core/company.ts';
import type { CompanyView } from '../../library/views.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { reasonOf, say } from '../parts/toast.tsx';

/** Name, ticker, country, website, and any fields of the reader's own. */
export function ProfileSheet({
  view,
  onClose,
}: {
  readonly view: CompanyView;
  readonly onClose: () => void;
}) {
  const { company } = view;
  const [name, setName] = useState(company.name);
  const [ticker, setTicker] = useState(company.ticker ?? '');
  const [country, setCountry] = useState(company.country ?? '');
  const [website, setWebsite] = useState(company.website ?? '');
  const [rows, setRows] = useState(() => Object.entries(view.fields).filter(([key]) => key !== PINNED_FIELD));
  const [error, setError] = useState<string | null>(null);
  const save = async () => {
    const named = rows.filter(
      ([key, value]) => key.trim() !== '' && key.trim() !== PINNED_FIELD && value.trim() !== '',
    );
    const pinned = view.fields[PINNED_FIELD];
    try {
      await library.companies.edit({
        id: company.id,
        name: name.trim(),
        ticker: ticker.trim(),
        country: country.trim(),
        website: website.trim(),
        fields: {
          ...Object.fromEntries(named.map(([key, value]) => [key.trim(), value.trim()])),
          ...(pinned !== undefined && { [PINNED_FIELD]: pinned }),
        },
      });
      say(t('step.company.edit', { name: name.trim() }), {
        label: t('frame.undo'),
        run: () => void library.history.undo({}),
      });
      onClose();
    } catch (reason) {
      setError(reasonOf(reason));
    }
  };
  const change = (at: number, row: [string, string]) => setRows(rows.map((old, i) => (i === at ? row : old)));
  return (
    <Sheet
      title={t('company.edit')}
      open
      onClose={onClose}
      footer={
        <>
          <span className="end" />
          <Button onClick={onClose}>{t('company.cancel')}</Button>
          <Button kind="primary" submit form="company-profile" disabled={name.trim() === ''}>
            {t('company.save')}
          </Button>
        </>
      }
    >
      <form
        id="company-profile"
        className="col"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label={t('companies.name.label')}
          value={name}
          error={error}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="co-three">
          <Field
            label={t('companies.ticker')}
            value={ticker}
            onChange={(event) => setTicker(event.target.value)}
          />
          <Field
            label={t('companies.country')}
            value={country}
            onChange={(event) => setCountry(event.target.value)}
          />
          <Field
            label={t('companies.website')}
            value={website}
            onChange={(event) => setWebsite(event.target.value)}
          />
        </div>
        {rows.map(([key, value], i) => (
          <div key={i} className="co-field-row">
            <Field
              name={t('company.field.name')}
              placeholder={t('company.field.name')}
              value={key}
              onChange={(event) => change(i, [event.target.value, value])}
            />
            <Field
              name={t('company.field.value')}
              placeholder={t('company.field.value')}
              value={value}
              onChange={(event) => change(i, [key, event.target.value])}
            />
            <IconButton
              icon="x"
              label={t('company.field.remove', { name: key })}
              onClick={() => setRows(rows.filter((_, at) => at !== i))}
            />
          </div>
        ))}
        <div>
          <Button size="small" kind="ghost" icon="plus" onClick={() => setRows([...rows, ['', '']])}>
            {t('company.field.add')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
