import model from '../../../resources/lexicons/organisation-model.json' with { type: 'json' };

/** A linear model: the weight of every feature; unknown features weigh nothing. */
export interface Weights {
  readonly get: (feature: string) => number | undefined;
}

/** The model shipped with the program; trained by `tests/quality/train-organisations.ts`. */
export const shippedWeights: Weights = new Map(
  Object.entries(model.weights as Readonly<Record<string, number>>),
);

/** Logistic regression: 0 to 1, how likely a span with these features is an organisation. */
export function likelihood(features: readonly string[], weights: Weights): number {
  let sum = 0;
  for (const feature of features) sum += weights.get(feature) ?? 0;
  return 1 / (1 + Math.exp(-sum));
}
