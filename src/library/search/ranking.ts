import { bodyCount, titleCount, IN_BYLINE, type Postings } from './postings.ts';
import type { Records } from './records.ts';

/** Saturation of repeats and strength of length, as in BM25F (Robertson and Zaragoza 2009, section 3.5). */
export const TUNING = {
  k1: 1.5,
  b: 0.8,
  /** One occurrence in the title counts as this many in a body of average length. */
  title: 4,
  titleInQuestions: 2,
  byline: 1,
  /** Power to which the share of the query found is raised, in short queries and in long ones. */
  shortCoverage: 0.5,
  longCoverage: 0,
  /** Power to which the number of times a word stands in the query is raised. */
  repeats: 0.8,
  /** How much a guess counts where the word as typed exists too. */
  doubted: 1,
  /** How much a longer word counts where the last word of the query exists as typed. */
  unfinished: 0.9,
  /** What words of the query standing close together add, in the best hits. */
  closeness: 0.5,
  /** What a title that is made up of words of the query adds, in the best hits. */
  wholeTitle: 1,
  /** From this many words on the words of the best hits are added, and how many hits, how many words, how strongly. */
  questionFrom: 5,
  questionTo: 24,
  feedbackHits: 6,
  feedbackTerms: 20,
  feedback: 0.2,
  /** Share of the softer form of rarity, which does not fall to nothing for words in half of all texts. */
  soft: 0.2,
  /** Guesses below this weight are left out. */
  least: 0.02,
  /** What the likeliest guess counts beside a word as typed. */
  guess: 0.9,
  /** How fast a guess loses with the cost of its slips, and gains with the number of texts it stands in (its logarithm). */
  slip: 5,
  commonGuess: 0.4,
  /** How fast guesses lose, with the cost of the likeliest, where the word may be unfinished instead. */
  unfinishedSlip: 0.8,
  /** How much the company a guess keeps counts; the rest smooths that of guesses in few texts. */
  context: 1,
  contextBase: 0.005,
  contextPrior: 2,
};

/** One way in which a word of the query may stand in a text. */
export interface Candidate {
  /** Key of its postings. */
  readonly term: string;
  /** 1 for the word as typed, less for a guess. */
  readonly weight: number;
  readonly runs: readonly Postings[];
  /** Number of documents, gone ones included. */
  readonly count: number;
  /** What is shown and marked. */
  readonly shown: string;
  readonly typed: boolean;
}

/** One word of the query with everything it may mean, best first. */
export interface Group {
  readonly typed: string;
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly Candidate[];
  /** Documents found otherwise (phrases, names of a company), as typed. */
  readonly documents: readonly number[];
  readonly documentsWeight: number;
  /** Counts toward the share of the query found. */
  readonly required: boolean;
  /** Some candidate is a correction, so that hits without the typed form are not exact. */
  readonly corrected: boolean;
  readonly idf: number;
  /** Weight for standing in the query more than once. */
  readonly repeats: number;
  /** Its candidates are, besides corrections, words that begin as typed. */
  readonly unfinished: boolean;
  /** Other ways of writing it that are marked in texts: the names of a company. */
  readonly names: readonly string[];
  /** Only these bits of the weight byte count (a field), 0 for all. */
  readonly mask: number;
}

/**
 * Rarity of a term found in `count` of `total` documents: the inverse document frequency of BM25 as first published, which
 * falls to nothing at half of all documents, kept above zero so that a common word alone still ranks.
 */
export const rarity = (count: number, total: number): number => {
  const found = Math.min(count, total);
  const odds = (total - found + 0.5) / (found + 0.5);
  return (1 - TUNING.soft) * Math.max(0.05, Math.log(odds)) + TUNING.soft * Math.log(1 + odds);
};

/** Number of documents in runs of postings. */
export const countOf = (runs: readonly Postings[]): number => runs.reduce((sum, run) => sum + run.count, 0);

const BODY = Float32Array.from({ length: 256 }, (_, weight) => bodyCount(weight));

/**
 * Scores of all documents for one query, in flat arrays indexed by document number. The arrays are kept for the next
 * query: making and collecting them anew costs more than most queries do.
 */
export class Scores {
  score = new Float32Array(0);
  /** Sum of the rarities of the required groups found, guesses counting less. */
  cover = new Float32Array(0);
  /** Number of required groups found. */
  found = new Uint8Array(0);
  /** Number of corrected groups found as typed. */
  asTyped = new Uint8Array(0);
  /** The documents any group was found in, in no order; only the first {@link touchedCount} count. */
  touched = new Uint32Array(0);
  touchedCount = 0;
  /** 0 for a document nothing was found in, else the last group found in it. */
  #seen = new Uint8Array(0);
  #group = 1;

  /** Forgets the last query. Documents are numbered below `end`. */
  begin(end: number): this {
    if (end > this.score.length) {
      const size = Math.ceil(end * 1.1);
      this.score = new Float32Array(size);
      this.cover = new Float32Array(size);
      this.found = new Uint8Array(size);
      this.asTyped = new Uint8Array(size);
      this.touched = new Uint32Array(size);
      this.#seen = new Uint8Array(size);
    } else if (this.touchedCount * 8 > end) {
      for (const array of [this.score, this.cover, this.found, this.asTyped, this.#seen]) array.fill(0);
    } else {
      for (let i = 0; i < this.touchedCount; i++) {
        const document = this.touched[i]!;
        this.score[document] = 0;
        this.cover[document] = 0;
        this.found[document] = 0;
        this.asTyped[document] = 0;
        this.#seen[document] = 0;
      }
    }
    this.touchedCount = 0;
    this.#group = 1;
    return this;
  }

  /** A mark that no document bears yet; 1 is left for "found by some earlier group". */
  #nextMark(): number {
    if (this.#group === 255) {
      for (let i = 0; i < this.touchedCount; i++) this.#seen[this.touched[i]!] = 1;
      this.#group = 1;
    }
    return ++this.#group;
  }

  /**
   * Adds what one group contributes. Candidates come best first; each document takes its first. What was found otherwise is
   * as good as typed, and so comes before what is guessed.
   */
  add(group: Group, lengths: Float32Array, titleWeight: number): void {
    const mark = this.#nextMark();
    const { k1 } = TUNING;
    const extra = extraOf(titleWeight);
    const { idf, mask } = group;
    const required = group.required ? 1 : 0;
    const possible = group.required ? idf : 0;
    const { score, cover, found, asTyped, touched } = this;
    const seen = this.#seen;
    let touchedCount = this.touchedCount;
    let waiting = group.documents.length > 0;
    for (const candidate of group.candidates) {
      if (waiting && !candidate.typed) {
        this.touchedCount = touchedCount;
        this.#addDocuments(group, mark);
        touchedCount = this.touchedCount;
        waiting = false;
      }
      const scale = candidate.weight * idf * group.repeats * (k1 + 1);
      const coverage = possible * candidate.weight;
      const typed = group.corrected && candidate.typed ? 1 : 0;
      for (const { data, count, numbers, weights } of candidate.runs) {
        let at = numbers;
        let document = 0;
        for (let i = 0; i < count; i++) {
          let byte = data[at++]!;
          let distance = byte & 127;
          for (let shift = 7; byte > 127; shift += 7) {
            byte = data[at++]!;
            distance |= (byte & 127) << shift;
          }
          document += distance;
          const before = seen[document]!;
          if (before === mark) continue;
          const weight = data[weights + i]!;
          if (mask !== 0 && (weight & mask) === 0) continue;
          if (before === 0) touched[touchedCount++] = document;
          seen[document] = mark;
          const frequency = BODY[weight]! * lengths[document]! + extra[weight]!;
          score[document]! += (scale * frequency) / (frequency + k1);
          cover[document]! += coverage;
          found[document]! += required;
          asTyped[document]! += typed;
        }
      }
    }
    this.touchedCount = touchedCount;
    if (waiting) this.#addDocuments(group, mark);
  }

  #addDocuments(group: Group, mark: number): void {
    const { idf, documentsWeight, required } = group;
    const { score, cover, found, asTyped, touched } = this;
    const seen = this.#seen;
    for (const document of group.documents) {
      const before = seen[document]!;
      if (before === mark) continue;
      if (before === 0) touched[this.touchedCount++] = document;
      seen[document] = mark;
      score[document]! += documentsWeight * idf;
      cover[document]! += required ? documentsWeight * idf : 0;
      found[document]! += required ? 1 : 0;
      asTyped[document]! += group.corrected ? 1 : 0;
    }
  }
}

const extras = new Map<number, Float32Array>();

/** What title and byline add to the frequency, by weight byte. */
function extraOf(titleWeight: number): Float32Array {
  let extra = extras.get(titleWeight);
  if (!extra) {
    extra = Float32Array.from(
      { length: 256 },
      (_, weight) => titleCount(weight) * titleWeight + ((weight & IN_BYLINE) !== 0 ? TUNING.byline : 0),
    );
    extras.set(titleWeight, extra);
  }
  return extra;
}

/** How often a term counts as standing in a document: its body by length, then title and byline. */
export const frequencyOf = (weight: number, length: number, titleWeight: number): number =>
  BODY[weight]! * length + extraOf(titleWeight)[weight]!;

/** How much one occurrence in a body of `length` words counts when bodies have `average` words. */
export const lengthFactor = (length: number, average: number): number =>
  1 / (1 - TUNING.b + (TUNING.b * length) / average);

/** For every document, how much one occurrence in its body counts: less in long texts. */
export function lengthFactors(records: Records, average: number): Float32Array {
  const factors = new Float32Array(records.kinds.length);
  const { lengths, end } = records;
  const base = 1 - TUNING.b;
  const slope = TUNING.b / average;
  // As in lengthFactor, written out: this loop runs once, cold, at start.
  for (let i = 0; i < end; i++) factors[i] = 1 / (base + slope * lengths[i]!);
  return factors;
}

/** A bounded list of the best, highest first; equal scores keep the newer document. */
export class Best {
  readonly #size: number;
  readonly #documents: Int32Array;
  readonly #scores: Float64Array;
  #length = 0;

  constructor(size: number) {
    this.#size = size;
    this.#documents = new Int32Array(size + 1);
    this.#scores = new Float64Array(size + 1);
  }

  /** A score must be above this to be kept. */
  threshold = -Infinity;

  offer(document: number, score: number): void {
    if (this.#size === 0 || score < this.threshold) return;
    let at = this.#length;
    const documents = this.#documents;
    const scores = this.#scores;
    // A binary heap with the worst on top.
    if (at < this.#size) {
      this.#length++;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!worse(score, document, scores[parent]!, documents[parent]!)) break;
        scores[at] = scores[parent]!;
        documents[at] = documents[parent]!;
        at = parent;
      }
    } else {
      if (!worse(scores[0]!, documents[0]!, score, document)) return;
      at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= this.#length) break;
        if (
          child + 1 < this.#length &&
          worse(scores[child + 1]!, documents[child + 1]!, scores[child]!, documents[child]!)
        )
          child++;
        if (!worse(scores[child]!, documents[child]!, score, document)) break;
        scores[at] = scores[child]!;
        documents[at] = documents[child]!;
        at = child;
      }
    }
    scores[at] = score;
    documents[at] = document;
    if (this.#length === this.#size) this.threshold = scores[0]!;
  }

  /** What was kept, best first. */
  list(): { readonly document: number; readonly score: number }[] {
    return Array.from({ length: this.#length }, (_, i) => ({
      document: this.#documents[i]!,
      score: this.#scores[i]!,
    })).sort((a, b) => b.score - a.score || b.document - a.document);
  }
}

const worse = (score: number, document: number, than: number, other: number): boolean =>
  score < than || (score === than && document < other);
