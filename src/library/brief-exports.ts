import { Refusal } from '../core/refusal.ts';

/** The refusal of an export that somebody stopped. */
const stopped = (): Refusal => new Refusal('cancelled', 'The export was stopped. No file was written.');

/** The exports a screen waits for, by the name it gave them. */
export class BriefExports {
  readonly #running = new Map<string, AbortController>();

  /**
   * Makes a file as an export of that name and hands it over, unless it was stopped: then nothing is handed over.
   * @throws Refusal `cancelled` when it was stopped, `conflict` when the name is taken
   */
  async run<File, Handed>(
    name: string | undefined,
    make: (signal: AbortSignal) => Promise<File>,
    handOver: (file: File) => Handed,
  ): Promise<Handed> {
    const stop = new AbortController();
    if (name !== undefined) {
      if (this.#running.has(name)) throw new Refusal('conflict', 'This export is already under way.');
      this.#running.set(name, stop);
    }
    try {
      const file = await make(stop.signal).catch((error: unknown) => {
        throw stop.signal.aborted ? stopped() : error;
      });
      // making a file keeps the thread busy; what was asked meanwhile is heard before the file is handed over
      if (name !== undefined) await new Promise((heard) => setImmediate(heard));
      if (stop.signal.aborted) throw stopped();
      return handOver(file);
    } finally {
      if (name !== undefined) this.#running.delete(name);
    }
  }

  /** True when there was something to stop. */
  stop(name: string): boolean {
    const running = this.#running.get(name);
    running?.abort();
    return running !== undefined;
  }
}
