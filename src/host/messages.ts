import type { Answer } from '../core/refusal.ts';
import type { Job, Topic } from '../library/views.ts';

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
  | { readonly type: 'bytes'; readonly id: number; readonly reply: BytesReply | null }
  | { readonly type: 'print'; readonly id: number; readonly html: string }
  | { readonly type: 'announce'; readonly name: keyof Announcements; readonly payload: unknown }
  | { readonly type: 'bug'; readonly message: string }
  | { readonly type: 'closed' };

/** What the library worker is started with. */
export interface LibraryWorkerData {
  readonly file: string;
  readonly parser: string;
}
