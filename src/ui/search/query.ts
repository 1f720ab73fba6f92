import { writtenValue } from '../../core/search/completion.ts';
import { LONGEST_QUERY, queryPieces } from '../../core/search/grammar.ts';
import type { TermMatch } from '../../core/search/document.ts';
import type { OperatorName } from '../../core/search/operators.ts';

/** A word before a colon in the query, with its value. */
export interface Filter {
  readonly name: OperatorName;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The operators in a query, in order; those that are negated are left out. */
export function filtersIn(query: string): readonly Filter[] {
  const pieces = queryPieces(query.slice(0, LONGEST_QUERY));
  return pieces.flatMap((piece, i) =>
    piece.kind === 'operator' && piece.name !== undefined && pieces[i - 1]?.kind !== 'not'
      ? [{ name: piece.name, value: piece.text, start: piece.start, end: piece.end }]
      : [],
  );
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();
const cut = (query: string, start: number, end: number, put = ''): string =>
  tidy(`${query.slice(0, start)}${put}${query.slice(end)}`);

const written = (name: OperatorName, value: string): string => `${name}:${writtenValue(value)}`;

const same = (a: string, b: string): boolean => a.toLocaleLowerCase() === b.toLocaleLowerCase();

/** True when the query asks for this value of an operator. */
export const hasFilter = (query: string, name: OperatorName, value: string): boolean =>
  filtersIn(query).some((filter) => filter.name === name && same(filter.value, value));

/** The query without an operator; without one value of it when a value is given. */
export function withoutFilter(query: string, name: OperatorName, value?: string): string {
  const found = filtersIn(query).findLast(
    (filter) => filter.name === name && (value === undefined || same(filter.value, value)),
  );
  return found ? withoutFilter(cut(query, found.start, found.end), name, value) : query;
}

/** The query asking for one more value of an operator; `only` takes other values of it away first. */
export const withFilter = (query: string, name: OperatorName, value: string, only: boolean): string =>
  tidy(`${only ? withoutFilter(query, name) : query} ${written(name, value)}`);

/** The query without any operator, which leaves the words. */
export const wordsOnly = (query: string): string => {
  const last = filtersIn(query).at(-1);
  return last ? wordsOnly(cut(query, last.start, last.end)) : tidy(query);
};

/** The years asked for by `after:` and `before:`, both included; null when neither is there. */
export function yearsIn(query: string): { readonly from: number | null; readonly to: number | null } | null {
  const filters = filtersIn(query);
  const after = filters.find((filter) => filter.name === 'after')?.value;
  const before = filters.find((filter) => filter.name === 'before')?.value;
  if (after === undefined && before === undefined) return null;
  const from = after === undefined ? null : Number(after.slice(0, 4));
  const end = before === undefined ? null : Number(before.slice(0, 4));
  // `before:2025` leaves 2025 out; `before:2025-06` does not.
  return { from, to: end === null ? null : /^\d{4}(?:-01(?:-01)?)?$/.test(before!) ? end - 1 : end };
}

/** The query narrowed to whole years, both included; the same years again take the narrowing away. */
export function withYears(query: string, from: number, to: number): string {
  const was = yearsIn(query);
  const bare = withoutFilter(withoutFilter(query, 'after'), 'before');
  if (was?.from === from && was.to === to) return bare;
  return tidy(`${bare} after:${from} before:${to + 1}`);
}

/** The query with a typed word left out, or replaced by other words in quotes. */
export function replaceWord(query: string, typed: string, put: string | null): string {
  const piece = queryPieces(query).find(
    (one) => (one.kind === 'word' || one.kind === 'phrase') && same(one.text, typed),
  );
  if (!piece) return query;
  return cut(query, piece.start, piece.end, put === null ? '' : `"${put.replaceAll('"', '')}"`);
}

/** What was searched for: the query with each mistyped word replaced by the first reading of it. */
export const readAs = (query: string, terms: readonly TermMatch[]): string =>
  terms.reduce(
    (text, { typed, matched }) => {
      const put = matched[0];
      // A word that is still being typed is completed, not corrected.
      const begun = put?.toLocaleLowerCase().startsWith(typed.toLocaleLowerCase());
      if (put === undefined || begun || matched.some((word) => same(word, typed))) return text;
      const piece = queryPieces(text).find((one) => one.kind === 'word' && same(one.text, typed));
      return piece ? `${text.slice(0, piece.start)}${put}${text.slice(piece.end)}` : text;
    },
    query.slice(0, LONGEST_QUERY),
  );
