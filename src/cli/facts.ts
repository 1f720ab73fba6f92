import type { Command } from 'commander';
import { parseFacts } from '../core/fact/parse.ts';
import { Refusal } from '../core/refusal.ts';
import { type Terminal } from './terminal.ts';
import { linesOf, standardInput } from './session.ts';
import { companyId } from './sources.ts';

/** Commands about facts and notes. */
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
}
