import { language, t } from './index.ts';

const locale = (): string => (language() === 'zh-Hans' ? 'zh-CN' : 'en-GB');

/** Makes a thing once for each language and set of options: a formatter takes a hundred times as long to make as to use. */
const once = <Options, Made>(make: (locale: string, options: Options) => Made) => {
  const made = new Map<string, Made>();
  return (options: Options): Made => {
    const key = locale() + JSON.stringify(options ?? null);
    let known = made.get(key);
    if (known === undefined) made.set(key, (known = make(locale(), options)));
    return known;
  };
};

const numbers = once(
  (tag, options: Intl.NumberFormatOptions | undefined) => new Intl.NumberFormat(tag, options),
);
const dates = once((tag, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options));
const names = once((tag, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(tag, options));
const orders = once(
  (tag, _options: null) =>
    new Intl.Collator(tag === 'zh-CN' ? 'zh-Hans-u-co-pinyin' : ['en', 'zh-Hans-u-co-pinyin'], {
      numeric: true,
    }),
);

/** A count or figure with the language's own grouping. */
export const number = (value: number, options?: Intl.NumberFormatOptions): string =>
  numbers(options).format(value);

/** A share from 0 to 1 as a whole percentage. */
export const percent = (share: number): string =>
  number(share, { style: 'percent', maximumFractionDigits: 0 });

/** A size in bytes, such as `4.2 MB`. */
export const bytes = (size: number): string => {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const power = size < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(size) / 3));
  const maximumFractionDigits = power < 2 ? 0 : 1;
  return number(size / 1000 ** power, {
    style: 'unit',
    unit: units[power]!,
    unitDisplay: 'short',
    maximumFractionDigits,
  });
};

const partsOf = (date: string): Intl.DateTimeFormatOptions =>
  date.length === 4
    ? { year: 'numeric' }
    : date.length === 7
      ? { year: 'numeric', month: 'short' }
      : { year: 'numeric', month: 'short', day: 'numeric' };

/** A date as precise as it is known: YYYY, YYYY-MM or YYYY-MM-DD, or an instant. Other forms are shown as they stand. */
export const day = (date: string): string => {
  const instant = date.length > 10;
  const parsed = new Date(date);
  if (Number.isNaN(parsed.getTime())) return date;
  return dates({
    ...partsOf(instant ? date.slice(0, 10) : date),
    ...(instant ? {} : { timeZone: 'UTC' }),
  }).format(parsed);
};

/** The same, leaving out the year when it is the present one; for narrow columns. */
export const shortDay = (date: string, now: Date): string => {
  const parsed = new Date(date);
  if (date.length < 10 || Number.isNaN(parsed.getTime()) || parsed.getFullYear() !== now.getFullYear())
    return day(date);
  const zone = date.length > 10 ? {} : { timeZone: 'UTC' };
  return dates({ month: 'short', day: 'numeric', ...zone }).format(parsed);
};

/** An instant with its time of day. */
export const moment = (instant: string): string =>
  dates({
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));

/** The time of day only. */
export const clock = (instant: string): string =>
  dates({ hour: '2-digit', minute: '2-digit' }).format(new Date(instant));

/** The name of a language in the language of the interface; the tag itself when it has no name. */
export const languageName = (tag: string): string =>
  names({ type: 'language', fallback: 'code' }).of(tag) ?? tag;

/** The name of a country by its two-letter code; anything else is shown as it stands. */
export const countryName = (code: string): string =>
  /^[A-Za-z]{2}$/.test(code) ? (names({ type: 'region' }).of(code.toUpperCase()) ?? code) : code;

/** Orders names as a reader of the interface expects; Chinese by pinyin. */
export const collator = (): Intl.Collator => orders(null);

/** The meaning of a colour: the reader's own name for it, else ours. */
export const colourName = (
  colour: 'amber' | 'green' | 'blue' | 'rose' | 'violet',
  names?: Readonly<Record<string, string>>,
): string => (names?.[colour] !== undefined && names[colour] !== '' ? names[colour] : t(`colour.${colour}`));
