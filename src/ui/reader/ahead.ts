import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import type { Colour } from '../../core/annotation.ts';
import type { Mark, OpenSource } from './open-source.ts';

/** A change of a mark that is drawn before the library has answered. */
interface Ahead {
  readonly key: number;
  /** The mark it is about; one that is being made gets its real id with the answer. */
  readonly id: string;
  readonly sourceId: string;
  readonly made: Mark | null;
  /** The colour it gets, or null when it goes away. */
  readonly colour: Colour | null;
  /** The library has said yes. */
  readonly settled: boolean;
  /** How often the source was read again since. */
  readonly seen: number;
}

const useAheads = create<{ readonly list: readonly Ahead[] }>(() => ({ list: [] }));

let last = 0;

/** The sources in view, by which a mark's source is known. */
const inView = new Set<OpenSource>();

const sourceOf = (id: string): string | null =>
  [...inView].find((view) => view.annotations.some((mark) => mark.id === id))?.source.id ?? null;

const change = (edit: (list: readonly Ahead[]) => readonly Ahead[]): void =>
  useAheads.setState(({ list }) => ({ list: edit(list) }));

/** What the answer settles: keeps the change until the source read again shows it, or withdraws it. */
export interface Drawn {
  readonly id: string;
  readonly keep: (id: string) => void;
  readonly withdraw: () => void;
}

const draw = (id: string, sourceId: string | null, made: Mark | null, colour: Colour | null): Drawn => {
  const key = ++last;
  // a mark that is not in view has nothing to be drawn ahead
  if (sourceId !== null)
    change((list) => {
      // one that is recoloured before it was read again is still only drawn
      const old = colour === null ? null : list.find((each) => each.id === id)?.made;
      const others = list.filter((each) => each.id !== id);
      return [...others, { key, id, sourceId, made: made ?? old ?? null, colour, settled: false, seen: 0 }];
    });
  return {
    id,
    keep: (real) =>
      change((list) => list.map((each) => (each.key === key ? { ...each, id: real, settled: true } : each))),
    withdraw: () => change((list) => list.filter((each) => each.key !== key)),
  };
};

/** Draws a new mark at once. */
export const drawMade = (
  view: OpenSource,
  at: { readonly start: number; readonly end: number },
  colour: Colour,
): Drawn => {
  const id = `ahead-${last + 1}`;
  const { start, end } = at;
  return draw(id, view.source.id, { id, start, end, colour, anchor: 'exact', quoted: true }, colour);
};

/** Draws a mark in another colour at once. */
export const drawRecoloured = (id: string, colour: Colour): Drawn => draw(id, sourceOf(id), null, colour);

/** Takes a mark off the page at once. */
export const drawRemoved = (id: string): Drawn => draw(id, sourceOf(id), null, null);

/** Whether the source as it was read shows the change already. */
const shows = (view: OpenSource, { id, made, colour }: Ahead): boolean => {
  const mark = view.annotations.find((each) => each.id === id);
  return made ? mark !== undefined : colour === null ? mark === undefined : mark?.colour === colour;
};

/** The marks of a source with what is drawn ahead of the library, in the order of the text. */
export function withAhead(view: OpenSource, list: readonly Ahead[]): OpenSource {
  const open = list.filter((each) => each.sourceId === view.source.id && !shows(view, each));
  if (open.length === 0) return view;
  const byId = new Map(open.filter((each) => !each.made).map((each) => [each.id, each.colour]));
  const marks: Mark[] = [];
  for (const mark of view.annotations) {
    const colour = byId.size === 0 ? undefined : byId.get(mark.id);
    if (colour === undefined) marks.push(mark);
    else if (colour !== null) marks.push({ ...mark, colour });
  }
  for (const { made, id, colour } of open) {
    if (!made || colour === null) continue;
    const at = marks.findIndex((mark) => mark.start === null || mark.start > made.start!);
    marks.splice(at < 0 ? marks.length : at, 0, { ...made, id, colour });
  }
  return { ...view, annotations: marks };
}

/**
 * A source as it is to be drawn: with the marks that were made a moment ago and are on their way to the library. Gives
 * back what it got where there are none, and where no source is open.
 */
export function useDrawnAhead<View extends OpenSource | null | undefined>(view: View): View | OpenSource {
  const list = useAheads((state) => state.list);
  useEffect(() => {
    if (!view) return undefined;
    inView.add(view);
    // what the library said yes to and the source was read twice since without it was undone meanwhile
    const again = (each: Ahead): Ahead =>
      each.settled && each.sourceId === view.source.id ? { ...each, seen: each.seen + 1 } : each;
    if (useAheads.getState().list.length > 0) change((all) => all.map(again).filter((each) => each.seen < 2));
    return () => {
      inView.delete(view);
    };
  }, [view]);
  useEffect(() => {
    const arrived = (each: Ahead): boolean =>
      view != null && each.settled && each.sourceId === view.source.id && shows(view, each);
    if (list.some(arrived)) change((all) => all.filter((each) => !arrived(each)));
  }, [view, list]);
  return useMemo(() => (!view || list.length === 0 ? view : withAhead(view, list)), [view, list]);
}
