import type { Alias } from '../company.ts';
import { isLegalForm } from './names.ts';
import { scoreMention } from './mention-score.ts';
import { joinKey, patternsOf, type Pattern } from './pattern.ts';
import { tokenize, type Tokens } from './tokens.ts';
import legalForms from '../../../resources/lexicons/legal-forms.json' with { type: 'json' };

/** A company named in a text; offsets are UTF-16 units, `end` exclusive, and `text` is exactly what stands there. */
export interface FoundMention {
  readonly companyId: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** 0 to 1. */
  readonly score: number;
}

/** Mentions scored lower are not given. */
export const LEAST_SCORE = 0.5;
const SURE = 0.8;
const HELP_OF_OTHER_NAME = 0.3;
/** A name whose surroundings speak against it is not helped by another name in the text. */
const LEAST_TO_HELP = 0.25;
const CLASH_CEILING = 0.55;
const HAN_FORMS = [...legalForms.han].sort((a, b) => b.length - a.length);

interface Hit {
  readonly pattern: Pattern;
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly clash: boolean;
}

/**
 * Finds every company of a library in a text. All aliases stand in one trie of words (Han characters each count as
 * a word), so the time for a text grows with its length and not with the number of companies. Companies can be
 * added and removed at any time.
 */
export class MentionFinder {
  readonly #words = new Map<string, number>();
  /** Per node of the trie: the next node by word. */
  readonly #children: (Map<number, number> | undefined)[] = [];
  readonly #patterns: (Pattern[] | undefined)[] = [];
  readonly #nodesOf = new Map<string, Set<number>>();
  #nodes = 1;

  constructor(
    companies: Iterable<{
      readonly id: string;
      readonly name: string;
      readonly ticker: string | null;
      readonly aliases: readonly Alias[];
    }> = [],
  ) {
    for (const company of companies) {
      this.add(company.id, [{ text: company.name, language: null, kind: 'name' }, ...company.aliases]);
      if (company.ticker) this.add(company.id, [{ text: company.ticker, language: null, kind: 'ticker' }]);
    }
  }

  /**
   * Adds names of a company. An alias that cannot be searched for (empty, one letter, a bare number) is left out.
   * Returns how many of the aliases are searched for.
   */
  add(companyId: string, aliases: readonly Alias[]): number {
    let used = 0;
    for (const alias of aliases) {
      const patterns = patternsOf(companyId, alias);
      if (patterns.length > 0) used += 1;
      for (const pattern of patterns) this.#insert(pattern);
    }
    return used;
  }

  /** Forgets all names of a company. */
  remove(companyId: string): void {
    for (const node of this.#nodesOf.get(companyId) ?? []) {
      const left = (this.#patterns[node] ?? []).filter((pattern) => pattern.companyId !== companyId);
      this.#patterns[node] = left.length === 0 ? undefined : left;
    }
    this.#nodesOf.delete(companyId);
  }

  /**
   * The companies named in a text, in order of place. The longest name wins; a legal form after a name belongs to it,
   * a possessive does not. Everyday words count only where capitals and the words around speak for the company.
   * Where one name belongs to several companies and nothing decides, each is given with a low score.
   */
  find(text: string): readonly FoundMention[] {
    const hits = this.#hits(text);
    if (hits.length === 0) return [];
    const sure = new Map<string, Set<string>>();
    for (const hit of hits) {
      if (hit.score < SURE || hit.clash) continue;
      const names = sure.get(hit.pattern.companyId) ?? new Set();
      names.add(hit.pattern.key);
      sure.set(hit.pattern.companyId, names);
    }
    const found: FoundMention[] = [];
    for (const hit of hits) {
      const { companyId } = hit.pattern;
      const names = sure.get(companyId);
      const helped =
        names !== undefined && (names.size > 1 || !names.has(hit.pattern.key) || hit.score < SURE);
      let score = hit.score + (helped && hit.score >= LEAST_TO_HELP ? HELP_OF_OTHER_NAME : 0);
      if (hit.clash && !helped) score = Math.min(CLASH_CEILING, score);
      if (score < LEAST_SCORE) continue;
      found.push({
        companyId,
        start: hit.start,
        end: hit.end,
        text: text.slice(hit.start, hit.end),
        score: Math.round(Math.min(1, score) * 100) / 100,
      });
    }
    return settleClashes(found);
  }

  #insert(pattern: Pattern): void {
    let node = 0;
    for (const key of pattern.keys) {
      let word = this.#words.get(key);
      if (word === undefined) {
        word = this.#words.size;
        this.#words.set(key, word);
      }
      const children = (this.#children[node] ??= new Map<number, number>());
      let next = children.get(word);
      if (next === undefined) {
        next = this.#nodes;
        this.#nodes += 1;
        children.set(word, next);
      }
      node = next;
    }
    const here = this.#patterns[node] ?? [];
    const twin = here.findIndex((one) => one.companyId === pattern.companyId);
    if (twin < 0) here.push(pattern);
    else if (here[twin]!.alias === here[twin]!.alias.toLowerCase() && here[twin]!.kind !== 'ticker')
      here[twin] = pattern;
    else if (here[twin]!.kind === 'ticker') here[twin] = pattern;
    this.#patterns[node] = here;
    const nodes = this.#nodesOf.get(pattern.companyId) ?? new Set();
    nodes.add(node);
    this.#nodesOf.set(pattern.companyId, nodes);
  }

  #hits(text: string): readonly Hit[] {
    const tokens = tokenize(text);
    const hits: Hit[] = [];
    const count = tokens.keys.length;
    let i = 0;
    while (i < count) {
      const word = this.#words.get(joinKey(tokens.keys[i]!));
      const next = word === undefined ? undefined : this.#children[0]?.get(word);
      i = next === undefined ? i + 1 : this.#walk(text, tokens, i, next, hits);
    }
    return hits;
  }

  /** Follows the trie from token `from`; adds the longest name that may stand and returns the token to go on with. */
  #walk(text: string, tokens: Tokens, from: number, first: number, hits: Hit[]): number {
    const ends: number[] = [];
    const nodes: number[] = [];
    let node: number | undefined = first;
    let j = from;
    while (node !== undefined) {
      if (this.#patterns[node] !== undefined) {
        ends.push(j);
        nodes.push(node);
      }
      j += 1;
      if (j >= tokens.keys.length || !joined(text, tokens, j)) break;
      const word: number | undefined = this.#words.get(joinKey(tokens.keys[j]!));
      node = word === undefined ? undefined : this.#children[node]?.get(word);
    }
    for (let k = ends.length - 1; k >= 0; k--) {
      const patterns = this.#patterns[nodes[k]!]!;
      const start = tokens.starts[from]!;
      const after = withLegalForm(text, tokens, ends[k]!, patterns[0]!.han);
      const formal = after.end > tokens.ends[ends[k]!]!;
      let taken = false;
      for (const pattern of patterns) {
        const score = scoreMention(pattern, { text, start, end: tokens.ends[ends[k]!]!, formal });
        if (score === null) continue;
        hits.push({ pattern, start, end: after.end, score, clash: patterns.length > 1 });
        taken = true;
      }
      if (taken) return after.token + 1;
    }
    return from + 1;
  }
}

/** Whether token `j` follows the one before it closely enough to be one name with it. */
function joined(text: string, tokens: Tokens, j: number): boolean {
  const from = tokens.ends[j - 1]!;
  const gap = tokens.starts[j]! - from;
  if (gap === 0) return true;
  if (gap > 3) return false;
  const between = text.slice(from, from + gap);
  if (between === ' ' || between === '-' || between === "'" || between === '’') return true;
  if (/^[ \u00a0‐‑–·・!-]{1,3}$/.test(between) || between === '\n' || between === '\r\n') return true;
  if (/^\. ?$/.test(between)) return from - tokens.starts[j - 1]! <= 4;
  return /^, ?$/.test(between) && isLegalForm(tokens.keys[j]!);
}

/** The end of a name with the legal form after it: "Nike" + ", Inc.", "云樵" + "科技有限公司" keeps only 有限公司 forms. */
function withLegalForm(
  text: string,
  tokens: Tokens,
  last: number,
  han: boolean,
): { readonly token: number; readonly end: number } {
  let token = last;
  let end = tokens.ends[last]!;
  if (han) {
    const form = HAN_FORMS.find((one) => text.startsWith(one, end));
    return form === undefined ? { token, end } : { token: token + form.length, end: end + form.length };
  }
  for (let n = 0; n < 3; n++) {
    const next = token + 1;
    if (next >= tokens.keys.length || !isLegalForm(tokens.keys[next]!) || tokens.keys[next] === 'the') break;
    const gap = text.slice(end, tokens.starts[next]);
    const word = text.slice(tokens.starts[next], tokens.ends[next]);
    if (!/^(?:, ?| |\. )$/.test(gap) || word === word.toLowerCase()) break;
    token = next;
    end = tokens.ends[next]!;
  }
  if (text[end] === '.' && /^(?:inc|corp|ltd|co|pte|pty|bhd|intl|cos)$/.test(tokens.keys[token]!)) end += 1;
  return { token, end };
}

/** Of several companies at one place, the one that is clearly ahead stays alone. */
function settleClashes(found: readonly FoundMention[]): readonly FoundMention[] {
  const top = new Map<number, number>();
  for (const one of found) top.set(one.start, Math.max(top.get(one.start) ?? 0, one.score));
  return found.filter((one) => one.score > top.get(one.start)! - 0.2);
}
