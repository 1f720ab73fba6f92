import { InvalidArgumentError } from 'commander';
import type { Output } from './output.ts';
import type { Session } from './session.ts';

/** What every command gets: where to speak, and a library when it asks for one. */
export interface Terminal {
  readonly output: () => Output;
  readonly file: () => string;
  /** Opens the library for the length of some work; the number returned is the exit code. */
  readonly library: (work: (session: Session) => Promise<number | void> | number | void) => Promise<void>;
  /** Ends the command with an exit code other than 0. */
  readonly exit: (code: number) => void;
}

/** Reads a whole number of an option. */
export function wholeNumber(given: string): number {
  if (!/^\d{1,15}$/.test(given)) throw new InvalidArgumentError(`"${given}" is not a whole number.`);
  return Number(given);
}

/** Gathers the values of an option that may be given several times. */
export const gathered = (value: string, before: readonly string[] = []): string[] => [...before, value];
