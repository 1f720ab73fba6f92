import endings from '../../../resources/lexicons/organisation-endings.json' with { type: 'json' };
import { foldUnits, isHanUnit } from './fold.ts';

/** An organisation with a Chinese name, found by its ending. */
export interface HanOrganisation {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly score: number;
}

const STRONG = [...endings.strong].sort((a, b) => b.length - a.length);
const WEAK = [...endings.weak].sort((a, b) => b.length - a.length);
const STOPS = new Set(endings.stops);
const SOFT_STOPS = new Set(endings.softStops);
const STOP_WORDS = new Set(endings.stopWords);
const GENERIC = new Set(endings.generic);
const LONGEST = 20;
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly key: string;
}

const isNameUnit = (code: number): boolean =>
  isHanUnit(code) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

/** Runs of Han characters, letters and digits, each cut into words by ICU's word breaker. */
function runsOf(text: string): readonly (readonly Piece[])[] {
  const folded = foldUnits(text);
  const runs: Piece[][] = [];
  let at = 0;
  while (at < text.length) {
    if (!isNameUnit(text.charCodeAt(at))) {
      at += 1;
      continue;
    }
    let end = at;
    while (end < text.length && isNameUnit(text.charCodeAt(end))) end += 1;
    const run = folded.slice(at, end);
    if (/[\u3400-\u9fff]/.test(run)) {
      runs.push(
        [...segmenter.segment(run)].map((one) => ({
          start: at + one.index,
          end: at + one.index + one.segment.length,
          key: one.segment,
        })),
      );
    }
    at = end;
  }
  return runs;
}

function endingAt(key: string, list: readonly string[]): boolean {
  return list.some((one) => key.endsWith(one));
}

/**
 * Names that end in an organisation word: 有限公司, 集团, 银行, 大学 (strong), 科技, 汽车, 证券 (weaker, only for a short
 * name before them). The name begins after a verb, a particle, a measure word or a mark. Generic words (该公司,
 * 上市公司) are no names.
 */
export function hanOrganisations(text: string): readonly HanOrganisation[] {
  const found: HanOrganisation[] = [];
  for (const run of runsOf(text)) {
    let from = 0;
    for (let i = 0; i < run.length; i++) {
      const key = run[i]!.key;
      if (STOP_WORDS.has(key) || (key.length === 1 && STOPS.has(key))) {
        from = i + 1;
        continue;
      }
      const strong = endingAt(key, STRONG);
      if (!strong && !endingAt(key, WEAK)) continue;
      let to = i + 1;
      while (to < run.length && endingAt(run[to]!.key, STRONG)) to += 1;
      if (!strong && to === i + 1 && run[to] && endingAt(run[to]!.key, WEAK)) continue;
      let begin = from;
      while (run[to - 1]!.end - run[begin]!.start > LONGEST && begin < i) begin += 1;
      while (begin < i && run[begin]!.key.split('').every((char) => SOFT_STOPS.has(char))) begin += 1;
      const start = run[begin]!.start;
      const end = run[to - 1]!.end;
      const name = text.slice(start, end);
      const isStrong = strong || to > i + 1;
      if (
        name.length >= (isStrong ? 3 : 4) &&
        name.length <= (isStrong ? LONGEST : 8) &&
        !GENERIC.has(name) &&
        begin < i + (key.length > 2 ? 1 : 0)
      ) {
        found.push({ start, end, text: name, score: isStrong ? 0.85 : 0.55 });
      }
      i = to - 1;
      from = to;
    }
  }
  return found;
}
