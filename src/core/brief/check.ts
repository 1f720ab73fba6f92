import type {
  BriefCheck,
  BriefDocument,
  BriefEvidence,
  ChangedFigure,
  CheckedQuote,
  Claim,
  ClaimReason,
  ClaimStatus,
  EvidenceReference,
} from '../brief.ts';
import { factReference, figureReference, indexEvidence, resolveReference } from './evidence.ts';
import type { EvidenceIndex } from './evidence.ts';
import { factConflicts, staleFacts } from './figures.ts';
import { metadataGaps } from './gaps.ts';
import { checkFigure, checkQuote } from './quotes.ts';
import { claimReasons, nameTest, sentencesOf } from './sentences.ts';
import type { NameTest } from './sentences.ts';
import { piecesOf } from './walk.ts';
import type { Line } from './walk.ts';

function compare(reference: EvidenceReference, from: number, index: EvidenceIndex): CheckedQuote {
  const resolved = resolveReference(reference, index);
  const { state, difference } = checkQuote(resolved);
  return {
    from,
    to: from + 1,
    quote: reference.quote,
    annotationId: reference.annotationId ?? resolved.annotation?.id ?? null,
    factId: reference.factId,
    sourceId: resolved.source?.id ?? null,
    state,
    difference,
  };
}

/** A quote without words supports a sentence by its source alone, as a note on a whole source does. */
const supports = (quote: CheckedQuote): boolean => quote.state !== 'broken' && quote.sourceId !== null;

function claim(
  text: string,
  reasons: readonly ClaimReason[],
  place: { readonly from: number; readonly to: number },
  quotes: readonly CheckedQuote[],
  inference: boolean,
  index: EvidenceIndex,
): Claim {
  const sourceIds = [...new Set(quotes.filter(supports).map((quote) => quote.sourceId!))];
  let status: ClaimStatus = 'unsupported';
  if (quotes.some((quote) => quote.state === 'broken')) status = 'broken';
  else if (inference) status = 'inference';
  else if (sourceIds.length > 0) status = 'supported';
  return {
    text,
    status,
    sources: sourceIds.length,
    independent: new Set(sourceIds.map(index.clusterOf)).size,
    sourceIds,
    reasons,
    from: place.from,
    to: place.to,
    quotes,
  };
}

const WORDS = /[\p{L}\p{N}]/u;

/** True when most of the words between two offsets carry the inference mark, so that a stray mark at an edge does not count. */
function isInference(line: Line, start: number, end: number): boolean {
  let marked = 0;
  for (const stretch of line.inferences) {
    marked += Math.max(0, Math.min(end, stretch.end) - Math.max(start, stretch.start));
  }
  return marked * 2 > end - start;
}

function lineClaims(line: Line, language: string, names: NameTest, index: EvidenceIndex): readonly Claim[] {
  const sentences = sentencesOf(line.text, language);
  if (sentences.length === 0 && line.citations.length === 0) return [];
  const quotes = sentences.map((): CheckedQuote[] => []);
  const stray: CheckedQuote[] = [];
  for (const citation of line.citations) {
    // A chip stands behind the words it proves, so one between two sentences belongs to the first.
    let owner = sentences.findLastIndex((sentence) => sentence.start < citation.at);
    if (owner < 0) owner = 0;
    (quotes[owner] ?? stray).push(compare(citation.reference, citation.position, index));
  }
  const claims = sentences.flatMap((sentence, i) => {
    const text = line.text.slice(sentence.start, sentence.end).replace(/\s+/gu, ' ');
    const inference = isInference(line, sentence.start, sentence.end);
    const reasons = [...claimReasons(text, names)];
    if (quotes[i]!.length > 0) reasons.push('citation');
    if (inference) reasons.push('inference');
    if (reasons.length === 0 || (!WORDS.test(text) && quotes[i]!.length === 0)) return [];
    const place = { from: line.position(sentence.start), to: line.position(sentence.end) };
    return [claim(text, reasons, place, quotes[i]!, inference, index)];
  });
  if (stray.length === 0) return claims;
  const place = { from: stray[0]!.from, to: stray.at(-1)!.to };
  return [...claims, claim('', ['citation'], place, stray, false, index)];
}

/**
 * The claim report: every quotation and citation compared with its source, every sentence that makes a claim with what
 * stands behind it, figures that are stale, in conflict or changed. Headings make no claims. Positions are ProseMirror's.
 */
export function checkBrief(document: BriefDocument, evidence: BriefEvidence, language = 'en'): BriefCheck {
  const index = indexEvidence(evidence);
  const names = nameTest(evidence.companies.flatMap((company) => company.names));
  const claims: Claim[] = [];
  const changed: ChangedFigure[] = [];
  const citedFacts = new Set<string>();
  const citedSources = new Set<string>();
  for (const piece of piecesOf(document)) {
    if (piece.kind === 'line') {
      if (piece.line.kind === 'paragraph') claims.push(...lineClaims(piece.line, language, names, index));
      else if (piece.line.citations.length > 0) {
        const quotes = piece.line.citations.map(({ reference, position }) =>
          compare(reference, position, index),
        );
        const place = { from: piece.line.position(0), to: piece.line.position(piece.line.text.length) };
        claims.push(claim(piece.line.text, ['citation'], place, quotes, false, index));
      }
    } else if (piece.kind === 'quotation') {
      const quote = compare(piece.reference, piece.position, index);
      claims.push(claim(piece.reference.quote, ['quotation'], quote, [quote], false, index));
    } else if (piece.kind === 'figure') {
      const reference = figureReference(piece.figure);
      const { state, difference } = checkFigure(piece.figure, index.sources.get(reference.sourceId!) ?? null);
      const quote = { ...compare(reference, piece.position, index), state, difference };
      claims.push(
        claim(piece.figure.caption || piece.figure.alt, ['citation'], quote, [quote], false, index),
      );
    } else {
      for (const [i, id] of piece.factIds.entries()) {
        const place = { from: piece.position, to: piece.position + 1 };
        const fact = index.facts.get(id);
        const shown = piece.shown?.[i];
        if (!fact) {
          const reference = {
            annotationId: null,
            factId: id,
            quote: shown ?? '',
            sourceId: null,
            versionNumber: null,
          };
          const gone: CheckedQuote = {
            ...compare(reference, piece.position, index),
            state: 'broken',
            difference: { kind: 'no-source', brief: shown ?? '', source: null },
          };
          claims.push(claim(shown ?? '', ['fact'], place, [gone], false, index));
          continue;
        }
        if (shown !== undefined && shown !== fact.valueText) {
          changed.push({ factId: id, shown, now: fact.valueText, from: piece.position });
        }
        const text = [fact.companyName, fact.metric, fact.asOf].filter((part) => part).join(' · ');
        const reference = factReference(fact);
        const quotes = reference.sourceId === null ? [] : [compare(reference, piece.position, index)];
        claims.push(claim(`${text}: ${fact.valueText}`, ['fact'], place, quotes, false, index));
        citedFacts.add(id);
      }
    }
  }
  for (const { quotes } of claims) {
    for (const quote of quotes) {
      if (quote.sourceId !== null) citedSources.add(quote.sourceId);
      if (quote.factId !== null) citedFacts.add(quote.factId);
    }
  }
  const sources = [...citedSources].map((id) => index.sources.get(id)!);
  return {
    claims,
    traced: claims.filter(({ status }) => status === 'supported' || status === 'inference').length,
    broken: claims.reduce(
      (sum, { quotes }) => sum + quotes.filter(({ state }) => state === 'broken').length,
      0,
    ),
    stale: staleFacts(citedFacts, index),
    conflicts: factConflicts(citedFacts, index),
    changed,
    gaps: metadataGaps(sources),
    trashed: sources.filter((source) => source.trashed).map((source) => source.id),
  };
}
