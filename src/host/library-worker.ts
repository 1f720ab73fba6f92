import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../core/refusal.ts';
import type { Surroundings } from '../library/context.ts';
import { openLibrary, type OpenLibrary } from '../library/library.ts';
import { answer } from '../library/verb.ts';
import { bugReport } from './bug-report.ts';
import { fetchPage } from './fetch-page.ts';
import { keptBytes } from './kept-bytes.ts';
import { jsonOf, type FromLibrary, type LibraryWorkerData, type ToLibrary } from './messages.ts';
import { Parser } from './parser.ts';
import { fontCss } from './print-fonts.ts';
import { raster } from './raster.ts';
import { DiskSpool } from './spool.ts';
import { watchFolder } from './watched-folder.ts';

/** The thread that owns the library file. Screens never wait for SQLite: they ask, and are answered. */
const port = parentPort;
if (!port) throw new Error('The library runs in a worker');
const { file, parser: parserScript } = workerData as LibraryWorkerData;
const say = (message: FromLibrary): void => port.postMessage(message);

const printing = new Map<number, { resolve: (bytes: Uint8Array) => void; reject: (error: Error) => void }>();
let prints = 0;
const parser = new Parser(parserScript);
const spool = new DiskSpool();
const onBug = (error: unknown): void => say({ type: 'bug', message: bugReport(error) });

const surroundings: Surroundings = {
  reader: parser,
  runsOn: true,
  fetch: fetchPage,
  spool,
  print: (html, signal) =>
    new Promise((resolve, reject) => {
      const id = ++prints;
      printing.set(id, { resolve, reject });
      signal?.addEventListener('abort', () => say({ type: 'unprint', id }), { once: true });
      say({ type: 'print', id, html });
    }),
  fontCss,
  raster,
  watch: watchFolder,
  onJob: (job) => say({ type: 'announce', name: 'job', payload: job }),
  onBug,
};

/** Uploads and downloads pass through the same verbs as everything else, but only shells may call them. */
const shellVerbs = {
  spool: {
    put: (input: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }) => ({
      token: spool.put(input.name, input.mediaType, input.bytes),
    }),
    find: (input: { readonly token: string }) => spool.find(input.token),
  },
};

let open: OpenLibrary | null = null;
try {
  open = openLibrary(file, surroundings);
  open.subscribe((topics) => say({ type: 'announce', name: 'changed', payload: { topics } }));
  say({ type: 'ready' });
  Promise.resolve(open.library.inbox.start()).catch(onBug);
} catch (error) {
  if (!(error instanceof Refusal)) onBug(error);
  const code = error instanceof Refusal ? error.code : 'bug';
  say({
    type: 'refused',
    answer: { ok: false, code, message: error instanceof Error ? error.message : String(error) },
  });
}

/** How long nobody must have asked anything before the index is tidied, in milliseconds. */
const QUIET = 4_000;
let quiet: NodeJS.Timeout | undefined;

/** Tidies the search index piece by piece while nothing is asked. */
function tidyLater(): void {
  clearTimeout(quiet);
  quiet = setTimeout(() => {
    try {
      if (open?.tidy()) tidyLater();
    } catch (error) {
      onBug(error);
    }
  }, QUIET);
  quiet.unref();
}

/** How long after the start the search index is taken into memory, so that the first key in the search box finds it there. */
const WARM = 1_500;
/** What is searched for to warm it up, as the search box asks: beginnings of words with facets, then a word that has to be guessed. */
const WARMING = ['a', 'compny'];
const warm = (at = 0): void => {
  const query = WARMING[at];
  if (query === undefined || !open) return;
  try {
    open.library.search.run({ query, live: true, facets: true, factsFirst: true });
  } catch (error) {
    onBug(error);
  }
  // what has been asked meanwhile comes first
  setTimeout(() => warm(at + 1), 50).unref();
};
setTimeout(warm, WARM).unref();

async function onMessage(message: ToLibrary): Promise<void> {
  clearTimeout(quiet);
  if (message.type === 'close') {
    await open?.library.inbox.stop();
    const unfinished = open?.library.imports.list().some((job) => job.resumable || job.state === 'running');
    // what is asked from now on finds nothing to ask, and is no fault
    const closing = open;
    open = null;
    closing?.close();
    spool.close(unfinished);
    await parser.close();
    say({ type: 'closed' });
    port!.close();
  } else if (message.type === 'printed') {
    const waiting = printing.get(message.id);
    printing.delete(message.id);
    if (message.bytes) waiting?.resolve(message.bytes);
    else waiting?.reject(new Refusal('unavailable', message.message));
  } else if (!open) return;
  else if (message.type === 'look') open.lookForOthers();
  else if (message.type === 'bytes') {
    try {
      say({ type: 'bytes', id: message.id, reply: keptBytes(open, message.request) });
    } catch (error) {
      if (!(error instanceof Refusal)) onBug(error);
      say({ type: 'bytes', id: message.id, reply: null });
    }
  } else {
    const nouns = message.noun === 'spool' ? shellVerbs : open.library;
    const { id } = message;
    const made = await answer(nouns, message.noun, message.verb, message.input, onBug);
    if (message.json) {
      const bytes = jsonOf(made);
      port!.postMessage({ type: 'json', id, bytes } satisfies FromLibrary, [bytes.buffer]);
    } else say({ type: 'answer', id, answer: made });
    tidyLater();
  }
}

port.on('message', (message: ToLibrary) => {
  onMessage(message).catch(onBug);
});
