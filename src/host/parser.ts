import { Worker } from 'node:worker_threads';
import type { Captured, Unread } from '../core/capture/format.ts';
import { Refusal } from '../core/refusal.ts';
import type { Reader, ReadRequest } from '../library/context.ts';
import { YOUNG } from './messages.ts';
import type { FromParser, ToParser } from './parse-messages.ts';

export interface ParserOptions {
  /** Longest time for one item, in milliseconds. A parser that takes longer is stopped and its input reported. */
  readonly timeout?: number;
  /** Memory a parser may use, in megabytes. */
  readonly memory?: number;
  /** How long a worker without work is kept, in milliseconds. */
  readonly keptIdle?: number;
}

/**
 * V8 ends the whole process when one burst of allocation passes a worker's own limit, so that limit is only the last
 * resort, this many megabytes above ours; ours is watched from outside, this often (milliseconds).
 */
const HEADROOM = 512;
const WATCH_EVERY = 50;
/** How long a worker without work is kept, in milliseconds: its libraries take some hundred megabytes. */
const KEPT_IDLE = 60_000;
/** Longest a parser may take to load, in milliseconds; on a busy machine that is many times what it needs. */
const LONGEST_START = 180_000;

const nameOf = (request: ReadRequest): string =>
  ('input' in request ? request.input.name : request.path.split(/[\\/]/).pop()) || 'The input';

/**
 * Reads inputs in a worker of its own, with limits on time and memory: pages come from strangers and parsers may hang.
 * A worker that was stopped is replaced for the next input. One input at a time; further ones wait.
 */
export class Parser implements Reader {
  readonly #script: string | URL;
  readonly #timeout: number;
  readonly #memory: number;
  readonly #keptIdle: number;
  #worker: Worker | null = null;
  /** Whether the present worker has loaded its parsers. */
  #ready = false;
  #last: Promise<void> = Promise.resolve();
  #reading = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(script: string | URL, options: ParserOptions = {}) {
    this.#script = script;
    this.#timeout = options.timeout ?? 60_000;
    this.#memory = options.memory ?? 1536;
    this.#keptIdle = options.keptIdle ?? KEPT_IDLE;
  }

  async *read(request: ReadRequest): AsyncIterable<Captured | Unread> {
    clearTimeout(this.#idle);
    this.#reading++;
    const before = this.#last;
    let release = (): void => {};
    this.#last = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    let finished = false;
    try {
      let reply = await this.#ask({ type: 'read', request }, nameOf(request));
      while (reply.type === 'item') {
        yield reply.item;
        reply = await this.#ask({ type: 'next' }, nameOf(request));
      }
      finished = true;
      if (reply.type === 'refused') throw new Refusal(reply.code, reply.message);
      if (reply.type === 'failed')
        throw new Refusal('unreadable', `${nameOf(request)} could not be read: ${firstLine(reply.message)}`);
    } finally {
      // left half-way (cancelled): the worker still holds the input, so it is not used again
      if (!finished) await this.close();
      release();
      if (--this.#reading === 0) {
        this.#idle = setTimeout(() => {
          if (this.#reading === 0) void this.close();
        }, this.#keptIdle);
        this.#idle.unref();
      }
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #ask(message: ToParser, name: string): Promise<FromParser> {
    if (this.#worker === null) this.#ready = false;
    const worker = (this.#worker ??= new Worker(this.#script, {
      resourceLimits: { maxOldGenerationSizeMb: this.#memory + HEADROOM, maxYoungGenerationSizeMb: YOUNG },
      // what a parsing library prints must not reach a terminal that expects JSON
      stdout: true,
      stderr: true,
    }));
    worker.unref();
    worker.ref();
    return new Promise((resolve, reject) => {
      let settled = false;
      const settle = (): void => {
        settled = true;
        clearTimeout(timer);
        clearInterval(watch);
        worker.off('message', onMessage);
        worker.off('error', onError);
        worker.off('exit', onExit);
        worker.unref();
      };
      const stop = (refusal: Refusal): void => {
        settle();
        this.#worker = null;
        void worker.terminate();
        reject(refusal);
      };
      const tooLarge = (): Refusal =>
        new Refusal(
          'too-large',
          `${name} needs more memory than a source may take (${this.#memory} MB). It was left out.`,
        );
      let looking = false;
      const watch = setInterval(() => {
        if (looking) return;
        looking = true;
        worker
          .getHeapStatistics()
          .then((heap) => {
            looking = false;
            if (!settled && heap.used_heap_size + heap.external_memory > this.#memory * 1024 * 1024)
              stop(tooLarge());
          })
          // it is only starting, or has ended; both are told by the worker itself
          .catch(() => {
            looking = false;
          });
      }, WATCH_EVERY);
      const onMessage = (reply: FromParser): void => {
        if (reply.type === 'ready') {
          this.#ready = true;
          clearTimeout(timer);
          timer = begin();
          return;
        }
        settle();
        resolve(reply);
      };
      const onError = (error: Error): void => {
        if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') stop(tooLarge());
        else stop(new Refusal('unreadable', `${name} could not be read: ${firstLine(error.message)}`));
      };
      const onExit = (): void =>
        stop(new Refusal('unreadable', `${name} could not be read: its parser stopped.`));
      const begin = (): NodeJS.Timeout =>
        setTimeout(
          () =>
            stop(
              new Refusal(
                'timeout',
                `${name} took longer than ${this.#timeout / 1000} seconds to read. It was left out.`,
              ),
            ),
          this.#timeout,
        );
      // the time to start the parser is not the input's; a parser that never starts is stopped as well
      let timer = setTimeout(
        () => stop(new Refusal('unavailable', `${name} could not be read: the parser did not start.`)),
        LONGEST_START,
      );
      if (this.#ready) {
        clearTimeout(timer);
        timer = begin();
      }
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.on('exit', onExit);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
      worker.postMessage(message);
    });
  }
}

const firstLine = (text: string): string => text.split('\n', 1)[0]!.slice(0, 300);
