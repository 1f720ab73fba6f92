const FACTORS: Readonly<Record<string, readonly [string, number]>> = {
  bps: ['share', 0.0001],
  pp: ['points', 0.01],
  '%': ['share', 0.01],
  '‰': ['share', 0.001],
  kg: ['mass', 1],
  t: ['mass', 1000],
  kW: ['power', 1],
  MW: ['power', 1e3],
  GW: ['power', 1e6],
  kWh: ['energy', 1],
  MWh: ['energy', 1e3],
  GWh: ['energy', 1e6],
  'm²': ['area', 1],
  'sq ft': ['area', 0.09290304],
  hectares: ['area', 1e4],
  mu: ['area', 10000 / 15],
};

/** A value in another unit of the same kind (exact factors only, so no currencies); null when they are not of one kind. */
export function convertUnit(value: number, from: string | null, to: string | null): number | null {
  if (from === to) return value;
  const a = from === null ? undefined : FACTORS[from];
  const b = to === null ? undefined : FACTORS[to];
  if (!a || !b || a[0] !== b[0]) return null;
  return Number(((value * a[1]) / b[1]).toPrecision(12));
}

/** A rate the user has entered: one `from` is worth `rate` of `to`, as of a date. */
export interface ExchangeRate {
  readonly from: string;
  readonly to: string;
  readonly rate: number;
  readonly asOf: string | null;
}

/**
 * A sum in another currency by a rate the user gave, in either direction; null when no rate fits or it is not positive.
 * The caller shows the original beside it.
 */
export function convertCurrency(
  value: number,
  from: string,
  to: string,
  rates: readonly ExchangeRate[],
): number | null {
  if (from === to) return value;
  for (const one of rates) {
    if (!(one.rate > 0)) continue;
    if (one.from === from && one.to === to) return value * one.rate;
    if (one.from === to && one.to === from) return value / one.rate;
  }
  return null;
}
