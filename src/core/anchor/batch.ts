import { z } from 'zod';
import type { AnchorState, Selector } from '../annotation.ts';
import { Refusal } from '../refusal.ts';
import { anchorAll } from './anchor.ts';

/** One line of the answer of `anchor --batch` (spec/cli.md): where a quote stands now, or nulls for an orphan. */
export interface AnchorLine {
  readonly id: string;
  readonly anchor: AnchorState;
  readonly start: number | null;
  readonly end: number | null;
  readonly score: number;
}

const offset = z.number().int().min(0).nullish();
const batch = z.object({
  texts: z.record(z.string(), z.string()),
  cases: z.array(
    z.object({
      id: z.union([z.string(), z.number().transform(String)]),
      text: z.string(),
      quote: z.string(),
      prefix: z.string().nullish(),
      suffix: z.string().nullish(),
      start: offset,
      end: offset,
    }),
  ),
});

/**
 * Answers the parsed input of `anchor --batch`: one line per case, in order. Each text is prepared once. Throws a
 * Refusal (`usage`) that names the first fault when the input has another shape or names a text it does not hold.
 */
export function anchorBatch(input: unknown): AnchorLine[] {
  const read = batch.safeParse(input);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Refusal(
      'usage',
      `The batch cannot be read: ${issue!.path.join('.') || 'input'}: ${issue!.message}.`,
    );
  }
  const { texts, cases } = read.data;
  const byText = new Map<string, number[]>();
  cases.forEach((one, k) => {
    if (!Object.hasOwn(texts, one.text))
      throw new Refusal(
        'usage',
        `Case ${one.id} names the text "${one.text}", which the batch does not hold.`,
      );
    const places = byText.get(one.text);
    if (places) places.push(k);
    else byText.set(one.text, [k]);
  });
  const lines: AnchorLine[] = [];
  for (const [text, places] of byText) {
    const selectors = places.map((k): Selector => {
      const { quote, prefix, suffix, start, end } = cases[k]!;
      return {
        quote,
        prefix: prefix ?? '',
        suffix: suffix ?? '',
        ...(start == null ? {} : { start }),
        ...(end == null ? {} : { end }),
      };
    });
    anchorAll(texts[text]!, selectors).forEach(({ anchor, start, end, score }, n) => {
      lines[places[n]!] = { id: cases[places[n]!]!.id, anchor, start, end, score };
    });
  }
  return lines;
}
