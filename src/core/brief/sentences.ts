import type { ClaimReason } from '../brief.ts';

/** A sentence of a text: UTF-16 offsets, without the spaces around it. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(language: string): Intl.Segmenter {
  const key = language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  let made = segmenters.get(key);
  if (!made) {
    made = new Intl.Segmenter(key, { granularity: 'sentence' });
    segmenters.set(key, made);
  }
  return made;
}

/** After these a full stop does not end a sentence; UAX 29 has no list of abbreviations. */
const ABBREVIATION =
  /(?:^|[\s(“"'])(?:Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|Gen|Sen|Rep|No|Nos|vs|cf|e\.g|i\.e|approx|est|Fig|pp?|vol|ed|eds|[A-Z])\.\s*$/u;
/** These end a sentence only when a new one clearly begins. */
const COMPANY_ABBREVIATION = /(?:Inc|Ltd|Co|Corp|Bros|U\.S|U\.K|E\.U|a\.m|p\.m)\.\s*$/u;
const NEW_SENTENCE =
  /^["“'‘(]?(?:The|A|An|It|Its|In|On|But|And|He|She|They|We|This|That|These|Those|At|As|For|If|By)\b/u;

/**
 * Splits a text into sentences by Unicode text segmentation (UAX 29, through Intl.Segmenter), with the abbreviations of
 * English business prose put back together.
 */
export function sentencesOf(text: string, language: string): readonly Sentence[] {
  const out: { start: number; end: number }[] = [];
  let joined = false;
  for (const cut of segmenter(language).segment(text)) {
    // An opening mark that stands right behind a full stop belongs to what it opens.
    const opening =
      text.slice(Math.max(0, cut.index - 4), cut.index).match(/[“‘「『（(《]+$/u)?.[0].length ?? 0;
    const index = cut.index - (out.length > 0 ? opening : 0);
    const segment = text.slice(index, cut.index + cut.segment.length);
    const before = out.at(-1);
    if (before && index < before.end) before.end = index;
    if (before && joined && !/\n\s*$/u.test(text.slice(before.end - 1, index)) && segment.trim() !== '') {
      if (
        !COMPANY_ABBREVIATION.test(text.slice(Math.max(0, index - 12), index)) ||
        !NEW_SENTENCE.test(segment)
      ) {
        before.end = index + segment.length;
        joined = abbreviated(segment);
        continue;
      }
    }
    out.push({ start: index, end: index + segment.length });
    joined = abbreviated(segment);
  }
  return out
    .map(({ start, end }) => {
      const words = text.slice(start, end);
      return {
        start: start + (words.length - words.trimStart().length),
        end: end - (words.length - words.trimEnd().length),
      };
    })
    .filter(({ start, end }) => end > start);
}

function abbreviated(segment: string): boolean {
  const tail = segment.slice(-16);
  return ABBREVIATION.test(tail) || COMPANY_ABBREVIATION.test(tail);
}

const PERCENT =
  /[%％‰]|\bper\s?cent\b|\bpercent(?:age)?\b|\bbasis points\b|\bbps\b|百分之|个百分点|千分之|[一二三四五六七八九两几]成/iu;

const NUMBER_WORD =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|halves|thirds?|quarters?|twice|double[ds]?|doubling|triple[ds]?|tripling|quadrupled?)\b/iu;
/** A numeral before a measure word; 一 alone is left out, because 一个 and 一家 are only “a”. */
const HAN_NUMBER =
  /(?:[〇零二三四五六七八九十百千万亿两几]|[一二三四五六七八九十百千万]{2,})[多余]?(?:[个家名位台辆架座件份笔次元吨年月日天周岁人种]|公里|平方)|[一二三四五六七八九十百千几两数][万亿倍]|翻[一二两三四五番倍]|倍增/u;

const DATE =
  /\b(?:January|February|March|April|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|\b(?:in|of|by|since|until|last|next|this|early|late|mid) May\b|\b(?:yesterday|today|tomorrow|fiscal year)\b|\b(?:last|this|next|the|in|by) (?:spring|summer|autumn|winter)\b|\b(?:last|this|next) (?:year|month|week|quarter|decade|fall)\b|\b[QH][1-4]\b|\bFY ?\d/u;
const HAN_DATE =
  /\d\s?[年月日号]|去年|今年|明年|前年|上个?月|本月|下个?月|上周|本周|下周|昨日|今日|明日|昨天|今天|明天|季度|上半年|下半年|年初|年底|年末|年中|星期[一二三四五六日天]|周[一二三四五六日]/u;

const SUPERLATIVE =
  /\b(?:the|its|their|his|her|our|a|an|[’']s) (?:very )?(?:first|last|only|sole|top|leading|record)\b|\b(?:most|least) (?!of\b)\p{L}+|\b(?:best|worst|unprecedented|foremost|unique|unrivall?ed|number one|record (?:high|low|year|quarter|profit|sales|revenue))\b|\b(?:world|market|industry)[- ]leading\b/iu;
const HAN_SUPERLATIVE =
  /最(?![近后终初])|首[家个次款批例座台创]|第一(?![，,、：])|唯一|领先|前所未有|史上|独家|榜首|龙头/u;

const EST = /\b[a-z]{2,}(?:i|[^aeious\W])est\b/giu;
const NOT_SUPERLATIVE = new Set(
  (
    'interest request invest harvest forest honest modest protest contest manifest suggest digest arrest latest ' +
    'reinvest disinterest conquest southwest northwest midwest nest rest test guest quest west east chest vest priest ' +
    'attest contest detest divest ingest infest molest tempest unrest bequest behest everest budapest bucharest wrest ' +
    'crest pest jest zest'
  ).split(' '),
);

function hasSuperlative(text: string): boolean {
  if (SUPERLATIVE.test(text) || HAN_SUPERLATIVE.test(text)) return true;
  for (const [word] of text.matchAll(EST)) if (!NOT_SUPERLATIVE.has(word.toLowerCase())) return true;
  return false;
}

/** Says whether a text names one of the names it was made for. */
export type NameTest = (text: string) => boolean;

const HAN_NAME = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const LETTER = /[\p{L}\p{N}]/u;

/** Makes a test for company names: whole words in alphabetic scripts, anywhere in Han text; case counts unless all lower. */
export function nameTest(names: readonly string[]): NameTest {
  const wanted = [
    ...new Set(names.map((name) => name.trim().normalize('NFC')).filter((name) => name.length > 1)),
  ];
  return (text) => {
    const composed = text.normalize('NFC');
    return wanted.some((name) => {
      for (let at = composed.indexOf(name); at >= 0; at = composed.indexOf(name, at + 1)) {
        if (HAN_NAME.test(name)) return true;
        const before = composed[at - 1] ?? '';
        const after = composed[at + name.length] ?? '';
        const joinsBefore = LETTER.test(before) && !HAN_NAME.test(before);
        const joinsAfter = LETTER.test(after) && !HAN_NAME.test(after);
        if (!joinsBefore && !joinsAfter) return true;
      }
      return false;
    });
  };
}

/** Why a sentence counts as a claim: a number, a percent, a date, a superlative or a company name. Empty when it does not. */
export function claimReasons(text: string, names: NameTest): readonly ClaimReason[] {
  const reasons: ClaimReason[] = [];
  if (/\p{Nd}/u.test(text) || NUMBER_WORD.test(text) || HAN_NUMBER.test(text)) reasons.push('number');
  if (PERCENT.test(text)) reasons.push('percent');
  if (DATE.test(text) || HAN_DATE.test(text)) reasons.push('date');
  if (hasSuperlative(text)) reasons.push('superlative');
  if (names(text)) reasons.push('company');
  return reasons;
}
