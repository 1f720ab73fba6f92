import type { Block, Doubt, SourceKind, SourceState } from '../source.ts';

/** The bytes of something to capture, and what is known about where they came from. */
export interface CaptureInput {
  readonly bytes: Uint8Array;
  /** File name or last part of the address; decides only when the content does not. */
  readonly name: string;
  /** The path or address as given by the user. */
  readonly origin: string;
  /** Address of the page, when fetched or pasted from one. */
  readonly url?: string;
  /** Media type as declared by a server or the clipboard; a hint, never trusted over the content. */
  readonly mediaType?: string;
  /**
   * The instant of capture (ISO 8601), given only where the source is fresh: pasted or fetched now. Relative dates such
   * as "3 hours ago" are counted from it; a file of unknown age has none.
   */
  readonly now?: string;
  /**
   * Where the character maps of pdf.js lie (a path ending in a slash). Chinese, Japanese and Korean PDFs that do not carry
   * their own cannot be read without.
   */
  readonly characterMaps?: string;
  /** Reads a file that stands beside this one (for exports that are folders); null when absent. Never leaves the folder. */
  readonly sibling?: (relativePath: string) => Promise<Uint8Array | null>;
}

/** An image kept inside the library, known by the SHA-256 of its bytes. */
export interface Asset {
  readonly hash: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The clean article with all that was removed from it, and how each field was found. Null means not found, never guessed. */
export interface Article {
  readonly title: string | null;
  readonly byline: string | null;
  readonly siteName: string | null;
  readonly publishedOn: string | null;
  readonly language: string | null;
  readonly url: string | null;
  readonly blocks: readonly Block[];
  readonly assets: readonly Asset[];
  /** Field name to where its value came from, such as `{ title: 'json-ld', publishedOn: 'time element' }`. */
  readonly provenance: Readonly<Record<string, string>>;
  readonly doubts: readonly Doubt[];
}

/** A highlight that came along in another tool's export; it is anchored by its quote. */
export interface CarriedAnnotation {
  readonly quote: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly note?: string;
  readonly colour?: string;
  readonly tags?: readonly string[];
  readonly createdAt?: string;
}

/** One source found in an input. A single file usually holds one; an export holds many. */
export interface Captured {
  readonly kind: SourceKind;
  readonly article: Article;
  readonly original: { readonly bytes: Uint8Array; readonly mediaType: string };
  /** Path inside the input, when the input holds many. */
  readonly within?: string;
  readonly externalId?: string;
  readonly capturedAt?: string;
  readonly tags?: readonly string[];
  readonly collections?: readonly string[];
  readonly state?: SourceState;
  readonly starred?: boolean;
  readonly annotations?: readonly CarriedAnnotation[];
  readonly notes?: readonly string[];
}

/** An item inside an input that could not be read, while the rest could. */
export interface Unread {
  readonly within: string;
  readonly code: string;
  readonly message: string;
}

/** A kind of file that can be read. One file in `formats/` each, one line in `formats.ts`. */
export interface Format {
  /** Short id, also the value of `--as`. */
  readonly id: string;
  /** How sure the content is of this format, 0 to 1; looks at the bytes first and the name second. Cheap. */
  readonly detect: (input: CaptureInput) => number;
  /** Reads every source in the input; throws a Refusal when nothing of it can be read. */
  readonly read: (input: CaptureInput) => AsyncIterable<Captured | Unread>;
}

/** True for an item that could not be read. */
export const isUnread = (item: Captured | Unread): item is Unread => !('article' in item);
