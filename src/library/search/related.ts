import { eachTerm } from '../../core/search/folding.ts';
import { stem } from '../../core/search/stemming.ts';
import { isStopWord } from '../../core/search/stopwords.ts';
import { Expansion } from './expansion.ts';
import { Best, countOf, rarity, TUNING } from './ranking.ts';
import type { Ground } from './ground.ts';

/** Only the beginning of a text is read for what it is about, in UTF-16 units. */
const READ = 20_000;
const LIKELY = 60;
const TELLING = 18;

/**
 * The documents most like a text, best first: ranked by the terms that stand in it more often than elsewhere
 * (term frequency times inverse document frequency). `self` is left out.
 */
export function relatedTo(
  ground: Ground,
  text: string,
  self: number,
  limit: number,
  kind: number,
): { readonly document: number; readonly score: number }[] {
  const counts = new Map<string, number>();
  let held = '';
  let touching = -1;
  eachTerm(text.slice(0, READ), (term, start, end, character) => {
    if (character) {
      if (touching === start) counts.set(held + term, (counts.get(held + term) ?? 0) + 1);
      held = term;
      touching = end;
    } else if (term.length > 2 && !isStopWord(term)) counts.set(term, (counts.get(term) ?? 0) + 1);
  });
  const expansion = new Expansion(ground.segments, ground.total);
  const telling = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, LIKELY)
    .map(([word, count]) => {
      const term = stem(word);
      const runs = expansion.runs(term);
      return {
        term,
        runs,
        count: countOf(runs),
        weight: Math.log(1 + count) * rarity(countOf(runs), ground.total),
      };
    })
    .filter((one) => one.count > 1)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, TELLING);
  const scores = ground.scores.begin(ground.records.end);
  for (const { term, runs, count, weight } of telling) {
    const candidate = { term, runs, count, weight: 1, shown: term, typed: true };
    const place = { term, start: -1, end: -1 };
    scores.add(expansion.group(place, [candidate], { idf: weight }), ground.lengths, TUNING.titleInQuestions);
  }
  const best = new Best(limit);
  for (let i = 0; i < scores.touchedCount; i++) {
    const number = scores.touched[i]!;
    // One shared word is no relation.
    if (number === self || ground.records.kinds[number] !== kind || scores.found[number]! < 2) continue;
    best.offer(number, scores.score[number]!);
  }
  return best.list();
}
