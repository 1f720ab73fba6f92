import type { Command } from 'commander';
import { aliasKey } from '../core/company/names.ts';
import { parseFacts } from '../core/fact/parse.ts';
import { Refusal } from '../core/refusal.ts';
import { type Terminal } from './terminal.ts';
import { linesOf, standardInput } from './session.ts';
import { companyId } from './sources.ts';

/** Commands about facts, notes and names found. */
export function factCommands(program: Command, terminal: Terminal): void {
  const fact = program.command('fact').description('facts: figures tied to quotes');
  fact
    .command('parse')
    .description('the facts in a phrase; nothing is saved')
    .argument('[text...]')
    .option('--batch <file>', 'one phrase per line; JSON Lines out')
    .action(async (words: string[], options: { batch?: string }) => {
      if (options.batch !== undefined) {
        for (const line of await linesOf(options.batch))
          terminal.output().line(JSON.stringify({ facts: parseFacts(line) }));
        return;
      }
      if (words.length === 0) throw new Refusal('usage', 'Give a phrase, or --batch with a file.');
      terminal
        .output()
        .result({ facts: parseFacts(words.join(' ')) }, (r) =>
          r.facts
            .map((f) =>
              `${f.metric ?? '?'}: ${f.value ?? f.valueText} ${f.currency ?? ''} ${f.unit ?? ''} ${f.asOf ?? ''}`.trim(),
            )
            .join('\n'),
        );
    });
  fact
    .command('add')
    .description('add a fact with its evidence')
    .requiredOption('--company <company>', 'id or any alias')
    .requiredOption('--metric <metric>')
    .requiredOption('--value <value>', 'a number, or the words of the value')
    .option('--unit <unit>', 'a unit, or a currency such as USD')
    .option('--as-of <date>', 'YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Qn or YYYY-Hn')
    .option('--annotation <id>', 'the words it rests on')
    .option('--no-source', 'say outright that it has no source')
    .action(
      (options: {
        company: string;
        metric: string;
        value: string;
        unit?: string;
        asOf?: string;
        annotation?: string;
        source: boolean;
      }) =>
        terminal.library((session) => {
          const parsed = parseFacts(options.value)[0];
          const number = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(options.value.trim())
            ? Number(options.value)
            : null;
          const isCurrency = options.unit !== undefined && /^[A-Z]{3}$/.test(options.unit);
          const made = session.library.facts.add({
            companyId: companyId(session, options.company),
            metric: options.metric,
            value: number ?? parsed?.value ?? null,
            valueHigh: number === null ? (parsed?.valueHigh ?? null) : null,
            valueText: options.value,
            bound: number === null ? (parsed?.bound ?? 'exact') : 'exact',
            unit: isCurrency ? null : (options.unit ?? (number === null ? (parsed?.unit ?? null) : null)),
            currency: isCurrency ? options.unit : number === null ? (parsed?.currency ?? null) : null,
            asOf: options.asOf ?? null,
            ...(options.annotation === undefined ? {} : { annotationId: options.annotation }),
            ...(options.source ? {} : { noSource: true }),
          });
          terminal.output().result(made, (f) => `${f.id}  ${f.companyName} — ${f.metric}: ${f.valueText}`);
        }),
    );

  const note = program.command('note').description('Markdown notes');
  note
    .command('add')
    .description('add a note to a company or a source')
    .argument('[text]', '- reads standard input')
    .option('--company <company>', 'id or any alias')
    .option('--source <id>')
    .option('--text <text>', 'the note; - reads standard input')
    .action((given: string | undefined, options: { company?: string; source?: string; text?: string }) =>
      terminal.library(async (session) => {
        const asked = options.text ?? given ?? '-';
        const text = asked === '-' ? (await standardInput()).toString('utf8') : asked;
        if (options.company === undefined && options.source === undefined)
          throw new Refusal('usage', 'Give --company or --source.');
        const made = session.library.notes.add({
          companyId: options.company === undefined ? null : companyId(session, options.company),
          sourceId: options.source ?? null,
          text,
        });
        terminal.output().result(made, (n) => `${n.id}  ${n.title}`);
      }),
    );
  note
    .command('list')
    .description('notes of a company or a source, or all, last edited first')
    .option('--company <company>', 'id or any alias')
    .option('--source <id>')
    .option('--tag <tag>')
    .action((options: { company?: string; source?: string; tag?: string }) =>
      terminal.library((session) => {
        const notes = session.library.notes.list({
          ...(options.company !== undefined && { companyId: companyId(session, options.company) }),
          ...(options.source !== undefined && { sourceId: options.source }),
          ...(options.tag !== undefined && { tag: options.tag }),
        });
        terminal
          .output()
          .result({ total: notes.length, notes }, (r) =>
            r.notes.map((n) => `${n.id}  ${n.title}`).join('\n'),
          );
      }),
    );
  note
    .command('edit')
    .description('change the text of a note')
    .argument('<note>')
    .argument('[text]', '- reads standard input')
    .option('--text <text>', 'the note; - reads standard input')
    .action((id: string, given: string | undefined, options: { text?: string }) =>
      terminal.library(async (session) => {
        const asked = options.text ?? given ?? '-';
        const text = asked === '-' ? (await standardInput()).toString('utf8') : asked;
        terminal.output().result(session.library.notes.edit({ id, text }), (n) => `${n.id}  ${n.title}`);
      }),
    );
  note
    .command('export')
    .description('notes as plain Markdown; links become addresses or words')
    .argument('<note...>')
    .action((noteIds: string[]) =>
      terminal.library((session) => {
        terminal.output().result(session.library.notes.export({ ids: noteIds }), (r) => r.text);
      }),
    );

  const name = program
    .command('names')
    .description('organisations named in the sources that have no dossier');
  name
    .command('list')
    .description('names found, those in the most sources first')
    .option('--limit <n>', 'how many', '50')
    .action((options: { limit: string }) =>
      terminal.library((session) => {
        const limit = Number(options.limit);
        if (!Number.isInteger(limit) || limit < 1 || limit > 500)
          throw new Refusal('usage', '--limit is a number from 1 to 500.');
        terminal
          .output()
          .result(session.library.foundNames.list({ limit }), (r) =>
            r.names.map((n) => `${n.name}  (${n.sources} sources, ${n.mentions} mentions)`).join('\n'),
          );
      }),
    );
  name
    .command('accept')
    .description('make a dossier of each name')
    .argument('<name...>')
    .action((names: string[]) =>
      terminal.library((session) => {
        const known = session.library.foundNames.list({ limit: 500 }).names;
        const made = session.library.foundNames.accept({
          names: names.map((given) => ({
            name: given,
            others: [...(known.find((one) => one.name === given)?.others ?? [])],
          })),
        });
        terminal.output().result(made, (r) => r.companies.join('\n'));
      }),
    );
  name
    .command('dismiss')
    .description('do not offer these names again')
    .argument('<name...>')
    .action((names: string[]) =>
      terminal.library((session) => {
        session.library.foundNames.dismiss({
          names: names.map((given) => ({ key: aliasKey(given) || given, name: given })),
        });
        terminal.output().result({ dismissed: names.length }, (r) => `${r.dismissed} dismissed`);
      }),
    );
}
