import type { Captured, Unread } from '../core/capture/format.ts';
import type { RefusalCode } from '../core/refusal.ts';
import type { ReadRequest } from '../library/context.ts';

/** What the parser worker is told: read something, then give item after item as asked. */
export type ToParser = { readonly type: 'read'; readonly request: ReadRequest } | { readonly type: 'next' };

/** What it answers, once per question. */
export type FromParser =
  /** Its code is loaded. */
  | { readonly type: 'ready' }
  | { readonly type: 'item'; readonly item: Captured | Unread }
  | { readonly type: 'done' }
  | { readonly type: 'refused'; readonly code: RefusalCode; readonly message: string }
  | { readonly type: 'failed'; readonly message: string };
