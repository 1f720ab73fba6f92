import { existsSync, readFileSync } from 'node:fs';
import type { ParsedFact } from '../../src/core/fact.ts';
import { parseFacts } from '../../src/core/fact/parse.ts';
import { atLeast, type Row } from './row.ts';

/** A phrase with the facts a reader takes from it; `part` is `held` for those written last and read once in
 * the first session, `fresh` for those of the second. */
export interface Phrase {
  readonly text: string;
  readonly publishedOn?: string;
  readonly part: 'first' | 'held' | 'fresh';
  readonly facts: readonly Pick<
    ParsedFact,
    'metric' | 'value' | 'valueHigh' | 'bound' | 'unit' | 'currency' | 'asOf'
  >[];
}

const FIELDS = ['metric', 'value', 'valueHigh', 'bound', 'unit', 'currency', 'asOf'] as const;

const alike = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= 1e-9 * Math.abs(a));

/** Right fields of all fields; a fact that is missing or too many counts all its fields as wrong. */
export function scorePhrases(phrases: readonly Phrase[]): {
  readonly right: number;
  readonly fields: number;
  readonly doubtless: number;
} {
  let right = 0;
  let fields = 0;
  let doubtless = 0;
  for (const phrase of phrases) {
    const given = parseFacts(phrase.text, { publishedOn: phrase.publishedOn ?? null });
    for (let i = 0; i < Math.max(given.length, phrase.facts.length); i++) {
      const want = phrase.facts[i];
      const got = given[i];
      fields += FIELDS.length;
      if (!want || !got) continue;
      const hits = FIELDS.filter((field) => alike(want[field], got[field])).length;
      right += hits;
      if (got.asOf === null && got.doubts.length === 0) doubtless += 1;
    }
  }
  return { right, fields, doubtless };
}

/** The fact parser on the phrases written for it (no outside data is needed). */
export async function run(_dataDir: string): Promise<Row[]> {
  const file = new URL('../unit/core/fact/phrases.json', import.meta.url);
  if (!existsSync(file)) throw new Error('tests/unit/core/fact/phrases.json is missing.');
  const phrases = JSON.parse(readFileSync(file, 'utf8')) as readonly Phrase[];
  const share = (some: readonly Phrase[]): number => {
    const { right, fields } = scorePhrases(some);
    return right / fields;
  };
  const han = phrases.filter((phrase) => /[\u4e00-\u9fff]/.test(phrase.text));
  return Promise.resolve([
    atLeast('fact parser, fields right, all phrases', share(phrases), 0.97, `${phrases.length} phrases`),
    atLeast('fact parser, fields right, Chinese', share(han), 0.97, `${han.length} phrases`),
    atLeast(
      'fact parser, fields right, held-out phrases',
      share(phrases.filter((one) => one.part === 'held')),
      0.97,
      'first reading, before corrections: .979',
    ),
    atLeast(
      'fact parser, fields right, fresh phrases',
      share(phrases.filter((one) => one.part === 'fresh')),
      0.97,
      'first reading: .946; .957 with three slips of the answer key put right',
    ),
  ]);
}
