import { useRef, useState } from 'react';
import { RELATION_KINDS, type RelationKind } from '../../core/relation.ts';
import type { RelationView } from '../../library/company-views.ts';
import { companyNamed } from '../facts/company-of.ts';
import { undo } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Check } from '../parts/check.tsx';
import { Field, Select } from '../parts/field.tsx';
import { NameField } from '../parts/name-field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { reasonOf, say } from '../parts/toast.tsx';
import { kindIn } from './relation-words.ts';
import { languageOfName } from './words.ts';
import './companies.css';
import './dossier.css';

/** What a new relation rests on: words selected in a source, or an annotation; null when it is typed by hand. */
export type RelationGround =
  | { readonly words: { readonly sourceId: string; readonly start: number; readonly end: number } }
  | { readonly annotationId: string }
  | null;

/** How one company stands to another: from selected words, from a dossier by hand, or to correct one that is there. */
export function RelationSheet({
  company,
  other: given,
  quote,
  ground,
  relation,
  onClose,
}: {
  readonly company: string;
  readonly other?: string;
  /** The words it rests on, shown above the fields. */
  readonly quote?: string | null;
  readonly ground: RelationGround;
  readonly relation?: RelationView;
  readonly onClose: () => void;
}) {
  const rows = useLive(['company'], () => library.companies.list({})).value ?? [];
  const names = rows.map((row) => row.name);
  const [from, setFrom] = useState(relation?.companyName ?? company);
  const [kind, setKind] = useState<RelationKind>(relation?.kind ?? (quote ? kindIn(quote) : 'owns'));
  const [other, setOther] = useState(relation?.otherName ?? given ?? '');
  const [asOf, setAsOf] = useState(relation?.asOf ?? '');
  const [note, setNote] = useState(relation?.note ?? '');
  const [noSource, setNoSource] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);
  const grounded = relation !== undefined || ground !== null || noSource;
  const ready = from.trim() !== '' && other.trim() !== '' && grounded;
  const save = async (): Promise<void> => {
    if (!ready) return;
    try {
      const values = {
        companyId: await companyNamed(from, rows),
        kind,
        otherId: await companyNamed(other, rows),
        asOf: asOf.trim() === '' ? null : asOf.trim(),
        note: note.trim(),
      };
      if (relation) await library.relations.edit({ id: relation.id, ...values });
      else await library.relations.add({ ...values, ...(ground ?? { noSource: true }) });
      say(t('relation.saved'), { label: t('frame.undo'), run: undo });
      onClose();
    } catch (reason) {
      setError(reasonOf(reason));
    }
  };
  return (
    <Sheet
      title={t(relation ? 'relation.edit' : 'relation.new')}
      open
      onClose={onClose}
      initialFocus={first}
      footer={
        <>
          <span className="end" />
          <Button onClick={onClose}>{t('company.cancel')}</Button>
          <Button kind="primary" submit form="relation" disabled={!ready}>
            {t('company.save')}
          </Button>
        </>
      }
    >
      <form
        id="relation"
        className="col"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {quote && (
          <blockquote className="quote co-words" lang={languageOfName(quote)}>
            “{quote}”
          </blockquote>
        )}
        <div className="co-three">
          <NameField
            {...(!quote && { ref: first })}
            label={t('relation.company')}
            value={from}
            names={names}
            lang={languageOfName(from)}
            onChange={setFrom}
          />
          <Select
            label={t('relation.kind')}
            value={kind}
            onChange={setKind}
            options={RELATION_KINDS.map((value) => ({ value, label: t(`relation.kind.${value}`) }))}
          />
          <NameField
            {...(quote && { ref: first })}
            label={t('relation.other')}
            value={other}
            names={names}
            lang={languageOfName(other)}
            onChange={setOther}
          />
        </div>
        <div className="co-two">
          <Field
            label={t('relation.asOf')}
            placeholder="2024-03"
            value={asOf}
            onChange={(event) => setAsOf(event.target.value)}
          />
          <Field label={t('relation.note')} value={note} onChange={(event) => setNote(event.target.value)} />
        </div>
        {ground === null && relation === undefined && (
          <Check on={noSource} onChange={setNoSource}>
            {t('relation.noSource')}
          </Check>
        )}
        {error !== null && (
          <p className="co-error" role="alert">
            {error}
          </p>
        )}
      </form>
    </Sheet>
  );
}
