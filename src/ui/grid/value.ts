import { library } from '../library.ts';

/** The value of a fact as read from words; words without a number are kept as they are. */
export async function parsedValue(words: string, sourceId?: string) {
  const text = words.replace(/\s+/g, ' ').trim();
  const [fact] = (await library.facts.parse({ text, ...(sourceId !== undefined && { sourceId }) })).facts;
  if (!fact) return { value: null, valueText: text.slice(0, 500) };
  return {
    value: fact.value,
    valueHigh: fact.valueHigh,
    valueText: fact.valueText,
    bound: fact.bound,
    unit: fact.unit,
    currency: fact.currency,
    asOf: fact.asOf,
  };
}
