import type { Fact } from './fact.ts';
import type { Note } from './note.ts';

/** What kind of name an alias is. */
export type AliasKind = 'name' | 'legal' | 'short' | 'former' | 'ticker' | 'transliteration' | 'brand';

/** One of the names a company is found under. */
export interface Alias {
  readonly text: string;
  /** BCP 47 tag, or null when not known. */
  readonly language: string | null;
  readonly kind?: AliasKind | undefined;
}

/** A dossier: everything known about one company. */
export interface Company {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly Alias[];
  readonly ticker: string | null;
  readonly country: string | null;
  readonly website: string | null;
  /** Number of sources that mention it. */
  readonly sources: number;
  readonly facts: readonly Fact[];
  readonly notes: readonly Note[];
}

/** One place in a source where a company is named. Offsets into the canonical text. */
export interface Mention {
  readonly sourceId: string;
  readonly companyId: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** 0 to 1: how sure the program is that this is the company. */
  readonly score: number;
  readonly choice: 'suggested' | 'accepted' | 'rejected';
}

/** The profile field that holds the measures pinned to the head of a dossier, one a line; not one of the reader's. */
export const PINNED_FIELD = 'pinned';
