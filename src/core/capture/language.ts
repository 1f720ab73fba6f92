import { eld } from 'eld/medium';

/** Characters used only in simplified writing, taken from the most frequent pairs of the two standards. */
const SIMPLIFIED =
  /[们这说对时会来国过还没经应开问车东马长门见风书语谁让请读写话该谢业产动务员单卖买亿元华广报张陈红约级线组织结给统继续网罗]/gu;
const TRADITIONAL =
  /[們這說對時會來國過還沒經應開問車東馬長門見風書語誰讓請讀寫話該謝業產動務員單賣買億華廣報張陳紅約級線組織結給統繼續網羅]/gu;

/** A language and how it was told: `sure` is false for texts too short or too mixed to rely on. */
export interface DetectedLanguage {
  readonly tag: string;
  readonly sure: boolean;
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Letters looked at; more tells nothing new and costs time. */
const SAMPLE = 4000;

/**
 * The language most of a text is written in, or null for a text without enough letters. Scripts that belong to one
 * language decide first (Kana, Hangul, Han with simplified and traditional told apart by their own characters);
 * the rest is decided by letter n-grams (the package `eld`, trained on 60 languages).
 */
export function detectLanguage(text: string): DetectedLanguage | null {
  const sample = text.slice(0, SAMPLE);
  const letters = count(sample, /\p{L}/gu);
  if (letters < 2) return null;
  const han = count(sample, /\p{Script=Han}/gu);
  const kana = count(sample, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const hangul = count(sample, /\p{Script=Hangul}/gu);
  if (hangul > letters * 0.3) return { tag: 'ko', sure: hangul > 8 };
  if (kana > (han + kana) * 0.08 && han + kana > letters * 0.3) return { tag: 'ja', sure: kana > 4 };
  if (han > letters * 0.3) {
    const simplified = count(sample, SIMPLIFIED);
    const traditional = count(sample, TRADITIONAL);
    if (simplified === traditional) return { tag: 'zh', sure: han > 8 };
    return { tag: simplified > traditional ? 'zh-Hans' : 'zh-Hant', sure: han > 8 };
  }
  if (letters < 12) return null;
  const found = eld.detect(sample);
  if (found.language === '') return null;
  return { tag: found.language, sure: letters >= 40 && found.isReliable() };
}

/**
 * A declared language (`lang`, `og:locale`, `Content-Language`, `dc.language`) as a canonical BCP 47 tag, or null
 * when it is none. Accepts underscores and takes the first of a list. Chinese regions name the script they write.
 */
export function languageTag(declared: string | null | undefined): string | null {
  const first = (declared ?? '').split(/[,;]/)[0]!.trim().replace(/_/g, '-');
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(first) || first.length > 35) return null;
  try {
    const locale = new Intl.Locale(first);
    if (locale.language === 'und' || locale.language === 'mul' || locale.language === 'zxx') return null;
    if (locale.language === 'zh' && !locale.script) {
      if (locale.region === 'CN' || locale.region === 'SG') return 'zh-Hans';
      if (locale.region === 'TW' || locale.region === 'HK' || locale.region === 'MO') return 'zh-Hant';
    }
    return locale.toString();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * Decides between what a page declares and what its text shows. The declared tag wins where the two agree on the
 * language (it may add script and region) or the text is too short to tell; a sure detection overrules a wrong label.
 */
export function decideLanguage(
  declared: string | null,
  text: string,
): { readonly tag: string | null; readonly from: 'declared' | 'text' | null } {
  const detected = detectLanguage(text);
  const primary = (tag: string): string => tag.split('-')[0]!.toLowerCase();
  if (declared === null)
    return detected?.sure ? { tag: detected.tag, from: 'text' } : { tag: null, from: null };
  if (!detected || !detected.sure || primary(detected.tag) === primary(declared)) {
    const script = declared === 'zh' && detected?.tag.startsWith('zh-') ? detected.tag : declared;
    return { tag: script, from: 'declared' };
  }
  const close = new Set([
    'no nb',
    'no nn',
    'hr sr',
    'hr bs',
    'ms id',
    'ca es',
    'gl pt',
    'tl fil',
    'gl es',
    'af nl',
  ]);
  if (close.has(`${primary(detected.tag)} ${primary(declared)}`)) return { tag: declared, from: 'declared' };
  return { tag: detected.tag, from: 'text' };
}
