import type { CaptureInput, Captured, Unread } from '../core/capture/format.ts';
import type { Companies } from './company-names.ts';
import type { FoundNames } from './found-names.ts';
import type { MentionScan } from './mention-scan.ts';
import type { SearchIndex } from './search/index.ts';
import type { Store } from './store.ts';
import type { Job } from './views.ts';

/** Something to read: bytes in hand, or a file or folder on this machine. */
export type ReadRequest =
  | { readonly input: Omit<CaptureInput, 'sibling'>; readonly as?: string | undefined }
  | {
      readonly path: string;
      readonly origin: string;
      readonly url?: string | undefined;
      /** The instant of capture, for a page that was fetched just now. */
      readonly now?: string | undefined;
      readonly mediaType?: string | undefined;
      readonly as?: string | undefined;
    };

/** Turns bytes into sources. Runs away from the library's thread where the shell can, because parsers are slow and may hang. */
export interface Reader {
  /** Throws a Refusal when nothing of the input can be read. */
  read(request: ReadRequest): AsyncIterable<Captured | Unread>;
}

/** Bytes fetched from an address because the user asked. */
export interface Fetched {
  readonly bytes: Uint8Array;
  readonly url: string;
  readonly mediaType: string;
}

/** Told of every address before it is asked for; what it returns is told what came of it: a status, or a refusal's code. */
export type WatchRequests = (address: string) => (outcome: string, bytes: number) => void;

/** How whoever fetches keeps the fetch in bounds and watches it. */
export interface FetchBounds {
  /** Ends the fetch with the Refusal `cancelled`. */
  readonly signal?: AbortSignal | undefined;
  /** Fewer bytes than the fetch allows by itself. */
  readonly mostBytes?: number | undefined;
  /** Told how many bytes of the answer are here. */
  readonly onBytes?: ((received: number) => void) | undefined;
}

/** A file seen in a watched folder. `modified` is an ISO 8601 instant. */
export interface FoundFile {
  readonly path: string;
  readonly size: number;
  readonly modified: string;
}

/** Watches a folder: calls `onFile` for every file in it and every one that comes, each when it is whole. Gives how to stop. */
export type WatchFolder = (
  folder: string,
  heard: {
    readonly onFile: (file: FoundFile) => void;
    readonly onProblem: (message: string) => void;
  },
) => () => Promise<void>;

/** What the library asks of the shell it runs in. */
export interface Surroundings {
  readonly reader: Reader;
  /** Fetches one address at the user's request; throws a Refusal for private addresses, limits and failures. */
  readonly fetch: (url: string, watch?: WatchRequests, bounds?: FetchBounds) => Promise<Fetched>;
  /** Where uploads wait and exports are put for download. */
  readonly spool: Spool;
  /** Prints a self-contained HTML document to PDF; throws a Refusal when this machine cannot. */
  readonly print: (html: string, signal?: AbortSignal) => Promise<Uint8Array>;
  /** `@font-face` rules with inlined fonts for the characters of a text that is printed. */
  readonly fontCss: (text: string) => string;
  /** Long work may go on after the answer to a question: in a window, not in the terminal. */
  readonly runsOn?: boolean;
  /** Absent where nothing runs on: in the terminal. */
  readonly watch?: WatchFolder;
  /** Draws a picture as a PNG of the given size in pixels; absent where nothing can. */
  readonly raster?: (picture: Uint8Array, width: number, height: number) => Promise<Uint8Array>;
  readonly onJob: (job: Job) => void;
  readonly onBug: (error: unknown) => void;
}

/** A file on its way in or out of the library. */
export interface Spooled {
  readonly name: string;
  readonly mediaType: string;
  /** Where the bytes wait on disk. */
  readonly path: string;
}

/** Files on their way in or out of the library, known by a token that cannot be guessed. */
export interface Spool {
  put(name: string, mediaType: string, bytes: Uint8Array): string;
  /** Null when the token is unknown. */
  find(token: string): Spooled | null;
}

/** What every noun of the library works with. */
export interface Context {
  readonly store: Store;
  readonly search: SearchIndex;
  readonly companies: Companies;
  readonly scan: MentionScan;
  readonly foundNames: FoundNames;
  readonly surroundings: Surroundings;
}
