import type { EvidenceFact } from '../../brief.ts';
import { Refusal } from '../../refusal.ts';
import { citedFacts } from '../cited.ts';
import { indexEvidence, resolveReference, factReference } from '../evidence.ts';
import type { EvidenceIndex } from '../evidence.ts';
import type { ExportInput } from '../format.ts';

/** A cell of a table of facts. */
export type FactValue = string | number | null;

interface Column {
  readonly title: string;
  readonly width: number;
  readonly value: (fact: EvidenceFact, index: EvidenceIndex) => FactValue;
}

const source = (fact: EvidenceFact, index: EvidenceIndex) =>
  resolveReference(factReference(fact), index).source;

/** The columns of facts in spreadsheets. Their order and names are part of the format. */
export const FACT_COLUMNS: readonly Column[] = [
  { title: 'company', width: 24, value: (fact) => fact.companyName },
  { title: 'metric', width: 24, value: (fact) => fact.metric },
  { title: 'value', width: 16, value: (fact) => fact.value },
  { title: 'value_high', width: 16, value: (fact) => fact.valueHigh },
  { title: 'value_text', width: 24, value: (fact) => fact.valueText },
  { title: 'bound', width: 10, value: (fact) => fact.bound },
  { title: 'unit', width: 12, value: (fact) => fact.unit },
  { title: 'currency', width: 10, value: (fact) => fact.currency },
  { title: 'as_of', width: 12, value: (fact) => fact.asOf },
  { title: 'quote', width: 60, value: (fact) => fact.quote },
  { title: 'source', width: 40, value: (fact, index) => source(fact, index)?.title ?? null },
  { title: 'author', width: 24, value: (fact, index) => source(fact, index)?.byline ?? null },
  { title: 'outlet', width: 24, value: (fact, index) => source(fact, index)?.siteName ?? null },
  { title: 'published', width: 12, value: (fact, index) => source(fact, index)?.publishedOn ?? null },
  { title: 'url', width: 40, value: (fact, index) => source(fact, index)?.url ?? null },
  { title: 'saved', width: 24, value: (fact, index) => source(fact, index)?.capturedAt ?? null },
  { title: 'fact_id', width: 20, value: (fact) => fact.id },
  { title: 'annotation_id', width: 20, value: (fact) => fact.annotationId },
];

/**
 * The facts a brief cites as rows under {@link FACT_COLUMNS}.
 * @throws Refusal `empty` when it cites none
 */
export function factRows({ brief, evidence }: ExportInput): readonly (readonly FactValue[])[] {
  const index = indexEvidence(evidence);
  const facts = citedFacts(brief.body, index);
  if (facts.length === 0)
    throw new Refusal('empty', 'This brief cites no facts, so there is no table to write.');
  return facts.map((fact) => FACT_COLUMNS.map((column) => column.value(fact, index)));
}
