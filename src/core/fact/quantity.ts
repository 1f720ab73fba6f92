import type { Bound } from '../fact.ts';
import type { Doubt } from '../source.ts';
import { currencyAfter, currencyBefore, type CurrencyMark } from './currencies.ts';
import { fractionAt } from './fractions.ts';
import { hedge } from './hedge.ts';
import { numeralAt, type Numeral } from './numerals.ts';
import { countAt, measureAt, type UnitMark } from './units.ts';

/** A number with its unit, as it stands in a folded text; no metric or date yet. */
export interface Quantity {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  readonly valueHigh: number | null;
  readonly bound: Bound;
  readonly approximate: boolean;
  readonly currency: string | null;
  readonly unit: string | null;
  readonly doubts: readonly Doubt[];
  /** Where the words that qualify it ("at least") begin and end; the metric is looked for outside. */
  readonly from: number;
  readonly to: number;
  /** The counted noun as written, for a metric of its own. */
  readonly noun: string | null;
}

const NOT_QUANTITY_BEFORE =
  /(?:(?<![a-z])(?:section|article|chapter|page|figure|table|no\.|number|version|iphone|fortune|s&p|ftse|csi|stoxx|nikkei|windows|type|model|series|level|phase|tier|class|boeing|airbus|covid|top|formula|room|suite|act|rule|note|item|part|age|aged|group of|g)[ -]?|#|第|covid-|[a-z]\d*-|[a-z]\.|@)$/;
/** No number is written out in more characters than this. */
const LONGEST_HAN_NUMBER = 24;
const RANGE_MARK = /\s?(?:-|~|～|—|to|至|到)\s?/y;

interface Side {
  readonly numeral: Numeral;
  readonly start: number;
  readonly end: number;
  readonly money: CurrencyMark | null;
  readonly measure: UnitMark | null;
  readonly negative: boolean;
}

/** "$(42) million": accountants may put the brackets of a negative sum behind the currency mark. */
function bracketed(folded: string, at: number, numeral: Numeral): Side | null {
  if (folded[at - 1] !== '(' || folded[numeral.end] !== ')') return null;
  const money = currencyBefore(folded, at - 1);
  if (!money) return null;
  // the scale stands behind the bracket: read as if there were none
  const whole = numeralAt(folded.slice(at, numeral.end) + folded.slice(numeral.end + 1, numeral.end + 20), 0);
  if (!whole) return null;
  const end = at + whole.end + 1;
  return {
    numeral: { ...whole, start: at, end },
    start: at - 1 - money.length,
    end,
    money,
    measure: null,
    negative: true,
  };
}

/** One end of a quantity: sign, currency before, number, measure or currency after. */
function sideAt(folded: string, at: number): Side | null {
  const numeral = numeralAt(folded, at);
  if (!numeral) return null;
  const brackets = bracketed(folded, at, numeral);
  if (brackets) return brackets;
  let start = at;
  let negative = false;
  let money: CurrencyMark | null = null;
  const gap = folded[start - 1] === ' ' ? 1 : 0;
  if (folded[start - 1] === '-' && /[$€£¥]/.test(folded[start - 2] ?? '')) {
    negative = true;
    start -= 1;
  }
  money = currencyBefore(folded, start - (negative ? 0 : gap));
  if (money) start -= money.length + (negative ? 0 : gap);
  const sign = folded[start - 1];
  if (
    !negative &&
    (sign === '-' || sign === '+') &&
    !/[a-z0-9年月日元万亿个度%)]/.test(folded[start - 2] ?? ' ')
  ) {
    negative = sign === '-';
    start -= 1;
  } else if (!negative && folded[start - 1] === '负') {
    negative = true;
    start -= 1;
  }
  let end = numeral.end;
  let measure: UnitMark | null = null;
  if (!money) {
    const spaces = /^[ -]?/.exec(folded.slice(end, end + 1))![0].length;
    money = currencyAfter(folded, end + spaces) ?? (spaces === 1 ? currencyAfter(folded, end) : null);
    if (money) end += spaces + money.length;
    else {
      measure = measureAt(folded, end);
      if (measure) end = measure.end;
    }
  } else {
    const again = /^\s?/.exec(folded.slice(end, end + 1))![0].length;
    const after = currencyAfter(folded, end + again);
    if (after && after.code === money.code) end += again + after.length;
  }
  return { numeral, start, end, money, measure, negative };
}

function percentWords(folded: string, at: number): Side | null {
  const head = /百分之\s?/y;
  head.lastIndex = at;
  const found = head.exec(folded);
  if (!found) return null;
  const numeral = numeralAt(folded, at + found[0].length);
  if (!numeral) return null;
  return {
    numeral,
    start: at,
    end: numeral.end,
    money: null,
    measure: { unit: '%', end: numeral.end, known: true, noun: '%' },
    negative: false,
  };
}

const round = (value: number): number => Number(value.toPrecision(12));

function quantityOf(folded: string, low: Side, high: Side | null, language: string | null): Quantity | null {
  const doubts: Doubt[] = [];
  let end = high ? high.end : low.end;
  const money = low.money ?? high?.money ?? null;
  const measure = high?.measure ?? low.measure;
  let unit = money ? null : (measure?.unit ?? null);
  let noun: string | null = null;
  let value = low.numeral.value;
  let top = high ? high.numeral.value : null;
  if (
    high &&
    low.numeral.scale === 1 &&
    high.numeral.scale > 1 &&
    value < (high.numeral.value / high.numeral.scale) * 1000
  )
    value = round(value * high.numeral.scale);
  let currency = money?.code ?? null;
  if (money && money.divide > 1) {
    value = round(value / money.divide);
    top = top === null ? null : round(top / money.divide);
  }
  if (money?.either) {
    const japanese = /^ja\b/.test(language ?? '');
    currency = japanese ? money.either : money.code;
    doubts.push({ code: 'currency-shared-mark', detail: `${money.code} or ${money.either}` });
  }
  if (!money && !measure) {
    const count = countAt(folded, end);
    if (count) {
      unit = count.unit;
      noun = count.noun;
      end = count.end;
      if (!count.known) doubts.push({ code: 'unit-unknown', detail: count.unit });
    }
    const letter = folded.slice(low.numeral.start, low.numeral.end).at(-1);
    if (low.numeral.scale > 1 && /[mbtk]/.test(letter ?? ''))
      doubts.push({ code: 'scale-letter', detail: letter! });
  }
  const bracket = folded[low.start - 1] === '(' && folded[end] === ')';
  const wide = bracket && /^\(\s?$/.test(folded.slice(low.start - 1, low.start));
  let start = low.start;
  let negative = low.negative;
  const tight = hedge(folded, start, end, low.numeral.more || (high?.numeral.more ?? false));
  if (
    wide &&
    (money !== null || measure?.unit === '%' || /^[\d,.]+$/.test(folded.slice(low.start, end))) &&
    accounting(folded, low.start, end)
  ) {
    negative = true;
    start -= 1;
    end += 1;
    doubts.push({ code: 'negative-in-brackets' });
  }
  if (low.negative && folded[low.numeral.start - 1] === '(') doubts.push({ code: 'negative-in-brackets' });
  if (negative) {
    value = -value;
    if (top !== null) top = high!.negative || value < 0 ? -Math.abs(top) : top;
    if (top !== null && top < value) [value, top] = [top, value];
  }
  if (low.numeral.words && low.numeral.scale < 1e4 && !money && !measure && unit === null) return null;
  if (top !== null && !negative && top < value) doubts.push({ code: 'range-falling' });
  return {
    start,
    end,
    value,
    valueHigh: top,
    bound: top !== null ? 'range' : tight.bound,
    approximate: top !== null || tight.approximate,
    currency,
    unit,
    doubts,
    from: Math.min(start, tight.from),
    to: Math.max(end, tight.to),
    noun,
  };
}

/** Brackets mean a negative number when nothing but a figure stands in them and they follow a word, as in accounts. */
function accounting(folded: string, start: number, end: number): boolean {
  const inside = folded.slice(start, end);
  if (/(?:19|20)\d{2}$/.test(inside) && inside.length === 4) return false;
  const before = folded.slice(Math.max(0, start - 40), start - 1).trimEnd();
  return !/\d[\d,.]*(?:\s?(?:million|billion|bn|m|万|亿|元|美元|%|yuan|dollars|euros|pounds))*$/.test(before);
}

/**
 * The quantities of a folded text in order, dates left out (`busy` says where they stand). Ranges share currency and
 * power of ten ("$3-5 billion", 3至5亿元).
 */
export function findQuantities(
  folded: string,
  busy: readonly { readonly start: number; readonly end: number }[],
  language: string | null,
): readonly Quantity[] {
  const found: Quantity[] = [];
  let at = 0;
  let date = 0;
  while (at < folded.length) {
    while (date < busy.length && busy[date]!.end <= at) date += 1;
    const blocked = busy[date];
    if (blocked && at >= blocked.start) {
      at = blocked.end;
      continue;
    }
    const next = quantityAt(folded, at, language);
    if (
      next &&
      !(blocked && next.end > blocked.start && next.start < blocked.start && next.end < blocked.end)
    ) {
      const last = found.at(-1);
      if (!last || next.start >= last.end) found.push(next);
      at = Math.max(at + 1, next.end);
      continue;
    }
    at = /[0-9]/.test(folded[at]!) ? pastDigits(folded, at) : pastHanRun(folded, at);
  }
  return found;
}

/** Past a long run of Han numerals that was no quantity; a short one is tried again from its second character. */
function pastHanRun(folded: string, at: number): number {
  let end = at;
  while (end < folded.length && /[零〇一二两三四五六七八九十百千万亿]/.test(folded[end]!)) end += 1;
  return end - at > LONGEST_HAN_NUMBER ? end : at + 1;
}

function pastDigits(folded: string, at: number): number {
  let end = at + 1;
  while (
    end < folded.length &&
    (/[0-9]/.test(folded[end]!) || (/[,.]/.test(folded[end]!) && /[0-9]/.test(folded[end + 1] ?? '')))
  )
    end += 1;
  return end;
}

function quantityAt(folded: string, at: number, language: string | null): Quantity | null {
  const char = folded[at]!;
  if (!/[0-9a-z零〇一二两三四五六七八九十百千万半]/.test(char)) return null;
  const before = folded[at - 1] ?? ' ';
  if (/[a-z]/.test(char) && /[a-z0-9-]/.test(before)) return null;
  const fraction = fractionAt(folded, at);
  if (fraction) {
    const around = hedge(folded, at, fraction.end, false);
    return {
      start: at,
      end: fraction.end,
      value: fraction.value,
      valueHigh: null,
      bound: around.bound,
      approximate: around.approximate,
      currency: null,
      unit: '%',
      doubts: [{ code: 'number-in-words' }],
      from: around.from,
      to: around.to,
      noun: null,
    };
  }
  const share = percentWords(folded, at);
  const low = share ?? sideAt(folded, at);
  if (!low) return null;
  if (
    !low.money &&
    !share &&
    (/[a-z]/.test(before) || NOT_QUANTITY_BEFORE.test(folded.slice(Math.max(0, at - 12), at)))
  )
    return null;
  if (
    /[a-z]/.test(folded[low.end] ?? '') &&
    /[0-9]/.test(folded[low.end - 1]!) &&
    !countAt(folded, low.end)?.known
  ) {
    return null;
  }
  const high = share ? null : rangeEnd(folded, low);
  return quantityOf(folded, low, high, language);
}

const BETWEEN = /(?:between|介于|在)\s?$/;
const CHANGE_FROM = /(?:from|由|从)\s?$/;

function rangeEnd(folded: string, low: Side): Side | null {
  RANGE_MARK.lastIndex = low.end;
  const mark = RANGE_MARK.exec(folded);
  const before = folded.slice(Math.max(0, low.start - 10), low.start);
  let at: number | null = null;
  if (mark) {
    if (/to|到|至/.test(mark[0]) && CHANGE_FROM.test(before)) return null;
    at = low.end + mark[0].length;
  } else if (BETWEEN.test(before)) {
    const and = /^\s?(?:and|和|与)\s?/.exec(folded.slice(low.end, low.end + 6));
    if (and) at = low.end + and[0].length;
  }
  if (at === null) return null;
  const prefix = /^(?:us\$|hk\$|rmb|[$€£¥])\s?/.exec(folded.slice(at, at + 4));
  const high = sideAt(folded, at + (prefix?.[0].length ?? 0));
  if (!high || high.start < low.end) return null;
  if (low.measure && high.measure && low.measure.unit !== high.measure.unit) return null;
  if (low.money && high.measure) return null;
  if (low.measure && !high.measure) return null;
  if (high.money && low.money && high.money.code !== low.money.code) return null;
  return high;
}
