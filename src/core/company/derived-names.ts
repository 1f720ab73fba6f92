import { Converter } from 'opencc-js/cn2t';
import { pinyin } from 'pinyin-pro';
import { foldUnits, hasHan } from './fold.ts';
import { coreWords } from './names.ts';

/** A spelling computed from a name. */
export interface Derived {
  readonly text: string;
  readonly from: string;
  readonly kind: 'pinyin' | 'traditional' | 'simplified';
}

let toTraditional: ((text: string) => string) | null = null;

/**
 * The spellings a company is found under without being told: traditional characters (OpenCC) and pinyin without tones of
 * its Han names, legal forms left out of the pinyin. Spellings that are among the names already are left out.
 */
export function derivedNames(names: readonly string[]): readonly Derived[] {
  const seen = new Set(names.map((name) => name.toLowerCase()));
  const made: Derived[] = [];
  const add = (text: string, from: string, kind: Derived['kind']): void => {
    if (text === '' || seen.has(text.toLowerCase())) return;
    seen.add(text.toLowerCase());
    made.push({ text, from, kind });
  };
  for (const name of names) {
    if (!hasHan(name) || /[\u3040-\u30ff]/u.test(name)) continue;
    const simplified = foldUnits(name);
    if (simplified === name.toLowerCase())
      add((toTraditional ??= Converter({ from: 'cn', to: 't' }))(name), name, 'traditional');
    else add(simplified, name, 'simplified');
    const syllables = pinyin(coreWords(name).join(''), { toneType: 'none', type: 'array', v: true });
    add(syllables.join(' '), name, 'pinyin');
  }
  return made;
}
