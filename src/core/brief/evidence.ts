import type {
  BriefEvidence,
  EvidenceAnnotation,
  EvidenceCompany,
  EvidenceFact,
  EvidenceReference,
  EvidenceSource,
  FigureNode,
} from '../brief.ts';

/** Evidence by id. */
export interface EvidenceIndex {
  readonly sources: ReadonlyMap<string, EvidenceSource>;
  readonly annotations: ReadonlyMap<string, EvidenceAnnotation>;
  readonly facts: ReadonlyMap<string, EvidenceFact>;
  readonly companies: readonly EvidenceCompany[];
  readonly allFacts: readonly EvidenceFact[];
  /** The near-copy cluster of a source; its own id when it has none. */
  readonly clusterOf: (sourceId: string) => string;
}

/** Makes evidence quick to look up. */
export function indexEvidence(evidence: BriefEvidence): EvidenceIndex {
  const clusters = new Map(Object.entries(evidence.clusters));
  return {
    sources: new Map(evidence.sources.map((source) => [source.id, source])),
    annotations: new Map(evidence.annotations.map((annotation) => [annotation.id, annotation])),
    facts: new Map(evidence.facts.map((fact) => [fact.id, fact])),
    companies: evidence.companies,
    allFacts: evidence.facts,
    clusterOf: (sourceId) => clusters.get(sourceId) ?? sourceId,
  };
}

/** What a reference stands on; the parts that are gone from the library are null. */
export interface Resolved {
  readonly reference: EvidenceReference;
  readonly fact: EvidenceFact | null;
  readonly annotation: EvidenceAnnotation | null;
  readonly source: EvidenceSource | null;
}

/** Follows a reference to its fact, annotation and source. */
export function resolveReference(reference: EvidenceReference, index: EvidenceIndex): Resolved {
  const fact = reference.factId === null ? null : (index.facts.get(reference.factId) ?? null);
  const annotationId = reference.annotationId ?? fact?.annotationId ?? null;
  const annotation = annotationId === null ? null : (index.annotations.get(annotationId) ?? null);
  const sourceId = annotation?.sourceId ?? reference.sourceId ?? fact?.sourceId ?? null;
  const source = sourceId === null ? null : (index.sources.get(sourceId) ?? null);
  return { reference, fact, annotation, source };
}

/** The reference a fact makes when it is cited, as when it stands in a table of facts. */
export const factReference = (fact: EvidenceFact): EvidenceReference => ({
  annotationId: fact.annotationId,
  factId: fact.id,
  quote: fact.quote ?? '',
  sourceId: fact.sourceId,
  versionNumber: null,
});

/** The reference a picture makes: to its source as a whole. */
export const figureReference = ({ sourceId }: FigureNode['attrs']): EvidenceReference => ({
  annotationId: null,
  factId: null,
  quote: '',
  sourceId,
  versionNumber: null,
});
