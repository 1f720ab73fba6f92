import type { Brief, BriefEvidence, MetadataGap } from '../brief.ts';
import { formatCitations, isNoteStyle, styleTitle } from './citation.ts';
import type { CitationData, Cite } from './citation.ts';
import { Composer, type Met } from './composer.ts';
import { cslItem } from './csl-item.ts';
import { indexEvidence } from './evidence.ts';
import { metadataGaps } from './gaps.ts';
import type { Outline } from './outline.ts';
import { words } from './runs.ts';
import { brokenNotice, gapWords, wordsFor } from './wording.ts';

/** Puts citations into groups: one each for note styles, neighbours together for styles in the line. */
function grouped(
  met: readonly Met[],
  notes: boolean,
): { readonly groups: Cite[][]; readonly groupOf: number[] } {
  const groups: Cite[][] = [];
  const groupOf: number[] = [];
  for (const { cite, joins } of met) {
    if (joins && !notes && groups.length > 0) groups.at(-1)!.push(cite);
    else groups.push([cite]);
    groupOf.push(groups.length - 1);
  }
  return { groups, groupOf };
}

/** The outline of a brief and the number of its quotations that differ from their sources. */
export interface Composed {
  readonly outline: Outline;
  readonly broken: number;
}

/**
 * Makes the one model every export is written from. A frozen brief is composed from the evidence it was frozen with.
 * @throws Refusal `unreadable` when the citation style cannot be used
 */
export function composeBrief(brief: Brief, evidence: BriefEvidence, citations: CitationData): Composed {
  const index = indexEvidence(brief.frozen?.evidence ?? evidence);
  const given = brief.frozen?.evidence ?? evidence;
  const first = new Composer(brief, given, index, null, []);
  first.blocks(brief.body.content);
  const { groups, groupOf } = grouped(first.met, isNoteStyle(citations.style));
  const citedIds = [...new Set(first.met.map(({ cite }) => cite.sourceId))];
  const cited = citedIds.map((id) => index.sources.get(id)!);
  const formatted =
    groups.length > 0 ? formatCitations(groups, cited.map(cslItem), citations, brief.language) : null;
  const second = new Composer(brief, given, index, formatted, groupOf);
  const blocks = second.blocks(brief.body.content);
  const gaps = new Map<string, MetadataGap['field'][]>();
  for (const { sourceId, field } of metadataGaps(cited))
    gaps.set(sourceId, [...(gaps.get(sourceId) ?? []), field]);
  const outline: Outline = {
    title: brief.title,
    language: brief.language,
    createdOn: brief.createdAt.slice(0, 10),
    updatedOn: brief.updatedAt.slice(0, 10),
    frozenOn: brief.frozen?.at.slice(0, 10) ?? null,
    notices: second.broken > 0 ? [brokenNotice(second.broken, brief.language)] : [],
    blocks,
    notes: second.notes,
    bibliography: (formatted?.bibliography ?? []).map(({ sourceId, runs }) => {
      const missing = gaps.get(sourceId);
      return missing ? [...runs, words(` ${gapWords(missing, brief.language)}`, { notice: true })] : runs;
    }),
    styleTitle: styleTitle(citations.style),
    words: wordsFor(brief.language),
  };
  return { outline, broken: second.broken };
}
