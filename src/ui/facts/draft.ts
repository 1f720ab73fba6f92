import type { Bound, Fact, ParsedFact } from '../../core/fact.ts';
import type { FactView } from '../../library/views.ts';
import { doubtWords } from '../messages/doubt.ts';
import { language, t } from '../messages/index.ts';
import { amountOf, figure, isPeriod, periodOf, typedNumber } from './format.ts';

/** A fact being written: every field as typed. */
export interface FactDraft {
  readonly key: string;
  readonly keep: boolean;
  readonly company: string;
  readonly metric: string;
  /** A number in any notation `typedNumber` reads, or words. */
  readonly value: string;
  /** Upper end, for a range. */
  readonly high: string;
  readonly bound: Bound;
  /** An ISO 4217 code or a unit such as `%`. */
  readonly unit: string;
  readonly asOf: string;
  /** The period is the page's date and not in the words. */
  readonly guessed: boolean;
  /** The value as written, and the typed form it stands for; kept while the value is not changed. */
  readonly written: { readonly typed: string; readonly text: string } | null;
  readonly doubts: readonly string[];
}

const STEPS: Readonly<Record<'en' | 'zh-Hans', readonly (readonly [number, string])[]>> = {
  en: [
    [1e12, ' tn'],
    [1e9, ' bn'],
    [1e6, ' m'],
  ],
  'zh-Hans': [
    [1e8, '亿'],
    [1e4, '万'],
  ],
};

/** A number as a person would type it (`4.1 bn`, `41亿`), only where nothing is rounded away. */
export function typedForm(value: number | null): string {
  if (value === null) return '';
  for (const [size, name] of STEPS[language()]) {
    const short = `${Number((value / size).toPrecision(12))}${name}`;
    if (Math.abs(value) >= size && short.length <= 12 && typedNumber(short) === value) return short;
  }
  return String(value);
}

let keys = 0;

/** An empty row. */
export const emptyDraft = (company: string): FactDraft => ({
  key: `fact-${++keys}`,
  keep: true,
  company,
  metric: '',
  value: '',
  high: '',
  bound: 'exact',
  unit: '',
  asOf: '',
  guessed: false,
  written: null,
  doubts: [],
});

/** A row filled from what was read in the words; `date` is the date of the page, taken where the words give none. */
export function draftOfParsed(parsed: ParsedFact, company: string, date: string | null): FactDraft {
  const typed = parsed.value === null ? parsed.valueText : typedForm(parsed.value);
  const asOf = parsed.asOf ?? date ?? '';
  return {
    ...emptyDraft(company),
    metric: parsed.metric ?? '',
    value: typed,
    high: typedForm(parsed.valueHigh),
    bound: parsed.bound,
    unit: parsed.currency ?? parsed.unit ?? '',
    asOf,
    guessed: parsed.asOf === null && asOf !== '',
    written: { typed, text: parsed.valueText },
    doubts: parsed.doubts.map(doubtWords),
  };
}

/** A row for correcting a fact that is kept. */
export function draftOfFact(fact: FactView): FactDraft {
  const typed = fact.value === null ? fact.valueText : typedForm(fact.value);
  return {
    ...emptyDraft(fact.companyName),
    metric: fact.metric,
    value: typed,
    high: typedForm(fact.valueHigh),
    bound: fact.bound,
    unit: fact.currency ?? fact.unit ?? '',
    asOf: fact.asOf ?? '',
    written: { typed, text: fact.valueText },
  };
}

/** The values of a row as the library takes them. */
export function valuesOf(
  draft: FactDraft,
): Pick<Fact, 'metric' | 'value' | 'valueHigh' | 'valueText' | 'bound' | 'unit' | 'currency' | 'asOf'> {
  const unit = draft.unit.trim();
  const money = /^[A-Za-z]{3}$/.test(unit) && unit === unit.toUpperCase();
  const typed = draft.value.trim();
  const asWritten =
    draft.written !== null && draft.written.typed === draft.value ? draft.written.text : typed;
  return {
    metric: draft.metric.trim(),
    value: typedNumber(typed),
    valueHigh: draft.bound === 'range' ? typedNumber(draft.high) : null,
    valueText: asWritten === '' ? typed : asWritten,
    bound: draft.bound,
    unit: money || unit === '' ? null : unit,
    currency: money ? unit : null,
    asOf: draft.asOf.trim() === '' ? null : draft.asOf.trim(),
  };
}

/** What still has to be filled in, by field; nothing when the row can be kept. */
export function problemsOf(
  draft: FactDraft,
): Partial<Record<'company' | 'metric' | 'value' | 'asOf', string>> {
  return {
    ...(draft.company.trim() === '' && { company: t('facts.needsCompany') }),
    ...(draft.metric.trim() === '' && { metric: t('facts.needsMetric') }),
    ...(draft.value.trim() === '' && { value: t('facts.needsValue') }),
    ...(draft.asOf.trim() !== '' && !isPeriod(draft.asOf.trim()) && { asOf: t('facts.wrongPeriod') }),
  };
}

/** Something said under a row about the values already on file. */
export interface Remark {
  readonly tone: 'ok' | 'warn';
  readonly words: string;
}

const sourceOf = (fact: FactView): string | null => fact.siteName ?? fact.sourceTitle;

/** How a row stands to the facts on file for the same company and measure: the same, different, or out of line. */
export function remarkOn(draft: FactDraft, onFile: readonly FactView[]): Remark | null {
  const values = valuesOf(draft);
  const metric = values.metric.toLocaleLowerCase();
  const same = onFile.filter((fact) => fact.metric.toLocaleLowerCase() === metric);
  if (values.value === null || metric === '') return null;
  if (same.length === 0) return { tone: 'ok', words: t('facts.noSeries') };
  const period = same.filter((fact) => fact.asOf === values.asOf && fact.value !== null);
  const other = period.find((fact) => fact.value !== values.value);
  if (other) {
    const source = sourceOf(other);
    const value = amountOf(other);
    return {
      tone: 'warn',
      words: source === null ? t('facts.otherNoSource', { value }) : t('facts.other', { value, source }),
    };
  }
  const twin = period[0];
  if (twin) return { tone: 'ok', words: t('facts.same', { source: sourceOf(twin) ?? t('facts.noSource') }) };
  const comparable = same.filter(
    (fact) =>
      fact.value !== null &&
      fact.value !== 0 &&
      fact.unit === values.unit &&
      fact.currency === values.currency,
  );
  const near = comparable.toSorted((a, b) => (b.asOf ?? '').localeCompare(a.asOf ?? ''))[0];
  if (!near || near.value === null) return null;
  const times = values.value / near.value;
  const about = { value: figure(near.value, near), period: periodOf(near.asOf) };
  if (Math.abs(times) >= 5 || Math.abs(times) <= 0.2)
    return { tone: 'warn', words: t('facts.tenfold', { ...about, times: Number(times.toPrecision(2)) }) };
  return { tone: 'ok', words: t('facts.fits', about) };
}
