import type { Span } from '../../core/source.ts';
import type { Mark, Named } from './open-source.ts';

/** A stretch of one block over which nothing changes: the same formatting, marks and name. Offsets into the block. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly spans: readonly Span[];
  /** Oldest first, so that the newest lies on top. */
  readonly marks: readonly Mark[];
  readonly mention: Named | null;
}

const cover = (from: number, to: number, start: number, end: number): boolean => start < to && end > from;

/**
 * Cuts [from, to) of a block where any formatting, mark or mention begins or ends. `offset` is where the block starts in
 * the canonical text; marks and mentions are given in canonical offsets. The segments cover the stretch without gaps.
 */
export function segmentsOf(
  from: number,
  to: number,
  offset: number,
  spans: readonly Span[],
  marks: readonly Mark[],
  mentions: readonly Named[],
): readonly Segment[] {
  const edges = new Set([from, to]);
  const edge = (at: number): void => {
    if (at > from && at < to) edges.add(at);
  };
  const here = marks.filter(
    (mark) =>
      mark.start !== null && mark.end !== null && cover(from, to, mark.start - offset, mark.end - offset),
  );
  const names = mentions.filter((mention) => cover(from, to, mention.start - offset, mention.end - offset));
  const formats = spans.filter((span) => cover(from, to, span.start, span.end));
  for (const mark of here) {
    edge(mark.start! - offset);
    edge(mark.end! - offset);
  }
  for (const mention of names) {
    edge(mention.start - offset);
    edge(mention.end - offset);
  }
  for (const span of formats) {
    edge(span.start);
    edge(span.end);
  }
  const cuts = [...edges].sort((one, other) => one - other);
  // ids grow with time
  const byAge = [...here].sort((one, other) => (one.id < other.id ? -1 : 1));
  return cuts.slice(0, -1).map((start, i) => {
    const end = cuts[i + 1]!;
    return {
      start,
      end,
      spans: formats.filter((span) => cover(start, end, span.start, span.end)),
      marks: byAge.filter((mark) => cover(start, end, mark.start! - offset, mark.end! - offset)),
      mention:
        names.find((mention) => cover(start, end, mention.start - offset, mention.end - offset)) ?? null,
    };
  });
}
