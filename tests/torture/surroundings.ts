import { DiskSpool } from '../../src/host/spool.ts';
import { Parser } from '../../src/host/parser.ts';
import { workerScript } from '../../src/host/worker-script.ts';
import { Refusal } from '../../src/core/refusal.ts';
import type { Surroundings } from '../../src/library/context.ts';

/** What a library needs around it to be opened by the torture: the real parser in its worker, no network, no printer. */
export function tortureSurroundings(): Surroundings & { close(): Promise<void> } {
  const parser = new Parser(workerScript('parse-worker'));
  const spool = new DiskSpool();
  const none = (what: string) => () => Promise.reject(new Refusal('unavailable', `No ${what} here.`));
  return {
    reader: parser,
    spool,
    fetch: none('network'),
    print: none('printer'),
    fontCss: () => '',
    onJob: () => {},
    onBug: (error) => {
      throw error;
    },
    close: async () => {
      spool.close();
      await parser.close();
    },
  };
}
