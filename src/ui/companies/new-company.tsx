import { useRef, useState } from 'react';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { say } from '../parts/toast.tsx';
import { languageOfName, scriptLanguage } from './words.ts';
import './companies.css';

/** A new dossier: its name and, if known, more names, one per line of the second field. */
export function NewCompany({
  name,
  onClose,
  onAdded,
}: {
  readonly name: string;
  readonly onClose: () => void;
  readonly onAdded: (id: string) => void;
}) {
  const [fields, setFields] = useState({ name, aliases: '', ticker: '', country: '', website: '' });
  const [error, setError] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);
  const set = (key: keyof typeof fields) => (event: { target: { value: string } }) =>
    setFields({ ...fields, [key]: event.target.value });
  const add = async () => {
    const aliases = fields.aliases
      .split(/[;；\n]/u)
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .map((text) => ({ text, language: scriptLanguage(text) }));
    try {
      const company = await library.companies.add({
        name: fields.name.trim(),
        ...(aliases.length > 0 && { aliases }),
        ...(fields.ticker.trim() !== '' && { ticker: fields.ticker.trim() }),
        ...(fields.country.trim() !== '' && { country: fields.country.trim() }),
        ...(fields.website.trim() !== '' && { website: fields.website.trim() }),
      });
      say(t('companies.added', { name: company.name }), {
        label: t('frame.undo'),
        run: () => void library.history.undo({}),
      });
      onAdded(company.id);
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
    }
  };
  return (
    <Sheet
      title={t('companies.new')}
      open
      onClose={onClose}
      initialFocus={first}
      footer={
        <>
          <span className="end" />
          <Button onClick={onClose}>{t('company.cancel')}</Button>
          <Button kind="primary" submit form="new-company" disabled={fields.name.trim() === ''}>
            {t('companies.create')}
          </Button>
        </>
      }
    >
      <form
        id="new-company"
        className="col"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Field
          ref={first}
          label={t('companies.name.label')}
          value={fields.name}
          error={error}
          lang={languageOfName(fields.name)}
          onChange={set('name')}
        />
        <Field
          label={t('companies.aliases')}
          placeholder="小米; Xiaomi Corp."
          value={fields.aliases}
          onChange={set('aliases')}
        />
        <div className="co-three">
          <Field label={t('companies.ticker')} value={fields.ticker} onChange={set('ticker')} />
          <Field label={t('companies.country')} value={fields.country} onChange={set('country')} />
          <Field label={t('companies.website')} value={fields.website} onChange={set('website')} />
        </div>
      </form>
    </Sheet>
  );
}
