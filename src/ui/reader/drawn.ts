/** Where the words of a source are drawn: on the clean page, or on the pages of a PDF. */
export interface Drawn {
  /** The drawn stretch of canonical text; null when it is not drawn now. */
  readonly rangeAt: (start: number, end: number) => Range | null;
  /** Brings a stretch into view, drawing it first where that is needed. */
  readonly show: (
    start: number,
    end: number,
    block: ScrollLogicalPosition,
    /** Runs when it is drawn. */
    then?: () => void,
  ) => void;
}
