import { useState } from 'react';
import type { ChartNode } from '../../core/brief.ts';
import { amountOf, periodOf } from '../facts/format.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Check } from '../parts/check.tsx';
import { Field } from '../parts/field.tsx';
import { Segment } from '../parts/segment.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { fitsWords } from './drawer.tsx';
import type { Evidence, FactEvidence } from './evidence.ts';

/** What a table or chart of facts is made of. */
export interface FactsChoice {
  readonly factIds: readonly string[];
  readonly shown: readonly string[];
  readonly title: string | null;
  readonly form: ChartNode['attrs']['form'];
}

/** Chooses the facts of a table or chart, its title, and how a chart draws them. */
export function FactsSheet({
  chart,
  evidence,
  begin,
  onDone,
  onClose,
}: {
  readonly chart: boolean;
  readonly evidence: readonly Evidence[];
  readonly begin: Partial<FactsChoice>;
  readonly onDone: (choice: FactsChoice) => void;
  readonly onClose: () => void;
}) {
  const facts = evidence.filter((one): one is FactEvidence => one.type === 'fact');
  const [chosen, setChosen] = useState<readonly string[]>(begin.factIds ?? []);
  const [title, setTitle] = useState(begin.title ?? '');
  const [form, setForm] = useState(begin.form ?? 'bars');
  const [text, setText] = useState('');
  const words = text.trim();
  const shown = facts
    .filter((fact) => chosen.includes(fact.id) || words === '' || fitsWords(fact, words))
    .toSorted((a, b) => Number(chosen.includes(b.id)) - Number(chosen.includes(a.id)))
    .slice(0, 200);
  const apply = () => {
    const known = new Map(facts.map((fact) => [fact.id, fact.valueText]));
    const before = new Map((begin.factIds ?? []).map((id, i) => [id, begin.shown?.[i]]));
    onDone({
      factIds: chosen,
      shown: chosen.map((id) => before.get(id) ?? known.get(id) ?? ''),
      title: title.trim() === '' ? null : title.trim(),
      form,
    });
  };
  return (
    <Sheet
      title={t(chart ? 'brief.insert.chart' : 'brief.insert.facts')}
      open
      onClose={onClose}
      footer={
        <>
          <span className="t3 sm">{t('brief.facts.chosen', { count: chosen.length })}</span>
          <span className="end" />
          <Button kind="primary" disabled={chosen.length === 0} onClick={apply}>
            {t('brief.apply')}
          </Button>
        </>
      }
    >
      <div className="col br-facts">
        <Field
          label={t('brief.facts.title')}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        {chart && (
          <Segment
            label={t('brief.chart.form')}
            value={form}
            onChange={setForm}
            options={[
              { value: 'bars', label: t('brief.chart.bars') },
              { value: 'line', label: t('brief.chart.line') },
            ]}
          />
        )}
        <Field
          icon="search"
          type="search"
          name={t('brief.evidence.filter')}
          placeholder={t('brief.evidence.filter')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {facts.length === 0 ? (
          <p className="t3">{t('brief.facts.none')}</p>
        ) : (
          <ul className="picker-list">
            {shown.map((fact) => (
              <li key={fact.id}>
                <Check
                  on={chosen.includes(fact.id)}
                  onChange={(on) =>
                    setChosen(on ? [...chosen, fact.id] : chosen.filter((id) => id !== fact.id))
                  }
                >
                  <span className="clip">
                    {fact.companyName} · {fact.metric}
                  </span>
                  <span className="t3 sm num">
                    {amountOf(fact)} · {periodOf(fact.asOf)}
                  </span>
                </Check>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Sheet>
  );
}
