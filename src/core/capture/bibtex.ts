import { LATEX_LETTERS } from './latex.ts';

/** One entry of a BibTeX file; field names in lower case, values with TeX marks turned into text. */
export interface BibEntry {
  readonly type: string;
  readonly key: string;
  readonly fields: ReadonlyMap<string, string>;
  /** Values before TeX was turned into text: braces still protect the names of bodies. */
  readonly source: ReadonlyMap<string, string>;
  readonly raw: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const LONGEST_ENTRY = 500_000;
const MOST_BROKEN = 20;

const ACCENTS: Readonly<Record<string, string>> = {
  '`': '\u0300', "'": '\u0301', '^': '\u0302', '~': '\u0303', '"': '\u0308', '=': '\u0304', '.': '\u0307', u: '\u0306', v: '\u030c',
  H: '\u030b', r: '\u030a', c: '\u0327', k: '\u0328', d: '\u0323', b: '\u0331', t: '\u0361',
}; // prettier-ignore

/** Turns TeX as found in bibliographies into text: accents, letters, dashes, quotes, braces. Unknown commands vanish, their words stay. */
export function texToText(tex: string): string {
  return tex
    .replace(
      /\{?\\([`'^~"=.])\s*\{?\\?([a-zA-Z])\}?\}?/g,
      (_, accent: string, letter: string) => letter + ACCENTS[accent]!,
    )
    .replace(
      /\{?\\([uvHrckdbt])(?:\s*\{\\?([a-zA-Z]{1,2})\}|\s+\\?([a-zA-Z]))\}?/g,
      (_, accent: string, a: string | undefined, b: string | undefined) => (a ?? b)! + ACCENTS[accent]!,
    )
    .replace(
      /\\(ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j|dh|DH|th|TH|ng|NG|textendash|textemdash|textquoteright|textquoteleft|textquotedblleft|textquotedblright|ldots|dots|copyright|pounds|euro|texteuro|S|P|textregistered|texttrademark|textdegree)(?![a-zA-Z])\s*(?:\{\})?/g,
      (_, name: string) => LATEX_LETTERS[name]!,
    )
    .replace(/\\([&%$#_{}])/g, (_, sign: string) =>
      sign === '{' ? '\ue000' : sign === '}' ? '\ue001' : sign,
    )
    .replace(/---/g, '\u2014')
    .replace(/--/g, '\u2013')
    .replace(/``/g, '\u201c')
    .replace(/''/g, '\u201d')
    .replace(/\\[a-zA-Z]+\*?\s*/g, '')
    .replace(/\\[ ,;:!/]/g, ' ')
    .replace(/[{}]/g, '')
    .replace(/~/g, '\u00a0')
    .replaceAll('\ue000', '{')
    .replaceAll('\ue001', '}')
    .normalize('NFC')
    .replace(/[ \t\r\n]+/g, ' ')
    .trim();
}

/** Reads balanced text from an opening brace or quote; the end is after the closing one, or -1 when it never closes. */
function delimited(
  text: string,
  at: number,
  close: string,
): { readonly value: string; readonly end: number } | null {
  let depth = 0;
  for (let i = at + 1; i < text.length; i += 1) {
    const c = text[i]!;
    if (c === '\\') i += 1;
    else if (depth === 0 && c === close) return { value: text.slice(at + 1, i), end: i + 1 };
    else if (c === '{') depth += 1;
    else if (c === '}') depth -= 1;
  }
  return null;
}

/** Reads `name = value # value, …` up to the end of an entry's body. */
function fieldsOf(body: string, strings: ReadonlyMap<string, string>): Map<string, string> {
  const fields = new Map<string, string>();
  const name = /\s*,?\s*([^\s=,{}"#]{1,100})\s*=\s*/y;
  let at = 0;
  for (;;) {
    name.lastIndex = at;
    const found = name.exec(body);
    if (!found) return fields;
    at = name.lastIndex;
    let value = '';
    for (;;) {
      const c = body[at];
      if (c === '{' || c === '"') {
        const part = delimited(body, at, c === '{' ? '}' : '"');
        if (part === null) return fields;
        value += part.value;
        at = part.end;
      } else {
        const bare = /[^\s,#}]*/y;
        bare.lastIndex = at;
        const word = bare.exec(body)![0];
        value += strings.get(word.toLowerCase()) ?? word;
        at += word.length;
      }
      const more = /\s*#\s*/y;
      more.lastIndex = at;
      const joined = more.exec(body);
      if (!joined) break;
      at = more.lastIndex;
    }
    if (!fields.has(found[1]!.toLowerCase())) fields.set(found[1]!.toLowerCase(), value);
    const after = body.indexOf(',', at);
    if (after < 0) return fields;
    at = after + 1;
  }
}

/**
 * Reads BibTeX and BibLaTeX entries one by one; `@string` names are filled in, `@comment` and `@preamble` are passed
 * over. An entry that never closes ends at the next line that begins one, so that one broken entry costs only itself.
 */
export function* bibEntries(text: string): Iterable<BibEntry> {
  const strings = new Map(MONTHS.map((month) => [month, month]));
  const start = /@\s*([a-zA-Z]+)\s*([{(])/g;
  let found: RegExpExecArray | null;
  let broken = 0;
  while ((found = start.exec(text)) !== null) {
    const type = found[1]!.toLowerCase();
    const open = start.lastIndex - 1;
    const following = (): number => {
      const next = /\n[ \t]*@[ \t]*[a-zA-Z]+[ \t]*[{(]/g;
      next.lastIndex = open;
      return next.exec(text)?.index ?? text.length;
    };
    // Looking far for a missing brace is affordable only a few times in one file.
    const limit = broken > MOST_BROKEN ? following() : Math.min(text.length, open + LONGEST_ENTRY);
    const whole = delimited(text.slice(open, limit), 0, found[2] === '{' ? '}' : ')');
    if (whole === null) broken += 1;
    const cut = whole === null ? following() : open + whole.end;
    const body = whole?.value ?? text.slice(open + 1, cut);
    start.lastIndex = cut;
    if (type === 'comment' || type === 'preamble') continue;
    if (type === 'string') {
      for (const [name, value] of fieldsOf(body, strings)) strings.set(name, value);
      continue;
    }
    const comma = body.indexOf(',');
    const key = (comma < 0 ? body : body.slice(0, comma)).trim();
    if (comma < 0 || key.includes('=')) continue;
    const source = fieldsOf(body.slice(comma + 1), strings);
    yield {
      type,
      key,
      source,
      fields: new Map([...source].map(([name, value]) => [name, texToText(value)])),
      raw: text.slice(found.index, cut),
    };
  }
}

/** People of a BibTeX name list, given name first; braces keep the name of a body whole. */
export function bibNames(list: string): readonly string[] {
  const names: string[] = [];
  let [depth, from] = [0, 0];
  const separator = /\s+and\s+/iy;
  for (let i = 0; i <= list.length; i += 1) {
    const c = list[i];
    if (c === '{') depth += 1;
    else if (c === '}') depth -= 1;
    separator.lastIndex = i;
    const split = depth === 0 && (c === undefined || separator.test(list));
    if (!split) continue;
    const own = list.slice(from, i).trim();
    if (own !== '' && own.toLowerCase() !== 'others') names.push(nameOf(own));
    if (c === undefined) break;
    from = separator.lastIndex;
    i = from - 1;
  }
  return names;
}

function nameOf(own: string): string {
  if (own.startsWith('{') && own.endsWith('}') && delimited(own, 0, '}')?.end === own.length)
    return texToText(own);
  const parts = texToText(own).split(/\s*,\s*/);
  if (parts.length === 2) return `${parts[1]!} ${parts[0]!}`.trim();
  if (parts.length >= 3) return `${parts[2]!} ${parts[0]!}, ${parts[1]!}`.trim();
  return parts[0]!;
}
