import { useState } from 'react';
import { metricKey } from '../../core/fact/metrics.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { fail, say } from '../parts/toast.tsx';
import './facts.css';

type Rules = Awaited<ReturnType<typeof library.facts.rules>>;
type Rate = Rules['rates'][number];
type Draft = { readonly [Name in keyof Rate]: string };

const EMPTY: Draft = { from: '', to: '', rate: '', asOf: '', source: '' };
const FIELDS = ['from', 'to', 'rate', 'asOf', 'source'] as const;

/** Months as typed: empty is never, undefined is no answer. */
const monthsOf = (text: string): number | null | undefined => {
  if (text.trim() === '') return null;
  const months = Number(text);
  return Number.isInteger(months) && months >= 1 && months <= 1200 ? months : undefined;
};

const rateOf = (draft: Draft): Rate | null => {
  const [from, to] = [draft.from.trim().toUpperCase(), draft.to.trim().toUpperCase()];
  const rate = Number(draft.rate.replace(',', '.'));
  const right =
    /^[A-Z]{3}$/.test(from) && /^[A-Z]{3}$/.test(to) && from !== to && rate > 0 && Number.isFinite(rate);
  if (!right || draft.asOf.trim().length < 4 || draft.source.trim() === '') return null;
  return { from, to, rate, asOf: draft.asOf.trim(), source: draft.source.trim() };
};

const draftOf = (rate: Rate): Draft => ({ ...rate, rate: String(rate.rate) });

/** When facts go stale, in general and by measure, and the rates by which sums are compared, typed by the user with their source. */
export function RulesSheet({
  rules,
  metrics,
  onClose,
}: {
  readonly rules: Rules;
  /** The measures of the facts in view. */
  readonly metrics: readonly string[];
  readonly onClose: () => void;
}) {
  const byKey = new Map(metrics.map((metric) => [metricKey(metric), metric]));
  for (const key of Object.keys(rules.ages.metrics)) if (!byKey.has(key)) byKey.set(key, key);
  const shown = (months: number | null | undefined): string =>
    months === null || months === undefined ? '' : String(months);
  const [general, setGeneral] = useState(shown(rules.ages.months));
  const [ages, setAges] = useState<ReadonlyMap<string, string>>(
    new Map([...byKey.keys()].map((key) => [key, shown(rules.ages.metrics[key])])),
  );
  const [currency, setCurrency] = useState(rules.currency ?? '');
  const [rates, setRates] = useState<readonly Draft[]>([...rules.rates.map(draftOf), EMPTY]);
  const typed = rates.filter((draft) => FIELDS.some((field) => draft[field].trim() !== ''));
  const wrongMonths = [general, ...ages.values()].some((text) => monthsOf(text) === undefined);
  const wrongRate = typed.some((draft) => rateOf(draft) === null);
  const wrongCurrency = currency.trim() !== '' && !/^[A-Za-z]{3}$/.test(currency.trim());
  const ready = !wrongMonths && !wrongRate && !wrongCurrency;
  const change = (at: number, field: keyof Draft, text: string) => {
    const next = rates.map((draft, i) => (i === at ? { ...draft, [field]: text } : draft));
    setRates(FIELDS.some((one) => next.at(-1)![one] !== '') ? [...next, EMPTY] : next);
  };
  const save = async () => {
    if (!ready) return;
    const metricAges = [...ages].flatMap(([key, text]) =>
      text.trim() === '' ? [] : [[key, monthsOf(text) ?? null] as const],
    );
    try {
      await library.facts.setRules({
        ages: { months: monthsOf(general) ?? null, metrics: Object.fromEntries(metricAges) },
        currency: currency.trim() === '' ? null : currency.trim().toUpperCase(),
        rates: typed.flatMap((draft) => rateOf(draft) ?? []),
      });
      say(t('facts.rules.saved'));
      onClose();
    } catch (reason) {
      fail(reason);
    }
  };
  return (
    <Sheet
      title={t('facts.rules')}
      open
      onClose={onClose}
      className="fc-rules"
      footer={
        <>
          {!ready && (
            <span className="sm bad" role="alert">
              {t(
                wrongMonths
                  ? 'facts.rules.wrongMonths'
                  : wrongRate
                    ? 'facts.rules.wrongRate'
                    : 'facts.rules.wrongCurrency',
              )}
            </span>
          )}
          <span className="end" />
          <Button onClick={onClose}>{t('facts.cancel')}</Button>
          <Button kind="primary" submit form="fact-rules" disabled={!ready}>
            {t('facts.saveEdit')}
          </Button>
        </>
      }
    >
      <form
        id="fact-rules"
        className="col"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <h3>{t('facts.rules.ages')}</h3>
        <p className="sm t2">{t('facts.rules.agesHint')}</p>
        <div className="fc-ages">
          <Field
            label={t('facts.rules.all')}
            inputMode="numeric"
            value={general}
            placeholder={t('facts.rules.never')}
            onChange={(event) => setGeneral(event.target.value)}
          />
          {[...ages].map(([key, text]) => (
            <Field
              key={key}
              label={byKey.get(key) ?? key}
              inputMode="numeric"
              value={text}
              placeholder={general.trim() === '' ? t('facts.rules.never') : general}
              onChange={(event) => setAges(new Map(ages).set(key, event.target.value))}
            />
          ))}
        </div>
        <h3>{t('facts.rules.compare')}</h3>
        <p className="sm t2">{t('facts.rules.compareHint')}</p>
        <Field
          label={t('facts.rules.currency')}
          value={currency}
          placeholder="USD"
          maxLength={3}
          onChange={(event) => setCurrency(event.target.value)}
        />
        <div className="fc-rates" role="group" aria-label={t('facts.rules.rates')}>
          {rates.map((draft, i) => (
            <div key={i} className="fc-rate">
              {FIELDS.map((field) => (
                <Field
                  key={field}
                  className={field}
                  name={t(`facts.rate.${field}`, { number: i + 1 })}
                  placeholder={t(`facts.rateHint.${field}`)}
                  value={draft[field]}
                  onChange={(event) => change(i, field, event.target.value)}
                />
              ))}
              <IconButton
                small
                icon="x"
                label={t('facts.rate.remove', { number: i + 1 })}
                disabled={i === rates.length - 1}
                onClick={() => setRates(rates.filter((_, at) => at !== i))}
              />
            </div>
          ))}
        </div>
      </form>
    </Sheet>
  );
}
