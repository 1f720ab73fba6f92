import stemmer from 'wink-porter2-stemmer';

const PLAIN = /^[a-z]{3,}$/;
/**
 * Endings that some rule of Porter2 can take away or change. All other words are their own stems, which is told here in a
 * fraction of the time the rules take.
 */
const CHANGEABLE = /(?:[seiy]|ed|ing|er|ator|ic|ant|ent|ism|ion|al|ful|ll)$/;
const LIMIT = 1 << 16;
let known = new Map<string, string>();

/**
 * The stem under which a folded word is ranked (Porter2, https://snowballstem.org/algorithms/english/stemmer.html).
 * Only words of plain letters are stemmed; everything else is its own stem. Stems of other languages are wrong as
 * linguistics and right as keys: the same word always yields the same stem.
 */
export function stem(term: string): string {
  if (!PLAIN.test(term) || !CHANGEABLE.test(term)) return term;
  const before = known.get(term);
  if (before !== undefined) return before;
  if (known.size >= LIMIT) known = new Map();
  const result = stemmer(term);
  known.set(term, result);
  return result;
}
