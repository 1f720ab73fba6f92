import commonWords from '../../../resources/lexicons/common-words.json' with { type: 'json' };

const LATIN = new Set(commonWords.latin.split(' '));
const HAN = new Set(commonWords.han);

/** Whether a folded name is also an everyday word (apple, gap, 小米), so that context has to decide. */
export const isCommonWord = (folded: string): boolean => LATIN.has(folded) || HAN.has(folded);
