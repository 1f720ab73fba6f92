import { z } from 'zod';
import { compareFacts } from '../core/fact/compare.ts';
import { metricKey } from '../core/fact/metrics.ts';
import { parseFacts } from '../core/fact/parse.ts';
import { Refusal } from '../core/refusal.ts';
import { storedCompany } from './company-rows.ts';
import type { Context } from './context.ts';
import { factById, factViews, type ChosenFact } from './fact-rows.ts';
import { agesInput, currencyCode, factRules, rateInput, setFactRules } from './fact-rules.ts';
import { evidenceOf } from './evidence.ts';
import { newId } from './ids.ts';
import { storedSource } from './source-rows.ts';
import { ids } from './inputs.ts';
import type { Change, Store } from './store.ts';
import type { Conflict } from './views.ts';
import { ask, verb } from './verb.ts';

const asOf = z
  .string()
  .regex(
    /^\d{4}(-(\d\d(-\d\d)?|Q[1-4]|H[12]))?$/,
    'a period is YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Qn or YYYY-Hn',
  )
  .nullable();
const values = {
  metric: z.string().trim().min(1).max(200),
  value: z.number().nullable(),
  valueHigh: z.number().nullable().optional(),
  valueText: z.string().max(500).optional(),
  bound: z.enum(['exact', 'about', 'at-least', 'at-most', 'range']).optional(),
  unit: z.string().max(60).nullable().optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'a currency is three letters such as USD')
    .nullable()
    .optional(),
  asOf: asOf.optional(),
};

/** What a new fact is given, besides its company: its values and what it rests on. */
export const newFact = {
  ...values,
  annotationId: z.string().optional(),
  words: z.object({ sourceId: z.string(), start: z.number().int(), end: z.number().int() }).optional(),
  noSource: z.boolean().optional(),
};

const newFactOfCompany = z.object({ companyId: z.string(), ...newFact });

/**
 * Checks a new fact and gives what puts it into the table inside a write; that returns the fact's id. Words that are
 * given by their place are marked in green. Throws a Refusal: no value, no evidence or two kinds of it, no such words.
 */
export function factInsertion(
  store: Store,
  input: z.output<typeof newFactOfCompany>,
): (change: Change) => string {
  if (input.value === null && !input.valueText) throw new Refusal('empty', 'A fact needs a value.');
  const evidence = evidenceOf(store, input, 'fact');
  return (change) => {
    const annotationId = evidence(change);
    const factId = newId();
    change.insert('fact', {
      id: factId,
      company_id: input.companyId,
      metric: input.metric,
      metric_key: metricKey(input.metric),
      value: input.value,
      value_high: input.valueHigh ?? null,
      value_text: input.valueText ?? String(input.value ?? ''),
      bound: input.bound ?? 'exact',
      unit: input.unit || null,
      currency: input.currency || null,
      as_of: input.asOf ?? null,
      annotation_id: annotationId,
      no_source: annotationId === null ? 1 : 0,
      preferred: 0,
      reason: null,
      created_at: store.now(),
      updated_at: store.now(),
      trashed_at: null,
    });
    return factId;
  };
}

/** Groups of facts that give different values for the same company, metric and period. */
export function conflictsOf(store: Store, companyId: string): Conflict[] {
  const groups = new Map<string, ChosenFact[]>();
  for (const fact of factViews(store, { companyId })) {
    const key = JSON.stringify([fact.metricKey, fact.asOf]);
    groups.set(key, [...(groups.get(key) ?? []), fact]);
  }
  return [...groups.values()]
    .filter((facts) =>
      facts.some((a, i) => facts.slice(i + 1).some((b) => compareFacts(a, b) === 'conflicting')),
    )
    .map((facts) => {
      const preferred = facts.find((fact) => fact.preferred);
      return {
        metric: facts[0]!.metric,
        asOf: facts[0]!.asOf,
        facts,
        preferred: preferred?.id ?? null,
        reason: preferred?.reason ?? facts.find((fact) => fact.reason)?.reason ?? null,
      };
    });
}

/** Verbs about facts: figures tied to the words they were read from. */
export const factVerbs = ({ store }: Context) => ({
  /** Reads the facts in a phrase; nothing is saved. A source gives "last year" its year. */
  parse: verb(z.object({ text: z.string().max(200_000), sourceId: z.string().optional() }), (input) => {
    const source = input.sourceId === undefined ? null : storedSource(store, input.sourceId);
    return {
      facts: parseFacts(input.text, {
        publishedOn: source?.published_on ?? null,
        language: source?.language ?? null,
      }),
    };
  }),
  /** Adds a fact. It rests on an annotation, on words marked now, or says outright that it has no source. */
  add: verb(z.object({ companyId: z.string(), ...newFact }), (input) => {
    const company = storedCompany(store, input.companyId);
    const insert = factInsertion(store, input);
    const factId = store.write(
      { label: 'step.fact.add', params: { company: company.name, metric: input.metric } },
      insert,
    );
    return factById(store, factId);
  }),
  /**
   * Adds several facts in one step, such as those read from one sentence. Facts on the same words share one annotation.
   * Any fact that is refused refuses all of them.
   */
  addMany: verb(z.object({ facts: z.array(newFactOfCompany).min(1).max(200) }), (input) => {
    for (const fact of input.facts) storedCompany(store, fact.companyId);
    const insertions = input.facts.map((fact) => factInsertion(store, fact));
    const factIds = store.write(
      { label: 'step.fact.addMany', params: { count: insertions.length } },
      (change) => {
        const marked = new Map<string, string>();
        return input.facts.map((fact, i) => {
          const key = JSON.stringify(fact.words);
          const annotationId = fact.words ? marked.get(key) : undefined;
          if (annotationId === undefined) {
            const factId = insertions[i]!(change);
            const made = factById(store, factId).annotationId;
            if (fact.words && made !== null) marked.set(key, made);
            return factId;
          }
          const { words: _words, ...rest } = fact;
          return factInsertion(store, { ...rest, annotationId })(change);
        });
      },
    );
    return factIds.map((factId) => factById(store, factId));
  }),
  edit: verb(z.object({ id: z.string(), ...z.object(values).partial().shape }), (input) => {
    const fact = factById(store, input.id);
    store.write({ label: 'step.fact.edit', params: { metric: fact.metric } }, (change) => {
      const metric = input.metric ?? fact.metric;
      change.update('fact', input.id, {
        metric,
        metric_key: metricKey(metric),
        value: input.value === undefined ? fact.value : input.value,
        value_high: input.valueHigh === undefined ? fact.valueHigh : input.valueHigh,
        value_text: input.valueText ?? fact.valueText,
        bound: input.bound ?? fact.bound,
        unit: input.unit === undefined ? fact.unit : input.unit || null,
        currency: input.currency === undefined ? fact.currency : input.currency || null,
        as_of: input.asOf === undefined ? fact.asOf : input.asOf,
        updated_at: store.now(),
      });
    });
    return factById(store, input.id);
  }),
  get: verb(z.object({ id: z.string() }), (input) => factById(store, input.id)),
  remove: verb(ids, (input) => {
    store.write({ label: 'step.fact.remove', params: { count: input.ids.length } }, (change) => {
      for (const factId of input.ids) change.update('fact', factId, { trashed_at: store.now() });
    });
  }),
  restore: verb(ids, (input) => {
    store.write({ label: 'step.fact.restore', params: { count: input.ids.length } }, (change) => {
      for (const factId of input.ids) change.update('fact', factId, { trashed_at: null });
    });
  }),
  list: verb(
    z
      .object({
        companyId: z.string().optional(),
        annotationId: z.string().optional(),
        sourceId: z.string().optional(),
      })
      .optional(),
    (input) => factViews(store, input ?? {}),
  ),
  /** Prefers one of several values, with the reason; the others are kept. */
  prefer: verb(z.object({ factId: z.string(), reason: z.string().max(2000).optional() }), (input) => {
    const fact = factById(store, input.factId);
    store.write({ label: 'step.fact.prefer', params: { metric: fact.metric } }, (change) => {
      for (const other of factViews(store, { companyId: fact.companyId }))
        if (other.metricKey === fact.metricKey && other.asOf === fact.asOf)
          change.update('fact', other.id, {
            preferred: other.id === fact.id ? 1 : 0,
            reason: other.id === fact.id ? (input.reason ?? null) : null,
          });
    });
    return factById(store, input.factId);
  }),
  /** After how many months facts go stale, and how sums are compared across currencies. */
  rules: ask(() => factRules(store)),
  /** Sets some of the rules; the others stay. Rates are the user's own, each with its day and where it was read. */
  setRules: verb(
    z.object({
      ages: agesInput.optional(),
      currency: currencyCode.nullable().optional(),
      rates: z.array(rateInput).max(1000).optional(),
    }),
    (input) =>
      setFactRules(store, {
        ...(input.ages !== undefined && { ages: input.ages }),
        ...(input.currency !== undefined && { currency: input.currency }),
        ...(input.rates !== undefined && { rates: input.rates }),
      }),
  ),
});
