import type { Command } from 'commander';
import { anchorBatch } from '../core/anchor/batch.ts';
import { COLOURS } from '../core/annotation.ts';
import { annotationsCsv, annotationsMarkdown } from '../core/exchange/annotation-lists.ts';
import { toJsonLd } from '../core/exchange/json-ld.ts';
import { Refusal } from '../core/refusal.ts';
import { storedAnnotations, toAnnotations } from '../library/annotation-rows.ts';
import { storedSource, toSource } from '../library/source-rows.ts';
import { annotationEditCommands, colourOf } from './annotation-edits.ts';
import { EXIT } from './output.ts';
import { gathered, type Terminal } from './terminal.ts';
import { jsonLine, linesOf, textOf, type Session } from './session.ts';

interface Given {
  readonly quote?: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly note?: string;
  readonly colour?: string;
  readonly tag?: string[];
  readonly batch?: string;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Commands about annotations. */
export function annotationCommands(program: Command, terminal: Terminal): void {
  program
    .command('annotate')
    .description('highlight the stretch of a source that best fits a quote')
    .argument('[source]')
    .option('--quote <text>', 'the words to highlight')
    .option('--prefix <text>', 'words just before')
    .option('--suffix <text>', 'words just after')
    .option('--note <text>', 'a note in Markdown')
    .option('--colour <colour>', COLOURS.join(', '))
    .option('--tag <tag>', 'may be repeated', gathered)
    .option('--batch <file>', 'JSON Lines of {source, quote, prefix?, suffix?, note?, colour?, tags?}')
    .action((source: string | undefined, options: Given) =>
      terminal.library(async ({ library }: Session) => {
        if (options.batch !== undefined) {
          let failures = 0;
          let done = 0;
          for (const [i, line] of (await linesOf(options.batch)).entries()) {
            try {
              const given = jsonLine(line, i + 1);
              const made = library.annotations.addByQuote({
                sourceId: text(given['source']) ?? '',
                quote: text(given['quote']) ?? '',
                prefix: text(given['prefix']),
                suffix: text(given['suffix']),
                note: text(given['note']),
                colour: colourOf(given['colour']),
                tags: Array.isArray(given['tags'])
                  ? given['tags'].filter((tag) => typeof tag === 'string')
                  : undefined,
              });
              terminal.output().line(JSON.stringify(made));
              done++;
            } catch (error) {
              if (!(error instanceof Refusal)) throw error;
              failures++;
              terminal.output().line(JSON.stringify({ error: { code: error.code, message: error.message } }));
            }
          }
          return failures === 0 ? EXIT.done : done > 0 ? EXIT.partly : EXIT.refused;
        }
        if (source === undefined || options.quote === undefined)
          throw new Refusal('usage', 'Give a source and --quote, or --batch with a file.');
        const made = library.annotations.addByQuote({
          sourceId: source,
          quote: options.quote,
          prefix: options.prefix,
          suffix: options.suffix,
          note: options.note,
          colour: colourOf(options.colour),
          tags: options.tag,
        });
        terminal.output().result(made, (a) => `${a.id}  ${a.start}–${a.end}  ${a.quote}`);
        return EXIT.done;
      }),
    );

  program
    .command('anchor')
    .description('find quotes again in texts; no library is touched')
    .requiredOption(
      '--batch <file>',
      '{"texts":{id:text},"cases":[{"id","text","quote","prefix","suffix","start","end"}]}',
    )
    .action(async (options: { batch: string }) => {
      let input: unknown;
      try {
        input = JSON.parse(await textOf(options.batch));
      } catch (error) {
        if (error instanceof Refusal) throw error;
        throw new Refusal('usage', `${options.batch} is not JSON.`);
      }
      for (const line of anchorBatch(input)) terminal.output().line(JSON.stringify(line));
    });

  const annotations = program
    .command('annotations')
    .description('list annotations, all of them or those of one source')
    .argument('[source]')
    .option('--format <format>', 'json, jsonld, markdown or csv', 'json')
    .action((source: string | undefined, options: { format: string }) =>
      terminal.library(({ open }: Session) => {
        const { store } = open.context;
        if (source !== undefined) storedSource(store, source);
        const annotations = toAnnotations(store, storedAnnotations(store, { sourceId: source }));
        const sources = [...new Set(annotations.map((a) => a.sourceId))].map((id) =>
          toSource(store, storedSource(store, id)),
        );
        if (options.format === 'jsonld')
          terminal
            .output()
            .line(
              JSON.stringify(
                toJsonLd(annotations, sources, { name: 'Dossier user' }),
                null,
                terminal.output().json ? 0 : 2,
              ),
            );
        else if (options.format === 'markdown')
          terminal.output().line(annotationsMarkdown(annotations, sources));
        else if (options.format === 'csv') terminal.output().line(annotationsCsv(annotations, sources));
        else if (options.format === 'json')
          terminal
            .output()
            .result({ annotations }, (list) =>
              list.annotations
                .map(
                  (a) =>
                    `${a.id}  ${a.anchor.padEnd(7)} ${a.quote.slice(0, 120)}${a.note ? ` — ${a.note}` : ''}`,
                )
                .join('\n'),
            );
        else throw new Refusal('usage', 'A format is json, jsonld, markdown or csv.');
      }),
    );
  annotationEditCommands(annotations, terminal);
}
