/** The five colours. The number is the name that never changes; users name the meanings. */
export const COLOURS = ['amber', 'green', 'blue', 'rose', 'violet'] as const;
export type Colour = (typeof COLOURS)[number];

/** How an annotation's quote was found in the current text. */
export type AnchorState = 'exact' | 'moved' | 'changed' | 'orphan';

/** What one annotation does for another, in the direction of the link. */
export const LINK_KINDS = ['supports', 'contradicts', 'explains'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** What is needed to find a quote again (W3C TextQuoteSelector and TextPositionSelector). */
export interface Selector {
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
  /** The old position in the canonical text the quote was taken from, when known. */
  readonly start?: number;
  readonly end?: number;
}

/**
 * Words marked in a source, with whatever the reader added. Offsets are UTF-16 units into the canonical text.
 * A note on the whole source has `start === null` and an empty quote.
 */
export interface Annotation {
  readonly id: string;
  readonly sourceId: string;
  readonly start: number | null;
  readonly end: number | null;
  /** The marked words as they stood when they were marked. */
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
  /** Markdown. */
  readonly note: string;
  readonly colour: Colour;
  readonly tags: readonly string[];
  readonly companies: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly anchor: AnchorState;
}
