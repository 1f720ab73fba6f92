import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Answer } from '../../src/core/refusal.ts';
import { LibraryClient } from '../../src/host/library-client.ts';
import { workerScript } from '../../src/host/worker-script.ts';
import { projectFolder } from '../../db/folder.ts';
import { makeLargeLibrary } from './large-library.ts';

const MB = 1024 ** 2;
/** The workers as they are shipped where the program was built, because their memory is that of the built program. */
const script = (name: 'library-worker' | 'parse-worker'): string => {
  const built = join(projectFolder(), 'out', 'main', `${name}.js`);
  return existsSync(built) ? built : workerScript(name);
};
/** Megabytes of this process that are no file. */
const anonymous = (): number => {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/^RssAnon:\s*(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
};
const figure = (value: number): string => value.toFixed(0).padStart(7);

/**
 * "npm run bench -- large [--sources N] [--file PATH] [--keep]": writes a library of 1,000,000 sources (10 GB and more) with
 * one article of 50 MB and one source with 100,000 annotations, opens it as the shells do, and asks what the screens ask.
 * Times are wall times, and in brackets the processor time; memory is that of the whole program.
 */
export async function run(argv: readonly string[]): Promise<void> {
  const option = (name: string): string | null => {
    const at = argv.indexOf(`--${name}`);
    return at >= 0 ? (argv[at + 1] ?? '') : null;
  };
  const sources = Number(option('sources') ?? 1_000_000);
  const file = option('file') ?? join(tmpdir(), 'dossier-large', 'library.dossier');
  const share = Math.min(1, sources / 1_000_000);
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    makeLargeLibrary(
      file,
      {
        sources,
        originalBytes: 3600,
        longArticle: Math.round(50_000_000 * share),
        annotations: Math.round(100_000 * share),
      },
      (line) => console.log(line),
    );
  }
  console.log(`${(statSync(file).size / 1e9).toFixed(1)} GB`);
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const began = performance.now();
  const client = await LibraryClient.open({
    file,
    script: script('library-worker'),
    parser: script('parse-worker'),
    print: () => Promise.reject(new Error('no printer')),
    onBug: (message) => console.error(message),
  });
  const opened = performance.now() - began;
  console.log(
    `open ${figure(opened)} ms (target <= 2000); memory ${figure(process.memoryUsage.rss() / MB)} MB (target <= 500)`,
  );
  const ask = async (words: string, noun: string, verb: string, input?: unknown): Promise<unknown> => {
    peak = 0;
    delay.reset();
    const from = performance.now();
    const worked = process.cpuUsage();
    const answer = JSON.parse(new TextDecoder().decode(await client.askJson(noun, verb, input))) as Answer;
    const took = performance.now() - from;
    const { user, system } = process.cpuUsage(worked);
    peak = Math.max(peak, process.memoryUsage.rss());
    console.log(
      `${words.padEnd(38)} ${figure(took)} ms (${figure((user + system) / 1000)} of work); the shell itself waited ${figure(delay.max / 1e6)} ms; memory ${figure(peak / MB)} MB, ${figure(anonymous())} no file${answer.ok ? '' : `; ${answer.message}`}`,
    );
    return answer.ok ? answer.value : null;
  };
  await ask('counts of the sidebar', 'sources', 'counts');
  await ask('first page of the list', 'sources', 'list', { limit: 100 });
  await ask('a page far down the list', 'sources', 'list', { limit: 100, offset: sources - 200 });
  await ask('the list by title', 'sources', 'list', { limit: 100, sort: 'title' });
  await ask('the first search', 'search', 'run', { query: 'the' });
  await ask('a keystroke', 'search', 'run', { query: 'm', live: true });
  await ask('two words', 'search', 'run', { query: 'market company' });
  await ask('words of an annotation', 'search', 'run', { query: 'note 4990' });
  const newest = (await ask('the newest', 'sources', 'list', { limit: 40 })) as {
    readonly sources: readonly { readonly id: string; readonly title: string }[];
  };
  const called = (title: string): string | undefined =>
    newest.sources.find((source) => source.title === title)?.id;
  const [marked, long] = [called('The marked article'), called('The long article')];
  await ask('annotations, first page', 'annotations', 'list', { limit: 100 });
  await ask('open the source with its annotations', 'reading', 'open', { id: marked });
  await ask('open the long article', 'reading', 'open', { id: long });
  await ask('save a new source', 'capture', 'save', {
    text: `A new one\n\nWords of the instant ${began} that are not yet in so large a library.`,
  });
  await ask('save another', 'capture', 'save', {
    text: `Another one\n\nWords of the instant ${began + 1} that are not yet in it either.`,
  });
  await ask('star it', 'sources', 'setStarred', { ids: [marked], starred: true });
  clearInterval(watch);
  await client.close();
}
