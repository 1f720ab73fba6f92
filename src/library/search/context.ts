import { expected } from './expansion.ts';
import { eachPosting } from './postings.ts';
import { TUNING, type Candidate, type Group, type Scores } from './ranking.ts';

/** Guesses less likely than this, beside the likeliest, are not looked at again. */
const HOPELESS = 0.002;

/**
 * The groups with every mistyped word's guesses weighed anew by the company they keep: a guess whose texts hold the other
 * words of the query is likelier than one whose texts do not. `scores` are those of the groups as they are. Null where
 * there is nothing to weigh.
 */
export function inContext(groups: readonly Group[], scores: Scores, total: number): Group[] | null {
  const whole = groups.reduce((sum, group) => sum + (group.required ? group.idf : 0), 0);
  let changed = false;
  const weighed = groups.map((group): Group => {
    const others = whole - group.idf;
    const guessed =
      group.corrected && group.required && !group.unfinished && group.candidates.every(({ typed }) => !typed);
    if (!guessed || group.candidates.length < 2 || group.documents.length > 0 || others <= 0) return group;
    const best = group.candidates[0]!.weight;
    const candidates: Candidate[] = [];
    for (const candidate of group.candidates) {
      if (candidate.weight < best * HOPELESS) continue;
      const own = group.idf * candidate.weight;
      let company = 0;
      for (const run of candidate.runs)
        eachPosting(run, (document) => {
          const share = Math.max(0, scores.cover[document]! - own) / others;
          company += share * share;
        });
      const likelihood =
        (company + TUNING.contextPrior * TUNING.contextBase) / (candidate.count + TUNING.contextPrior);
      candidates.push({ ...candidate, weight: candidate.weight * likelihood ** TUNING.context });
    }
    candidates.sort((a, b) => b.weight - a.weight);
    const most = candidates[0]!.weight;
    const scaled = candidates
      .map((candidate) => ({ ...candidate, weight: (TUNING.guess * candidate.weight) / most }))
      .filter(({ weight }) => weight >= TUNING.least);
    changed = true;
    return { ...group, candidates: scaled, idf: expected(scaled, total) };
  });
  return changed ? weighed : null;
}
