const round = (value: number): number => Number(value.toPrecision(12));

/** Fractions in words: half of, two-thirds of, 三成五, 一半, 四分之一. Given in per cent. */
export function fractionAt(
  folded: string,
  at: number,
): { readonly end: number; readonly value: number } | null {
  const chars: Readonly<Record<string, number>> = {
    一: 1,
    两: 2,
    二: 2,
    三: 3,
    四: 4,
    五: 5,
    六: 6,
    七: 7,
    八: 8,
    九: 9,
  };
  const rest = folded.slice(at, at + 24);
  const tenths = /^([一两二三四五六七八九])成([一二三四五六七八九半])?(?![为立长功熟交本都员绩分])/.exec(
    rest,
  );
  if (tenths)
    return {
      end: at + tenths[0].length,
      value: chars[tenths[1]!]! * 10 + (tenths[2] === '半' ? 5 : tenths[2] ? chars[tenths[2]]! : 0),
    };
  const parts = /^([二三四五六七八九十])分之([一二三四五六七八九])/.exec(rest);
  if (parts)
    return {
      end: at + parts[0].length,
      value: round((chars[parts[2]!]! / (parts[1] === '十' ? 10 : chars[parts[1]!]!)) * 100),
    };
  if (/^(?:一半|半数)/.test(rest)) return { end: at + 2, value: 50 };
  const en =
    /^(half|(?:a|one)[ -](?:third|quarter|fifth|tenth)|two[ -]thirds|three[ -]quarters|(?:two|three|four)[ -]fifths)(?= of |$|[ .,;])/.exec(
      rest,
    );
  if (!en || /[a-z-]/.test(folded[at - 1] ?? '')) return null;
  const share = rest.startsWith(' of ', en[1]!.length);
  if (
    !share &&
    !/(?<![a-z])by (?:nearly |almost |about |over )?$/.test(folded.slice(Math.max(0, at - 12), at))
  )
    return null;
  const shares: Readonly<Record<string, number>> = {
    half: 50,
    third: 33.3,
    quarter: 25,
    fifth: 20,
    tenth: 10,
    thirds: 66.7,
    quarters: 75,
  };
  const noun = en[1]!.split(/[ -]/).at(-1)!;
  const many = /^(two|three|four)/.exec(en[1]!)?.[1];
  const value = noun === 'fifths' ? { two: 40, three: 60, four: 80 }[many ?? 'two']! : shares[noun]!;
  return { end: at + en[1]!.length, value };
}
