import { Refusal } from '../refusal.ts';

const CHINESE = /\p{Script=Han}/u;
/** A face of the Chinese fonts, which are called “Noto Serif SC” and “Noto Sans SC”. */
const FACE = /@font-face\s*\{[^}]*font-family:[^;}]*\bSC\b/u;

/**
 * Makes sure that a printed page has a font for what it says. Latin letters every machine has; Chinese ones come with the
 * program, and without them boxes would stand in the file.
 * @param page HTML with the `@font-face` rules for it
 * @throws Refusal `unavailable` when no rule is for Chinese and the page has some
 */
export function requireFonts(page: string): void {
  if (!CHINESE.test(page) || FACE.test(page)) return;
  throw new Refusal(
    'unavailable',
    'The Chinese font that comes with the program is missing, so a PDF could show boxes for words. Install the program again; HTML, Word and Markdown work without.',
  );
}
