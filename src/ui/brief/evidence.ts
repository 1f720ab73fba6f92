import type { EvidenceReference, QuotationNode } from '../../core/brief.ts';
import type { AnnotationView, FactView } from '../../library/views.ts';
import { day } from '../messages/formats.ts';

/** A mark of the reader's as evidence. `cited` counts how often the brief stands on it. */
export type MarkEvidence = AnnotationView & {
  readonly type: 'annotation';
  readonly sourceTitle: string;
  readonly siteName: string | null;
  readonly publishedOn: string | null;
  /** Names of the companies its source speaks of. */
  readonly companyNames: readonly string[];
  readonly cited: number;
};

/** A fact as evidence. */
export type FactEvidence = FactView & { readonly type: 'fact'; readonly cited: number };

/** What can be cited. */
export type Evidence = MarkEvidence | FactEvidence;

/** Evidence by id, for nodes that show where they come from. */
export interface EvidenceTable {
  readonly marks: ReadonlyMap<string, MarkEvidence>;
  readonly facts: ReadonlyMap<string, FactEvidence>;
}

/** Makes evidence quick to look up. */
export const tableOf = (evidence: readonly Evidence[]): EvidenceTable => ({
  marks: new Map(evidence.flatMap((one) => (one.type === 'annotation' ? [[one.id, one] as const] : []))),
  facts: new Map(evidence.flatMap((one) => (one.type === 'fact' ? [[one.id, one] as const] : []))),
});

/** The reference a citation or quotation of this evidence carries. */
export const referenceTo = (one: Evidence): EvidenceReference =>
  one.type === 'annotation'
    ? { annotationId: one.id, factId: null, quote: one.quote, sourceId: one.sourceId, versionNumber: null }
    : {
        annotationId: one.annotationId,
        factId: one.id,
        quote: one.quote ?? '',
        sourceId: one.sourceId,
        versionNumber: null,
      };

/** A label of a source for lists: its publication, else its title. */
export const placeOf = (one: Evidence): string => one.siteName ?? one.sourceTitle ?? '';

/** The words of a piece of evidence, for lists and for finding it. */
export const wordsOf = (one: Evidence): string =>
  one.type === 'annotation' ? one.quote : (one.quote ?? one.metric);

/** Publication and date of what a reference stands on; null when it is not known here. */
export function sourceOf(attrs: QuotationNode['attrs'], table: EvidenceTable): string | null {
  const found =
    (attrs.annotationId === null ? undefined : table.marks.get(attrs.annotationId)) ??
    (attrs.factId === null ? undefined : table.facts.get(attrs.factId));
  if (!found) return null;
  const name = found.siteName ?? found.sourceTitle;
  if (name === null) return null;
  return found.publishedOn === null ? name : `${name}, ${day(found.publishedOn)}`;
}

/** One key for references that stand on the same evidence, which share a number. */
export const numberKey = (
  attrs: Pick<EvidenceReference, 'annotationId' | 'factId' | 'sourceId' | 'quote'>,
): string => attrs.annotationId ?? attrs.factId ?? `${attrs.sourceId ?? ''} ${attrs.quote}`;

const GAP = /\s*(?:\[(?:…|\.\.\.)\]|…|\.\.\.)\s*/u;

/** Whether words are a quotation with parts left out by “…”: every part stands in it, in order. */
export function isShortened(words: string, quote: string): boolean {
  let at = 0;
  const parts = words.split(GAP).filter((part) => part.trim() !== '');
  for (const part of parts) {
    const found = quote.indexOf(part.trim(), at);
    if (found < 0) return false;
    at = found + part.trim().length;
  }
  return parts.length > 0;
}
