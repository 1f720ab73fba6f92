import type { CompanyRow } from '../../library/views.ts';

/** The tags written in a note as `#tag`; letters, digits, `-` and `_` of any script, each once. */
export const tagsIn = (note: string): readonly string[] => [
  ...new Set(
    [...note.matchAll(/(?<![\p{L}\p{N}&/#])#([\p{L}\p{N}][\p{L}\p{N}_-]*)/gu)].map((match) => match[1]!),
  ),
];

/** The companies written in a note as `@name`, under any of their names, the longest name that fits. */
export const companiesIn = (note: string, companies: readonly CompanyRow[]): readonly string[] => {
  const names = companies
    .flatMap(({ id, name, aliases }) =>
      [name, ...aliases.map((alias) => alias.text)].map((text) => ({ id, text: text.toLowerCase() })),
    )
    .sort((one, other) => other.text.length - one.text.length);
  const found = note
    .toLowerCase()
    .split('@')
    .slice(1)
    .map((after) => names.find(({ text }) => after.startsWith(text) && endsThere(after, text))?.id);
  return [...new Set(found.filter((id) => id !== undefined))];
};

/** Latin names end at a letter's edge, so that `@Intelsat` is not Intel; scripts without spaces end anywhere. */
const endsThere = (after: string, name: string): boolean =>
  !/[a-z0-9]$/.test(name) || !/^[a-z0-9]/.test(after.slice(name.length));
