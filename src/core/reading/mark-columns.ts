import { COLOURS, type AnchorState, type Colour } from '../annotation.ts';

/** Where an annotation stands and how it looks: all that is needed to draw it. */
export interface Mark {
  readonly id: string;
  /** Offsets into the canonical text; null for a lost quote and for a note on the whole source. */
  readonly start: number | null;
  readonly end: number | null;
  readonly colour: Colour;
  readonly anchor: AnchorState;
  /** False for a note on the whole source, which marks no words. */
  readonly quoted: boolean;
}

/** Marks by columns, so that a hundred thousand of them travel as four strings and two lists of numbers. */
export interface MarkColumns {
  /** Ids with a blank between them. */
  readonly ids: string;
  /** -1 where there is none. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** One digit a mark: its place among the colours. */
  readonly colours: string;
  /** One letter a mark: its state, in capitals where it marks no words. */
  readonly states: string;
}

const LETTERS = { exact: 'e', moved: 'm', changed: 'c', orphan: 'o' } as const satisfies Record<
  AnchorState,
  string
>;
const STATES = new Map(Object.entries(LETTERS).map(([state, letter]) => [letter, state as AnchorState]));

/** Marks as columns, in their order. */
export function columnsOf(marks: readonly Mark[]): MarkColumns {
  return {
    ids: marks.map(({ id }) => id).join(' '),
    starts: marks.map(({ start }) => start ?? -1),
    ends: marks.map(({ end }) => end ?? -1),
    colours: marks.map(({ colour }) => COLOURS.indexOf(colour)).join(''),
    states: marks
      .map(({ anchor, quoted }) => (quoted ? LETTERS[anchor] : LETTERS[anchor].toUpperCase()))
      .join(''),
  };
}

/** Columns as marks. */
export function marksOf({ ids, starts, ends, colours, states }: MarkColumns): Mark[] {
  if (ids === '') return [];
  return ids.split(' ').map((id, i) => {
    const state = states[i]!;
    const letter = state.toLowerCase();
    return {
      id,
      start: starts[i]! < 0 ? null : starts[i]!,
      end: ends[i]! < 0 ? null : ends[i]!,
      colour: COLOURS[Number(colours[i])]!,
      anchor: STATES.get(letter as (typeof LETTERS)[AnchorState])!,
      quoted: state === letter,
    };
  });
}

const same = (one: Mark, other: Mark): boolean =>
  one.id === other.id &&
  one.start === other.start &&
  one.end === other.end &&
  one.colour === other.colour &&
  one.anchor === other.anchor;

/** What to take out and put in to get from one list of marks to another. */
export interface MarkSplice {
  readonly from: number;
  readonly removed: number;
  readonly added: MarkColumns;
}

/** The one stretch in which two lists of marks differ. */
export function spliceOf(before: readonly Mark[], after: readonly Mark[]): MarkSplice {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && same(before[from]!, after[from]!)) from++;
  let tail = 0;
  while (tail < most - from && same(before[before.length - 1 - tail]!, after[after.length - 1 - tail]!))
    tail++;
  return {
    from,
    removed: before.length - tail - from,
    added: columnsOf(after.slice(from, after.length - tail)),
  };
}

/** A list of marks after a change; marks outside the change are the same objects as before. */
export const spliced = (before: readonly Mark[], { from, removed, added }: MarkSplice): readonly Mark[] =>
  removed === 0 && added.ids === ''
    ? before
    : [...before.slice(0, from), ...marksOf(added), ...before.slice(from + removed)];
