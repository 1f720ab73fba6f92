import { LONGEST_QUERY, misfit, queryPieces, type Piece } from './grammar.ts';
import { OPERATORS, type Operator, type OperatorName } from './operators.ts';

/** What is being typed at the caret, where the search box can help. Offsets are UTF-16 units of the query. */
export type Completing =
  | {
      readonly kind: 'operator';
      readonly typed: string;
      readonly start: number;
      readonly end: number;
      readonly operators: readonly Operator[];
    }
  | {
      readonly kind: 'value';
      readonly name: OperatorName;
      readonly typed: string;
      readonly start: number;
      readonly end: number;
    };

/** Letters typed before names of operators are offered: one letter begins too many ordinary words. */
const ENOUGH = 2;

/** What the caret stands in: the value of an operator, or a word that an operator begins with; null for anything else. */
export function completingAt(query: string, caret: number): Completing | null {
  const text = query.slice(0, LONGEST_QUERY);
  for (const piece of queryPieces(text)) {
    if (caret <= piece.start || caret > piece.end) continue;
    const { start, end } = piece;
    if (piece.kind === 'operator') {
      const from = start + text.slice(start, end).search(/[:：]/) + 1;
      const value = text.slice(from, end);
      const quoted = /^["“„«「『＂]/.test(value);
      // A closed quotation is finished; so is the value of which the caret stands before the colon.
      if (caret < from || (quoted && end - from > 1 && caret === end && /["”»」』＂]$/.test(value)))
        return null;
      return { kind: 'value', name: piece.name!, typed: text.slice(from, caret).replace(/^["“„«「『＂]/, ''), start: from, end }; // prettier-ignore
    }
    if (piece.kind !== 'word' || caret !== end || piece.text.length < ENOUGH) return null;
    const typed = piece.text.toLowerCase();
    const operators = OPERATORS.filter(({ name }) => name.startsWith(typed));
    return operators.length === 0 ? null : { kind: 'operator', typed: piece.text, start, end, operators };
  }
  return null;
}

/** A value as it is written after a colon: in quotes where it would end too early. */
export const writtenValue = (value: string): string =>
  /[\s"()（）“”„«»「」『』＂]/.test(value) || value === ''
    ? `"${value.replace(/["“”„«»「」『』＂]/g, '')}"`
    : value;

/** The query with what is being typed completed, and where the caret stands then. */
export function completed(
  query: string,
  at: Completing,
  chosen: string,
): { readonly query: string; readonly caret: number } {
  const after = query.slice(at.end);
  const put =
    at.kind === 'operator' ? `${chosen}:` : `${writtenValue(chosen)}${after.startsWith(' ') ? '' : ' '}`;
  const caret = at.start + put.length + (at.kind === 'value' && after.startsWith(' ') ? 1 : 0);
  return { query: query.slice(0, at.start) + put + after, caret };
}

/** A stretch of the query with what it is, for colouring the box. Operators come as their name and their value. */
export interface Coloured {
  readonly kind:
    Exclude<Piece['kind'], 'operator' | 'open' | 'close'> | 'name' | 'value' | 'bracket' | 'unsure' | 'plain';
  readonly start: number;
  readonly end: number;
}

/**
 * The whole query cut into stretches without gaps, in order. `unsure` is the value of an operator that cannot be used,
 * which is searched as words; the one the caret stands in (`writing`) is given time.
 */
export function colouredPieces(query: string, writing = -1): readonly Coloured[] {
  const text = query.slice(0, LONGEST_QUERY);
  const found: Coloured[] = [];
  let at = 0;
  const add = (kind: Coloured['kind'], end: number): void => {
    if (end > at) found.push({ kind, start: at, end });
    at = Math.max(at, end);
  };
  for (const piece of queryPieces(text)) {
    add('plain', piece.start);
    if (piece.kind === 'operator') {
      const colon = piece.start + text.slice(piece.start, piece.end).search(/[:：]/) + 1;
      const here = writing > piece.start && writing <= piece.end;
      const unsure = !here && misfit(piece.name!, piece.text) !== null;
      add(unsure ? 'unsure' : 'name', colon);
      add(unsure ? 'unsure' : 'value', piece.end);
    } else add(piece.kind === 'open' || piece.kind === 'close' ? 'bracket' : piece.kind, piece.end);
  }
  add('plain', query.length);
  return found;
}
