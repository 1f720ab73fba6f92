import type { Colour } from '../annotation.ts';

/** An annotation read from another program's file, before it is anchored in a source of the library. */
export interface ImportedAnnotation {
  /** The id it had there. */
  readonly externalId: string | null;
  /** The address of what it is about. */
  readonly source: string;
  readonly title: string | null;
  /** Empty for a note on the whole source. */
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
  /** Old position as the other program counted it; null when not given. */
  readonly start: number | null;
  readonly end: number | null;
  /** Markdown. */
  readonly note: string;
  readonly tags: readonly string[];
  readonly colour: Colour | null;
  readonly creator: string | null;
  /** ISO 8601 instants, or null. */
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

/** What a file of annotations held: those that can be taken over, and the others with the reason why not. */
export interface ImportedAnnotations {
  readonly annotations: readonly ImportedAnnotation[];
  readonly refused: readonly { readonly externalId: string | null; readonly reason: string }[];
}

/** An instant as the library writes it, or null when the text is not one. */
export const instantOf = (value: unknown): string | null => {
  if (typeof value !== 'string') return null;
  const time = Date.parse(value.replace(' ', 'T'));
  return Number.isNaN(time) ? null : new Date(time).toISOString();
};
