/** One measured figure with the target it is held against. */
export interface Row {
  readonly measure: string;
  readonly value: number;
  /** In words, such as `>= .985`. */
  readonly target: string;
  readonly ok: boolean;
  readonly note?: string;
}

/** A row whose target is a lower bound. */
export const atLeast = (measure: string, value: number, bound: number, note?: string): Row => ({
  measure,
  value,
  target: `>= ${bound}`,
  ok: value >= bound,
  ...(note === undefined ? {} : { note }),
});

/** A row whose target is an upper bound. */
export const atMost = (measure: string, value: number, bound: number, note?: string): Row => ({
  measure,
  value,
  target: `<= ${bound}`,
  ok: value <= bound,
  ...(note === undefined ? {} : { note }),
});
