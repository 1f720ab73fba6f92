import { useId } from 'react';
import type { Bound } from '../../core/fact.ts';
import type { FactView } from '../../library/views.ts';
import { t } from '../messages/index.ts';
import { Check } from '../parts/check.tsx';
import { Icon } from '../parts/icon.tsx';
import { problemsOf, remarkOn, valuesOf, type FactDraft } from './draft.ts';
import { inFull } from './format.ts';

const BOUNDS: readonly Bound[] = ['exact', 'about', 'at-least', 'at-most', 'range'];
const UNITS = ['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'JPY', 'KRW', 'INR', '%', 'bps', 'units', 'employees'];

function Input({
  label,
  value,
  error,
  className,
  list,
  onChange,
  inputRef,
}: {
  readonly label: string;
  readonly value: string;
  readonly error?: string | undefined;
  readonly className: string;
  readonly list?: string;
  readonly onChange: (value: string) => void;
  readonly inputRef?: React.Ref<HTMLInputElement>;
}) {
  const id = useId();
  return (
    <span className={`fc-cell ${className}`}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        ref={inputRef}
        className="field"
        value={value}
        autoComplete="off"
        spellCheck={false}
        list={list}
        aria-invalid={error === undefined ? undefined : true}
        title={error}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}

/** One fact in writing: company, measure, exactness, value, unit and period, with what the row amounts to beneath. */
export function FactFields({
  draft,
  number,
  names,
  metrics,
  onFile,
  showCompany,
  strict,
  first,
  firstIs = 'value',
  onChange,
}: {
  readonly draft: FactDraft;
  readonly number: number;
  /** Companies that can be chosen, likeliest first. */
  readonly names: readonly string[];
  readonly metrics: readonly string[];
  /** Facts of the row's company. */
  readonly onFile: readonly FactView[];
  readonly showCompany?: boolean;
  /** Says what is missing; before the first try nothing is said. */
  readonly strict: boolean;
  readonly first?: React.Ref<HTMLInputElement>;
  /** Which field `first` takes. */
  readonly firstIs?: 'metric' | 'value';
  readonly onChange: (draft: FactDraft) => void;
}) {
  const id = useId();
  const set = (change: Partial<FactDraft>) => onChange({ ...draft, ...change });
  const problems = problemsOf(draft);
  const values = valuesOf(draft);
  const remark = remarkOn(draft, onFile);
  const large = values.value !== null && Math.abs(values.value) >= 10_000;
  const missing = strict && draft.keep ? Object.values(problems) : [];
  const wrongPeriod = problems.asOf;
  return (
    <fieldset className={`fc-row${draft.keep ? '' : ' off'}`}>
      <legend className="sr">{t('facts.row', { number })}</legend>
      <div className="fc-fields">
        {showCompany !== false && (
          <>
            <Check on={draft.keep} onChange={(keep) => set({ keep })} name={t('facts.keep', { number })} />
            <Input
              className="company"
              label={t('facts.company')}
              value={draft.company}
              list={`${id}-companies`}
              error={missing.length > 0 ? problems.company : undefined}
              onChange={(company) => set({ company })}
            />
          </>
        )}
        <Input
          className="metric"
          label={t('facts.metric')}
          value={draft.metric}
          {...(first !== undefined && firstIs === 'metric' && { inputRef: first })}
          list={`${id}-metrics`}
          error={missing.length > 0 ? problems.metric : undefined}
          onChange={(metric) => set({ metric })}
        />
        <span className="fc-cell bound">
          <label htmlFor={`${id}-bound`}>{t('facts.bound')}</label>
          <select
            id={`${id}-bound`}
            className="field"
            value={draft.bound}
            onChange={(event) => set({ bound: event.target.value as Bound })}
          >
            {BOUNDS.map((bound) => (
              <option key={bound} value={bound}>
                {t(`facts.bound.${bound}`)}
              </option>
            ))}
          </select>
        </span>
        <Input
          className="value num"
          label={t('facts.value')}
          value={draft.value}
          {...(first !== undefined && firstIs === 'value' && { inputRef: first })}
          error={missing.length > 0 ? problems.value : undefined}
          onChange={(value) => set({ value })}
        />
        {draft.bound === 'range' && (
          <Input
            className="value num"
            label={t('facts.high')}
            value={draft.high}
            onChange={(high) => set({ high })}
          />
        )}
        <Input
          className="unit"
          label={t('facts.unit')}
          value={draft.unit}
          list={`${id}-units`}
          onChange={(unit) => set({ unit })}
        />
        <Input
          className={`asof num${draft.guessed ? ' guessed' : ''}`}
          label={t('facts.asOf')}
          value={draft.asOf}
          error={wrongPeriod}
          onChange={(asOf) => set({ asOf, guessed: false })}
        />
      </div>
      <div className="fc-remarks">
        {(large || remark) && (
          <p className={remark?.tone === 'warn' ? 'warn' : 't3'}>
            <Icon name={remark?.tone === 'warn' ? 'triangle-alert' : 'check'} size="xs" />
            <span>
              {large && `${t('facts.full', { value: inFull(values) })} `}
              {remark?.words}
            </span>
          </p>
        )}
        {draft.guessed && (
          <p className="t3">
            <Icon name="calendar" size="xs" />
            <span>{t('facts.guessed')}</span>
          </p>
        )}
        {draft.doubts.map((doubt) => (
          <p key={doubt} className="warn">
            <Icon name="circle-question-mark" size="xs" />
            <span>{doubt}</span>
          </p>
        ))}
        {[...missing, ...(missing.length === 0 && wrongPeriod !== undefined ? [wrongPeriod] : [])].map(
          (words) => (
            <p key={words} className="bad" role="alert">
              <Icon name="triangle-alert" size="xs" />
              <span>{words}</span>
            </p>
          ),
        )}
      </div>
      <datalist id={`${id}-companies`}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <datalist id={`${id}-metrics`}>
        {metrics.map((metric) => (
          <option key={metric} value={metric} />
        ))}
      </datalist>
      <datalist id={`${id}-units`}>
        {UNITS.map((unit) => (
          <option key={unit} value={unit} />
        ))}
      </datalist>
    </fieldset>
  );
}
