import { useRef, useState } from 'react';
import { undo } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { NameField } from '../parts/name-field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { reasonOf, say } from '../parts/toast.tsx';
import { go } from '../view.ts';
import { languageOfName } from './words.ts';

/** What a merge would move over and what it would leave, told before it is done. */
function Preview({ from, into }: { readonly from: string; readonly into: string }) {
  const { value, error } = useLive(['company'], () => library.companies.mergePreview({ from, into }), [
    from,
    into,
  ]);
  if (error) return <p className="co-error">{reasonOf(error)}</p>;
  if (!value) return null;
  const counted = (['facts', 'notes', 'relations', 'cells', 'tags', 'groups', 'choices'] as const).filter(
    (kind) => value[kind] > 0,
  );
  return (
    <section className="box co-preview" aria-label={t('company.merge.preview')}>
      <h3 className="label">{t('company.merge.preview')}</h3>
      <ul>
        {value.aliases.length > 0 && (
          <li>{t('company.merge.names', { names: value.aliases.slice(0, 12).join(', ') })}</li>
        )}
        {counted.map((kind) => (
          <li key={kind}>{t(`company.merge.${kind}`, { count: value[kind] })}</li>
        ))}
        {value.fields.map((one) => (
          <li key={one.field} className="t2">
            {t('company.merge.field', { field: one.field, kept: one.kept, other: one.other })}
          </li>
        ))}
        {value.between > 0 && <li className="t2">{t('company.merge.between', { count: value.between })}</li>}
      </ul>
    </section>
  );
}

/** Joins dossiers into another one, after showing what moves; one undo splits them again. */
export function MergeSheet({
  companies,
  onClose,
}: {
  /** The dossiers that go; several are joined in one step. */
  readonly companies: readonly { readonly id: string; readonly name: string }[];
  readonly onClose: () => void;
}) {
  const { value } = useLive(['company'], () => library.companies.list({}));
  const several = companies.length > 1;
  const going = new Set(companies.map((company) => company.id));
  const others = several ? companies : (value ?? []).filter((row) => !going.has(row.id));
  const [name, setName] = useState(several ? companies[0]!.name : '');
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const wanted = name.trim().toLocaleLowerCase();
  const into = others.find((row) => row.name.toLocaleLowerCase() === wanted)?.id ?? null;
  const from = companies.filter((company) => company.id !== into);
  const merge = async () => {
    if (into === null) {
      setError(
        !several && companies[0]?.name.toLocaleLowerCase() === wanted
          ? t('company.merge.itself')
          : t('company.merge.unknown', { name }),
      );
      return;
    }
    try {
      const merged = await library.companies.merge({ from: from.map((company) => company.id), into });
      say(t('company.merged', { from: from.map((company) => company.name).join(', '), into: merged.name }), {
        label: t('frame.undo'),
        run: undo,
      });
      onClose();
      go({ screen: 'company', id: into });
    } catch (reason) {
      setError(reasonOf(reason));
    }
  };
  return (
    <Sheet
      title={
        several
          ? t('company.merge.several', { count: companies.length })
          : t('company.merge.title', { name: companies[0]!.name })
      }
      open
      onClose={onClose}
      initialFocus={field}
      footer={
        <>
          <span className="end" />
          <Button onClick={onClose}>{t('company.cancel')}</Button>
          <Button kind="primary" icon="merge" submit form="merge" disabled={wanted === ''}>
            {t('company.merge.run')}
          </Button>
        </>
      }
    >
      <form
        id="merge"
        className="col"
        onSubmit={(event) => {
          event.preventDefault();
          void merge();
        }}
      >
        <p className="t2">{t('company.merge.words')}</p>
        <NameField
          ref={field}
          label={t('company.merge.into')}
          value={name}
          names={others.map((row) => row.name)}
          lang={languageOfName(name)}
          error={error}
          onChange={(next) => {
            setName(next);
            setError(null);
          }}
        />
        {into !== null && from.map((company) => <Preview key={company.id} from={company.id} into={into} />)}
      </form>
    </Sheet>
  );
}
