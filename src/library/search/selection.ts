import type Database from 'better-sqlite3';
import { INDEXED_KINDS } from '../../core/search/document.ts';
import { foldedKey } from '../../core/search/folding.ts';
import { placeNamed, type QueryNode } from '../../core/search/grammar.ts';
import { colourNamed, type OperatorName } from '../../core/search/operators.ts';
import type { Doubt } from '../../core/source.ts';
import type { Expansion } from './expansion.ts';
import { isTellingName, type NamedCompany, type Names } from './names.ts';
import { eachPosting, IN_BYLINE, IN_TITLE, type Postings } from './postings.ts';
import { queryTerms } from './query-terms.ts';
import type { Group } from './ranking.ts';
import { dateNumber, FLAGS, type Records } from './records.ts';
import type { Segments } from './segments.ts';
import { positionPhrase, valuePrefix } from './terms.ts';

/** A set of documents: 1 at the numbers that belong to it. */
export type Selection = Uint8Array;

const NEAR_COMPANY = 10;
const MOST_NAMES = 32;

/** Turns the parts of a query that are either true or false of a document into sets. */
export class Selector {
  readonly #records: Records;
  readonly #segments: Segments;
  readonly #names: Names;
  readonly #expansion: Expansion;
  readonly #match: Database.Statement<[string]>;
  readonly #doubts: Doubt[];

  constructor(
    parts: {
      readonly records: Records;
      readonly segments: Segments;
      readonly names: Names;
      readonly match: Database.Statement<[string]>;
    },
    expansion: Expansion,
    doubts: Doubt[],
  ) {
    this.#records = parts.records;
    this.#segments = parts.segments;
    this.#names = parts.names;
    this.#expansion = expansion;
    this.#doubts = doubts;
    this.#match = parts.match;
  }

  #empty(): Selection {
    return new Uint8Array(this.#records.end);
  }

  #add(selection: Selection, runs: readonly Postings[], mask = 0): void {
    for (const run of runs) {
      eachPosting(run, (number, weight) => {
        if (mask === 0 || (weight & mask) !== 0) selection[number] = 1;
      });
    }
  }

  /** Numbers of the documents with these words in this order. */
  phrase(text: string): number[] {
    const phrase = positionPhrase(text);
    return phrase === null ? [] : (this.#match.all(phrase) as number[]);
  }

  #numbers(numbers: readonly number[]): Selection {
    const selection = this.#empty();
    for (const number of numbers) selection[number] = 1;
    return selection;
  }

  /** Numbers of the documents with two phrases at most so many words apart. */
  near(left: string, right: string, distance: number): number[] {
    const a = positionPhrase(left);
    const b = positionPhrase(right);
    if (a === null || b === null) return this.phrase(left + right);
    // A prefix star is not allowed inside NEAR groups with phrases of several words in all versions; single ones are.
    return this.#match.all(`NEAR(${a} ${b}, ${distance})`) as number[];
  }

  /** Numbers of the documents about a company: those that name it in any way and those filed under it. */
  aboutCompany(company: NamedCompany): Set<number> {
    const numbers = new Set<number>([company.document]);
    for (const run of this.#expansion.runs(`company:${company.id}`))
      eachPosting(run, (number) => numbers.add(number));
    for (const name of company.names.slice(0, MOST_NAMES)) {
      if (isTellingName(name)) for (const number of this.phrase(name)) numbers.add(number);
    }
    return numbers;
  }

  /** The companies a value names; by the beginning of a name where none is named exactly so. */
  #companies(value: string): NamedCompany[] {
    const named = this.#names.named(value);
    return named.length > 0 ? named : this.#names.beginning(value, 20);
  }

  /** The documents a part of the query is true of. `words` are the plain words beside it, for `near:`. */
  of(node: QueryNode, words: readonly string[]): Selection {
    switch (node.type) {
      case 'word':
        return this.#words(node.text, node.wildcard, 0);
      case 'phrase':
        return this.#numbers(this.phrase(node.text));
      case 'near':
        return this.#numbers(this.near(node.left, node.right, node.distance));
      case 'operator':
        return this.#operator(node.name, node.value, words);
      case 'not': {
        const inner = this.of(node.part, words);
        for (let i = 0; i < inner.length; i++) inner[i] = inner[i] === 0 ? 1 : 0;
        return inner;
      }
      default: {
        const [first, ...rest] = node.parts.map((part) => this.of(part, words));
        const result = first ?? this.#empty();
        for (const other of rest) {
          if (node.type === 'or') for (let i = 0; i < result.length; i++) result[i]! |= other[i]!;
          else for (let i = 0; i < result.length; i++) result[i]! &= other[i]!;
        }
        return result;
      }
    }
  }

  /** The documents with these words as written: no stems, no help. */
  exactly(text: string): Selection {
    return this.#numbers(this.phrase(text));
  }

  #words(text: string, wildcard: boolean, mask: number): Selection {
    let result: Selection | null = null;
    for (const group of this.groups(text, wildcard)) {
      const selection = this.#empty();
      for (const { runs } of group.candidates) this.#add(selection, runs, mask);
      if (!result) result = selection;
      else for (let i = 0; i < result.length; i++) result[i]! &= selection[i]!;
    }
    return result ?? this.#empty();
  }

  /** What the words of a text stand for, for parts outside the plain words of the query. */
  groups(text: string, wildcard: boolean): Group[] {
    return queryTerms(text).map((term) =>
      wildcard && !term.ideographic
        ? this.#expansion.wildcard(term)
        : this.#expansion.word(term, 'absent', false, false),
    );
  }

  #facet(facet: string, value: string): Selection {
    const selection = this.#empty();
    let found = false;
    this.#segments.eachWithPrefix(valuePrefix(facet, value), (_, postings) => {
      found = true;
      this.#add(selection, [postings]);
    });
    if (found) return selection;
    const wanted = foldedKey(value);
    this.#segments.eachWithPrefix(`${facet}:`, (key, postings) => {
      const folded = key.slice(facet.length + 1, key.indexOf('\u0000'));
      if (wanted !== '' && folded.includes(wanted)) {
        found = true;
        this.#add(selection, [postings]);
      }
    });
    if (!found) this.#doubts.push({ code: 'search.value-unknown', detail: `${facet}:${value}` });
    return selection;
  }

  #operator(name: OperatorName, value: string, words: readonly string[]): Selection {
    switch (name) {
      case 'title':
        return this.#words(value, false, IN_TITLE);
      case 'by':
        return this.#words(value, false, IN_BYLINE);
      case 'site':
      case 'tag':
        return this.#facet(name, value);
      case 'in': {
        const place = placeNamed(value);
        if (place < 0) return this.#facet('in', value);
        const { kinds } = this.#records;
        return this.#where((number) => kinds[number] === place + 1);
      }
      case 'company': {
        const companies = this.#companies(value);
        if (companies.length === 0) {
          this.#doubts.push({ code: 'search.company-unknown', detail: value });
          return this.#numbers(this.phrase(value));
        }
        return this.#numbers(companies.flatMap((company) => [...this.aboutCompany(company)]));
      }
      case 'near': {
        const companies = this.#companies(value);
        const names = companies
          .flatMap((company) => company.names)
          .filter(isTellingName)
          .slice(0, MOST_NAMES);
        if (companies.length === 0) {
          this.#doubts.push({ code: 'search.company-unknown', detail: value });
          names.push(value);
        }
        const beside = words.slice(0, 8);
        return this.#numbers(
          beside.length === 0
            ? names.flatMap((alias) => this.phrase(alias))
            : names.flatMap((alias) => beside.flatMap((word) => this.near(word, alias, NEAR_COMPANY))),
        );
      }
      case 'is':
        return this.#state(value.toLowerCase());
      case 'colour': {
        const selection = this.#empty();
        this.#add(selection, this.#expansion.runs(`colour:${colourNamed(value)}`));
        return selection;
      }
      case 'lang': {
        const selection = this.#empty();
        this.#add(selection, this.#expansion.runs(`lang:${value.toLowerCase()}`));
        return selection;
      }
      default: {
        const { dates } = this.#records;
        const limit = dateNumber(value);
        // A date without day or month begins with its first day; 20240600 sorts before 20240601.
        return this.#where((number) =>
          name === 'before' ? dates[number]! > 0 && dates[number]! < limit : dates[number]! >= limit,
        );
      }
    }
  }

  #where(test: (number: number) => boolean): Selection {
    const selection = this.#empty();
    for (let number = 1; number < selection.length; number++) if (test(number)) selection[number] = 1;
    return selection;
  }

  #state(value: string): Selection {
    const { flags } = this.#records;
    const flag = FLAGS[value as keyof typeof FLAGS] as number | undefined;
    if (flag !== undefined) return this.#where((number) => (flags[number]! & flag) !== 0);
    const selection = this.#empty();
    // "Unread" is what is in the inbox.
    this.#add(selection, this.#expansion.runs(`state:${value === 'unread' ? 'inbox' : value}`));
    return selection;
  }

  /** The documents of the given kinds. */
  kinds(kinds: readonly string[]): Selection {
    const wanted = new Set(kinds.map((kind) => INDEXED_KINDS.findIndex((known) => known === kind) + 1));
    return this.#where((number) => wanted.has(this.#records.kinds[number]!));
  }
}
