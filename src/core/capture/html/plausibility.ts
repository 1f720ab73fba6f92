import { commonHan } from './common-han.ts';

/** The most frequent characters of running Chinese, simplified and traditional together, and of Japanese. */
const FREQUENT_HAN = new Set(
  '的一是不了在人有我他这这個个上们们來来到时時大地为為子中你说說生国國年着就那和要她出也得里裡后後自以会會家可下而过過天去能对對小多然于於心学學么麼之都好看起发發当當没沒成只如事把还還用第样樣道想作种種开開美总總从從无無情己面最女但现現前些所同日手又行意动動方期它头頭经經长長儿兒回位分爱愛老因很给給名法间間斯知世什两兩次使身者被高已亲親其进進此话話常与與活正感见見明问問力理尔爾点點文几幾定本公特做外孩相西果走将將月十实實向声聲车車全信重三机機工物气氣每并並别別真打太新比才便夫再书書部水像眼等体體却卻加电電主界门門利海受听聽表德少克代员員许許先口由死安写寫性马馬光白或住难難望教命花结結乐樂色更拉东東神记記处處让讓母父应應直字场場平报報友关關放至张張认認接告入笑内內英军軍候民岁歲往何度山觉覺路带帶万萬男边邊风風解叫任金快原吃妈媽变變通师師立象数數四失满滿战戰远遠格士音轻輕目条條呢版权權所有网網站首页頁新闻聞登录錄市場企業社経済東京株式会社日本語発表',
);

const HAN = /[\u4e00-\u9fff]/;
const KANA = /[\u3040-\u30ff]/;
const HANGUL = /[\uac00-\ud7a3]/;
/** Half-width Katakana: rare in pages, common when other bytes are misread as Shift_JIS. */
const NARROW_KANA = /[\uff61-\uff9f]/;

/** Letters of single-byte encodings by the script they are meant for. */
const SCRIPTS: Readonly<Record<string, RegExp>> = {
  'windows-1251': /[\u0400-\u045f\u0490\u0491]/,
  'koi8-r': /[\u0400-\u045f]/,
  'windows-1253': /[\u0370-\u03ff]/,
  'windows-1255': /[\u0590-\u05ff]/,
  'windows-1256': /[\u0600-\u06ff]/,
  'windows-874': /[\u0e00-\u0e7f]/,
};

/** Letters and signs that Thai text hardly ever has; together they are a tenth of its code page. */
const RARE_THAI =
  /[\u0e03\u0e05\u0e06\u0e0c\u0e0e-\u0e13\u0e24\u0e26\u0e2c\u0e2e-\u0e2f\u0e3a\u0e45\u0e4d-\u0e5b]/;
/** Vowels and tones written above or below a consonant, and the consonants they need. */
const THAI_ABOVE = /[\u0e31\u0e34-\u0e39\u0e47-\u0e4c]/;
const THAI_BASE = /[\u0e01-\u0e2e\u0e31\u0e34-\u0e39]/;
/** Vowels written before their consonant. */
const THAI_BEFORE = /[\u0e40-\u0e44]/;
/** Forms of Hebrew letters that only end words. */
const HEBREW_FINAL = /[\u05da\u05dd\u05df\u05e3\u05e5]/;
const HEBREW = /[\u05d0-\u05ea]/;
/** Tone marks that code page 1258 writes after the vowel. */
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/;
const VOWEL = /[aeiouyăâêôơư]/i;

/** What breaks the rules of writing of one script, given a character and the one before it. */
function misplaced(encoding: string, c: string, before: string): number {
  if (encoding === 'windows-874') {
    if (THAI_BEFORE.test(before) && !THAI_BASE.test(c)) return 1.5;
    if (THAI_ABOVE.test(c) && !THAI_BASE.test(before)) return 1.5;
    return RARE_THAI.test(c) ? 1.5 : 0;
  }
  if (encoding === 'windows-1255') return HEBREW.test(c) && HEBREW_FINAL.test(before) ? 1.5 : 0;
  return 0;
}

/** Non-ASCII letters usual in the languages each Latin encoding is made for. */
const LATIN: Readonly<Record<string, string>> = {
  'windows-1252': 'äöüßÄÖÜéèêëàâáãåæçíìîïñóòôõøœúùûýÿÉÀÁÂÅÆÇÈÊÍÑÓÔÕØÚ',
  'windows-1250': 'áčďéěíňóřšťúůýžąćęłńóśźżőűăâîşţäöüßÁČĎÉĚÍŇÓŘŠŤÚŮÝŽĄĆĘŁŃŚŹŻŐŰ',
  'windows-1254': 'çğıöşüÇĞİÖŞÜâîû',
  'windows-1257': 'ąčęėįšųūžāčēģīķļņōŗšūžõäöüĄČĘĖĮŠŲŪŽĀĒĢĪĶĻŅ',
  'windows-1258': 'ăâđêôơưàáạảãĂÂĐÊÔƠƯ',
};

/** How much a first guess is preferred over the others when both read well. */
const LEAN: Readonly<Record<string, number>> = {
  'windows-1252': 0.08,
  gb18030: 0.02,
  'windows-1258': -0.05,
  'windows-1257': -0.03,
  // only a text that breaks none of the rules below comes so far
  'windows-1255': 0.03,
};

const east = new Set(['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr']);

/**
 * How well a reading of bytes looks like language, about -1 to 1: the share of its non-ASCII characters that are
 * usual in the languages the encoding is made for, less what is broken or out of place. Compares readings only.
 */
export function plausibility(text: string, encoding: string): number {
  let usual = 0;
  let odd = 0;
  let all = 0;
  const latin = LATIN[encoding === 'iso-8859-2' ? 'windows-1250' : encoding] ?? LATIN['windows-1252']!;
  const script = SCRIPTS[encoding];
  const common = commonHan(encoding);
  let before = ' ';
  for (const c of text) {
    const code = c.codePointAt(0)!;
    if (code >= 0x80) {
      all++;
      if (code === 0xfffd || (code >= 0x80 && code < 0xa0) || (code >= 0xe000 && code <= 0xf8ff)) odd += 2;
      else if (/[\u2013\u2014\u2018-\u201f\u2026\u00a0\u00ab\u00bb\u3000-\u3011\uff01-\uff5e·°§©®€£]/.test(c))
        usual += 0.6;
      else if (east.has(encoding)) {
        // Korean today hardly writes Han; Chinese bytes read as Korean are full of it
        if (HAN.test(c) && encoding === 'euc-kr') odd += 0.5;
        else if (FREQUENT_HAN.has(c)) usual += 1.4;
        else if (HAN.test(c)) usual += common.has(c) ? 0.8 : -0.5;
        else if (KANA.test(c)) usual += encoding === 'shift_jis' || encoding === 'euc-jp' ? 1.1 : 0.1;
        else if (HANGUL.test(c)) usual += encoding === 'euc-kr' ? 1 : 0;
        else if (NARROW_KANA.test(c) || code > 0xffff) odd += 0.6;
        else odd += 0.3;
      } else if (encoding === 'windows-1258' && TONE.test(c) && VOWEL.test(before)) usual += 1;
      else if (script ? script.test(c) : latin.includes(c)) {
        usual += 1;
        odd += misplaced(encoding, c, before);
        // A capital right after a small letter is the mark of the wrong Cyrillic table.
        if (c !== c.toLowerCase() && before !== before.toUpperCase()) odd += 0.8;
        // Letters of another script inside a word of ASCII letters: accented letters misread.
        if (script && /[a-z]/i.test(before)) odd += 1.2;
        // Words of Latin encodings mix with ASCII letters; a row of accented letters is no word.
        if (!script && before.codePointAt(0)! >= 0x80 && /\p{L}/u.test(before))
          odd += encoding === 'windows-1252' ? 0.5 : 0.2;
      } else odd += 0.5;
    }
    before = c;
  }
  return all === 0 ? 0 : (usual - odd) / all + (LEAN[encoding] ?? 0);
}
