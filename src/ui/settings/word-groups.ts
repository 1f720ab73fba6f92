/** Separators between the words of a group, in either language. */
const BETWEEN = /[,，、;；\t]/u;
/** Groups and words of a group that are kept at most. */
const MOST = 2000;

const words = (line: string): readonly string[] => [
  ...new Set(
    line
      .split(BETWEEN)
      .map((word) => word.replace(/\s+/gu, ' ').trim())
      .filter((word) => word !== ''),
  ),
];

/** Groups of words that mean the same, from a text with a group on each line; a word alone is no group. */
export const groupsOf = (text: string): string[][] =>
  text
    .split('\n')
    .map((line) => [...words(line)])
    .filter((group) => group.length > 1)
    .slice(0, MOST);

/** The text of such groups, a group on each line. */
export const groupText = (groups: readonly (readonly string[])[]): string =>
  groups.map((group) => group.join(', ')).join('\n');

/** Words one below the other or parted by commas, each once, as they were typed. */
export const wordsOf = (text: string): string[] =>
  [...new Set(text.split('\n').flatMap((line) => words(line)))].slice(0, MOST);
