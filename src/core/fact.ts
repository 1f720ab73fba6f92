import type { Doubt } from './source.ts';

/** How a stated value stands to the true one. */
export type Bound = 'exact' | 'about' | 'at-least' | 'at-most' | 'range';

/** A figure about a company, tied to the words it was read from. */
export interface Fact {
  readonly id: string;
  readonly companyId: string;
  /** What is measured, such as `revenue` or `valuation`; free text in the user's words. */
  readonly metric: string;
  /** The number in full (4.1 bn is 4100000000); null when the fact is words only (`valueText`). */
  readonly value: number | null;
  /** Upper end where `bound` is `range`. */
  readonly valueHigh: number | null;
  /** The value exactly as written. */
  readonly valueText: string;
  readonly bound: Bound;
  /** `%`, `bps`, `units`, `employees`…; null for plain money or counts. */
  readonly unit: string | null;
  /** ISO 4217. */
  readonly currency: string | null;
  /** YYYY, YYYY-MM or YYYY-MM-DD; also YYYY-Qn and YYYY-Hn. */
  readonly asOf: string | null;
  /** Null only for a fact marked "no source". */
  readonly annotationId: string | null;
  readonly quote: string | null;
  readonly sourceId: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A fact read out of a phrase, before a person has confirmed it. Offsets are into the phrase. */
export interface ParsedFact {
  readonly metric: string | null;
  readonly value: number | null;
  readonly valueHigh: number | null;
  readonly valueText: string;
  readonly bound: Bound;
  readonly unit: string | null;
  readonly currency: string | null;
  readonly asOf: string | null;
  readonly approximate: boolean;
  readonly start: number;
  readonly end: number;
  readonly doubts: readonly Doubt[];
}
