/** One line of a scrape with the few numbers the cleaner looks at. */
export interface Line {
  readonly text: string;
  /** Blank lines before it. */
  readonly gap: number;
  /** Letters and digits, a Han, Kana or Hangul character counting two and a half. */
  readonly size: number;
  /** Words; two wide characters count as one word. */
  readonly words: number;
  /** Ends like a sentence. */
  readonly ends: boolean;
  /** Sentence ends inside the line. */
  readonly inner: number;
  /** Share of function words (of, und, que, 的 …), 0 to 1: prose is rich in them, menus are not. */
  readonly function: number;
  /** True when all letters are capitals (of scripts that have them). */
  readonly shouting: boolean;
  /** The text as compared with other lines: folded, single spaces, lower case. */
  readonly key: string;
}

/** Function words of the languages most saved pages are in. Density of such words tells prose from lists (cf. Pomikálek 2011, jusText). */
const FUNCTION_WORDS = new Set(
  (
    'the of and to in that is was he for it with as his on be at by had this not are but from or have an they which one were all ' +
    'her she there been their has when who will more no if out so said what its about than into them can only other some could ' +
    'time these two may then do first any my now such like our over even most made after also did many before must through ' +
    'i me you we your would how us just because being while where did those ' +
    'der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach ' +
    'wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde wenn ' +
    'le la les de des du un une et à en que qui dans pour pas sur au ce il ne se plus par avec sont est était ont cette mais ses aux ' +
    'el los las y que en por con para del se una su al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre ' +
    'o a os as e do da dos das em um uma no na que não com por para mais como foi ao ele das tem à seu sua ou ser quando muito nos já ' +
    'il lo gli di che è per una sono del della con non si alla dei nel anche come più dal ' +
    'het een van en dat niet te zijn op aan met voor er maar om ook als bij nog uit naar dan ' +
    'i w na z do to że nie się o jest jak po co tak za od przez ale dla ich być jego który tym już ' +
    'ja on ei että se oli hän mutta myös kun sen mukaan ovat och att det som på är av för med till den inte om ett har de'
  ).split(' '),
);
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const WIDE_ALL = new RegExp(WIDE.source, 'gu');
const WIDE_FUNCTION = /[的了是在和也不我他她这那就都而与为中上有被把着说将对のはがをにでとたすもいる]/gu;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’]*/gu;
const ENDS = /[.!?…。！？．]["'”’»›)\]）】」』\s]*(?:\[\d+\]|\d{1,2})?$/u;
const INNER = /[.!?…]["'”’»)]?\s+["'“‘«(¿¡]?\p{Lu}|[。！？]/gu;
/** Longer lines are measured by their beginning: features of 4,000 characters say enough, and the cost stays bounded. */
const MEASURED = 4000;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Folds a line for comparison: NFKC, typographic quotes and dashes plain, single spaces, lower case. */
export const foldLine = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u201b\u2032`]/g, "'")
    .replace(/[\u201c-\u201f\u2033\u00ab\u00bb]/g, '"')
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/[\u200b-\u200f\u00ad\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

/** Measures one line (already trimmed). `gap` is the number of blank lines before it. */
export function measure(text: string, gap: number): Line {
  const head = text.length > MEASURED ? text.slice(0, MEASURED) : text;
  const wide = count(head, WIDE_ALL);
  const words = (head.replace(WIDE_ALL, ' ').match(WORD) ?? []).map((word) => word.toLowerCase());
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  const functional =
    words.filter((word) => FUNCTION_WORDS.has(word)).length + (wide > 0 ? count(head, WIDE_FUNCTION) : 0);
  const total = words.length + Math.ceil(wide / 2);
  const scale = text.length / Math.max(1, head.length);
  return {
    text,
    gap,
    size: Math.round((letters + words.length + wide * 2.5) * scale),
    words: total,
    ends: ENDS.test(text.length > 200 ? text.slice(-200) : text),
    inner: count(head, INNER),
    function: total === 0 ? 0 : Math.min(1, functional / total),
    shouting: letters >= 3 && head === head.toUpperCase() && head !== head.toLowerCase(),
    key: foldLine(head),
  };
}

/** Splits text into measured lines; blank lines are dropped and remembered as the gap of the next line. */
export function splitLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  let gap = 0;
  for (const raw of text.split(/\r\n|[\n\r\u2028\u2029\f]/)) {
    const line = raw.replace(/[\u00a0\t ]+/g, ' ').trim();
    if (/[^\s\u200b-\u200f\ufeff]/u.test(line)) {
      lines.push(measure(line, gap));
      gap = 0;
    } else gap += 1;
  }
  return lines;
}

/** True when the line has characters written without spaces between words. */
export const isWide = (text: string): boolean => WIDE.test(text);
