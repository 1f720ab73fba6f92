import { useRef, useState } from 'react';
import { undo } from '../frame/undo.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { reasonOf, say } from '../parts/toast.tsx';

/** Sets a profile field, or the country, of many companies in one step; an empty value takes the field away. */
export function FieldsSheet({
  ids,
  onClose,
}: {
  readonly ids: readonly string[];
  readonly onClose: () => void;
}) {
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const [country, setCountry] = useState('');
  const [error, setError] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);
  const save = async (): Promise<void> => {
    try {
      await library.companies.editMany({
        ids: [...ids],
        ...(country.trim() !== '' && { country: country.trim() }),
        ...(name.trim() !== '' && { fields: { [name.trim()]: value.trim() } }),
      });
      say(t('step.company.editMany', { count: ids.length }), { label: t('frame.undo'), run: undo });
      onClose();
    } catch (reason) {
      setError(reasonOf(reason));
    }
  };
  return (
    <Sheet
      title={t('companies.fieldsOf', { count: ids.length })}
      open
      onClose={onClose}
      initialFocus={first}
      footer={
        <>
          <span className="end" />
          <Button onClick={onClose}>{t('company.cancel')}</Button>
          <Button
            kind="primary"
            submit
            form="company-fields"
            disabled={name.trim() === '' && country.trim() === ''}
          >
            {t('company.save')}
          </Button>
        </>
      }
    >
      <form
        id="company-fields"
        className="col"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="co-two">
          <Field
            ref={first}
            label={t('company.field.name')}
            value={name}
            error={error}
            onChange={(event) => setName(event.target.value)}
          />
          <Field
            label={t('company.field.value')}
            hint={t('companies.fieldEmpty')}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        </div>
        <Field
          label={t('companies.country')}
          value={country}
          onChange={(event) => setCountry(event.target.value)}
        />
      </form>
    </Sheet>
  );
}
