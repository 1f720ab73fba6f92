import type { Command } from 'commander';
import { COLOURS, LINK_KINDS, type Annotation, type Colour } from '../core/annotation.ts';
import { Refusal } from '../core/refusal.ts';
import { ANNOTATION_FORMATS, exportAnnotations } from '../library/annotation-export.ts';
import type { AnnotationImport } from '../library/annotation-import.ts';
import { EXIT } from './output.ts';
import { textOf } from './session.ts';
import { companyId } from './sources.ts';
import { gathered, wholeNumber, type Terminal } from './terminal.ts';
import { written } from './written.ts';

/** A colour by its name or its number from 1 to 5; undefined when none was given. */
export const colourOf = (given: unknown): Colour | undefined => {
  if (given === undefined || given === null) return undefined;
  const colour = COLOURS.find((one) => one === given) ?? COLOURS[Number(given) - 1];
  if (!colour) throw new Refusal('usage', `A colour is ${COLOURS.join(', ')}, or 1 to 5.`);
  return colour;
};

const lineOf = (one: Annotation): string => `${one.id}  ${one.start}–${one.end}  ${one.quote.slice(0, 120)}`;

const summary = (report: AnnotationImport): string =>
  [
    `${report.placed.length} placed, ${report.orphaned.length} without a place, ${report.duplicates} here already, ${report.refused.length} refused`,
    ...report.orphaned.map((one) => `without a place: ${one.quote.slice(0, 120)} (${one.sourceTitle})`),
    ...report.refused.map((one) => `refused: ${one.quote.slice(0, 80)} ${one.reason}`),
  ].join('\n');

/** The commands below `annotations`: changing, cutting, joining, linking and exchanging annotations. */
export function annotationEditCommands(annotations: Command, terminal: Terminal): void {
  annotations
    .command('edit')
    .description('change annotations, all of them in one step of the history')
    .argument('<annotation...>')
    .option('--colour <colour>', COLOURS.join(', '))
    .option('--add-tag <tag>', 'may be repeated', gathered)
    .option('--remove-tag <tag>', 'may be repeated', gathered)
    .option('--add-company <company>', 'an id or a name; may be repeated', gathered)
    .option('--remove-company <company>', 'an id or a name; may be repeated', gathered)
    .action(
      (
        ids: string[],
        options: {
          colour?: string;
          addTag?: string[];
          removeTag?: string[];
          addCompany?: string[];
          removeCompany?: string[];
        },
      ) =>
        terminal.library((session) => {
          const { library } = session;
          const named = (names?: string[]) => names?.map((name) => companyId(session, name));
          const done = library.annotations.editMany({
            ids,
            colour: colourOf(options.colour),
            addTags: options.addTag,
            removeTags: options.removeTag,
            addCompanies: named(options.addCompany),
            removeCompanies: named(options.removeCompany),
          });
          terminal.output().result(done, (d) => `${d.changed} changed`);
        }),
    );

  annotations
    .command('remove')
    .description('move annotations to the trash')
    .argument('<annotation...>')
    .action((ids: string[]) =>
      terminal.library(({ library }) => {
        library.annotations.remove({ ids });
        terminal.output().result({ removed: ids.length }, (d) => `${d.removed} removed`);
      }),
    );

  annotations
    .command('split')
    .description('cut an annotation into several')
    .argument('<annotation>')
    .option('--at <offset>', 'where to cut, an offset into the text; may be repeated', gathered)
    .option('--sentences', 'cut after each sentence')
    .action((id: string, options: { at?: string[]; sentences?: boolean }) =>
      terminal.library(({ library }) => {
        const pieces = library.annotations.split({
          id,
          at: options.at?.map(wholeNumber),
          sentences: options.sentences,
        });
        terminal.output().result({ annotations: pieces }, (made) => made.annotations.map(lineOf).join('\n'));
      }),
    );

  annotations
    .command('merge')
    .description('join annotations that overlap or stand next to each other')
    .argument('<annotation...>')
    .action((ids: string[]) =>
      terminal.library(({ library }) => terminal.output().result(library.annotations.merge({ ids }), lineOf)),
    );

  annotations
    .command('link')
    .description('say that one annotation supports, contradicts or explains another')
    .argument('<from>')
    .argument('<kind>', LINK_KINDS.join(', '))
    .argument('<to>')
    .action((fromId: string, given: string, toId: string) =>
      terminal.library(({ library }) => {
        const kind = LINK_KINDS.find((one) => one === given);
        if (!kind) throw new Refusal('usage', `A link is one of ${LINK_KINDS.join(', ')}.`);
        library.annotations.link({ fromId, toId, kind });
        const [view] = library.annotations.list({ ids: [fromId] }).annotations;
        terminal
          .output()
          .result({ id: fromId, links: view?.links ?? [] }, (one) =>
            one.links
              .map(
                (each) =>
                  `${each.id}  ${each.outward ? each.kind : `${each.kind} (from there)`}  ${each.other.quote}`,
              )
              .join('\n'),
          );
      }),
    );

  annotations
    .command('unlink')
    .description('take a link between two annotations away')
    .argument('<link>')
    .action((id: string) =>
      terminal.library(({ library }) => {
        library.annotations.unlink({ id });
        terminal.output().result({ id }, () => 'Link removed');
      }),
    );

  annotations
    .command('export')
    .description('write annotations for other programs, or a source with its annotations as one HTML file')
    .argument('[source]')
    .option('--format <format>', ANNOTATION_FORMATS.join(', '))
    .option('-o, --output <file>', 'where to write; - is standard output')
    .action((sourceId: string | undefined, options: { output?: string }, command: Command) =>
      terminal.library(({ open }) => {
        // the listing above has a `--format` of its own, which takes the option wherever it stands
        const given = command.optsWithGlobals<{ format?: string }>().format;
        const format = ANNOTATION_FORMATS.find((one) => one === given);
        if (!format) throw new Refusal('usage', `A format is one of ${ANNOTATION_FORMATS.join(', ')}.`);
        const made = exportAnnotations(open.context.store, { format, sourceId });
        written(terminal.output(), { ...made, bytes: new TextEncoder().encode(made.text) }, options.output);
      }),
    );

  annotations
    .command('import')
    .description('take over annotations of a file: W3C Web Annotations (JSON-LD) or Hypothesis')
    .argument('<file>')
    .action((file: string) =>
      terminal.library(async ({ library }) => {
        const report = library.annotations.import({ text: await textOf(file) });
        terminal.output().result(report, summary);
        const done = report.total - report.refused.length;
        return report.refused.length === 0 ? EXIT.done : done > 0 ? EXIT.partly : EXIT.refused;
      }),
    );
}
