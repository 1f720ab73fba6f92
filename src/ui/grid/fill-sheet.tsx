import { useEffect, useRef, useState } from 'react';
import type { GridView } from '../../library/company-views.ts';
import type { SourceView } from '../../library/views.ts';
import { languageOfName } from '../companies/words.ts';
import { companyNamed, likelyCompany } from '../facts/company-of.ts';
import { undo } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Field, Select } from '../parts/field.tsx';
import { NameField } from '../parts/name-field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { fail, reasonOf, say } from '../parts/toast.tsx';
import { prefer, usePreferences } from '../preferences.ts';
import { cellsOf, keyOf } from './open-cell.ts';
import { parsedValue } from './value.ts';
import '../companies/companies.css';
import '../companies/dossier.css';

/** Selected words, by their place in a source. */
export interface Selected {
  readonly sourceId: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The question to ask next: the one used last unless it is answered, then the first without an answer. */
function nextQuestion(view: GridView, companyId: string | null, last: string): string {
  const cells = cellsOf(view);
  const open = view.questions.filter(
    (one) => companyId === null || !cells.get(keyOf({ questionId: one.id, companyId }))?.fact,
  );
  return (open.find((one) => one.id === last) ?? open[0] ?? view.questions[0])?.id ?? '';
}

/**
 * Puts selected words into a cell of a grid: the grid of last time, the company named nearest, the next question without
 * an answer and the value that was read are all filled in, so that Enter alone is often enough.
 */
export function FillSheet({
  selected,
  mentions,
  onClose,
}: {
  readonly selected: Selected;
  readonly mentions: SourceView['mentions'];
  readonly onClose: () => void;
}) {
  const grids = useLive(['grid'], () => library.grids.list()).value;
  const { lastGrid, lastQuestion } = usePreferences();
  const [chosen, setChosen] = useState<string | null>(null);
  const gridId = chosen ?? grids?.find((grid) => grid.id === lastGrid)?.id ?? grids?.[0]?.id ?? null;
  const grid = useLive(
    ['grid', 'fact', 'company'],
    () => (gridId === null ? Promise.resolve(null) : library.grids.open({ id: gridId })),
    [gridId],
  ).value;
  const rows = useLive(['company'], () => library.companies.list({})).value ?? [];
  const [company, setCompany] = useState(() => likelyCompany(mentions, selected.start, selected.end) ?? '');
  const [question, setQuestion] = useState<string | null>(null);
  const [value, setValue] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);
  const { text, sourceId } = selected;
  useEffect(() => {
    let live = true;
    parsedValue(text, sourceId).then((read) => {
      if (live) setValue((old) => old ?? read.valueText);
    }, fail);
    return () => {
      live = false;
    };
  }, [text, sourceId]);
  const known = rows.find((row) => row.name === company)?.id ?? null;
  const asked = question ?? (grid ? nextQuestion(grid, known, lastQuestion) : '');
  const cells = grid ? cellsOf(grid) : null;
  const there = known === null ? undefined : cells?.get(keyOf({ questionId: asked, companyId: known }));
  const save = async (): Promise<void> => {
    if (!grid || asked === '' || company.trim() === '') return;
    try {
      const read = await parsedValue(text, sourceId);
      const typed = value !== null && value !== read.valueText ? await parsedValue(value, sourceId) : read;
      await library.grids.answer({
        questionId: asked,
        companyId: await companyNamed(company, rows),
        ...typed,
        ...(typed.asOf == null && read.asOf != null && { asOf: read.asOf }),
        words: { sourceId, start: selected.start, end: selected.end },
      });
      await prefer('lastGrid', grid.id);
      await prefer('lastQuestion', asked);
      say(t('grid.filled'), { label: t('frame.undo'), run: undo });
      onClose();
    } catch (reason) {
      setError(reasonOf(reason));
    }
  };
  const stateOf = (questionId: string): string => {
    const cell = known === null ? undefined : cells?.get(keyOf({ questionId, companyId: known }));
    return cell?.fact ? '● ' : cell?.lookedOn ? '○ ' : '';
  };
  return (
    <Sheet
      title={t('grid.fill')}
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
            form="grid-fill"
            disabled={!grid || asked === '' || company.trim() === '' || (value ?? '').trim() === ''}
          >
            {t('grid.fill.run')}
          </Button>
        </>
      }
    >
      <form
        id="grid-fill"
        className="col"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <blockquote className="quote co-words" lang={languageOfName(text)}>
          “{text}”
        </blockquote>
        {grids?.length === 0 && <p className="t2">{t('grid.none')}</p>}
        <Field
          ref={first}
          label={t('grid.value')}
          value={value ?? ''}
          lang={languageOfName(value ?? '')}
          error={error}
          onChange={(event) => setValue(event.target.value)}
        />
        <div className="co-two">
          <NameField
            label={t('relation.company')}
            value={company}
            names={[
              ...new Set([...(grid?.companies ?? []).map((one) => one.name), ...rows.map((row) => row.name)]),
            ]}
            lang={languageOfName(company)}
            onChange={setCompany}
          />
          <Select
            label={t('grid.grid')}
            value={gridId ?? ''}
            options={(grids ?? []).map((one) => ({ value: one.id, label: one.name }))}
            onChange={(id) => {
              setChosen(id);
              setQuestion(null);
            }}
          />
        </div>
        <Select
          label={t('grid.question')}
          value={asked}
          options={(grid?.questions ?? []).map((one) => ({
            value: one.id,
            label: `${stateOf(one.id)}${one.text}`,
          }))}
          onChange={setQuestion}
        />
        {there?.fact && <p className="t2 sm">{t('grid.replaces', { value: there.fact.valueText })}</p>}
      </form>
    </Sheet>
  );
}
