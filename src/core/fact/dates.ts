import type { Doubt } from '../source.ts';

/** A date or period in a text. `asOf` is null when it cannot be placed in a year. */
export interface DateMark {
  readonly start: number;
  readonly end: number;
  readonly asOf: string | null;
  readonly doubts: readonly Doubt[];
  /** It is what a change is measured against ("from 2022", 较2022年), not when the figure holds. */
  readonly comparison: boolean;
  /** "a year earlier": one year before the other date of the sentence. */
  readonly yearEarlier: boolean;
}

interface Rule {
  readonly pattern: RegExp;
  readonly read: (
    match: RegExpExecArray,
    today: Today | null,
  ) => {
    readonly asOf: string | null;
    readonly doubts?: readonly Doubt[];
    readonly earlier?: boolean;
  } | null;
}

interface Today {
  readonly year: number;
  readonly month: number | null;
  readonly day: number | null;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?\\.?|july?\\.?|aug(?:ust|\\.)?|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?)';
const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  final: 4,
  last: 4,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  '1': 1,
  '2': 2,
  '3': 3,
  '4': 4,
};
const YEAR = '((?:19|20)\\d{2})';

const monthOf = (word: string): number => MONTHS.indexOf(word.slice(0, 3)) + 1;
const two = (n: number): string => String(n).padStart(2, '0');
const century = (short: string): number =>
  short.length === 4 ? Number(short) : Number(short) >= 70 ? 1900 + Number(short) : 2000 + Number(short);
const FISCAL: Doubt = { code: 'fiscal-year', detail: 'a financial year need not be the calendar year' };
const relative = (words: string): Doubt => ({ code: 'relative-date', detail: words });
const unplaced = (words: string): Doubt => ({ code: 'date-without-year', detail: words });

function ymd(year: number, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  return `${year}-${two(month)}-${two(day)}`;
}

function inYear(
  words: string,
  part: string,
  today: Today | null,
  back = 0,
): { asOf: string | null; doubts: readonly Doubt[] } {
  if (!today) return { asOf: null, doubts: [unplaced(words)] };
  return { asOf: `${today.year - back}${part}`, doubts: [relative(words)] };
}

/** The last quarter that had ended by the given day, or the running one. */
function quarterOf(today: Today, back: number): string | null {
  if (today.month === null) return null;
  const index = today.year * 4 + Math.floor((today.month - 1) / 3) - back;
  return `${Math.floor(index / 4)}-Q${(index % 4) + 1}`;
}

const ZH_YEARS: Readonly<Record<string, number>> = {
  今年: 0,
  本年: 0,
  本年度: 0,
  年内: 0,
  去年: 1,
  上年: 1,
  上一年: 1,
  前年: 2,
  明年: -1,
};

/** Most specific first: at one place the first rule that fits wins. */
const RULES: readonly Rule[] = [
  {
    pattern: new RegExp(`${YEAR} ?年 ?1 ?(?:-|至|到|~) ?(3|6|9|12) ?月(?:份)?`, 'y'),
    read: (m) => ({
      asOf: m[2] === '3' ? `${m[1]}-Q1` : m[2] === '6' ? `${m[1]}-H1` : m[2] === '9' ? `${m[1]}-09` : m[1]!,
      doubts: m[2] === '9' ? [{ code: 'period-nine-months', detail: m[0] }] : [],
    }),
  },
  {
    pattern: new RegExp(`${YEAR}-(\\d{1,2})-(\\d{1,2})(?!\\d)`, 'y'),
    read: (m) => ({ asOf: ymd(Number(m[1]), Number(m[2]), Number(m[3])) }),
  },
  {
    pattern: new RegExp(`${YEAR}/(\\d{1,2})/(\\d{1,2})(?!\\d)`, 'y'),
    read: (m) => ({ asOf: ymd(Number(m[1]), Number(m[2]), Number(m[3])) }),
  },
  {
    pattern: new RegExp(`${YEAR} ?年 ?(\\d{1,2}) ?月 ?(\\d{1,2}) ?[日号]`, 'y'),
    read: (m) => ({ asOf: ymd(Number(m[1]), Number(m[2]), Number(m[3])) }),
  },
  {
    pattern: new RegExp(`${YEAR} ?年 ?(\\d{1,2}) ?月(?:底|末|初)?`, 'y'),
    read: (m) => (Number(m[2]) <= 12 ? { asOf: `${m[1]}-${two(Number(m[2]))}` } : null),
  },
  {
    pattern: new RegExp(`(?:${YEAR}|(\\d{2})) ?年 ?(?:第? ?([一二三四1-4]) ?季度?|q([1-4]))`, 'y'),
    read: (m) => ({ asOf: `${century(m[1] ?? m[2]!)}-Q${ORDINALS[m[3] ?? m[4]!]}` }),
  },
  {
    pattern: new RegExp(`${YEAR} ?年 ?(上|下)半年`, 'y'),
    read: (m) => ({ asOf: `${m[1]}-H${m[2] === '上' ? 1 : 2}` }),
  },
  {
    pattern: new RegExp(`${YEAR} ?年 ?前三(?:个)?季度?`, 'y'),
    read: (m) => ({ asOf: `${m[1]}-09`, doubts: [{ code: 'period-nine-months', detail: m[0] }] }),
  },
  {
    pattern: new RegExp(`${YEAR} ?(?:财政年度|财年|会计年度)(?:第? ?([一二三四1-4]) ?季度)?`, 'y'),
    read: (m) => ({ asOf: m[2] ? `${m[1]}-Q${ORDINALS[m[2]]}` : m[1]!, doubts: [FISCAL] }),
  },
  {
    pattern: new RegExp(`${YEAR} ?年?(?:至|到|-|~)${YEAR} ?年`, 'y'),
    read: (m) => ({ asOf: m[2]!, doubts: [{ code: 'period-of-years', detail: m[0] }] }),
  },
  { pattern: new RegExp(`${YEAR} ?年(?:度|底|末|初|全年)?`, 'y'), read: (m) => ({ asOf: m[1]! }) },
  {
    pattern:
      /(今年|本年度?|年内|去年|上年|上一年|前年|明年) ?(?:第? ?([一二三四1-4]) ?季度?|q([1-4])|(上|下)半年|(\d{1,2}) ?月(?:份)?|全年)?/y,
    read: (m, today) => {
      const part =
        (m[2] ?? m[3])
          ? `-Q${ORDINALS[m[2] ?? m[3]!]}`
          : m[4]
            ? `-H${m[4] === '上' ? 1 : 2}`
            : m[5]
              ? `-${two(Number(m[5]))}`
              : '';
      return inYear(m[0], part, today, ZH_YEARS[m[1]!] ?? 0);
    },
  },
  { pattern: /前三(?:个)?季度?/y, read: (m, today) => ({ ...inYear(m[0], '-09', today) }) },
  { pattern: /第? ?([一二三四1-4]) ?季度/y, read: (m, today) => inYear(m[0], `-Q${ORDINALS[m[1]!]}`, today) },
  { pattern: /(上|下)半年/y, read: (m, today) => inYear(m[0], `-H${m[1] === '上' ? 1 : 2}`, today) },
  {
    pattern: /(本|当|上|上个)季度?/y,
    read: (m, today) =>
      today
        ? { asOf: quarterOf(today, m[1]!.startsWith('上') ? 1 : 0), doubts: [relative(m[0])] }
        : { asOf: null, doubts: [unplaced(m[0])] },
  },
  {
    pattern: /(?:截至|截止) ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?日)?(?:底|末)?/y,
    read: (m, today) =>
      inYear(m[0], m[2] ? `-${two(Number(m[1]))}-${two(Number(m[2]))}` : `-${two(Number(m[1]))}`, today),
  },
  {
    pattern: new RegExp(
      `(?:the )?(?:(?:financial |fiscal )?year|quarter|(?:three|six|nine|twelve|3|6|9|12) months|half[- ]year|period) (?:ended|ending|to)(?: on)? (?:(\\d{1,2})(?:st|nd|rd|th)? ${MONTH},? ${YEAR}|${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? ${YEAR}|${MONTH} ${YEAR})`,
      'y',
    ),
    read: (m) =>
      m[7]
        ? { asOf: `${m[8]}-${two(monthOf(m[7]))}` }
        : { asOf: ymd(Number(m[3] ?? m[6]), monthOf(m[2] ?? m[4]!), Number(m[1] ?? m[5])) },
  },
  {
    pattern: new RegExp(`(\\d{1,2})(?:st|nd|rd|th)? (?:of )?${MONTH},? ${YEAR}`, 'y'),
    read: (m) => ({ asOf: ymd(Number(m[3]), monthOf(m[2]!), Number(m[1])) }),
  },
  {
    pattern: new RegExp(`${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? ${YEAR}`, 'y'),
    read: (m) => ({ asOf: ymd(Number(m[3]), monthOf(m[1]!), Number(m[2])) }),
  },
  {
    pattern: new RegExp(`(?:late |early |mid-)?${MONTH}(?: of)? ${YEAR}`, 'y'),
    read: (m) => ({ asOf: `${m[2]}-${two(monthOf(m[1]!))}` }),
  },
  {
    pattern: new RegExp(
      `(?:fiscal |fy ?)?(?:q([1-4])|([1-4])q)[ -]?(?:of )?(fy ?|fiscal (?:year )?)?(?:'?(\\d{2})(?!\\d)|${YEAR})`,
      'y',
    ),
    read: (m) => ({
      asOf: `${century(m[4] ?? m[5]!)}-Q${m[1] ?? m[2]}`,
      doubts: m[3] || m[0].startsWith('f') ? [FISCAL] : [],
    }),
  },
  {
    pattern: new RegExp(`(fy ?|fiscal (?:year )?)?${YEAR}[ -]?q([1-4])`, 'y'),
    read: (m) => ({ asOf: `${m[2]}-Q${m[3]}`, doubts: m[1] ? [FISCAL] : [] }),
  },
  {
    pattern: new RegExp(`h([12])[ -]?(?:of )?(fy ?)?(?:'?(\\d{2})(?!\\d)|${YEAR})`, 'y'),
    read: (m) => ({ asOf: `${century(m[3] ?? m[4]!)}-H${m[1]}`, doubts: m[2] ? [FISCAL] : [] }),
  },
  {
    pattern: new RegExp(`([12])h ?(fy ?)?(?:'?(\\d{2})(?!\\d)|${YEAR})`, 'y'),
    read: (m) => ({ asOf: `${century(m[3] ?? m[4]!)}-H${m[1]}`, doubts: m[2] ? [FISCAL] : [] }),
  },
  {
    pattern: new RegExp(
      `(?:the )?(?:fiscal )?(first|second|third|fourth|final|1st|2nd|3rd|4th)[- ]quarter(?: of| in)? (fiscal (?:year )?|fy ?|the fiscal year )?${YEAR}`,
      'y',
    ),
    read: (m) => ({
      asOf: `${m[3]}-Q${ORDINALS[m[1]!]}`,
      doubts: m[2] || m[0].includes('fiscal') ? [FISCAL] : [],
    }),
  },
  {
    pattern: new RegExp(
      `(?:the )?(first|second|1st|2nd)[- ]half(?: of| in)? (fiscal (?:year )?|fy ?)?${YEAR}`,
      'y',
    ),
    read: (m) => ({ asOf: `${m[3]}-H${ORDINALS[m[1]!]}`, doubts: m[2] ? [FISCAL] : [] }),
  },
  {
    pattern: /(?:the )?(first|second|third|fourth|final)[- ]quarter(?: of (this|last) year)?/y,
    read: (m, today) => inYear(m[0], `-Q${ORDINALS[m[1]!]}`, today, m[2] === 'last' ? 1 : 0),
  },
  {
    pattern: /(?:the )?(first|second)[- ]half(?: of (this|last|the) year)?/y,
    read: (m, today) => inYear(m[0], `-H${ORDINALS[m[1]!]}`, today, m[2] === 'last' ? 1 : 0),
  },
  { pattern: /q([1-4])(?![a-z0-9])/y, read: (m, today) => inYear(m[0], `-Q${m[1]}`, today) },
  {
    pattern: new RegExp(
      `(?:the )?(?:fy ?'?|fiscal(?: year)? |financial year )(?:${YEAR}[/-](\\d{2,4})|${YEAR}|(\\d{2}))(?!\\d)`,
      'y',
    ),
    read: (m) => ({
      asOf: m[2] ? String(century(m[2])) : (m[3] ?? String(century(m[4]!))),
      doubts: [FISCAL],
    }),
  },
  {
    pattern: new RegExp(`${YEAR}/(\\d{2})(?!\\d)`, 'y'),
    read: (m) => ({ asOf: String(century(m[2]!)), doubts: [FISCAL] }),
  },
  {
    pattern:
      /(?:a|one) year (?:earlier|ago|before)|(?:the )?year-(?:earlier|ago)(?: period| quarter)?|(?:the )?same (?:period|quarter) (?:last year|a year (?:earlier|ago))|上年同期|去年同期/y,
    read: (m) => ({ asOf: null, doubts: [relative(m[0])], earlier: true }),
  },
  {
    pattern: /(last|this|next|the previous|the prior|the past|the current) (?:fiscal |financial )?year/y,
    read: (m, today) =>
      inYear(m[0], '', today, m[1] === 'this' || m[1] === 'the current' ? 0 : m[1] === 'next' ? -1 : 1),
  },
  {
    pattern: /(last|this|the previous|the latest|the current) quarter/y,
    read: (m, today) =>
      today
        ? {
            asOf: quarterOf(today, m[1] === 'this' || m[1] === 'the current' ? 0 : 1),
            doubts: [relative(m[0])],
          }
        : { asOf: null, doubts: [unplaced(m[0])] },
  },
  {
    pattern: /(last|this) month|(上个|本)月/y,
    read: (m, today) => {
      if (!today || today.month === null) return { asOf: null, doubts: [unplaced(m[0])] };
      const index = today.year * 12 + today.month - 1 - (m[1] === 'last' || m[2] === '上个' ? 1 : 0);
      return { asOf: `${Math.floor(index / 12)}-${two((index % 12) + 1)}`, doubts: [relative(m[0])] };
    },
  },
  {
    pattern: new RegExp(
      `(?:(?:by|at|as of|in|on) )?(?:the )?(?:year-end|(?:end|beginning|start|middle) of|mid-?|early|late|calendar(?: year)?) ?${YEAR}(?![\\d,.]\\d|%)`,
      'y',
    ),
    read: (m) => ({ asOf: m[1]! }),
  },
  {
    pattern: new RegExp(
      `${YEAR}(?:-end)?(?!\\d|[,.]\\d|%| ?(?:percent|million|billion|trillion|thousand|units|employees|people|stores|robots|元|万|亿|人|家|台|辆|个|美元))`,
      'y',
    ),
    read: (m) => ({ asOf: m[1]! }),
  },
];

const COMPARED =
  /(?:from|than|versus|vs\.?|over|against|compared (?:with|to)|较|比|相比|相较于?|对比)(?: the| that of| in)? ?$/;

/** Reads a publication date (YYYY, YYYY-MM or YYYY-MM-DD) into its parts; null when there is none. */
function todayOf(publishedOn: string | null | undefined): Today | null {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(publishedOn ?? '');
  if (!parts) return null;
  return {
    year: Number(parts[1]),
    month: parts[2] ? Number(parts[2]) : null,
    day: parts[3] ? Number(parts[3]) : null,
  };
}

/**
 * The dates and periods of a folded text in order. Words such as "last year" or a quarter without a year are placed
 * by `publishedOn` and carry a doubt; without it their `asOf` is null.
 */
export function findDates(folded: string, publishedOn?: string | null): readonly DateMark[] {
  const today = todayOf(publishedOn);
  const found: DateMark[] = [];
  let at = 0;
  while (at < folded.length) {
    const before = folded[at - 1];
    const inside =
      before !== undefined &&
      /[a-z0-9$€£¥.,]/.test(before) &&
      /[a-z0-9]/.test(folded[at]!) &&
      !(/[.,]/.test(before) && /\s/.test(folded[at - 2] ?? ' '));
    const mark = inside ? null : dateAt(folded, at, today);
    if (mark) {
      found.push(mark);
      at = mark.end;
    } else at += 1;
  }
  return found;
}

const STARTER = /[0-9a-z今本年去上前明第下当截一二三四]/;

function dateAt(folded: string, at: number, today: Today | null): DateMark | null {
  if (!STARTER.test(folded[at]!)) return null;
  for (const { pattern, read } of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(folded);
    if (!match || (/[a-z]/.test(match[0].at(-1)!) && /[a-z]/.test(folded[at + match[0].length] ?? '')))
      continue;
    const result = read(match, today);
    if (!result) continue;
    const comparison = COMPARED.test(folded.slice(Math.max(0, at - 24), at));
    return {
      start: at,
      end: at + match[0].length,
      asOf: result.asOf,
      doubts: result.doubts ?? [],
      comparison,
      yearEarlier: result.earlier ?? false,
    };
  }
  return null;
}
