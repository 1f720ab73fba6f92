import { useRef, useState } from 'react';
import type { GridView } from '../../library/company-views.ts';
import { AddToBrief } from '../companies/add-to-brief.tsx';
import { languageOfName } from '../companies/words.ts';
import { amountOf, periodOf } from '../facts/format.ts';
import { undo } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { reasonOf, say } from '../parts/toast.tsx';
import { cellsOf, clearCell, keyOf, openAnswer, saySought, type CellPlace } from './open-cell.ts';
import { parsedValue } from './value.ts';

/** One cell: the fact in it, the facts on file that could answer, a value typed by hand, or "looked, not found". */
export function CellSheet({
  view,
  place,
  onClose,
}: {
  readonly view: GridView;
  readonly place: CellPlace;
  readonly onClose: () => void;
}) {
  const cell = cellsOf(view).get(keyOf(place));
  const question = view.questions.find((one) => one.id === place.questionId);
  const company = view.companies.find((one) => one.id === place.companyId);
  const facts = useLive(['fact'], () => library.grids.candidates({ ...place }), [place]).value ?? [];
  const [value, setValue] = useState('');
  const [citing, setCiting] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const done = (): void => {
    say(t('grid.filled'), { label: t('frame.undo'), run: undo });
    onClose();
  };
  const choose = async (factId: string): Promise<void> => {
    try {
      await library.grids.set({ ...place, factId });
      done();
    } catch (reason) {
      setError(reasonOf(reason));
    }
  };
  const type = async (): Promise<void> => {
    try {
      await library.grids.answer({ ...place, ...(await parsedValue(value)), noSource: true });
      done();
    } catch (reason) {
      setError(reasonOf(reason));
    }
  };
  const fact = cell?.fact ?? null;
  return (
    <Sheet
      title={t('grid.cell', { company: company?.name ?? '' })}
      open
      onClose={onClose}
      initialFocus={field}
      className="co-sheet"
      footer={
        <>
          <Button
            icon="search"
            keys="N"
            onClick={() => {
              saySought(place);
              onClose();
            }}
          >
            {t('grid.notFound')}
          </Button>
          {cell && (
            <Button
              icon="eraser"
              keys="Delete"
              onClick={() => {
                clearCell(place);
                onClose();
              }}
            >
              {t('grid.clear')}
            </Button>
          )}
          <span className="end" />
          {fact && (
            <Button icon="notebook-pen" onClick={() => setCiting(true)}>
              {t('company.cite')}
            </Button>
          )}
          {fact?.sourceId != null && (
            <Button kind="primary" icon="external-link" onClick={() => openAnswer(fact)}>
              {t('relation.open')}
            </Button>
          )}
        </>
      }
    >
      <div className="col">
        <p className="b" lang={languageOfName(question?.text ?? '')}>
          {question?.text}
        </p>
        <form
          className="col"
          onSubmit={(event) => {
            event.preventDefault();
            if (value.trim() !== '') void type();
          }}
        >
          <Field
            ref={field}
            label={t('grid.byHand')}
            value={value}
            error={error}
            onChange={(event) => setValue(event.target.value)}
          />
        </form>
        <h3 className="label">{t('grid.onFile', { count: facts.length })}</h3>
        <ul className="gr-candidates" aria-label={t('grid.onFile', { count: facts.length })}>
          {facts.slice(0, 100).map((one) => (
            <li key={one.id}>
              <button type="button" aria-pressed={one.id === fact?.id} onClick={() => void choose(one.id)}>
                <span className="row tight">
                  <span className="t2 clip" lang={languageOfName(one.metric)}>
                    {one.metric}
                  </span>
                  <span className="b num">{amountOf(one)}</span>
                  <span className="t3 sm num">{periodOf(one.asOf)}</span>
                </span>
                {one.quote !== null && (
                  <span className="quote sm clip" lang={languageOfName(one.quote)}>
                    “{one.quote}”
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
      </div>
      {citing && fact && <AddToBrief evidence={{ factId: fact.id }} onClose={() => setCiting(false)} />}
    </Sheet>
  );
}
