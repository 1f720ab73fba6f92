import { createContext, useContext } from 'react';
import { create } from 'zustand';
import type { Mark } from '../../core/reading/mark-columns.ts';
import type { AnchorCounts } from '../../library/views.ts';

interface Reading {
  /** The mark the last command was about, also lit up in the inspector. */
  readonly active: string | null;
  /** The mark whose note is being written. */
  readonly noting: string | null;
  /** Where the reader should go, with a turn so that the same place can be asked for twice. */
  readonly wanted: { readonly start: number; readonly end: number; readonly turn: number } | null;
  /** The words selected now, for things done from the inspector. */
  readonly selection: { readonly start: number; readonly end: number } | null;
  readonly showHidden: boolean;
  /** The source to be opened with its hidden blocks shown, as after capture. */
  readonly reviewing: string | null;
  readonly original: boolean;
  readonly finding: boolean;
  /** The version that is read, with the source it belongs to; null is the current one. */
  readonly version: { readonly source: string; readonly id: string } | null;
  /** The older version whose differences from the one read are shown. */
  readonly comparing: string | null;
  /** What became of the annotations when a newer version was saved just now. */
  readonly carried: {
    readonly version: number;
    readonly anchors: AnchorCounts;
    readonly sameText: boolean;
  } | null;
}

const fresh: Reading = {
  active: null,
  noting: null,
  wanted: null,
  selection: null,
  showHidden: false,
  reviewing: null,
  original: false,
  finding: false,
  version: null,
  comparing: null,
  carried: null,
};

/** What is going on in the reader that has the focus, shared with the inspector beside it. */
export const useReading = create<Reading>(() => fresh);

/** The two places a source can be read in at once. */
export type Pane = 'main' | 'beside';

/** Which of two readers keys, marks and the inspector belong to, and what is going on in the other one. */
export const usePanes = create<{ readonly live: Pane; readonly parked: Reading }>(() => ({
  live: 'main',
  parked: fresh,
}));

/** Makes a pane the one that keys and marks act on; the other keeps what was going on in it. */
export const focusPane = (pane: Pane): void => {
  const { live, parked } = usePanes.getState();
  if (live === pane) return;
  const now = useReading.getState();
  useReading.setState(parked);
  usePanes.setState({ live: pane, parked: now });
};

/** Changes what is going on in one pane, whether it has the focus or not. */
export const setReading = (pane: Pane, patch: Partial<Reading>): void => {
  if (usePanes.getState().live === pane) useReading.setState(patch);
  else usePanes.setState(({ parked }) => ({ parked: { ...parked, ...patch } }));
};

/** The pane a component stands in. */
export const PaneContext = createContext<Pane>('main');

/** What is going on in the pane this component stands in. */
export const usePaneReading = (): Reading => {
  const pane = useContext(PaneContext);
  const { live, parked } = usePanes();
  const now = useReading();
  return live === pane ? now : parked;
};

/** What a pane forgets when another source is opened in it. */
export const anew = (finding: boolean): Partial<Reading> => ({
  active: null,
  noting: null,
  wanted: null,
  original: false,
  finding,
  version: null,
  comparing: null,
  carried: null,
});

let turn = 0;

/** Brings a stretch of the open source into view. */
export const reveal = (start: number, end: number): void =>
  useReading.setState({ wanted: { start, end, turn: ++turn }, comparing: null });

/** Lights up a mark and brings its words into view. */
export const revealMark = (mark: Pick<Mark, 'id' | 'start' | 'end'>): void => {
  useReading.setState({ active: mark.id });
  if (mark.start !== null && mark.end !== null) reveal(mark.start, mark.end);
};
