import type { Doubt } from '../source.ts';
import { colourNamed, operatorNamed, PLACES, STATES, type OperatorName } from './operators.ts';

/** Queries are cut at this length (UTF-16 units): a pasted page is not a question. */
export const LONGEST_QUERY = 4096;
const MOST_PARTS = 256;
const DEEPEST = 16;
const WIDEST_NEAR = 64;

/** One part of a query with its place in the text that was typed. */
export type QueryNode =
  | {
      readonly type: 'word';
      readonly text: string;
      readonly wildcard: boolean;
      readonly start: number;
      readonly end: number;
    }
  | { readonly type: 'phrase'; readonly text: string; readonly start: number; readonly end: number }
  | {
      readonly type: 'operator';
      readonly name: OperatorName;
      readonly value: string;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly type: 'near';
      readonly left: string;
      readonly right: string;
      readonly distance: number;
      readonly start: number;
      readonly end: number;
    }
  | { readonly type: 'not'; readonly part: QueryNode; readonly start: number; readonly end: number }
  | {
      readonly type: 'and' | 'or';
      readonly parts: readonly QueryNode[];
      readonly start: number;
      readonly end: number;
    };

/** A query understood: its text as searched (cut where too long) and its parts, all of which are asked for together. */
export interface Query {
  readonly text: string;
  readonly parts: readonly QueryNode[];
}

/** What the parser made of a piece of text, for colouring the search box. */
export interface Piece {
  readonly kind: 'word' | 'phrase' | 'operator' | 'not' | 'or' | 'near' | 'open' | 'close';
  readonly start: number;
  readonly end: number;
  /** Text without quotes, prefix or star. */
  readonly text: string;
  readonly name?: OperatorName;
  readonly wildcard?: boolean;
  readonly distance?: number;
}

const SPACE = /[\s\u0000-\u001f\u007f\ufeff]/u; // eslint-disable-line no-control-regex
const OPENING = '"“„«「『＂';
const CLOSING: Readonly<Record<string, string>> = {
  '"': '"”“',
  '“': '”"“',
  '„': '“”"',
  '«': '»',
  '「': '」',
  '『': '』',
  '＂': '＂"',
};
const NEAR = /^near(?:\/(\d{1,3}))?$/i;

/** Cuts a query into pieces, left to right, in time linear in its length. Never fails. */
export function queryPieces(text: string, doubts: Doubt[] = []): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const quoted = (open: number): { text: string; end: number } => {
    const closing = CLOSING[text[open]!]!;
    let end = open + 1;
    while (end < text.length && !closing.includes(text[end]!)) end++;
    if (end >= text.length) doubts.push({ code: 'search.quote-open' });
    return { text: text.slice(open + 1, end), end: Math.min(text.length, end + 1) };
  };
  while (at < text.length) {
    const c = text[at]!;
    if (SPACE.test(c)) {
      at++;
      continue;
    }
    if (pieces.length >= MOST_PARTS) {
      doubts.push({ code: 'search.too-many-parts' });
      break;
    }
    const start = at;
    if (c === '(' || c === ')' || c === '（' || c === '）') {
      pieces.push({ kind: c === '(' || c === '（' ? 'open' : 'close', start, end: ++at, text: c });
      continue;
    }
    if (OPENING.includes(c)) {
      const { text: inner, end } = quoted(at);
      at = end;
      pieces.push({ kind: 'phrase', start, end, text: inner });
      continue;
    }
    const next = text[at + 1];
    if (
      (c === '-' || c === '−' || c === '－') &&
      next !== undefined &&
      !SPACE.test(next) &&
      !'-−－'.includes(next)
    ) {
      pieces.push({ kind: 'not', start, end: ++at, text: c });
      continue;
    }
    while (
      at < text.length &&
      !SPACE.test(text[at]!) &&
      !'()（）'.includes(text[at]!) &&
      !OPENING.includes(text[at]!)
    ) {
      if ((text[at] === ':' || text[at] === '：') && operatorNamed(text.slice(start, at))) break;
      at++;
    }
    if (text[at] === ':' || text[at] === '：') {
      const name = operatorNamed(text.slice(start, at))!;
      at++;
      if (at < text.length && OPENING.includes(text[at]!)) {
        const { text: value, end } = quoted(at);
        at = end;
        pieces.push({ kind: 'operator', start, end, text: value, name });
      } else {
        const from = at;
        while (at < text.length && !SPACE.test(text[at]!) && !'()（）'.includes(text[at]!)) at++;
        pieces.push({ kind: 'operator', start, end: at, text: text.slice(from, at), name });
      }
      continue;
    }
    const word = text.slice(start, at);
    const near = NEAR.exec(word);
    if (word === 'OR' || word === '|') pieces.push({ kind: 'or', start, end: at, text: word });
    else if (near && (near[1] !== undefined || word === 'NEAR')) {
      const distance = Math.min(WIDEST_NEAR, Number(near[1] ?? 10));
      pieces.push({ kind: 'near', start, end: at, text: word, distance });
    } else if (word === 'AND') continue;
    else {
      const wildcard = word.length > 1 && word.endsWith('*');
      pieces.push({
        kind: 'word',
        start,
        end: at,
        text: wildcard ? word.replace(/\*+$/, '') : word,
        wildcard,
      });
    }
  }
  return pieces;
}

const DATE = /^\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?$/;
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i;

/** Why an operator's value cannot be used, as the code of a doubt; null when it can. */
export function misfit(name: OperatorName, value: string): string | null {
  if (value.trim() === '') return 'search.value-missing';
  if ((name === 'before' || name === 'after') && !DATE.test(value.trim())) return 'search.date-unreadable';
  if (name === 'is' && !(STATES as readonly string[]).includes(value.toLowerCase()))
    return 'search.state-unknown';
  if (name === 'colour' && colourNamed(value) === null) return 'search.colour-unknown';
  if (name === 'lang' && !LANGUAGE.test(value.trim())) return 'search.language-unknown';
  return null;
}

/** The kind named by a value of `in:` (`notes`, `note`), as its place in {@link PLACES}; -1 for a collection. */
export function placeNamed(value: string): number {
  const folded = value.trim().toLowerCase();
  return PLACES.findIndex(
    (place) =>
      place === folded || place.slice(0, -1) === folded || (place === 'companies' && folded === 'company'),
  );
}

interface Level {
  /** Alternatives split by OR; each is a list of parts asked for together. */
  readonly alternatives: QueryNode[][];
  readonly start: number;
  readonly negated: number;
}

const joined = (type: 'and' | 'or', parts: readonly QueryNode[], start: number, end: number): QueryNode =>
  parts.length === 1 ? parts[0]! : { type, parts, start, end };

/**
 * Reads a query. Never fails: what cannot be understood is searched as words and named in a doubt. Bounded by
 * {@link LONGEST_QUERY}, 256 parts and 16 levels of parentheses; nothing here recurses.
 * OR binds its two neighbours (`a b OR c` is `a (b OR c)`), as in common search engines.
 */
export function parseQuery(typed: string): { readonly query: Query; readonly doubts: readonly Doubt[] } {
  const doubts: Doubt[] = [];
  let text = typed.toWellFormed();
  if (text.length > LONGEST_QUERY) {
    text = text.slice(0, LONGEST_QUERY).toWellFormed();
    doubts.push({ code: 'search.query-cut' });
  }
  const pieces = queryPieces(text, doubts);
  const levels: Level[] = [{ alternatives: [], start: 0, negated: -1 }];
  let negated = -1;
  let orPending = false;
  let near: { distance: number; end: number } | null = null;
  const add = (node: QueryNode): void => {
    const level = levels[levels.length - 1]!;
    let part = node;
    if (negated >= 0) {
      part = { type: 'not', part: node, start: negated, end: node.end };
      negated = -1;
    }
    const last = level.alternatives[level.alternatives.length - 1];
    const before = last?.[last.length - 1];
    if (near) {
      const left = before && (before.type === 'word' || before.type === 'phrase') ? before : null;
      if (left && last && (part.type === 'word' || part.type === 'phrase')) {
        const { start } = left;
        last[last.length - 1] = {
          type: 'near',
          left: left.text,
          right: part.text,
          distance: near.distance,
          start,
          end: part.end,
        };
        near = null;
        return;
      }
      doubts.push({ code: 'search.near-needs-words' });
      near = null;
    }
    if (orPending && last) last.push(part);
    else level.alternatives.push([part]);
    orPending = false;
  };
  const closeLevel = (end: number): void => {
    const level = levels.pop()!;
    negated = level.negated;
    orPending = levelOr.pop() ?? false;
    const parts = level.alternatives.map((or) => joined('or', or, or[0]!.start, or[or.length - 1]!.end));
    if (parts.length > 0) add(joined('and', parts, level.start, end));
    else negated = -1;
  };
  const levelOr: boolean[] = [];
  for (const piece of pieces) {
    const { start, end } = piece;
    if (piece.kind === 'open') {
      if (levels.length > DEEPEST) {
        doubts.push({ code: 'search.too-deep' });
        continue;
      }
      levels.push({ alternatives: [], start, negated });
      levelOr.push(orPending);
      negated = -1;
      orPending = false;
      near = null;
    } else if (piece.kind === 'close') {
      if (levels.length > 1) closeLevel(end);
      else doubts.push({ code: 'search.parenthesis' });
    } else if (piece.kind === 'not') negated = start;
    else if (piece.kind === 'or') {
      const level = levels[levels.length - 1]!;
      if (level.alternatives.length > 0) orPending = true;
      else add({ type: 'word', text: piece.text, wildcard: false, start, end });
    } else if (piece.kind === 'near') near = { distance: piece.distance!, end };
    else if (piece.kind === 'phrase') {
      if (piece.text.trim() !== '') add({ type: 'phrase', text: piece.text, start, end });
    } else if (piece.kind === 'operator') {
      const wrong = misfit(piece.name!, piece.text);
      if (!wrong) add({ type: 'operator', name: piece.name!, value: piece.text.trim(), start, end });
      else {
        doubts.push({ code: wrong, detail: text.slice(start, end) });
        if (piece.text.trim() !== '')
          add({ type: 'word', text: text.slice(start, end), wildcard: false, start, end });
      }
    } else add({ type: 'word', text: piece.text, wildcard: piece.wildcard === true, start, end });
  }
  if (near) doubts.push({ code: 'search.near-needs-words' });
  if (levels.length > 1) doubts.push({ code: 'search.parenthesis' });
  while (levels.length > 1) closeLevel(text.length);
  const parts = levels[0]!.alternatives.map((or) => joined('or', or, or[0]!.start, or[or.length - 1]!.end));
  return { query: { text, parts }, doubts };
}

/** From this many plain words on a query is prose: its quotation marks, dashes and brackets are punctuation. */
const PROSE = 10;

/** A query as searched: prose is all words. The doubt says so where that changed the meaning of anything. */
export function withoutPunctuation(query: Query): {
  readonly query: Query;
  readonly doubts: readonly Doubt[];
} {
  const count = (nodes: readonly QueryNode[]): number =>
    nodes.reduce(
      (sum, node) => sum + (node.type === 'word' ? 1 : 'parts' in node ? count(node.parts) : 0),
      0,
    );
  const operated = (nodes: readonly QueryNode[]): boolean =>
    nodes.some((node) =>
      'parts' in node
        ? node.type === 'or' || operated(node.parts)
        : node.type === 'operator' || node.type === 'near',
    );
  if (count(query.parts) < PROSE || operated(query.parts)) return { query, doubts: [] };
  const { parts, changed } = asWords(query.parts);
  return { query: { ...query, parts }, doubts: changed ? [{ code: 'search.prose' }] : [] };
}

/** The same parts with phrases and exclusions as plain words. */
export function asWords(parts: readonly QueryNode[]): {
  readonly parts: readonly QueryNode[];
  readonly changed: boolean;
} {
  let changed = false;
  const loosen = (node: QueryNode): readonly QueryNode[] => {
    if (node.type === 'and') return node.parts.flatMap(loosen);
    if (node.type === 'not') {
      changed = true;
      return loosen(node.part);
    }
    if (node.type !== 'phrase') return [node];
    changed = true;
    const { text, start, end } = node;
    // One unit is left for the quotation mark, so that places still fit.
    return [{ type: 'word', text, wildcard: false, start: start + 1, end }];
  };
  return { parts: parts.flatMap(loosen), changed };
}
