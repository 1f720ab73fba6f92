import { createRequire } from 'node:module';

const HAN_RUN = /\p{Script=Han}+/gu;
const LONGEST_RUN = 48;
const MOST_TERMS = 400;

type Reader = (text: string) => string[];
let reader: Reader | null = null;

/** Loaded when the first Chinese title is met: it takes longer to load than everything else here together. */
function readAloud(text: string): string[] {
  if (!reader) {
    const { pinyin } = createRequire(import.meta.url)('pinyin-pro') as typeof import('pinyin-pro');
    reader = (run) => pinyin(run, { toneType: 'none', type: 'array', v: true });
  }
  return reader(text);
}

/**
 * Keys under which Chinese titles and names are found by their sound: stretches of two to four syllables, and for runs
 * of up to eight characters (names) the whole and its initials. `小米科技` gives xiaomi, mike, keji…, xiaomikeji, xmkj.
 */
export function pinyinTerms(text: string): string[] {
  const keys = new Set<string>();
  for (const [whole] of text.slice(0, 2000).matchAll(HAN_RUN)) {
    const run = whole.slice(0, LONGEST_RUN);
    if (run.length < 2) continue;
    const syllables = readAloud(run).filter((syllable) => /^[a-z]+$/.test(syllable));
    for (let from = 0; from < syllables.length && keys.size < MOST_TERMS; from++) {
      for (let length = 2; length <= 4 && from + length <= syllables.length; length++) {
        keys.add(`pinyin:${syllables.slice(from, from + length).join('')}`);
      }
    }
    if (syllables.length >= 2 && syllables.length <= 8) {
      keys.add(`pinyin:${syllables.join('')}`);
      keys.add(`pinyin:${syllables.map((syllable) => syllable[0]).join('')}`);
    }
  }
  return [...keys];
}

/** The stretches of Han characters in a text that a typed word spells by sound, in full or by initials. */
export function spellings(typed: string, text: string): string[] {
  const found = new Set<string>();
  for (const [whole] of text.slice(0, 2000).matchAll(HAN_RUN)) {
    const characters = Array.from(whole).slice(0, LONGEST_RUN);
    if (characters.length < 2) continue;
    const syllables = readAloud(characters.join(''));
    if (syllables.length !== characters.length) continue;
    if (syllables.map((syllable) => syllable[0]).join('') === typed) found.add(characters.join(''));
    for (let from = 0; from < syllables.length; from++) {
      let sound = '';
      for (let to = from; to < syllables.length && sound.length < typed.length;) {
        sound += syllables[to++]!;
        if (sound === typed) found.add(characters.slice(from, to).join(''));
      }
    }
  }
  return [...found];
}
