import { useRef, useState } from 'react';
import type { FactView } from '../../library/views.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { say } from '../parts/toast.tsx';
import { draftOfFact, emptyDraft, problemsOf, valuesOf } from './draft.ts';
import { FactFields } from './fact-fields.tsx';
import './facts.css';

/** A fact typed by hand, which says that it has no source, or the correction of one that is kept. */
export function FactSheet({
  companyId,
  companyName,
  fact,
  onFile,
  onClose,
}: {
  readonly companyId: string;
  readonly companyName: string;
  /** The fact to correct; null for a new one. */
  readonly fact: FactView | null;
  readonly onFile: readonly FactView[];
  readonly onClose: () => void;
}) {
  const [draft, setDraft] = useState(() => (fact ? draftOfFact(fact) : emptyDraft(companyName)));
  const [strict, setStrict] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);
  const save = async () => {
    setStrict(true);
    if (Object.keys(problemsOf(draft)).length > 0) return;
    try {
      if (fact) await library.facts.edit({ id: fact.id, ...valuesOf(draft) });
      else await library.facts.add({ companyId, ...valuesOf(draft), noSource: true });
      say(t('facts.saved', { count: 1 }), {
        label: t('frame.undo'),
        run: () => void library.history.undo({}),
      });
      onClose();
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
    }
  };
  return (
    <Sheet
      title={t(fact ? 'facts.edit' : 'facts.add')}
      open
      onClose={onClose}
      className="fc-sheet"
      initialFocus={first}
      header={<span className="t3 sm clip">{companyName}</span>}
      footer={
        <>
          {!fact?.quote && (
            <span className="row tight t3 sm">
              <Icon name="circle-dot" size="xs" />
              {t('facts.noSource')}
            </span>
          )}
          <span className="end" />
          <Button onClick={onClose}>{t('facts.cancel')}</Button>
          <Button kind="primary" submit form="fact-sheet" keys="Enter">
            {t(fact ? 'facts.saveEdit' : 'facts.addOne')}
          </Button>
        </>
      }
    >
      <form
        id="fact-sheet"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {fact?.quote && <q className="quote fc-quote">{fact.quote}</q>}
        <FactFields
          draft={draft}
          number={1}
          names={[]}
          metrics={[...new Set(onFile.map((one) => one.metric))]}
          onFile={onFile.filter((one) => one.id !== fact?.id)}
          showCompany={false}
          strict={strict}
          first={first}
          firstIs={fact ? 'value' : 'metric'}
          onChange={setDraft}
        />
        {error !== null && (
          <p className="fc-error" role="alert">
            {error}
          </p>
        )}
        <button type="submit" hidden />
      </form>
    </Sheet>
  );
}
