import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Refusal } from '../core/refusal.ts';
import { writeWhole } from '../library/durable-file.ts';
import { asRefusal } from '../library/database.ts';
import { EXIT } from './output.ts';
import { type Terminal } from './terminal.ts';
import { standardInput } from './session.ts';

/** Commands about briefs. */
export function briefCommands(program: Command, terminal: Terminal): void {
  const brief = program.command('brief').description('briefs made from evidence');
  brief
    .command('new')
    .description('begin a brief')
    .argument('<title>')
    .option('--style <style>', 'citation style')
    .option('--language <tag>', 'en or zh-Hans')
    .action((title: string, options: { style?: string; language?: string }) =>
      terminal.library(({ library }) => {
        terminal.output().result(library.briefs.add({ title, ...options }), (b) => `${b.id}  ${b.title}`);
      }),
    );
  brief
    .command('list')
    .description('list briefs')
    .action(() =>
      terminal.library(({ library }) => {
        const briefs = library.briefs.list();
        terminal
          .output()
          .result({ total: briefs.length, briefs }, (r) =>
            r.briefs.map((b) => `${b.id}  ${b.title}`).join('\n'),
          );
      }),
    );
  brief
    .command('show')
    .description('show one brief')
    .argument('<brief>')
    .action((id: string) =>
      terminal.library(({ library }) => {
        terminal.output().result(library.briefs.get({ id }), (b) => `${b.id}  ${b.title}`);
      }),
    );
  brief
    .command('add')
    .description('add evidence or words at the end of a brief')
    .argument('<brief>')
    .option('--annotation <id>', 'quote an annotation')
    .option('--fact <id>', 'state a fact with its citation')
    .option('--text <text>', 'words of your own; - reads standard input')
    .action((id: string, options: { annotation?: string; fact?: string; text?: string }) =>
      terminal.library(async ({ library }) => {
        const text = options.text === '-' ? (await standardInput()).toString('utf8') : options.text;
        const made = library.briefs.addEvidence({
          id,
          annotationId: options.annotation,
          factId: options.fact,
          text,
        });
        terminal.output().result(made, (b) => `${b.id}  ${b.title}`);
      }),
    );
  brief
    .command('check')
    .description('compare every quotation with its source')
    .argument('<brief>')
    .action((id: string) =>
      terminal.library(({ library }) => {
        const check = library.briefs.check({ id });
        terminal
          .output()
          .result(check, (r) =>
            r.claims
              .map(
                (claim) =>
                  `${claim.status.padEnd(12)} ${claim.sources} (${claim.independent} independent)  ${claim.text}`,
              )
              .join('\n'),
          );
        return check.claims.some((claim) => claim.status === 'broken') ? EXIT.partly : EXIT.done;
      }),
    );
  brief
    .command('freeze')
    .description('keep a brief and every file of it as they are now')
    .argument('<brief>')
    .option('--allow-broken', 'freeze although quotations differ from their sources')
    .action((id: string, options: { allowBroken?: boolean }) =>
      terminal.library(async ({ library }) => {
        const made = await library.briefs.freeze({ id, frozen: true, allowBroken: options.allowBroken });
        terminal.output().result(made, (b) => `${b.id}  ${b.title} (${b.frozen?.at ?? ''})`);
      }),
    );
  brief
    .command('thaw')
    .description('let a frozen brief follow the library again')
    .argument('<brief>')
    .action((id: string) =>
      terminal.library(async ({ library }) => {
        const made = await library.briefs.freeze({ id, frozen: false });
        terminal.output().result(made, (b) => `${b.id}  ${b.title}`);
      }),
    );
  brief
    .command('styles')
    .description('list the citation styles, or add a .csl file to them')
    .argument('[file]', 'a style file of the Citation Style Language to add')
    .action((file: string | undefined) =>
      terminal.library(({ library }) => {
        if (file !== undefined) {
          let text: string;
          try {
            text = readFileSync(resolve(file), 'utf8');
          } catch (error) {
            throw new Refusal(
              'unreadable',
              `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
            );
          }
          library.briefs.addStyle({ text });
        }
        const { styles } = library.briefs.formats();
        terminal
          .output()
          .result({ total: styles.length, styles }, (r) =>
            r.styles.map((style) => `${style.id}  ${style.label}`).join('\n'),
          );
      }),
    );
  brief
    .command('export')
    .description('export a brief')
    .argument('<brief>')
    .requiredOption('--format <format>', 'markdown, html, docx, pdf, csv, xlsx, csl-json, bibtex, ris')
    .option('--style <style>', 'citation style')
    .option('--allow-broken', 'export although quotations differ from their sources; the document says so')
    .option('-o, --output <file>', 'where to write; - is standard output')
    .action(
      (id: string, options: { format: string; style?: string; allowBroken?: boolean; output?: string }) =>
        terminal.library(async ({ library, spool }) => {
          const made = await library.briefs.export({
            id,
            format: options.format,
            style: options.style,
            allowBroken: options.allowBroken,
          });
          const file = spool.find(made.token);
          if (!file) throw new Error('The export is gone');
          const bytes = readFileSync(file.path);
          const binary = /officedocument|pdf|zip/.test(made.mediaType);
          if (
            options.output === '-' ||
            (options.output === undefined && !binary && !terminal.output().json)
          ) {
            terminal.output().bytes(bytes);
            return;
          }
          const path = resolve(options.output ?? made.fileName);
          try {
            writeWhole(path, bytes);
          } catch (error) {
            const refusal = asRefusal(error, path);
            if (refusal instanceof Refusal && refusal.code !== 'unavailable') throw refusal;
            throw new Refusal(
              'unreadable',
              `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
            );
          }
          terminal
            .output()
            .result(
              { file: path, mediaType: made.mediaType, bytes: bytes.length },
              (r) => `${r.file} (${r.bytes} bytes)`,
            );
        }),
    );
}
