import { basename } from 'node:path';
import type { Command } from 'commander';
import type { Company } from '../core/company.ts';
import { suggestOrganisations } from '../core/company/suggest.ts';
import { Refusal } from '../core/refusal.ts';
import { dossierCommands, listFormat, takeOut } from './dossiers.ts';
import { EXIT } from './output.ts';
import { gathered, type Terminal } from './terminal.ts';
import { bytesOf, jsonLine, linesOf, standardInput, type Session } from './session.ts';
import { companyId } from './sources.ts';

const asText = (company: Company): string =>
  [
    `${company.id}  ${company.name}${company.ticker ? ` (${company.ticker})` : ''}`,
    company.aliases.length > 0 ? `  aliases: ${company.aliases.map((alias) => alias.text).join(', ')}` : '',
    `  ${company.sources} sources, ${company.facts.length} facts, ${company.notes.length} notes`,
    ...company.facts.map(
      (fact) =>
        `  ${fact.metric}: ${fact.valueText} ${fact.asOf ?? ''} ${fact.quote ? `“${fact.quote}”` : '(no source)'}`,
    ),
  ]
    .filter(Boolean)
    .join('\n');

interface ListOptions {
  readonly tag?: string;
  readonly group?: string;
  readonly country?: string;
  readonly withFacts?: boolean;
  readonly staleBefore?: string;
}

/** Commands about companies and their dossiers. */
export function companyCommands(program: Command, terminal: Terminal): void {
  const company = program
    .command('company')
    .description('companies: names, dossiers, resolving and suggesting');
  company
    .command('add')
    .description('make a dossier')
    .argument('<name>')
    .option('--alias <name>', 'another name, in any script (may be repeated)', gathered)
    .option('--ticker <ticker>')
    .option('--country <country>')
    .option('--website <url>')
    .action(
      (name: string, options: { alias?: string[]; ticker?: string; country?: string; website?: string }) =>
        terminal.library(({ library }) => {
          const aliases = (options.alias ?? []).map((text) => ({ text, language: null }));
          terminal.output().result(library.companies.add({ ...options, name, aliases }), asText);
        }),
    );
  company
    .command('list')
    .description('list companies')
    .option('--tag <tag>', 'only those with a tag')
    .option('--group <group>', 'only those in a group')
    .option('--country <country>', 'only those of a country')
    .option('--with-facts', 'only those with facts')
    .option('--stale-before <day>', 'only those whose newest fact speaks of a time before a day')
    .action((options: ListOptions) =>
      terminal.library(({ library }) => {
        const companies = library.companies
          .list({
            tag: options.tag,
            group: options.group,
            country: options.country,
            staleBefore: options.staleBefore,
            ...(options.withFacts && { facts: true }),
          })
          .map((row) => library.companies.get({ id: row.id }));
        terminal
          .output()
          .result({ total: companies.length, companies }, (list) => list.companies.map(asText).join('\n'));
      }),
    );
  company
    .command('show')
    .description('show one dossier')
    .argument('<company>', 'id or any alias')
    .action((given: string) =>
      terminal.library((session) => {
        terminal.output().result(session.library.companies.get({ id: companyId(session, given) }), asText);
      }),
    );
  company
    .command('import')
    .description(
      'read a list of companies (CSV or XLSX: name, aliases, ticker, country, website, any further column)',
    )
    .argument('<file>')
    .action((path: string) =>
      terminal.library(async ({ library, spool }) => {
        const report = await library.companies.importList({
          token: spool.put(basename(path), 'application/octet-stream', await bytesOf(path)),
        });
        terminal.output().result(
          {
            added: report.added,
            merged: report.merged,
            failed: report.failed,
            doubts: report.doubts,
            companies: report.companies.map((id) => library.companies.get({ id })),
          },
          (r) => `${r.added} added, ${r.merged} known already, ${r.failed.length} refused`,
        );
      }),
    );
  company
    .command('export')
    .description('write all companies as a list, CSV or XLSX; CSV is safe against formulas')
    .requiredOption('-o, --output <file>', 'a name that ends in .csv or .xlsx')
    .action((options: { output: string }) =>
      terminal.library(async (session) => {
        const file = await session.library.companies.exportList({ format: listFormat(options.output) });
        terminal.output().result(takeOut(session, file, options.output), (r) => r.file);
      }),
    );
  dossierCommands(company, terminal);
  company
    .command('resolve')
    .description('which dossier a name means')
    .argument('[name...]')
    .option('--batch <file>', 'one name per line; JSON Lines out')
    .action((name: string[], options: { batch?: string }) =>
      terminal.library(async ({ library }) => {
        if (options.batch !== undefined) {
          for (const line of await linesOf(options.batch))
            terminal.output().line(JSON.stringify(library.companies.resolve({ name: line })));
          return;
        }
        if (name.length === 0) throw new Refusal('usage', 'Give a name, or --batch with a file.');
        terminal
          .output()
          .result(
            library.companies.resolve({ name: name.join(' ') }),
            (r) => r.companyId ?? 'No one company is meant.',
          );
      }),
    );
  company
    .command('suggest')
    .description('organisations named in a text, known or not')
    .argument('[source]', 'id of a source')
    .option('--text <text>', 'a text, or - for standard input')
    .option('--batch <file>', 'JSON Lines of {id, text}; JSON Lines out')
    .action((source: string | undefined, options: { text?: string; batch?: string }) =>
      terminal.library(async ({ library, open }: Session) => {
        if (options.batch !== undefined) {
          const table = open.context.companies.table();
          for (const [i, line] of (await linesOf(options.batch)).entries()) {
            const given = jsonLine(line, i + 1);
            const text = typeof given['text'] === 'string' ? given['text'] : '';
            const mentions = suggestOrganisations(text, table);
            terminal.output().line(JSON.stringify({ id: given['id'], mentions }));
          }
          return EXIT.done;
        }
        const text = options.text === '-' ? (await standardInput()).toString('utf8') : options.text;
        if (text === undefined && source === undefined)
          throw new Refusal('usage', 'Give a source, --text, or --batch with a file.');
        terminal
          .output()
          .result(library.companies.suggest({ text, sourceId: source }), (r) =>
            r.mentions
              .map((m) => `${m.start}–${m.end}  ${m.text}${m.companyId ? `  = ${m.companyId}` : ''}`)
              .join('\n'),
          );
        return EXIT.done;
      }),
    );
}
