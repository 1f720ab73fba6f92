/** A number without its unit: where it stands and what it is. `words` when it is written out. */
export interface Numeral {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  readonly words: boolean;
  /** 多, 余 or 几: somewhat more than the value. */
  readonly more: boolean;
  /** The power of ten in words ("billion", 亿) that the value contains; 1 when none is written. */
  readonly scale: number;
}

const EN_SCALES: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  k: 1e3,
  lakh: 1e5,
  lakhs: 1e5,
  million: 1e6,
  millions: 1e6,
  mln: 1e6,
  mn: 1e6,
  mm: 1e6,
  m: 1e6,
  crore: 1e7,
  crores: 1e7,
  billion: 1e9,
  billions: 1e9,
  bln: 1e9,
  bn: 1e9,
  b: 1e9,
  trillion: 1e12,
  trillions: 1e12,
  tn: 1e12,
  trn: 1e12,
  t: 1e12,
  dozen: 12,
};
const ZH_SCALES: Readonly<Record<string, number>> = {
  十: 10,
  百: 1e2,
  千: 1e3,
  万: 1e4,
  十万: 1e5,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  十亿: 1e9,
  百亿: 1e10,
  千亿: 1e11,
  万亿: 1e12,
  兆: 1e12,
};
const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const POWERS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const ONES: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};

const ARABIC = /\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d{1,3}(?: \d{3}){1,4}(?![\d,.])|\d+(?:\.\d+)?/y;
const EN_SCALE =
  /[ -]?(hundred|thousand|millions?|mln|mn|mm|m|billions?|bln|bn|b|trillions?|trn|tn|t|k|lakhs?|crores?)(?![a-z&])/y;
const ZH_SCALE = /\s?(万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![瓦克米])|百|兆(?![瓦赫字]))/y;
const BARE_SCALE = /(万亿|千亿|百亿|十亿|千万|百万)(?=\s?(?:元|美元|港元|欧元|日元|人民币|英镑|级))/y;
const ZH_NUMBER = /[零〇一二两三四五六七八九十百千万亿]{1,24}(?:点[零〇一二三四五六七八九]{1,12})?/y;
const EN_WORDS = new RegExp(
  `(?<![a-z])(${Object.keys(ONES).join('|')})(?:-(one|two|three|four|five|six|seven|eight|nine))?(?![a-z])`,
  'y',
);
const HALF = /half an? (million|billion|trillion|thousand)(?![a-z])/y;

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** 3, 4 or more groups of blanks ("12 000 000") are one number only when no unit could end the first group. */
const plain = (digits: string): number => Number(digits.replace(/[, ]/g, ''));

/** Reads 三千五百, 十二亿, 三点五万亿: Han digits with their powers. Null when it is no number. */
export function hanNumber(text: string): number | null {
  const [whole = '', decimals] = text.split('点');
  let total = 0;
  let section = 0;
  let digit = -1;
  let string = '';
  for (const char of whole) {
    const value = DIGITS[char];
    if (value !== undefined) {
      digit = value;
      string += String(value);
      continue;
    }
    const power = POWERS[char];
    if (power !== undefined) {
      section += (digit < 0 ? 1 : digit) * power;
    } else {
      const big = char === '亿' ? 1e8 : 1e4;
      const here = section + Math.max(0, digit);
      if (total > 0 && big > 1e4) total = (total + here) * big;
      else total += (here === 0 && total === 0 ? 1 : here) * big;
      section = 0;
    }
    digit = -1;
    string = '';
  }
  const ones = string.length > 1 ? Number(string) : Math.max(0, digit);
  const value = total + section + ones;
  if (decimals === undefined) return Number.isFinite(value) ? value : null;
  const cut = /^[零〇一二三四五六七八九]+/.exec(decimals)?.[0] ?? '';
  return (
    value +
    Number(
      '0.' +
        cut
          .split('')
          .map((char) => DIGITS[char])
          .join(''),
    )
  );
}

const scaled = (value: number, scale: number): number => Number((value * scale).toPrecision(15));

function hanScale(
  text: string,
  at: number,
  value: number,
): { end: number; value: number; more: boolean; scale: number } {
  let end = at;
  let more = false;
  let result = value;
  let scale = 1;
  if (/[多余]/.test(text[end] ?? '') && matchAt(ZH_SCALE, text, end + 1)) {
    more = true;
    end += 1;
  }
  const unit = matchAt(ZH_SCALE, text, end);
  if (unit) {
    scale = ZH_SCALES[unit[1]!]!;
    result = scaled(value, scale);
    end += unit[0].length;
    const part = matchAt(/(\d+(?:\.\d+)?)(千万|百万|万|千|百)(?![多余]?亿)/y, text, end);
    if (part && scale >= 1e4 && ZH_SCALES[part[2]!]! < scale) {
      result += scaled(Number(part[1]), ZH_SCALES[part[2]!]!);
      end += part[0].length;
    }
    if (/[多余]/.test(text[end] ?? '')) {
      more = true;
      end += 1;
    }
  } else if (/[多余]/.test(text[end] ?? '')) {
    more = true;
    end += 1;
  }
  return { end, value: result, more, scale };
}

function englishScale(
  text: string,
  at: number,
  value: number,
): { end: number; value: number; scale: number } {
  const first = matchAt(EN_SCALE, text, at);
  if (!first) return { end: at, value, scale: 1 };
  const word = first[1]!;
  if (word.length === 1 && first[0].length > 1 && word !== 'b' && word !== 'm')
    return { end: at, value, scale: 1 };
  let scale = EN_SCALES[word]!;
  let end = at + first[0].length;
  const second =
    word === 'hundred' || word === 'thousand' || word.startsWith('lakh')
      ? matchAt(/ (thousand|million|billion|crores?)(?![a-z])/y, text, end)
      : null;
  if (second) {
    scale *= EN_SCALES[second[1]!]!;
    end += second[0].length;
  }
  return { end, value: scaled(value, scale), scale };
}

/**
 * The number that begins exactly at `at` of a folded text, with its power of ten; null when none does. Digits with
 * thousands marks, "two hundred million", "half a billion", 3.5万亿, 1亿2000万, 十二亿, 300多亿.
 */
export function numeralAt(text: string, at: number): Numeral | null {
  const digits = matchAt(ARABIC, text, at);
  if (digits) {
    const value = plain(digits[0]);
    const end = at + digits[0].length;
    const han = hanScale(text, end, value);
    if (han.end > end)
      return { start: at, end: han.end, value: han.value, words: false, more: han.more, scale: han.scale };
    const en = englishScale(text, end, value);
    return { start: at, end: en.end, value: en.value, words: false, more: false, scale: en.scale };
  }
  const half = matchAt(HALF, text, at);
  if (half)
    return {
      start: at,
      end: at + half[0].length,
      value: EN_SCALES[half[1]!]! / 2,
      words: true,
      more: false,
      scale: EN_SCALES[half[1]!]!,
    };
  const words = matchAt(EN_WORDS, text, at);
  if (words) {
    const value = ONES[words[1]!]! + (words[2] ? ONES[words[2]]! : 0);
    const en = englishScale(text, at + words[0].length, value);
    if (en.scale === 1 && (words[1] === 'a' || words[1] === 'an')) return null;
    return { start: at, end: en.end, value: en.value, words: true, more: false, scale: en.scale };
  }
  const bare = /[数几]/.test(text[at - 1] ?? '') ? null : matchAt(BARE_SCALE, text, at);
  if (bare) {
    const value = ZH_SCALES[bare[1]!]!;
    return {
      start: at,
      end: at + bare[0].length,
      value,
      words: true,
      more: text[at - 1] === '上',
      scale: value,
    };
  }
  const han = matchAt(ZH_NUMBER, text, at);
  if (!han) return null;
  let written = han[0];
  const cut = /^(.*点[零〇一二三四五六七八九]+)/.exec(written);
  if (cut) written = cut[1]!;
  if (/^[百千万亿]/.test(written)) return null;
  const value = hanNumber(written);
  if (value === null) return null;
  const after = hanScale(text, at + written.length, value);
  const inner = /[万亿]/.exec(written)?.[0];
  return {
    start: at,
    end: after.end,
    value: after.value,
    words: true,
    more: after.more,
    scale: after.scale > 1 ? after.scale : inner ? ZH_SCALES[inner]! : 1,
  };
}
