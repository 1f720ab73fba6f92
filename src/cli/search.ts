import type { Command } from 'commander';
import { Refusal } from '../core/refusal.ts';
import type { SearchResult } from '../core/search/document.ts';
import { gathered, wholeNumber, type Terminal } from './terminal.ts';
import { linesOf, type Session } from './session.ts';

const PLACES = ['sources', 'annotations', 'notes', 'companies', 'facts', 'briefs'] as const;
type Place = (typeof PLACES)[number];

interface Options {
  readonly in?: string[];
  readonly limit?: number;
  readonly offset?: number;
  readonly batch?: string;
}

const asText = (result: SearchResult): string =>
  [
    ...(result.corrected ? [`Showing results for: ${result.corrected}`] : []),
    ...result.hits.map(
      (hit) =>
        `${hit.kind.padEnd(10)} ${hit.id}  ${hit.title}\n           ${hit.snippet.replace(/\s+/g, ' ')}`,
    ),
    `${result.total} found`,
  ].join('\n');

/** The search command. */
export function searchCommands(program: Command, terminal: Terminal): void {
  program
    .command('search')
    .description('search everything: one ranked list of passages')
    .argument('[query...]', 'words, "phrases", -not, OR, operators such as company: and before:')
    .option('--in <places>', `only in these (${PLACES.join(', ')}; comma separated)`, gathered)
    .option('--limit <n>', 'at most this many', wholeNumber)
    .option('--offset <n>', 'leave out the first ones', wholeNumber)
    .option('--batch <file>', 'one query per line (- is standard input); one JSON document per line out')
    .action((words: string[], options: Options) =>
      terminal.library(async ({ library }: Session) => {
        const places = (options.in ?? [])
          .flatMap((given) => given.split(','))
          .map((place) => place.trim()) as Place[];
        const unknown = places.find((place) => !PLACES.includes(place));
        if (unknown)
          throw new Refusal('usage', `There is no place "${unknown}". Places: ${PLACES.join(', ')}.`);
        const ask = (query: string): SearchResult =>
          library.search.run({
            query,
            in: places.length > 0 ? places : undefined,
            limit: options.limit,
            offset: options.offset,
          });
        if (options.batch !== undefined) {
          for (const line of await linesOf(options.batch)) terminal.output().line(JSON.stringify(ask(line)));
          return;
        }
        if (words.length === 0) throw new Refusal('usage', 'Give some words to search for.');
        terminal.output().result(ask(words.join(' ')), asText);
      }),
    );
}
