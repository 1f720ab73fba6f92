import { useState } from 'react';
import type { Company } from '../../core/company.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Select } from '../parts/field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { say } from '../parts/toast.tsx';
import { go } from '../view.ts';

/** Joins this dossier into another; one undo splits them again. */
export function MergeSheet({
  company,
  onClose,
}: {
  readonly company: Company;
  readonly onClose: () => void;
}) {
  const { value } = useLive(['company'], () => library.companies.list({}));
  const others = (value ?? []).filter((row) => row.id !== company.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const into = chosen ?? others[0]?.id ?? '';
  const merge = async () => {
    try {
      await library.companies.merge({ from: company.id, into });
      const name = others.find((row) => row.id === into)?.name ?? '';
      say(t('company.merged', { from: company.name, into: name }), {
        label: t('frame.undo'),
        run: () => void library.history.undo({}),
      });
      onClose();
      go({ screen: 'company', id: into });
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
    }
  };
  return (
    <Sheet
      title={t('company.merge.title', { name: company.name })}
      open
      onClose={onClose}
      footer={
        <>
          <span className="end" />
          <Button onClick={onClose}>{t('company.cancel')}</Button>
          <Button kind="primary" icon="merge" disabled={into === ''} onClick={() => void merge()}>
            {t('company.merge.run')}
          </Button>
        </>
      }
    >
      <div className="col">
        <p className="t2">{t('company.merge.words')}</p>
        <Select
          label={t('company.merge.into')}
          value={into}
          onChange={setChosen}
          options={others.map((row) => ({ value: row.id, label: row.name }))}
        />
        {error !== null && (
          <p className="co-error" role="alert">
            {error}
          </p>
        )}
      </div>
    </Sheet>
  );
}
