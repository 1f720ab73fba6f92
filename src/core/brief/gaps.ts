import type { EvidenceSource, MetadataGap } from '../brief.ts';

/** What a citation of a source cannot say because the library does not know it. Nothing is ever made up to fill it. */
export function metadataGaps(sources: readonly EvidenceSource[]): readonly MetadataGap[] {
  return sources.flatMap((source) => {
    const gaps: MetadataGap[] = [];
    const gap = (field: MetadataGap['field']): void => void gaps.push({ sourceId: source.id, field });
    if (source.title.trim() === '') gap('title');
    if (!source.byline?.trim()) gap('author');
    if (!source.publishedOn) gap('date');
    if (!source.url && (source.kind === 'article' || source.kind === 'bookmark')) gap('address');
    return gaps;
  });
}
