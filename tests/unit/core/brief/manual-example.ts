import type { EvidenceSource } from '../../../../src/core/brief.ts';
import { makeSource } from './made.ts';

/** A worked example as a style's own manual or its publisher's pages print it. */
export interface Example {
  readonly style: string;
  /** Where it stands. */
  readonly manual: string;
  /**
   * Where a public copy was read that has it (what that copy has otherwise stands in brackets): a page, or a file of the stored public sources by its id
   * there (they were searched on 2026-12-01). Without it the example is from memory of the manual and no copy was found.
   */
  readonly seen?: string;
  readonly source: EvidenceSource;
  /** The entry in the list of sources, or the note, letter for letter. */
  readonly printed: string;
  /** Ours, where the style file or what the library knows gives another form; `because` says why. */
  readonly ours?: string;
  readonly because?: string;
  readonly as?: 'note';
  /** Of the brief; English unless told. */
  readonly language?: 'zh-Hans';
}

let count = 0;
/** A page of a website. */
export const web = (
  title: string,
  byline: string | null,
  siteName: string | null,
  publishedOn: string | null,
  url: string,
  more: Partial<EvidenceSource> = {},
): EvidenceSource =>
  makeSource(`w${(count += 1)}`, [], {
    title,
    byline,
    siteName,
    publishedOn,
    url,
    capturedAt: '2022-03-08T00:00:00Z',
    ...more,
  });
/** A book; its publisher is the name of its place. */
export const book = (
  title: string,
  byline: string,
  siteName: string,
  publishedOn: string,
  more: Partial<EvidenceSource> = {},
): EvidenceSource =>
  makeSource(`b${(count += 1)}`, [], {
    kind: 'book',
    title,
    byline,
    siteName,
    publishedOn,
    url: null,
    ...more,
  });
