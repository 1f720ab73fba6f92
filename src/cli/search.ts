import type { Command } from 'commander';
import { Refusal } from '../core/refusal.ts';
import type { SearchResult } from '../core/search/document.ts';
import { OPERATORS, PLACES } from '../core/search/operators.ts';
import { gathered, wholeNumber, type Terminal } from './terminal.ts';
import { linesOf, type Session } from './session.ts';

const SORTS = ['relevance', 'newest', 'oldest'] as const;
type Place = (typeof PLACES)[number];

interface Options {
  readonly in?: string[];
  readonly limit?: number;
  readonly offset?: number;
  readonly batch?: string;
  readonly sort?: string;
  readonly exact?: boolean;
  readonly facets?: boolean;
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

/** The operators, one line each, for the end of the help. */
const operatorHelp = (): string =>
  `\nOperators:\n${OPERATORS.map(({ name, hint, example }) => `  ${`${name}:`.padEnd(10)}${hint.padEnd(40)}${example}`).join('\n')}`;

/** The search commands. */
export function searchCommands(program: Command, terminal: Terminal): void {
  program
    .command('search')
    .description('search everything: one ranked list of passages')
    .argument('[query...]', 'words, "phrases", -not, OR, operators such as company: and before:')
    .option('--in <places>', `only in these (${PLACES.join(', ')}; comma separated)`, gathered)
    .option('--limit <n>', 'at most this many', wholeNumber)
    .option('--offset <n>', 'leave out the first ones', wholeNumber)
    .option('--sort <order>', SORTS.join(', '))
    .option('--exact', 'only the words as typed: no typos, forms or other names')
    .option('--facets', 'count what was found by kind, year, language, publication, tag, company and colour')
    .option('--batch <file>', 'one query per line (- is standard input); one JSON document per line out')
    .addHelpText('after', operatorHelp)
    .action((words: string[], options: Options) =>
      terminal.library(async ({ library }: Session) => {
        const places = (options.in ?? [])
          .flatMap((given) => given.split(','))
          .map((place) => place.trim()) as Place[];
        const unknown = places.find((place) => !PLACES.includes(place));
        if (unknown)
          throw new Refusal('usage', `There is no place "${unknown}". Places: ${PLACES.join(', ')}.`);
        const sort = SORTS.find((order) => order === (options.sort ?? 'relevance'));
        if (!sort)
          throw new Refusal('usage', `There is no order "${options.sort}". Orders: ${SORTS.join(', ')}.`);
        const ask = (query: string): SearchResult =>
          library.search.run({
            query,
            in: places.length > 0 ? places : undefined,
            limit: options.limit,
            offset: options.offset,
            sort,
            exactWords: options.exact ?? false,
            facets: options.facets ?? false,
          });
        if (options.batch !== undefined) {
          for (const line of await linesOf(options.batch)) terminal.output().line(JSON.stringify(ask(line)));
          return;
        }
        if (words.length === 0) throw new Refusal('usage', 'Give some words to search for.');
        terminal.output().result(ask(words.join(' ')), asText);
      }),
    );
  program
    .command('related')
    .description('what is about the same as a source, best first')
    .argument('<source>', 'id of the source')
    .option('--limit <n>', 'at most this many', wholeNumber)
    .action((id: string, options: Options) =>
      terminal.library(({ library }: Session) => {
        library.sources.open({ id });
        terminal.output().result(library.search.like({ id, limit: options.limit ?? 10 }), asText);
      }),
    );
}
