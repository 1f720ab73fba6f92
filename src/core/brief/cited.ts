import type { BriefDocument, EvidenceFact, EvidenceReference, EvidenceSource } from '../brief.ts';
import { factReference, figureReference, resolveReference } from './evidence.ts';
import type { EvidenceIndex } from './evidence.ts';
import { piecesOf } from './walk.ts';

/** Every reference of a document in reading order; a table of facts refers once for each fact that is still there. */
export function referencesOf(document: BriefDocument, index: EvidenceIndex): readonly EvidenceReference[] {
  return piecesOf(document).flatMap((piece): readonly EvidenceReference[] => {
    if (piece.kind === 'line') return piece.line.citations.map(({ reference }) => reference);
    if (piece.kind === 'quotation') return [piece.reference];
    if (piece.kind === 'figure') return [figureReference(piece.figure)];
    return piece.factIds.flatMap((id) => {
      const fact = index.facts.get(id);
      return fact ? [factReference(fact)] : [];
    });
  });
}

/** The sources a document cites, in the order of their first citation. */
export function citedSources(document: BriefDocument, index: EvidenceIndex): readonly EvidenceSource[] {
  const found = referencesOf(document, index).flatMap((reference) => {
    const { source } = resolveReference(reference, index);
    return source ? [source] : [];
  });
  return [...new Set(found)];
}

/** The facts a document cites, in the order of their first citation. */
export function citedFacts(document: BriefDocument, index: EvidenceIndex): readonly EvidenceFact[] {
  const found = referencesOf(document, index).flatMap((reference) => {
    const { fact } = resolveReference(reference, index);
    return fact ? [fact] : [];
  });
  return [...new Set(found)];
}
