import nameTails from '../../../resources/lexicons/name-tails.json' with { type: 'json' };

const LATIN = new Set(nameTails.latin.split(' '));
const HAN = [...nameTails.han].sort((a, b) => b.length - a.length);

/**
 * Whether what follows a company's name only says its line of business, its seat or its legal form. A folded Latin
 * word, or a run of Han characters made of such endings.
 */
export function isTail(words: string): boolean {
  if (LATIN.has(words)) return true;
  let rest = words;
  while (rest !== '') {
    const end = HAN.find((one) => rest.startsWith(one));
    if (end === undefined) return false;
    rest = rest.slice(end.length);
  }
  return words !== '';
}
