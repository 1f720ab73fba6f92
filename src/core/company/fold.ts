import { Converter } from 'opencc-js/t2cn';

/**
 * Character folding that keeps every offset: one UTF-16 unit in, one out. Full-width forms become half-width,
 * accents are dropped, capitals become small, traditional characters become their simplified form (OpenCC's
 * one-character table), and typographic quotes and dashes become plain ones. A character whose folding would need
 * two units (a ligature, `ß`) stays as it is, so a span found in the folded text is a span of the original.
 */
let table: Uint16Array | null = null;

const PLAIN: readonly (readonly [string, string])[] = [
  ['‘’‛ʼ`´', "'"],
  ['“”„«»「」『』', '"'],
  ['‐‑‒–—―−', '-'],
  ['\u00a0\u2002\u2003\u2009\u202f\u3000', ' '],
];

function simplify(into: Uint16Array): void {
  const convert = Converter({ from: 't', to: 'cn' });
  const codes: number[] = [];
  for (let code = 0x3400; code < 0xa000; code++) codes.push(code);
  const out = convert(codes.map((code) => String.fromCharCode(code)).join('\n')).split('\n');
  for (let i = 0; i < codes.length; i++) {
    const to = out[i];
    if (to !== undefined && to.length === 1) into[codes[i]!] = to.charCodeAt(0);
  }
}

function build(): Uint16Array {
  const made = new Uint16Array(65536);
  for (let code = 0; code < 65536; code++) {
    made[code] = code;
    if (code >= 0xd800 && code <= 0xdfff) continue;
    if (code >= 0x3040 && code < 0xff00) continue;
    const char = String.fromCharCode(code);
    const bare = char.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    if (bare.length === 1) made[code] = bare.charCodeAt(0);
  }
  simplify(made);
  for (const [from, to] of PLAIN) for (const char of from) made[char.charCodeAt(0)] = to.charCodeAt(0);
  for (const [from, to] of ['øo', 'łl', 'đd', 'ıi', 'ØO', 'ŁL', 'ĐD'].map(
    (pair) => [pair[0]!, pair[1]!] as const,
  )) {
    made[from.charCodeAt(0)] = to.toLowerCase().charCodeAt(0);
  }
  return made;
}

/** The folding table, made on first use: index and value are UTF-16 units. */
export function foldTable(): Uint16Array {
  table ??= build();
  return table;
}

/** Folds a text unit by unit; the result has the same length as the text. See {@link foldTable}. */
export function foldUnits(text: string): string {
  const map = foldTable();
  const parts: string[] = [];
  const step = 4096;
  for (let at = 0; at < text.length; at += step) {
    const end = Math.min(text.length, at + step);
    const codes: number[] = [];
    for (let i = at; i < end; i++) codes.push(map[text.charCodeAt(i)]!);
    parts.push(String.fromCharCode(...codes));
  }
  return parts.join('');
}

/** Whether a UTF-16 unit is written without spaces between words: Han, Kana. */
export const isHanUnit = (code: number): boolean =>
  (code >= 0x4e00 && code <= 0x9fff) ||
  (code >= 0x3400 && code <= 0x4dbf) ||
  (code >= 0x3040 && code <= 0x30ff) ||
  (code >= 0xd840 && code <= 0xd888) ||
  code === 0x3005 ||
  code === 0x3007;

/** Whether a string has at least one Han or Kana character. */
export function hasHan(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (isHanUnit(text.charCodeAt(i))) return true;
  return false;
}
