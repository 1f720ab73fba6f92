/** How a source came in, which decides its icon and how it is cited. */
export type SourceKind = 'article' | 'pdf' | 'document' | 'book' | 'email' | 'bookmark' | 'note' | 'file';

/** Where the reader stands with a source. New sources are in the inbox. */
export type SourceState = 'inbox' | 'reading' | 'done';

/** A saved text: its description. The words are in its current {@link Version}. Dates are YYYY, YYYY-MM or YYYY-MM-DD. */
export interface Source {
  readonly id: string;
  /** The id the text had in the file it was imported from. */
  readonly externalId: string | null;
  /** The path or address it was imported from, as given; inside a folder or archive the path within it is appended. */
  readonly origin: string | null;
  readonly kind: SourceKind;
  readonly title: string;
  readonly byline: string | null;
  readonly siteName: string | null;
  readonly publishedOn: string | null;
  /** BCP 47 tag, such as `en` or `zh-Hans`. */
  readonly language: string | null;
  readonly url: string | null;
  /** ISO 8601 instant in UTC. */
  readonly capturedAt: string;
  /** Words for scripts with spaces; characters for Han, Kana and Hangul. */
  readonly wordCount: number;
  readonly state: SourceState;
  readonly starred: boolean;
  readonly tags: readonly string[];
  readonly collections: readonly string[];
  /** Ids of the companies mentioned in it (rejected mentions left out). */
  readonly companies: readonly string[];
  /** SHA-256 of the folded canonical text, hexadecimal. */
  readonly contentHash: string;
}

export type BlockKind =
  | 'heading'
  | 'paragraph'
  | 'item' // one list item
  | 'quotation' // a paragraph set apart as quoted
  | 'code'
  | 'table'
  | 'figure' // one image
  | 'caption' // words that belong to a figure or photo
  | 'footnote'
  | 'rule'; // a thematic break

/** Inline formatting over a stretch of one block's text; offsets are UTF-16 units into that block's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly type:
    'strong' | 'emphasis' | 'code' | 'link' | 'superscript' | 'subscript' | 'strike' | 'reference';
  /** For `link`: an absolute http, https or mailto address. For `reference`: the `label` of a footnote block. */
  readonly href?: string;
}

/** One cell of a table block; start and end are offsets into the block's text. */
export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
  readonly header?: boolean;
}

/** Why a block is left out of the clean text. The rule ids and their sentences are listed in `capture/rules.ts`. */
export interface Removal {
  readonly rule: string;
  readonly by: 'rule' | 'user';
}

/**
 * One block of a saved text. All blocks of the extraction are kept, in document order; those with
 * `removed` are not part of the canonical text and can be restored. No HTML survives capture.
 */
export interface Block {
  readonly kind: BlockKind;
  readonly text: string;
  /** Heading level 1-6, or nesting depth of a list item from 1. */
  readonly level?: number;
  /** Ordinal of an item in an ordered list; absent for bullets. */
  readonly ordinal?: number;
  readonly spans?: readonly Span[];
  readonly cells?: readonly Cell[];
  /** For `figure`: the hash of an asset in the library, or null when only the address is known. */
  readonly image?: { readonly asset: string | null; readonly alt: string; readonly address?: string };
  /** BCP 47 tag where it differs from the source's language. */
  readonly language?: string;
  /** PDF page, from 1. */
  readonly page?: number;
  /** For `footnote`: what references point at. */
  readonly label?: string;
  /** Present when a user put back a block that a rule had removed. */
  readonly restored?: true;
  readonly removed?: Removal;
}

/** Something the program is unsure about and says so. `code` names a message; `detail` is what it saw. */
export interface Doubt {
  readonly code: string;
  readonly detail?: string;
}

const separator = (before: Block, after: Block): string =>
  before.kind === 'item' && after.kind === 'item' ? '\n' : '\n\n';

/** The blocks that are part of the canonical text: kept, and with words. */
export const keptBlocks = (blocks: readonly Block[]): readonly Block[] =>
  blocks.filter((block) => !block.removed && block.text !== '');

/**
 * The canonical text: the text of the kept blocks joined by a blank line (by a line break between list items).
 * Every offset of an annotation or mention counts UTF-16 code units into exactly this string.
 */
export function canonicalText(blocks: readonly Block[]): string {
  const kept = keptBlocks(blocks);
  return kept.map((block, i) => (i === 0 ? '' : separator(kept[i - 1]!, block)) + block.text).join('');
}

/** Start offset of every block in the canonical text; null for removed or wordless blocks. Same length as `blocks`. */
export function blockOffsets(blocks: readonly Block[]): readonly (number | null)[] {
  let at = 0;
  let before: Block | null = null;
  return blocks.map((block) => {
    if (block.removed || block.text === '') return null;
    if (before) at += separator(before, block).length;
    const start = at;
    at += block.text.length;
    before = block;
    return start;
  });
}

/** The words of one capture of a source. A recapture adds a version; the old ones stay readable. */
export interface Version {
  readonly id: string;
  readonly sourceId: string;
  /** From 1. */
  readonly number: number;
  readonly capturedAt: string;
  /** The format that read it, such as `html` or `pdf`. */
  readonly format: string;
  readonly originalHash: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly doubts: readonly Doubt[];
  /** Where each described field came from, such as `{ title: 'og:title' }`. */
  readonly provenance: Readonly<Record<string, string>>;
}
