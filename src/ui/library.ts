import type { Answer, RefusalCode } from '../core/refusal.ts';
import type { Library } from '../library/library.ts';
import type { Remote } from '../library/verb.ts';
import type { HostVerbs, Job, Topic } from '../library/views.ts';
import { refusalWords } from './messages/refusal.ts';

/** What the library announces without being asked. */
export interface Announcements {
  readonly changed: { readonly topics: readonly Topic[] };
  readonly job: Job;
  /** A command was chosen in the system's menu. */
  readonly command: { readonly id: string };
}

/** The bridge to the library: Electron's preload offers one, the browser shell speaks HTTP. */
export interface Transport {
  readonly ask: (noun: string, verb: string, input: unknown) => Promise<Answer>;
  /** Calls the listener for every announcement; returns a function that stops it. */
  readonly subscribe: (listener: (name: string, payload: unknown) => void) => () => void;
}

declare global {
  interface Window {
    dossier?: Transport;
  }
}

/**
 * A "no" of the library as it arrives on the screen, in the language of the interface; `bug` marks a failure nobody
 * expected. `english` is what the library said.
 */
export class RefusalError extends Error {
  readonly code: RefusalCode | 'bug';
  readonly english: string;
  constructor(code: RefusalCode | 'bug', english: string) {
    super(refusalWords(code, english));
    this.name = 'RefusalError';
    this.code = code;
    this.english = english;
  }
}

const httpTransport = (): Transport => {
  const listeners = new Set<(name: string, payload: unknown) => void>();
  let events: EventSource | null = null;
  const forward = (name: string) => (event: MessageEvent<string>) => {
    const payload: unknown = JSON.parse(event.data);
    for (const listener of listeners) listener(name, payload);
  };
  return {
    ask: async (noun, verb, input) => {
      const response = await fetch('/ask', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ noun, verb, input }),
      });
      if (!response.ok && response.headers.get('content-type')?.includes('json') !== true)
        return { ok: false, code: 'unavailable', message: `${response.status} ${response.statusText}` };
      return (await response.json()) as Answer;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      if (!events) {
        events = new EventSource('/events');
        events.addEventListener('changed', forward('changed'));
        events.addEventListener('job', forward('job'));
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        events?.close();
        events = null;
      };
    },
  };
};

let transport: Transport | null = null;
const bridge = (): Transport => (transport ??= window.dossier ?? httpTransport());

/** Puts another transport in place; the component tests give the library they made in memory. */
export const useTransport = (other: Transport): void => {
  transport = other;
};

const ask = async (noun: string, verb: string, input: unknown): Promise<unknown> => {
  const answer = await bridge().ask(noun, verb, input);
  if (answer.ok) return answer.value;
  throw new RefusalError(answer.code, answer.message);
};

const verbsOf = (noun: string): object =>
  new Proxy(
    {},
    {
      get: (_, verb) => (typeof verb === 'string' ? (input?: unknown) => ask(noun, verb, input) : undefined),
    },
  );

/** What the desktop shell answers itself; a browser has no such noun. */
interface ShellVerbs {
  readonly menu: (input: { readonly menus: readonly unknown[] }) => Promise<unknown>;
}

/** The library, and what the shell around it answers itself. */
type All = Remote<Library> & { readonly host: HostVerbs; readonly shell: ShellVerbs };

const nouns = new Map<string, object>();

/** Every noun and verb of the library. Nothing is written per verb: the names travel as they are. */
export const library: All = new Proxy({} as All, {
  get: (_, noun) => {
    if (typeof noun !== 'string') return undefined;
    const known = nouns.get(noun) ?? verbsOf(noun);
    nouns.set(noun, known);
    return known;
  },
});

/** Listens to one kind of announcement; returns a function that stops it. */
export const listen = <Name extends keyof Announcements>(
  name: Name,
  listener: (payload: Announcements[Name]) => void,
): (() => void) =>
  bridge().subscribe((announced, payload) => {
    if (announced === name) listener(payload as Announcements[Name]);
  });

/** Hands a file's bytes to the library; the token names them in `capture` and `imports`. */
export async function upload(file: File): Promise<string> {
  const response = await fetch('/upload', {
    method: 'POST',
    headers: { 'x-name': encodeURIComponent(file.name), 'content-type': 'application/octet-stream' },
    body: file,
  });
  const answer = (await response.json()) as { token?: string; code?: RefusalCode; message?: string };
  if (answer.token === undefined)
    throw new RefusalError(answer.code ?? 'bug', answer.message ?? response.statusText);
  return answer.token;
}
