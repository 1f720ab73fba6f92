import type { Picture } from './picture.ts';

/** A stretch of formatted words. */
export interface WordRun {
  readonly kind: 'words';
  readonly text: string;
  readonly bold?: true;
  readonly italic?: true;
  readonly code?: true;
  readonly superscript?: true;
  readonly subscript?: true;
  /** An http, https or mailto address. */
  readonly href?: string;
  /** The author's own view. */
  readonly inference?: true;
  /** Words the program puts in to say that something is missing or wrong. */
  readonly notice?: true;
}

/** The pieces of a line. `note` is the number of a footnote, from 1; `reference` leads to an anchor of the document. */
export type Run =
  | WordRun
  | { readonly kind: 'note'; readonly number: number }
  | { readonly kind: 'reference'; readonly anchor: string; readonly text: string }
  | { readonly kind: 'break' };

/** The line over a table or under a picture, and its name for links. */
export interface Caption {
  readonly anchor: string;
  readonly runs: readonly Run[];
}

export type OutlineBlock =
  | {
      readonly kind: 'heading';
      readonly level: number;
      readonly runs: readonly Run[];
      /** Name for links; only where headings are numbered. */
      readonly anchor?: string;
    }
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly OutlineBlock[])[];
    }
  | { readonly kind: 'quotation'; readonly runs: readonly Run[]; readonly language: string | null }
  | {
      readonly kind: 'table';
      /** Number of first rows that are headings. */
      readonly headings: number;
      readonly rows: readonly (readonly (readonly Run[])[])[];
      readonly caption?: Caption;
    }
  /** A chart or a picture; `picture` is null when there is nothing to show. The table of a chart follows as a block. */
  | { readonly kind: 'figure'; readonly caption: Caption; readonly picture: Picture | null }
  | { readonly kind: 'rule' };

/** A saved passage: the blocks around a quotation, the quoted words marked. */
export interface Passage {
  readonly sourceId: string;
  readonly sourceTitle: string;
  readonly byline: string | null;
  readonly siteName: string | null;
  readonly publishedOn: string | null;
  readonly url: string | null;
  readonly language: string | null;
  /** ISO 8601 instant in UTC. */
  readonly capturedAt: string;
  readonly versionNumber: number;
  readonly contentHash: string;
  readonly annotationId: string | null;
  /** Number of the paragraph, from 1; null when the place is not known. */
  readonly paragraph: number | null;
  readonly page: number | null;
  /** The context: blocks of the source cut into marked and unmarked stretches, in order. */
  readonly blocks: readonly (readonly { readonly text: string; readonly marked: boolean }[])[];
}

/** A numbered footnote. `passage` is null for the author's own remarks and for sources that are gone. */
export interface OutlineNote {
  readonly number: number;
  readonly runs: readonly Run[];
  readonly quote: string;
  /** A sentence saying that the words differ from the source; null when they do not. */
  readonly problem: string | null;
  readonly passage: Passage | null;
  /** An address that opens the live page at the quoted words, where the source has an address. */
  readonly live: string | null;
}

/** A brief as it is printed: what every export is written from, so that all have the same content. */
export interface Outline {
  readonly title: string;
  readonly language: string;
  readonly createdOn: string;
  readonly updatedOn: string;
  /** Day of freezing, for a frozen brief. */
  readonly frozenOn: string | null;
  /** What the reader must know before reading, such as that quotations differ from their sources. */
  readonly notices: readonly string[];
  readonly blocks: readonly OutlineBlock[];
  readonly notes: readonly OutlineNote[];
  /** Bibliography entries, in the order of the style; empty for styles without one. */
  readonly bibliography: readonly (readonly Run[])[];
  readonly styleTitle: string;
  readonly words: OutlineWords;
}

/** The fixed words of a printed brief in its language. */
export interface OutlineWords {
  readonly notes: string;
  readonly sources: string;
  readonly passages: string;
  readonly openPassage: string;
  readonly backToText: string;
  readonly note: (number: number) => string;
  readonly source: string;
  readonly published: string;
  readonly captured: string;
  readonly version: (number: number) => string;
  readonly citedWith: string;
  readonly figure: string;
  readonly value: string;
  readonly asOf: string;
  readonly company: string;
  readonly livePage: string;
  readonly inference: string;
}

/** The words of runs without their formatting; notes are left out, a break is a line feed. */
export const plainRuns = (runs: readonly Run[]): string =>
  runs
    .map((run) =>
      run.kind === 'words' || run.kind === 'reference' ? run.text : run.kind === 'break' ? '\n' : '',
    )
    .join('');
