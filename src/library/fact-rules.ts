import { z } from 'zod';
import type { FactAges } from '../core/fact/stale.ts';
import type { Store } from './store.ts';

const AGES = 'facts.ages';
const RATES = 'facts.rates';
const CURRENCY = 'facts.currency';

const months = z.number().int().min(1).max(1200).nullable();
/** An ISO 4217 code. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'a currency is three letters such as USD');

/** A rate a person typed: one `from` is worth `rate` of `to`. */
export const rateInput = z.object({
  from: currencyCode,
  to: currencyCode,
  rate: z.number().positive().finite(),
  /** The day or period the rate is of. */
  asOf: z.string().trim().min(4).max(10),
  /** Where the rate was read. */
  source: z.string().trim().min(1).max(300),
});
export type Rate = z.output<typeof rateInput>;

export const agesInput = z.object({ months, metrics: z.record(z.string().min(1).max(200), months) });

/** How facts are judged and compared, as the user set it. */
export interface FactRules {
  readonly ages: FactAges;
  /** The currency sums are also shown in; null for none. */
  readonly currency: string | null;
  readonly rates: readonly Rate[];
}

/** A setting that fits a schema; what does not is as if it were not there. */
function read<T>(store: Store, key: string, schema: z.ZodType<T>, otherwise: T): T {
  const json = store.sql<[string], string>('SELECT value FROM setting WHERE key = ?').pluck().get(key);
  if (json === undefined) return otherwise;
  const parsed = schema.safeParse(JSON.parse(json));
  return parsed.success ? parsed.data : otherwise;
}

/** After how many months facts go stale; never, unless the user said so. */
export const factAges = (store: Store): FactAges =>
  read(store, AGES, agesInput, { months: null, metrics: {} });

/** The rules as they stand. */
export const factRules = (store: Store): FactRules => ({
  ages: factAges(store),
  currency: read(store, CURRENCY, currencyCode.nullable(), null),
  rates: read(store, RATES, z.array(rateInput), []),
});

/** Keeps rules; what is not given stays. Rules are settings: outside undo. */
export function setFactRules(store: Store, rules: Partial<FactRules>): FactRules {
  store.writeUnlogged(['setting', 'fact', 'company'], (db) => {
    const set = db.prepare(
      'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    );
    if (rules.ages !== undefined) set.run(AGES, JSON.stringify(rules.ages));
    if (rules.currency !== undefined) set.run(CURRENCY, JSON.stringify(rules.currency));
    if (rules.rates !== undefined) set.run(RATES, JSON.stringify(rules.rates));
  });
  return factRules(store);
}
