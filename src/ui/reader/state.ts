import { create } from 'zustand';
import type { AnnotationView } from '../../library/views.ts';

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
}

/** What is going on in the reader, shared with the inspector beside it. */
export const useReading = create<Reading>(() => ({
  active: null,
  noting: null,
  wanted: null,
  selection: null,
  showHidden: false,
  reviewing: null,
  original: false,
  finding: false,
}));

let turn = 0;

/** Brings a stretch of the open source into view. */
export const reveal = (start: number, end: number): void =>
  useReading.setState({ wanted: { start, end, turn: ++turn }, original: false });

/** Lights up a mark and brings its words into view. */
export const revealMark = (mark: AnnotationView): void => {
  useReading.setState({ active: mark.id });
  if (mark.start !== null && mark.end !== null) reveal(mark.start, mark.end);
};
