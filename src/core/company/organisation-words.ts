import words from '../../../resources/lexicons/organisation-words.json' with { type: 'json' };

/** Classes of words that tell an organisation from a person, a place, a date or a term of a contract. */
export type WordClass = keyof typeof words;

const CLASSES: readonly (readonly [WordClass, ReadonlySet<string>])[] = (
  Object.keys(words) as WordClass[]
).map((name) => [name, new Set(words[name].split(' '))]);

const cache = new Map<string, readonly WordClass[]>();
const MOST_CACHED = 20_000;

/** The classes a folded word is in; most words are in none. */
export function classesOf(word: string): readonly WordClass[] {
  const known = cache.get(word);
  if (known) return known;
  const found = CLASSES.filter(([, set]) => set.has(word)).map(([name]) => name);
  if (cache.size < MOST_CACHED) cache.set(word, found);
  return found;
}
