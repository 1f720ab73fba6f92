import { Refusal } from '../../refusal.ts';
import { citedSources } from '../cited.ts';
import { cslItem } from '../csl-item.ts';
import type { CslItem } from '../csl-item.ts';
import { indexEvidence } from '../evidence.ts';
import type { BriefFormat, ExportInput } from '../format.ts';

/**
 * The sources a brief cites as CSL items, in the order of first citation.
 * @throws Refusal `empty` when it cites none
 */
export function citedItems({ brief, evidence }: ExportInput): readonly CslItem[] {
  const items = citedSources(brief.body, indexEvidence(evidence)).map(cslItem);
  if (items.length === 0)
    throw new Refusal('empty', 'This brief cites no sources, so there is no bibliography to write.');
  return items;
}

export const cslJson: BriefFormat = {
  id: 'csl-json',
  label: 'Bibliography as CSL-JSON',
  extension: 'json',
  mediaType: 'application/vnd.citationstyles.csl+json',
  write: async (input) => new TextEncoder().encode(`${JSON.stringify(citedItems(input), null, 2)}\n`),
};
