import units from '../../../resources/lexicons/units.json' with { type: 'json' };

const EN: readonly (readonly [string, string])[] = Object.entries(units)
  .flatMap(([key, names]) => names.en.map((name): readonly [string, string] => [name, key]))
  .sort((a, b) => b[0].length - a[0].length);
const ZH: readonly (readonly [string, string])[] = Object.entries(units)
  .flatMap(([key, names]) => names.zh.map((name): readonly [string, string] => [name, key]))
  .sort((a, b) => b[0].length - a[0].length);

/** A unit found in a text: its key (`employees`, `GWh`, or the words themselves when unknown) and where it ends. */
export interface UnitMark {
  readonly unit: string;
  readonly end: number;
  readonly known: boolean;
  /** The counted noun as it stands in the text, without its measure word. */
  readonly noun: string;
}

const MEASURE =
  /\s?(%|percentage points?|per cent|percent|pct\.?|ppts?|pp|basis points?|bps|bp|个百分点|百分点|个基点|基点|‰)(?![a-z])/y;
const TIMES = /\s?(times|x|-fold|倍)(?![a-z])/y;
const CLASSIFIER = /\s?[个名位家台辆座款件套架艘间所条颗枚片只张户笔份项]?/y;
const GENERIC = /\s((?:[a-z][a-z-]+ ){0,2}?[a-z][a-z-]*[a-z]s)(?![a-z])/y;
const NO_NOUN = new Set(
  'is was has does its this thus less plus versus as us across always perhaps towards afterwards besides whereas and or in on of to for from with by at the a an were are that which than rose fell grew after before during while when last next each per'.split(
    ' ',
  ),
);

/** The measure of a share or change that begins at `at`: `%`, `pp`, `bps` or `x`; null when none does. */
export function measureAt(folded: string, at: number): UnitMark | null {
  MEASURE.lastIndex = at;
  const found = MEASURE.exec(folded);
  if (found) {
    const word = found[1]!;
    const unit = /^(?:%|per ?cent|pct)/.test(word)
      ? '%'
      : /basis|bp|基点/.test(word)
        ? 'bps'
        : word === '‰'
          ? '‰'
          : 'pp';
    return { unit, end: at + found[0].length, known: true, noun: unit };
  }
  TIMES.lastIndex = at;
  const times = TIMES.exec(folded);
  return times ? { unit: 'x', end: at + times[0].length, known: true, noun: 'x' } : null;
}

function countEnglish(folded: string, at: number): UnitMark | null {
  const gap = /^\s?/.exec(folded.slice(at, at + 1))![0].length;
  for (const [name, unit] of EN) {
    if (!folded.startsWith(name, at + gap) || /[a-z-]/.test(folded[at + gap + name.length] ?? '')) continue;
    return { unit, end: at + gap + name.length, known: true, noun: unit };
  }
  GENERIC.lastIndex = at;
  const found = GENERIC.exec(folded);
  if (!found) return null;
  const words = found[1]!.split(' ');
  if (words.some((word) => NO_NOUN.has(word)) || words.at(-1)!.endsWith('ss')) return null;
  const last = words.at(-1)!;
  const key = EN.find(([name]) => name === last)?.[1];
  return {
    unit: words.length === 1 && key ? key : words.join(' '),
    end: at + found[0].length,
    known: key !== undefined,
    noun: words.length === 1 && key ? key : words.join(' '),
  };
}

/** 辆汽车 is counted as 汽车; a measure word alone is all there is. */
const bareNoun = (name: string): string =>
  name.length > 2 ? name.replace(/^[个名位家台辆座款件套架艘间所条颗枚片只张户笔份项部]/, '') : name;

function countHan(folded: string, at: number): UnitMark | null {
  const skip = /^\s?/.exec(folded.slice(at, at + 1))![0].length;
  const direct = ZH.find(([name]) => folded.startsWith(name, at + skip));
  CLASSIFIER.lastIndex = at;
  const classifier = CLASSIFIER.exec(folded)?.[0] ?? '';
  const noun =
    classifier.trim() === ''
      ? undefined
      : ZH.find(([name]) => folded.startsWith(name, at + classifier.length));
  if (noun && (!direct || classifier.length + noun[0].length > skip + direct[0].length)) {
    return { unit: noun[1], end: at + classifier.length + noun[0].length, known: true, noun: noun[0] };
  }
  if (direct)
    return { unit: direct[1], end: at + skip + direct[0].length, known: true, noun: bareNoun(direct[0]) };
  if (classifier.trim() === '') return null;
  return { unit: classifier.trim(), end: at + classifier.length, known: false, noun: classifier.trim() };
}

/** The unit a measure word alone stands for when the metric names what is counted: 门店数量达到2万家 counts stores. */
export function unitOfMetric(metric: string): string | null {
  const found = ZH.find(([name]) => bareNoun(name).length > 1 && metric.startsWith(bareNoun(name)));
  return found ? found[1] : null;
}

/**
 * The thing counted after a number: a known unit by its key, else in English the words up to the first plural
 * ("1,150 delivery robots"), in Chinese the measure word. Null when nothing countable follows.
 */
export const countAt = (folded: string, at: number): UnitMark | null =>
  countEnglish(folded, at) ?? countHan(folded, at);
