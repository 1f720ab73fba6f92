import { COLOURS } from '../../core/annotation.ts';
import type { AnnotationView } from '../../library/views.ts';

/** An annotation with the title of its source. */
export type Row = AnnotationView & { readonly sourceTitle: string };

/** The orders the list can be read in. */
export const ORDERS = ['newest', 'oldest', 'source', 'colour'] as const;
export type Order = (typeof ORDERS)[number];

const inText = (one: Row, other: Row): number =>
  one.sourceTitle.localeCompare(other.sourceTitle) || (one.start ?? 1e9) - (other.start ?? 1e9);
const byTime = (one: Row, other: Row): number => one.createdAt.localeCompare(other.createdAt);

const compare: Readonly<Record<Order, (one: Row, other: Row) => number>> = {
  newest: (one, other) => byTime(other, one),
  oldest: byTime,
  source: inText,
  colour: (one, other) => COLOURS.indexOf(one.colour) - COLOURS.indexOf(other.colour) || inText(one, other),
};

/** The annotations in an order; within one source and colour they stand as in the text. */
export const ordered = (rows: readonly Row[], order: Order): readonly Row[] => rows.toSorted(compare[order]);
