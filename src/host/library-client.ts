import { Worker } from 'node:worker_threads';
import { Refusal, type Answer } from '../core/refusal.ts';
import type { Spooled } from '../library/context.ts';
import { bugReport } from './bug-report.ts';
import {
  jsonOf,
  YOUNG,
  type Announcements,
  type BytesReply,
  type BytesRequest,
  type FromLibrary,
  type LibraryWorkerData,
  type ToLibrary,
} from './messages.ts';

export interface LibraryClientOptions extends LibraryWorkerData {
  /** Path of the built (or source) library worker. */
  readonly script: string | URL;
  readonly print: (html: string, signal?: AbortSignal) => Promise<Uint8Array>;
  readonly onBug: (message: string) => void;
}

export type Listener = <Name extends keyof Announcements>(name: Name, payload: Announcements[Name]) => void;

/** How often another program's writes to the same file are looked for, in milliseconds. */
const LOOK_EVERY = 1500;

const STOPPED: Answer = {
  ok: false,
  code: 'bug',
  message: 'The library stopped. Start Dossier again; saved work is safe.',
};

/** A library that runs in a worker thread, seen from a shell. */
export class LibraryClient {
  readonly #worker: Worker;
  readonly #options: LibraryClientOptions;
  readonly #answers = new Map<number, (answer: Answer) => void>();
  readonly #json = new Map<number, (bytes: Uint8Array) => void>();
  readonly #prints = new Map<number, AbortController>();
  readonly #bytes = new Map<number, (reply: BytesReply | null) => void>();
  readonly #listeners = new Set<Listener>();
  readonly #closed: Promise<void>;
  readonly #look: NodeJS.Timeout;
  #next = 0;

  private constructor(options: LibraryClientOptions, worker: Worker) {
    this.#options = options;
    this.#worker = worker;
    this.#closed = new Promise((resolve) => {
      worker.once('exit', () => {
        clearInterval(this.#look);
        for (const resolve of this.#answers.values()) resolve(STOPPED);
        for (const resolve of this.#json.values()) resolve(jsonOf(STOPPED));
        for (const resolve of this.#bytes.values()) resolve(null);
        resolve();
      });
    });
    this.#look = setInterval(() => this.#say({ type: 'look' }), LOOK_EVERY);
    this.#look.unref();
    worker.on('message', (message: FromLibrary) => this.#hear(message));
    worker.on('error', (error) => options.onBug(bugReport(error)));
  }

  /** Starts the worker and opens the library. Throws the library's Refusal when it will not open. */
  static async open(options: LibraryClientOptions): Promise<LibraryClient> {
    const data: LibraryWorkerData = { file: options.file, parser: options.parser };
    const worker = new Worker(options.script, {
      workerData: data,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG },
    });
    const client = new LibraryClient(options, worker);
    await new Promise<void>((resolve, reject) => {
      worker.once('error', reject);
      worker.on('message', function first(message: FromLibrary) {
        if (message.type === 'ready') resolve();
        else if (message.type === 'refused' && !message.answer.ok) {
          const { code, message: text } = message.answer;
          reject(code === 'bug' ? new Error(text) : new Refusal(code, text));
        } else return;
        worker.off('message', first);
      });
    }).catch(async (error: unknown) => {
      await client.close();
      throw error;
    });
    return client;
  }

  get file(): string {
    return this.#options.file;
  }

  /** Asks one verb. Never rejects: a failure is an answer. */
  ask(noun: unknown, verb: unknown, input: unknown): Promise<Answer> {
    return new Promise((resolve) => {
      const id = ++this.#next;
      this.#answers.set(id, resolve);
      this.#say({ type: 'ask', id, noun, verb, input, json: false });
    });
  }

  /**
   * Asks one verb and gives the bytes of the answer's JSON. They are moved, not copied, from the library's thread, and
   * never become objects here: a large answer costs the shell neither time nor its memory over again.
   */
  askJson(noun: unknown, verb: unknown, input: unknown): Promise<Uint8Array> {
    return new Promise((resolve) => {
      const id = ++this.#next;
      this.#json.set(id, resolve);
      this.#say({ type: 'ask', id, noun, verb, input, json: true });
    });
  }

  /** Bytes kept in the library; null when there are none at that address. */
  bytes(request: BytesRequest): Promise<BytesReply | null> {
    return new Promise((resolve) => {
      const id = ++this.#next;
      this.#bytes.set(id, resolve);
      this.#say({ type: 'bytes', id, request });
    });
  }

  /** Takes an uploaded file in; gives the token the verbs know it by. */
  async upload(name: string, mediaType: string, bytes: Uint8Array): Promise<string> {
    const answer = await this.ask('spool', 'put', { name, mediaType, bytes });
    if (!answer.ok) throw new Error(answer.message);
    return (answer.value as { token: string }).token;
  }

  /** A file made for download, or null. */
  async download(token: string): Promise<Spooled | null> {
    const answer = await this.ask('spool', 'find', { token });
    return answer.ok ? (answer.value as Spooled | null) : null;
  }

  /** Hears what the library announces; returns how to stop. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Closes the library and ends the worker. */
  async close(): Promise<void> {
    clearInterval(this.#look);
    this.#say({ type: 'close' });
    const late = setTimeout(() => void this.#worker.terminate(), 10_000);
    await this.#closed;
    clearTimeout(late);
  }

  #say(message: ToLibrary): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
    this.#worker.postMessage(message);
  }

  #hear(message: FromLibrary): void {
    if (message.type === 'answer') {
      this.#answers.get(message.id)?.(message.answer);
      this.#answers.delete(message.id);
    } else if (message.type === 'json') {
      this.#json.get(message.id)?.(message.bytes);
      this.#json.delete(message.id);
    } else if (message.type === 'bytes') {
      this.#bytes.get(message.id)?.(message.reply);
      this.#bytes.delete(message.id);
    } else if (message.type === 'announce') {
      for (const listener of this.#listeners) listener(message.name, message.payload as never);
    } else if (message.type === 'bug') this.#options.onBug(message.message);
    else if (message.type === 'print') {
      const { id, html } = message;
      const stop = new AbortController();
      this.#prints.set(id, stop);
      this.#options
        .print(html, stop.signal)
        .finally(() => this.#prints.delete(id))
        .then((bytes) => this.#say({ type: 'printed', id, bytes, message: '' }))
        .catch((error: unknown) =>
          this.#say({
            type: 'printed',
            id,
            bytes: null,
            message: error instanceof Error ? error.message : String(error),
          }),
        );
    } else if (message.type === 'unprint') this.#prints.get(message.id)?.abort();
  }
}
