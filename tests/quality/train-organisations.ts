import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { featuresOf, senseOf } from '../../src/core/company/organisation-features.ts';
import { candidateSpans, wordsOf } from '../../src/core/company/organisation-spans.ts';
import type { Weights } from '../../src/core/company/organisation-model.ts';

/**
 * Learns the weights of `resources/lexicons/organisation-model.json`. Run:
 * `node tests/quality/train-organisations.ts <data folder>`. Only weights of kinds of words leave this script; no
 * sentence and no name does.
 */
export interface Sentence {
  readonly id: string;
  readonly source: string;
  readonly text: string;
  readonly orgs: readonly { readonly start: number; readonly end: number }[];
}

/** The labelled sentences; null when the test data is not there. */
export function readSentences(dataDir: string): readonly Sentence[] | null {
  const file = join(dataDir, 'companies', 'mentions.jsonl.gz');
  if (!existsSync(file)) return null;
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Sentence);
}

const MARKED = /\[\[(.+?)\]\]/g;

/** Business sentences written for this program, with their organisations; the labelled sets have no such news. */
export function ownSentences(): readonly Sentence[] {
  const lines = readFileSync(new URL('organisation-sentences.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean);
  return lines.map((line, i) => {
    const orgs: { start: number; end: number }[] = [];
    let text = '';
    let at = 0;
    for (const match of line.matchAll(MARKED)) {
      text += line.slice(at, match.index);
      orgs.push({ start: text.length, end: text.length + match[1]!.length });
      text += match[1]!;
      at = match.index + match[0].length;
    }
    return { id: `own-${i}`, source: 'own', text: text + line.slice(at), orgs };
  });
}

interface Example {
  readonly features: readonly string[];
  readonly label: number;
  readonly weight: number;
}

const share = (a: { start: number; end: number }, b: { start: number; end: number }): number => {
  const common = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return common <= 0 ? 0 : common / (Math.max(a.end, b.end) - Math.min(a.start, b.start));
};

function examplesOf(sentence: Sentence, sourceWeight: Readonly<Record<string, number>>): readonly Example[] {
  const words = wordsOf(sentence.text);
  const sense = senseOf(words);
  const spans = candidateSpans(words).map((span) => ({
    span,
    start: words[span.from]!.start,
    end: words[span.to - 1]!.end,
  }));
  const best = new Set<number>();
  for (const org of sentence.orgs) {
    let at = -1;
    let most = 0.25;
    spans.forEach((one, i) => {
      const common = share(one, org);
      if (common > most) [at, most] = [i, common];
    });
    if (at >= 0) best.add(at);
  }
  return spans.map((one, i) => {
    const near = sentence.orgs.some((org) => share(one, org) >= 0.5);
    const label = best.has(i) ? 1 : 0;
    return {
      features: featuresOf(words, one.span, sense),
      label,
      weight: (sourceWeight[sentence.source] ?? 1) * (label === 0 && near ? 0.3 : 1),
    };
  });
}

/** Options of the training; the defaults are the ones shipped. */
export interface Training {
  readonly rounds: number;
  readonly penalty: number;
  readonly least: number;
  readonly sources: Readonly<Record<string, number>>;
}

export const TRAINING: Training = { rounds: 12, penalty: 0.02, least: 3, sources: { own: 2 } };

/** Logistic regression by AdaGrad with an L2 penalty, in the order of the sentences; deterministic. */
export function train(sentences: readonly Sentence[], training: Training = TRAINING): Map<string, number> {
  const examples = sentences.flatMap((one) => examplesOf(one, training.sources));
  const counts = new Map<string, number>();
  for (const one of examples)
    for (const feature of new Set(one.features)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const kept = examples.map((one) => ({
    ...one,
    features: one.features.filter((feature) => counts.get(feature)! >= training.least),
  }));
  const weights = new Map<string, number>();
  const squares = new Map<string, number>();
  let seed = 7;
  const random = (n: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % n;
  };
  for (let round = 0; round < training.rounds; round++) {
    for (let i = kept.length - 1; i > 0; i--) {
      const j = random(i + 1);
      [kept[i], kept[j]] = [kept[j]!, kept[i]!];
    }
    for (const one of kept) {
      let sum = 0;
      for (const feature of one.features) sum += weights.get(feature) ?? 0;
      const miss = (one.label - 1 / (1 + Math.exp(-sum))) * one.weight;
      for (const feature of one.features) {
        const old = weights.get(feature) ?? 0;
        const step = miss - training.penalty * old * (feature === 'bias' ? 0 : 1) * one.weight;
        const square = (squares.get(feature) ?? 1) + step * step;
        squares.set(feature, square);
        weights.set(feature, old + (0.25 / Math.sqrt(square)) * step);
      }
    }
  }
  return weights;
}

/** The weights in the form they are stored in: three decimals, nothing that weighs next to nothing, sorted. */
export const rounded = (weights: Weights & Iterable<[string, number]>): Record<string, number> =>
  Object.fromEntries(
    [...weights]
      .map(([feature, weight]): [string, number] => [feature, Math.round(weight * 1000) / 1000])
      .filter(([, weight]) => Math.abs(weight) >= 0.03)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

if (process.argv[1]?.endsWith('train-organisations.ts')) {
  const sentences = readSentences(process.argv[2] ?? '/work/shared/data');
  if (!sentences) throw new Error('No test data: give its folder as the first argument.');
  const half = process.argv[3];
  const used = [
    ...(half === undefined ? sentences : sentences.filter((_, i) => (i % 2 === 0) === (half === 'even'))),
    ...ownSentences(),
  ];
  const weights = rounded(train(used));
  writeFileSync(
    new URL('../../resources/lexicons/organisation-model.json', import.meta.url),
    JSON.stringify({ weights }, null, 1) + '\n',
  );
  console.log(`${Object.keys(weights).length} weights from ${used.length} sentences`);
}
