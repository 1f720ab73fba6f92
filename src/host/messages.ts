import type { Answer } from '../core/refusal.ts';
import type { Job, Topic } from '../library/views.ts';

/**
 * Megabytes a worker may fill with young objects before they are looked through. V8's own limit is three times that, and it
 * fills what it may: each worker would keep 30 to 50 MB of rubbish.
 */
export const YOUNG = 16;

/** Bytes kept in the library, by address. */
export type BytesRequest =
  | { readonly kind: 'asset'; readonly hash: string }
  | { readonly kind: 'original'; readonly versionId: string }
  | { readonly kind: 'page'; readonly versionId: string };

/** Bytes with what a browser needs to know of them. */
export interface BytesReply {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly name: string;
}

/** Announcements of the library. */
export interface Announcements {
  readonly changed: { readonly topics: readonly Topic[] };
  readonly job: Job;
}

export type ToLibrary =
  | {
      readonly type: 'ask';
      readonly id: number;
      readonly noun: unknown;
      readonly verb: unknown;
      readonly input: unknown;
      /** Asks for the answer as the bytes of its JSON, which a shell can hand on without reading them. */
      readonly json: boolean;
    }
  | { readonly type: 'bytes'; readonly id: number; readonly request: BytesRequest }
  | {
      readonly type: 'printed';
      readonly id: number;
      readonly bytes: Uint8Array | null;
      readonly message: string;
    }
  | { readonly type: 'look' }
  | { readonly type: 'close' };

export type FromLibrary =
  | { readonly type: 'ready' }
  | { readonly type: 'refused'; readonly answer: Answer }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly type: 'json'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'bytes'; readonly id: number; readonly reply: BytesReply | null }
  | { readonly type: 'print'; readonly id: number; readonly html: string }
  /** The print of that number is not wanted any more. */
  | { readonly type: 'unprint'; readonly id: number }
  | { readonly type: 'announce'; readonly name: keyof Announcements; readonly payload: unknown }
  | { readonly type: 'bug'; readonly message: string }
  | { readonly type: 'closed' };

/** What the library worker is started with. */
export interface LibraryWorkerData {
  readonly file: string;
  readonly parser: string;
}

/** An answer as the bytes of its JSON. */
export const jsonOf = (answer: Answer): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify(answer));
