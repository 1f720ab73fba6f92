import { monthOf } from './months.ts';

/** A date found in words. `value` is YYYY, YYYY-MM or YYYY-MM-DD; offsets count UTF-16 units into the given text. */
export interface FoundDate {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Counted back from the capture instant, such as "3 hours ago". */
  readonly relative: boolean;
  /** Day and month could be swapped and nothing decided the order. Never use such a value without another witness. */
  readonly ambiguous: boolean;
}

export interface DateOptions {
  /** ISO 8601 instant of the capture; without it relative dates are not read. */
  readonly now?: string | undefined;
  /** Order of all-number dates where both readings are possible. */
  readonly order?: 'dmy' | 'mdy' | undefined;
  /** BCP 47 tag of the text, when known: a few month names differ between neighbouring languages. */
  readonly language?: string | null | undefined;
}

const EARLIEST = 1600;
const LATEST = 2100;

/** A calendar value with its precision kept, or null when there is no such day. */
export function calendarValue(year: number, month?: number, day?: number): string | null {
  if (!Number.isInteger(year) || year < EARLIEST || year > LATEST) return null;
  const y = String(year).padStart(4, '0');
  if (month === undefined) return y;
  if (!Number.isInteger(month) || month < 1 || month > 12) return null;
  const m = String(month).padStart(2, '0');
  if (day === undefined) return `${y}-${m}`;
  if (!Number.isInteger(day) || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  return `${y}-${m}-${String(day).padStart(2, '0')}`;
}

/** Two-digit years are read as 1970-2069, the reading POSIX prescribes nearly (it says 1969-2068). */
const fullYear = (digits: string): number => {
  const year = Number(digits);
  return digits.length > 2 ? year : year < 70 ? 2000 + year : 1900 + year;
};

/** Arabic-Indic, Persian, Devanagari and full-width digits as ASCII and marks of direction as spaces, one for one. */
const plainDigits = (text: string): string =>
  text
    .replace(/[\u200e\u200f]/g, ' ')
    .replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g, (digit) =>
      String(
        (digit.charCodeAt(0) -
          (digit >= '\uff10' ? 0xff10 : digit >= '\u0966' ? 0x0966 : digit >= '\u06f0' ? 0x06f0 : 0x0660)) %
          10,
      ),
    );

const HAN_DIGITS = '〇一二三四五六七八九';

/** A number written in Han characters (二〇一六, 十二, 二十四, 三十), or NaN. */
function hanNumber(text: string): number {
  const digits = text.replace(/[零○Ｏ]/g, '〇');
  if (!/十/.test(digits)) {
    const plain = Array.from(digits, (c) => HAN_DIGITS.indexOf(c));
    return plain.includes(-1) || plain.length === 0 ? NaN : Number(plain.join(''));
  }
  const [tens, ones] = digits.split('十') as [string, string];
  const t = tens === '' ? 1 : HAN_DIGITS.indexOf(tens);
  const o = ones === '' ? 0 : HAN_DIGITS.indexOf(ones);
  return t < 0 || o < 0 || tens.length > 1 || ones.length > 1 ? NaN : t * 10 + o;
}

const eastern = (text: string): number => (/^\d+$/.test(text) ? Number(text) : hanNumber(text));

/** Japanese eras whose names stand before the year (元 = 1); the Chinese republic counts from 1912. */
const ERAS: Readonly<Record<string, number>> = {
  令和: 2018,
  平成: 1988,
  昭和: 1925,
  大正: 1911,
  明治: 1867,
  民國: 1911,
  民国: 1911,
};

type Reading = { readonly value: string | null; readonly ambiguous?: boolean };
type Shape = {
  readonly pattern: RegExp;
  readonly read: (m: RegExpExecArray, options: DateOptions) => Reading;
};

const none: Reading = { value: null };
const word = String.raw`\p{L}[\p{L}\p{M}]{1,14}`;
const year = String.raw`(?<!\d)\d{4}(?!\d)`;
/**
 * Between the parts of a written date: spaces, a comma, a full stop, or a short joining word. The word ends with a
 * space, or it would eat the first letters of "December" and "Dezember".
 */
const gap = String.raw`[\s\u00a0.,]{0,3}(?:(?:de|del|of|van|den|the)\s{1,2}|d['’]\s?)?`;

function numeric(a: string, b: string, y: string, separator: string, options: DateOptions): Reading {
  const [first, second, full] = [Number(a), Number(b), fullYear(y)];
  const dmy = calendarValue(full, second, first);
  const mdy = calendarValue(full, first, second);
  if (dmy === null || mdy === null || dmy === mdy) return { value: dmy ?? mdy };
  // Dots are written day first everywhere; slashes and hyphens depend on the country.
  if (separator === '.' || options.order === 'dmy') return { value: dmy };
  if (options.order === 'mdy') return { value: mdy };
  return { value: dmy, ambiguous: true };
}

const SHAPES: readonly Shape[] = [
  {
    // 2016-06-24, 2016/6/24, 2016.06.24, 2016. 6. 24.
    pattern: /(?<![\d.,/-])(\d{4})(?:([-/])(\d{1,2})\2(\d{1,2})|\.\s?(\d{1,2})\.\s?(\d{1,2}))(?!\d|[-/]\d)/gu,
    read: (m) => ({ value: calendarValue(Number(m[1]), Number(m[3] ?? m[5]), Number(m[4] ?? m[6])) }),
  },
  {
    // 2016年6月24日, 令和2年4月1日, 二〇一六年六月二十四日, 2016년 6월 24일
    pattern:
      /(?:(令和|平成|昭和|大正|明治|民國|民国)\s?)?(?<!\d)(\d{1,4}|元|[〇零○一二三四五六七八九]{2,4})\s?[年년](?:度)?\s?(?:(\d{1,2}|[一二三四五六七八九十]{1,3})\s?[月월]\s?(?:(\d{1,2}|[一二三四五六七八九十]{1,3})\s?[日号號일])?)?/gu,
    read: (m) => {
      const era = m[1] ? ERAS[m[1]] : undefined;
      const count = m[2] === '元' ? 1 : eastern(m[2]!);
      if (era === undefined && !(count >= EARLIEST)) return none;
      const month = m[3] === undefined ? undefined : eastern(m[3]);
      return {
        value: calendarValue(
          era === undefined ? count : era + count,
          month,
          m[4] === undefined ? undefined : eastern(m[4]),
        ),
      };
    },
  },
  {
    // 24 June 2016, 24. Juni 2016, 24 de junio de 2016, 1er juin 2016, 24-Jun-16
    pattern: new RegExp(
      String.raw`(?<![\d.,:])(\d{1,2})(?:st|nd|rd|th|er|re|e|º|ª|°|-?го)?(?:[-/]|${gap})(${word})(?:[-/]|${gap})['’]?(${year}|(?<![\d])\d{2}(?![\d:.]))`,
      'giu',
    ),
    read: (m, { language }) => {
      const month = monthOf(m[2]!, language);
      return month === null ? none : { value: calendarValue(fullYear(m[3]!), month, Number(m[1])) };
    },
  },
  {
    // June 24, 2016; Jun. 24th 2016
    pattern: new RegExp(
      String.raw`(${word})[.\s\u00a0]{1,3}(\d{1,2})(?:st|nd|rd|th)?[\s,.]{1,3}(?:of\s)?(${year})`,
      'giu',
    ),
    read: (m, { language }) => {
      const month = monthOf(m[1]!, language);
      return month === null ? none : { value: calendarValue(Number(m[3]), month, Number(m[2])) };
    },
  },
  {
    // 2016. június 24., 2016 m. birželio 24 d., 2016-Jun-24
    pattern: new RegExp(
      String.raw`(${year})(?:-|\.?\s(?:m\.\s|gada\s)?)(${word})[\s.-]{1,2}(\d{1,2})(?![\d:])`,
      'giu',
    ),
    read: (m, { language }) => {
      const month = monthOf(m[2]!, language);
      return month === null ? none : { value: calendarValue(Number(m[1]), month, Number(m[3])) };
    },
  },
  {
    // 2019. gada 3. janvāris
    pattern: new RegExp(String.raw`(${year})\.\sgada\s(\d{1,2})\.\s(${word})`, 'giu'),
    read: (m, { language }) => {
      const month = monthOf(m[3]!, language);
      return month === null ? none : { value: calendarValue(Number(m[1]), month, Number(m[2])) };
    },
  },
  {
    // 3 tháng 1, 2019; 3 tháng 1 năm 2019
    pattern: /(?<!\d)(\d{1,2})\s(?:tháng|thg)\s?(\d{1,2})(?:,|\s?năm)?\s(\d{4})(?!\d)/giu,
    read: (m) => ({ value: calendarValue(Number(m[3]), Number(m[2]), Number(m[1])) }),
  },
  {
    // 24.06.2016, 24/06/16, 06-24-2016
    pattern: /(?<![\d.,:/-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d%€$]|[./-]\d)/gu,
    read: (m, options) => numeric(m[1]!, m[3]!, m[4]!, m[2]!, options),
  },
  {
    // June 2016, juin 2016, czerwiec 2016
    pattern: new RegExp(
      String.raw`(?<!\d[\s.,-]{0,2})(${word})(?:[.,]?\s{1,2}(?:de\s|of\s|del\s)?)(${year})`,
      'giu',
    ),
    read: (m, { language }) => {
      const month = m[1]!.length < 4 && m[1] === m[1]!.toLowerCase() ? null : monthOf(m[1]!, language);
      return month === null ? none : { value: calendarValue(Number(m[2]), month) };
    },
  },
];

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:sec|sek|秒|초|segundo|second)/iu, 1 / 86400],
  [/^(?:min|分|분)/iu, 1 / 1440],
  [
    /^(?:h$|hour|hr|stunde|std|heure|hora|or[ae]$|uur|godzin|小时|小時|時間|시간|час|timm|time$|timer$)/iu,
    1 / 24,
  ],
  [/^(?:week|woche|semaine|semana|settiman|tydz|tygodn|週|周|星期|주|недел|veck|uge)/iu, 7],
  [/^(?:day|tag|jour|d[ií]a|giorn|dag|dni|dzie|天|日|일|день|дня|дней)/iu, 1],
];

const AGO = new RegExp(
  String.raw`(?:\b(?:vor|il y a|hace|há|vor etwa|przed)\s+(\d{1,3})\s?(\p{L}{1,12})|(\d{1,3})\s?(\p{L}{1,12})\s+(?:ago|fa|geleden|temu|atrás|назад|sedan|siden)(?!\p{L})|(\d{1,3})\s?(秒|分钟|分鐘|分|小时|小時|時間|天|日|周|週|分|시간|일|주)\s?(?:前|전))`,
  'giu',
);

const NAMED: readonly (readonly [RegExp, number])[] = [
  [
    /(?<!\p{L})(?:today|heute|aujourd['’]hui|hoy|hoje|oggi|vandaag|dzisiaj|сегодня|今天|今日|오늘)(?!\p{L})/iu,
    0,
  ],
  [
    /(?<!\p{L})(?:yesterday|gestern|hier|ayer|ontem|ieri|gisteren|wczoraj|вчера|昨天|昨日|어제)(?!\p{L})/iu,
    1,
  ],
];

/** The calendar day `days` before an instant; the day is the one the instant itself writes (its own zone is kept). */
function dayBefore(now: string, days: number): string | null {
  const day = /^(\d{4})-(\d\d)-(\d\d)/.exec(now);
  const at = Date.parse(now);
  if (!day || Number.isNaN(at)) return null;
  if (days < 1) return new Date(at - days * 86_400_000).toISOString().slice(0, 10);
  const then = new Date(
    Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])) - Math.floor(days) * 86_400_000,
  );
  return then.toISOString().slice(0, 10);
}

function relativeDates(text: string, now: string): FoundDate[] {
  const found: FoundDate[] = [];
  const add = (index: number, length: number, days: number): void => {
    const value = dayBefore(now, days);
    if (value !== null)
      found.push({ value, start: index, end: index + length, relative: true, ambiguous: false });
  };
  for (const m of text.matchAll(AGO)) {
    const unit = m[2] ?? m[4] ?? m[6]!;
    const scale = UNITS.find(([pattern]) => pattern.test(unit))?.[1];
    if (scale !== undefined) add(m.index, m[0].length, Number(m[1] ?? m[3] ?? m[5]) * scale);
  }
  for (const [pattern, days] of NAMED) {
    const m = pattern.exec(text);
    if (m) add(m.index, m[0].length, days);
  }
  return found;
}

/**
 * All dates written in a text, in order of appearance, without overlaps. Reads about thirty languages' month names,
 * East Asian dates (with Japanese eras), all-number dates and, given `now`, relative ones. Impossible days are not
 * dates. Texts over 20,000 units are read up to there.
 */
export function findDates(given: string, options: DateOptions = {}): readonly FoundDate[] {
  const text = plainDigits(given.slice(0, 20_000));
  const found: FoundDate[] = options.now === undefined ? [] : relativeDates(text, options.now);
  if (!/\d|年/.test(text)) return found.sort((a, b) => a.start - b.start);
  for (const { pattern, read } of SHAPES) {
    pattern.lastIndex = 0;
    let m: RegExpExecArray | null;
    while ((m = pattern.exec(text)) !== null) {
      const { value, ambiguous = false } = read(m, options);
      const [start, end] = [m.index, m.index + m[0].length];
      if (value === null) {
        // The words of a failed reading may begin a good one ("on June 24, 2016").
        pattern.lastIndex = start + Math.max(1, /^[\p{L}\p{M}]+|^\d+/u.exec(m[0])?.[0].length ?? 1);
        continue;
      }
      if (!found.some((other) => start < other.end && other.start < end)) {
        found.push({ value, start, end, relative: false, ambiguous });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The first date written in a text whose reading is certain, or null. */
export const firstDate = (text: string, options: DateOptions = {}): FoundDate | null =>
  findDates(text, options).find((date) => !date.ambiguous) ?? null;

/**
 * A date as machines write it (JSON-LD, meta, `datetime`): ISO 8601 in its variants, RFC 2822, compact digits, Unix
 * seconds or milliseconds, else words. The calendar day is the one written, whatever its zone. Null when it is none.
 */
export function machineDate(value: string, options: DateOptions = {}): string | null {
  const text = value.trim();
  if (text.length > 200) return null;
  const iso = /^(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?(?!\d)/.exec(text);
  if (iso && (iso[3] !== undefined || /^\d{4}(?:-\d\d)?$/.test(text))) {
    const full = calendarValue(
      Number(iso[1]),
      iso[2] ? Number(iso[2]) : undefined,
      iso[3] ? Number(iso[3]) : undefined,
    );
    if (full !== null) return full;
  }
  if (/^\d{14}$/.test(text)) return calendarValue(+text.slice(0, 4), +text.slice(4, 6), +text.slice(6, 8));
  if (/^1\d{9}(?:\d{3})?$/.test(text)) {
    return new Date(Number(text) * (text.length === 10 ? 1000 : 1)).toISOString().slice(0, 10);
  }
  const words = firstDate(text, options);
  if (words) return words.value;
  // "Wed Nov 09 11:46:00 +0000 2022", the form of some social networks.
  const stamp = /(\p{L}{3,9})\s(\d{1,2})\s[\d:]{5,8}\s(?:[A-Z+\-\d:]{1,6}\s)?(\d{4})$/u.exec(text);
  const month = stamp ? monthOf(stamp[1]!) : null;
  return stamp && month !== null ? calendarValue(Number(stamp[3]), month, Number(stamp[2])) : null;
}

/**
 * The date an address carries in its path (`/2016/06/24/`, `/2016/jun/24/`, `-20160624`, `/2016-06-24-`), or null.
 * A year and month alone are given as such.
 */
export function dateFromAddress(address: string): string | null {
  const path = address.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').split(/[?#]/)[0]!;
  const day = /(?:^|[/_-])((?:19|20)\d\d)([/_-]?)(\d\d)\2(\d\d)(?=[/_.-]|[a-z]|$)/i.exec(path);
  if (day) {
    const value = calendarValue(Number(day[1]), Number(day[3]), Number(day[4]));
    if (value !== null) return value;
  }
  const loose = /\/((?:19|20)\d\d)\/(\d{1,2}|[a-z]{3,9})\/(\d{1,2})(?=[/_.-]|$)/i.exec(path);
  if (loose) {
    const month = /^\d/.test(loose[2]!) ? Number(loose[2]) : monthOf(loose[2]!);
    const value = month === null ? null : calendarValue(Number(loose[1]), month, Number(loose[3]));
    if (value !== null) return value;
  }
  const reversed = /(?:^|[/_-])(\d{1,2})[-_.](\d{1,2})[-_.]((?:19|20)\d\d)(?=[/_.-]|$)/.exec(path);
  if (reversed && (Number(reversed[1]) > 12 || reversed[1] === reversed[2])) {
    const value = calendarValue(Number(reversed[3]), Number(reversed[2]), Number(reversed[1]));
    if (value !== null) return value;
  }
  const month =
    /\/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=\/)/.exec(path) ??
    /\/((?:19|20)\d\d)(0[1-9]|1[0-2])\//.exec(path);
  return month ? calendarValue(Number(month[1]), Number(month[2])) : null;
}
