import { Refusal } from '../core/refusal.ts';

/** Exit codes of the contract (spec/cli). */
export const EXIT = { done: 0, partly: 1, usage: 2, refused: 3, library: 4 } as const;

/** How a command speaks: one JSON document on stdout, or text; everything else goes to stderr. */
export class Output {
  readonly json: boolean;
  readonly quiet: boolean;
  #wrote = false;

  constructor(json: boolean, quiet: boolean) {
    this.json = json;
    this.quiet = quiet;
  }

  /** The result: as JSON, or as the lines that `text` makes of it. */
  result<T>(value: T, text: (value: T) => string): void {
    this.#wrote = true;
    this.line(this.json ? JSON.stringify(value) : text(value));
  }

  /** One line on stdout; for JSON Lines and raw text. */
  line(text: string): void {
    this.#wrote = true;
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  /** Bytes on stdout, exactly. */
  bytes(bytes: Uint8Array): void {
    this.#wrote = true;
    process.stdout.write(bytes);
  }

  /** A remark for the person, on stderr. */
  say(text: string): void {
    if (!this.quiet) process.stderr.write(`${text}\n`);
  }

  /** Progress on stderr: a bar on a terminal, plain lines otherwise. */
  progress(done: number, total: number | null, current: string | null): void {
    if (this.quiet) return;
    const share = total ? ` of ${total}` : '';
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${done}${share} ${(current ?? '').slice(-60)}`);
    else if (total !== null && (done === total || done % 100 === 0))
      process.stderr.write(`${done}${share}\n`);
  }

  endProgress(): void {
    if (!this.quiet && process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }

  /** Says what went wrong and gives the exit code. */
  failure(error: unknown): number {
    if (!(error instanceof Refusal)) {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      if (this.json && !this.#wrote)
        this.line(JSON.stringify({ error: { code: 'bug', message: String(error) } }));
      return EXIT.refused;
    }
    process.stderr.write(`${error.message}\n`);
    if (this.json && !this.#wrote)
      this.line(JSON.stringify({ error: { code: error.code, message: error.message } }));
    if (error.code === 'usage') return EXIT.usage;
    return error.code === 'damaged' || error.code === 'locked' ? EXIT.library : EXIT.refused;
  }
}
