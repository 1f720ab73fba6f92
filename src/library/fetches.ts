import { Refusal } from '../core/refusal.ts';
import type { Asset } from '../core/capture/format.ts';
import type { Pictures } from './pictures.ts';

/** How far a fetch is: the page with its bytes so far, or the pictures. */
export interface FetchProgress {
  readonly stage: 'page' | 'pictures';
  /** Bytes of the page received. */
  readonly bytes: number;
  readonly done: number;
  readonly total: number;
}

/** A fetch that is under way. */
export interface Fetch {
  readonly signal: AbortSignal;
  readonly tell: (progress: FetchProgress) => void;
}

/** A page that was fetched to be looked at: its address after all redirects, and the pictures of its article. */
export interface FetchedPage {
  readonly url: string;
  readonly pictures: Pictures;
}

/** Fetched pages kept until they are saved. */
const KEPT = 8;

/** The fetches a screen waits for, by the name it gave them, and the fetched pages that are not saved yet. */
export class Fetches {
  readonly #running = new Map<string, { stop: AbortController; progress: FetchProgress }>();
  readonly #pages = new Map<string, FetchedPage>();
  #shown: readonly Asset[] = [];

  /** Does the work as a fetch of that name; a name that is taken is refused. */
  async run<T>(name: string | undefined, work: (fetch: Fetch) => Promise<T>): Promise<T> {
    const stop = new AbortController();
    if (name === undefined) return work({ signal: stop.signal, tell: () => {} });
    if (this.#running.has(name)) throw new Refusal('conflict', 'This fetch is already under way.');
    const entry = { stop, progress: { stage: 'page', bytes: 0, done: 0, total: 0 } as FetchProgress };
    this.#running.set(name, entry);
    try {
      return await work({
        signal: stop.signal,
        tell: (progress) => {
          entry.progress = progress;
        },
      });
    } finally {
      this.#running.delete(name);
    }
  }

  /** Null when no fetch of that name is under way. */
  progress(name: string): FetchProgress | null {
    return this.#running.get(name)?.progress ?? null;
  }

  /** True when there was something to stop. */
  stop(name: string): boolean {
    const entry = this.#running.get(name);
    entry?.stop.abort();
    return entry !== undefined;
  }

  /** Keeps what is known of a fetched page under the token of its bytes. */
  keepPage(token: string, page: FetchedPage): void {
    this.#pages.set(token, page);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= KEPT) break;
      this.#pages.delete(oldest);
    }
  }

  /** Keeps the pictures of what is being looked at before it is saved, in place of those before. */
  show(assets: readonly Asset[]): void {
    this.#shown = assets;
  }

  /** A picture of what is being looked at, or null. */
  shown(hash: string): Asset | null {
    return this.#shown.find((asset) => asset.hash === hash) ?? null;
  }

  /** The fetched page whose bytes wait under a token, or null. */
  pageOf(token: string): FetchedPage | null {
    return this.#pages.get(token) ?? null;
  }
}

const ofLibrary = new WeakMap<object, Fetches>();

/** The fetches of one open library. */
export function fetchesOf(library: object): Fetches {
  const known = ofLibrary.get(library) ?? new Fetches();
  ofLibrary.set(library, known);
  return known;
}
