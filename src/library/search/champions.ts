import type { SearchOptions } from '../../core/search/document.ts';
import { stem } from '../../core/search/stemming.ts';
import type { Expansion } from './expansion.ts';
import { pageOf, type Attempt, type Found } from './found.ts';
import type { Ground } from './ground.ts';
import type { Plan } from './plan.ts';
import { eachPosting, type BlockWriter, type Postings } from './postings.ts';
import { Best, frequencyOf, lengthFactor, rarity, TUNING } from './ranking.ts';
import type { Records } from './records.ts';

/**
 * Champions: for every common word of a segment, the few documents in which it counts most, stored beside the postings.
 * One common word alone is then ranked without reading its postings (impact-ordered lists; Anh and Moffat 2006,
 * "Pruned query evaluation using pre-computed impacts"). They are chosen under the average length of the segment, and a
 * bound tells whether the choice still holds when that average has changed.
 *
 * Stored as postings: the champions in order of number, then two entries more whose distances are the number of all
 * documents of the word and the average length.
 */
const CHAMPIONS = 128;
/** Words in fewer documents of a segment have none: their postings are read as fast. */
const COMMON = 2048;
/** Before the term in the key; stands after every folded word, so that champions are written last. */
const PREFIX = '\uffff';

/** Passes postings on to a writer and notes the champions of common words, to be written at the end. */
export class ChampionWriter {
  readonly #writer: BlockWriter;
  readonly #factors: Float32Array;
  readonly #low: number;
  readonly #average: number;
  readonly #held: { readonly term: string; readonly documents: Uint32Array; readonly weights: Uint8Array }[] =
    [];

  /** For documents numbered `low` to `high`, whose lengths in words `lengthOf` tells. */
  constructor(writer: BlockWriter, low: number, high: number, lengthOf: (number: number) => number) {
    this.#writer = writer;
    this.#low = low;
    const lengths = Uint16Array.from({ length: high - low + 1 }, (_, i) => lengthOf(low + i));
    this.#average = Math.max(1, Math.round(lengths.reduce((sum, one) => sum + one, 0) / lengths.length));
    this.#factors = Float32Array.from(lengths, (length) => lengthFactor(length, this.#average));
  }

  /** Adds one term, as to {@link BlockWriter.add}; terms come in rising order. */
  add(term: string, documents: Uint32Array, weights: Uint8Array, from: number, to: number): void {
    if (term.startsWith(PREFIX)) return;
    this.#writer.add(term, documents, weights, from, to);
    if (to - from < COMMON || term.includes(':')) return;
    const best = new Best(CHAMPIONS);
    for (let i = from; i < to; i++) {
      const frequency = frequencyOf(weights[i]!, this.#factors[documents[i]! - this.#low]!, TUNING.title);
      // The place stands for the document: later places are later documents.
      if (frequency >= best.threshold) best.offer(i, frequency);
    }
    const places = best.list().map(({ document }) => document);
    places.sort((a, b) => a - b);
    const last = documents[places[places.length - 1]!]!;
    const count = to - from;
    this.#held.push({
      term: PREFIX + term,
      documents: Uint32Array.from([...places.map((i) => documents[i]!), last + count, last + count + this.#average]), // prettier-ignore
      weights: Uint8Array.from([...places.map((i) => weights[i]!), 0, 0]),
    });
  }

  /** Writes the champions. */
  finish(): void {
    for (const { term, documents, weights } of this.#held)
      this.#writer.add(term, documents, weights, 0, documents.length);
  }
}

/** One common word's champions in one segment. */
interface Champions {
  readonly numbers: Uint32Array;
  readonly weights: Uint8Array;
  /** Number of documents of the word. */
  readonly count: number;
  /** Average length under which they were chosen. */
  readonly average: number;
}

function unpack(postings: Postings): Champions {
  const numbers: number[] = [];
  eachPosting(postings, (number) => numbers.push(number));
  const size = numbers.length - 2;
  const last = numbers[size - 1]!;
  return {
    numbers: Uint32Array.from(numbers.slice(0, size)),
    weights: postings.data.subarray(postings.weights, postings.weights + size),
    count: numbers[size]! - last,
    average: numbers[size + 1]! - numbers[size]!,
  };
}

function countLive({ data, count, numbers }: Postings, { kinds }: Records): number {
  let live = 0;
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
    if (kinds[document] !== 0) live++;
  }
  return live;
}

/** Answers the query of one common word and nothing else; null where the query is not so, or the champions do not settle it. */
export function answerSimply(
  ground: Ground,
  plan: Plan,
  options: SearchOptions,
  expansion: Expansion,
): { readonly made: Attempt; readonly found: Found } | null {
  const { limit, offset } = pageOf(options);
  const [term, more] = plan.terms;
  const plain =
    term !== undefined &&
    more === undefined &&
    !plan.required &&
    plan.extra.length + plan.named.length + plan.synonyms.length + plan.wildcards.size === 0 &&
    !options.live &&
    !options.facets &&
    (options.sort ?? 'relevance') === 'relevance' &&
    offset + limit <= CHAMPIONS;
  if (!plain) return null;
  const key = term.ideographic ? term.term : stem(term.term);
  const { segments, records } = ground;
  let count = 0;
  let total = 0;
  const lists: Champions[] = [];
  const runs: Postings[] = [];
  for (const segment of segments.all) {
    const champions = segments.postingsIn(segment, PREFIX + key);
    const postings = champions ? null : segments.postingsIn(segment, key);
    if (champions) lists.push(unpack(champions));
    else if (postings) runs.push(postings);
    const inSegment = champions ? lists[lists.length - 1]!.count : (postings?.count ?? 0);
    count += inSegment;
    if (inSegment === 0) continue;
    // What is gone since the segment was written is only told by its number.
    const all = segments.dead(segment, records) > 0 ? segments.postingsIn(segment, key) : null;
    total += all ? countLive(all, records) : inSegment;
  }
  if (lists.length === 0) return null;
  if (!term.ideographic && expansion.sounding(term.term).length > 0) return null;
  const idf = rarity(count, ground.total);
  const { k1 } = TUNING;
  const scale = idf * (term.repeats ?? 1) ** TUNING.repeats * (k1 + 1);
  const best = new Best(offset + limit);
  const { lengths } = ground;
  const offer = (document: number, weight: number): void => {
    if (records.kinds[document] === 0) return;
    const frequency = frequencyOf(weight, lengths[document]!, TUNING.title);
    best.offer(document, Math.fround((scale * frequency) / (frequency + k1)));
  };
  let bound = 0;
  for (const { numbers, weights, average } of lists) {
    let least = Infinity;
    for (let i = 0; i < numbers.length; i++) {
      offer(numbers[i]!, weights[i]!);
      const length = lengthFactor(records.lengths[numbers[i]!]!, average);
      least = Math.min(least, frequencyOf(weights[i]!, length, TUNING.title));
    }
    // No other document can count for more than the least champion, save for what a longer average adds.
    bound = Math.max(bound, least * Math.max(1, ground.average / average));
  }
  for (const run of runs) eachPosting(run, offer);
  if (offset + limit > 0 && best.threshold < (scale * bound) / (bound + k1)) return null;
  const candidate = { term: key, weight: 1, runs, count, shown: term.term, typed: true };
  const group = expansion.group(term, [candidate], { repeats: (term.repeats ?? 1) ** TUNING.repeats });
  const page = best.list().slice(offset);
  return {
    made: { groups: [group], scores: null, corrections: 0, needed: 1, full: total },
    found: {
      total,
      selection: new Uint8Array(0),
      page: page.map(({ document, score }) => ({ document, score, exact: true, card: false })),
    },
  };
}
