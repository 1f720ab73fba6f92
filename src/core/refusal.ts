/**
 * An expected "no": something the program declines to do, in words for the person who asked.
 * A refusal changes nothing. Bugs are ordinary errors and are not refusals.
 */
export type RefusalCode =
  | 'usage' // the request itself is malformed (terminal exit 2)
  | 'not-found' // no such thing
  | 'empty' // nothing to capture, mark or export
  | 'duplicate' // already in the library
  | 'unreadable' // a file or address that cannot be read
  | 'unsupported' // a format or request this program does not handle
  | 'too-large' // over a stated limit
  | 'ambiguous' // several things fit equally well
  | 'no-match' // nothing fits
  | 'conflict' // the state does not allow it
  | 'unavailable' // not yet available, or needs something absent on this machine
  | 'cancelled' // stopped by the user
  | 'timeout' // took longer than its limit
  | 'damaged' // the library file is damaged (terminal exit 4)
  | 'locked' // another program holds the library (terminal exit 4)
  | 'newer' // made by a newer version of the program
  | 'no-space'; // the disk is full

/** Thrown by core and library for every expected "no"; shells turn it into words and an exit code. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  constructor(code: RefusalCode, message: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
  }
}

/** What crosses a process border: a value, or a refusal (`bug` marks a failure nobody expected). */
export type Answer<T = unknown> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: RefusalCode | 'bug'; readonly message: string };
