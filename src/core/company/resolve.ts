import type { Alias } from '../company.ts';
import { editDistance } from './distance.ts';
import { hasHan } from './fold.ts';
import { aliasKey, coreWords, fullKey, initialsKey, nameWords, pinyinKey, squashedKey } from './names.ts';
import { classesOf } from './organisation-words.ts';
import { isTail } from './tails.ts';
import { isCommonWord } from './words.ts';

/** What the table needs to know of a company. */
export interface NamedCompany {
  readonly id: string;
  readonly name: string;
  readonly ticker: string | null;
  readonly aliases: readonly Alias[];
}

/** A company a name may mean; `score` from 0 to 1. */
export interface Candidate {
  readonly companyId: string;
  readonly score: number;
}

/** The answer to "which company is this name?"; `companyId` is null where no one company is clearly meant. */
export interface Resolution {
  readonly companyId: string | null;
  readonly ticker: string | null;
  readonly candidates: readonly Candidate[];
}

/** At or above this score a single best candidate is taken. */
const ENOUGH = 0.75;
/** Scores of equal keys start here; below it a match is a guess and needs a wider lead over the next one. */
const SAME_NAME = 0.9;
const LEAD_OF_SAME = 0.004;
const LEAD_OF_GUESS = 0.06;
const CANDIDATES = 5;
const SHORTEST_GUESS = 4;

interface Entry {
  readonly companyId: string;
  /** Taken off the score of an alias, so that the company whose own name it is wins. */
  readonly less: number;
  readonly words: readonly string[];
  readonly squashed: string;
}

/**
 * All names of all companies, ready for {@link AliasTable.resolve}. Building is linear in the number of names;
 * an empty alias, or one without a letter or digit, is left out.
 */
export class AliasTable {
  readonly #keys = new Map<string, Map<string, number>>();
  readonly #byHead = new Map<string, Entry[]>();
  readonly #byFirstWord = new Map<string, Entry[]>();
  readonly #tickerOf = new Map<string, string | null>();

  constructor(companies: Iterable<NamedCompany>) {
    for (const company of companies) this.add(company);
  }

  /** Adds a company with all its names; adding more names to a known company is allowed. */
  add(company: NamedCompany): void {
    this.#tickerOf.set(company.id, company.ticker);
    if (company.ticker) this.#put('t:' + company.ticker.trim().toUpperCase(), company.id, 0.95);
    this.#addName(company.id, company.name, 0);
    for (const alias of company.aliases)
      this.#addName(company.id, alias.text, alias.kind === 'former' ? 0.012 : 0.01);
  }

  /**
   * Which company a name means. Tried in this order: the same words, the same words without legal form, without
   * spaces, ticker, pinyin, initials, a shortened or lengthened name, a small misspelling. Two companies that fit
   * equally well give null and both as candidates: no answer is better than a wrong one.
   */
  resolve(name: string): Resolution {
    const scores = new Map<string, number>();
    this.#lookUp(name, scores);
    if (best(scores) < SAME_NAME) this.#guess(name, scores);
    const candidates = [...scores]
      .map(([companyId, score]) => ({ companyId, score }))
      .sort((a, b) => b.score - a.score || (a.companyId < b.companyId ? -1 : 1))
      .slice(0, CANDIDATES);
    const first = candidates[0];
    if (!first || first.score < ENOUGH) return { companyId: null, ticker: null, candidates };
    const lead = first.score - (candidates[1]?.score ?? 0);
    if (lead < (first.score >= SAME_NAME ? LEAD_OF_SAME : LEAD_OF_GUESS)) {
      return { companyId: null, ticker: null, candidates };
    }
    return { companyId: first.companyId, ticker: this.#tickerOf.get(first.companyId) ?? null, candidates };
  }

  #put(key: string, companyId: string, score: number): void {
    const at = this.#keys.get(key);
    if (!at) this.#keys.set(key, new Map([[companyId, score]]));
    else if ((at.get(companyId) ?? 0) < score) at.set(companyId, score);
  }

  #addName(companyId: string, name: string, less: number): void {
    const full = fullKey(name);
    if (full === '') return;
    const words = coreWords(name);
    const squashed = squashedKey(name);
    this.#put('f:' + full, companyId, 1 - less);
    this.#put('k:' + words.join(' '), companyId, 0.97 - less);
    this.#put('s:' + squashed, companyId, 0.955 - less);
    const sound = pinyinKey(name);
    if (sound) {
      this.#put('s:' + sound.full, companyId, 0.94 - less);
      if (sound.initials.length >= 3) this.#put('i:' + sound.initials, companyId, 0.8 - less);
    }
    for (const initials of [initialsKey(words), initialsKey(nameWords(name))]) {
      if (initials && initials.length >= 2)
        this.#put('i:' + initials, companyId, (initials.length >= 3 ? 0.84 : 0.76) - less);
    }
    const entry: Entry = { companyId, less, words, squashed };
    push(this.#byHead, squashed[0] ?? '', entry);
    push(this.#byFirstWord, words[0] ?? '', entry);
  }

  #lookUp(name: string, scores: Map<string, number>): void {
    const take = (key: string, factor = 1): void => {
      for (const [companyId, score] of this.#keys.get(key) ?? []) raise(scores, companyId, score * factor);
    };
    const trimmed = name.trim();
    take('f:' + fullKey(name));
    take('k:' + aliasKey(name));
    const squashed = squashedKey(name);
    if (squashed !== '') take('s:' + squashed, 1);
    const symbol = /^\$?([A-Z0-9][A-Z0-9.-]{0,9})(?:\s*\([A-Z]{2,8}\))?$/i.exec(trimmed)?.[1];
    if (symbol) take('t:' + symbol.toUpperCase(), symbol === symbol.toUpperCase() ? 1 : 0.96);
    const marked = /^(?:NYSE|NASDAQ|SSE|SZSE|HKEX|SEHK|LSE|TSE)\s*[:：]\s*([A-Z0-9.]{1,8})$/i.exec(
      trimmed,
    )?.[1];
    if (marked) take('t:' + marked.toUpperCase());
    if (squashed.length >= 2 && squashed.length <= 8 && !isCommonWord(squashed)) take('i:' + squashed);
  }

  #guess(name: string, scores: Map<string, number>): void {
    const words = coreWords(name);
    const squashed = words.join('');
    if (squashed.length < SHORTEST_GUESS || hasHan(squashed)) {
      if (hasHan(squashed)) this.#guessHan(squashed, scores);
      return;
    }
    for (const entry of this.#byFirstWord.get(words[0]!) ?? []) {
      const score = containment(words, entry.words);
      if (score > 0) raise(scores, entry.companyId, score - entry.less);
    }
    if (words.length === 1 && isCommonWord(squashed)) return;
    const most = squashed.length >= 10 ? 2 : squashed.length >= 6 ? 1 : 0;
    if (most === 0) return;
    const digits = squashed.replace(/\D/g, '');
    for (const entry of this.#byHead.get(squashed[0]!) ?? []) {
      if (entry.squashed.length < 6 || entry.squashed.replace(/\D/g, '') !== digits) continue;
      const distance = editDistance(squashed, entry.squashed, most);
      if (distance <= most && plausibleSlip(words, entry.words))
        raise(scores, entry.companyId, (distance === 1 ? 0.86 : 0.79) - entry.less);
    }
  }

  /** A Han name is also found without the place before it or the line of business after it (腾讯 for 腾讯科技). */
  #guessHan(squashed: string, scores: Map<string, number>): void {
    if (squashed.length < 2) return;
    for (const entry of this.#byHead.get(squashed[0]!) ?? []) {
      if (!hasHan(entry.squashed) || entry.squashed === squashed) continue;
      const longer = entry.squashed.length > squashed.length ? entry.squashed : squashed;
      const shorter = longer === squashed ? entry.squashed : squashed;
      if (shorter.length < 2 || !longer.startsWith(shorter) || isCommonWord(shorter)) continue;
      raise(scores, entry.companyId, (isTail(longer.slice(shorter.length)) ? 0.84 : 0.6) - entry.less);
    }
  }
}

const push = (map: Map<string, Entry[]>, key: string, entry: Entry): void => {
  const at = map.get(key);
  if (at) at.push(entry);
  else map.set(key, [entry]);
};

const raise = (scores: Map<string, number>, companyId: string, score: number): void => {
  if (score > (scores.get(companyId) ?? 0)) scores.set(companyId, Math.round(score * 1000) / 1000);
};

const best = (scores: ReadonlyMap<string, number>): number => Math.max(0, ...scores.values());

/** A slip of the keyboard is believed in a long word only: "Ares Capital" is not a misspelt "Arch Capital". */
function plausibleSlip(asked: readonly string[], known: readonly string[]): boolean {
  if (asked.length !== known.length) return true;
  return asked.every((word, i) => {
    const other = known[i]!;
    return (
      word === other ||
      (Math.min(word.length, other.length) >= 5 && editDistance(word, other, 2) <= (word.length >= 8 ? 2 : 1))
    );
  });
}

/**
 * How well one name is the beginning of the other. Words that only say what a company does or where ("Insurance",
 * "USA") may be added or left out; another name ("Records" after "Apple") makes it another company.
 */
function containment(asked: readonly string[], known: readonly string[]): number {
  const [short, long] = asked.length <= known.length ? [asked, known] : [known, asked];
  if (short.length === long.length) return 0;
  for (let i = 0; i < short.length; i++) if (short[i] !== long[i]) return 0;
  const rest = long.slice(short.length);
  const plain = rest.every((word) => isTail(word) || (!/^\d+$/.test(word) && word.length <= 1));
  const head = short.join(' ');
  const given = classesOf(head).some((one) => one === 'firstNames' || one === 'places' || one === 'peoples');
  if (short.length === 1 && given) return plain ? 0.7 : 0.5;
  if (short.length === 1 && isCommonWord(head)) return plain && head.length >= 5 ? 0.7 : 0.5;
  if (short.length === 1 && head.length < 4) return plain ? 0.76 : 0.5;
  return plain ? 0.86 : asked.length < known.length ? 0.78 : short.length >= 2 ? 0.76 : 0.62;
}
