import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../db/folder.ts';
import { withoutCharacters } from './woff2.ts';

const FAMILIES = ['source-serif-4', 'inter', 'noto-serif-sc', 'noto-sans-sc'] as const;

interface Face {
  readonly rule: string;
  readonly family: string;
  readonly file: string;
  readonly ranges: readonly (readonly [number, number])[];
}

let faces: readonly Face[] | null = null;

function readFaces(): Face[] {
  const found: Face[] = [];
  for (const family of FAMILIES) {
    const folder = join(projectFolder(), 'node_modules', '@fontsource-variable', family);
    const sheet = join(folder, 'index.css');
    if (!existsSync(sheet)) continue;
    for (const [rule] of readFileSync(sheet, 'utf8').matchAll(/@font-face\s*\{[^}]*\}/g)) {
      const file = /url\((\.\/files\/[^)]+\.woff2)\)/.exec(rule)?.[1];
      const range = /unicode-range:\s*([^;}]+)/.exec(rule)?.[1];
      if (!file || !range) continue;
      const name = /font-family:\s*'([^']+)'/.exec(rule)?.[1] ?? family;
      found.push({ rule, family: name, file: join(folder, file), ranges: range.split(',').map(parseRange) });
    }
  }
  return found;
}

const parseRange = (range: string): readonly [number, number] => {
  const [from = '', to] = range.trim().replace(/^U\+/i, '').split('-');
  return [parseInt(from, 16), parseInt(to ?? from, 16)];
};

/** A modifier letter that shares its glyph with the apostrophe, which pages hold a thousand times as often. */
const LETTER_APOSTROPHE = 0x02bc;
const APOSTROPHE = 0x2019;

const fontOf = (face: Face): Buffer => {
  const font = readFileSync(face.file);
  return face.ranges.some(([from, to]) => from <= APOSTROPHE && to >= APOSTROPHE)
    ? withoutCharacters(font, [LETTER_APOSTROPHE])
    : font;
};

/** The faces that hold a character of a text. */
function facesFor(text: string): readonly Face[] {
  const characters = [...new Set(Array.from(text, (character) => character.codePointAt(0)!))];
  faces ??= readFaces();
  return faces.filter((face) =>
    face.ranges.some(([from, to]) => characters.some((code) => code >= from && code <= to)),
  );
}

/** The font files (WOFF2) that hold a character of a text, with the family each belongs to. */
export const fontsFor = (
  text: string,
): readonly { readonly family: string; readonly file: string; readonly bytes: Buffer }[] =>
  facesFor(text).map(({ family, file }) => ({ family, file, bytes: readFileSync(file) }));

/**
 * `@font-face` rules with the fonts inlined, only those slices that hold a character of the text: so a printed page
 * looks the same on every machine and Chinese never turns into boxes. Empty when the fonts are not installed.
 */
export const fontCss = (text: string): string =>
  facesFor(text)
    .map((face) =>
      face.rule.replace(
        /url\([^)]+\)\s*format\([^)]+\)/,
        `url(data:font/woff2;base64,${fontOf(face).toString('base64')}) format('woff2')`,
      ),
    )
    .join('\n');
