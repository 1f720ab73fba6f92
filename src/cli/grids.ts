import type { Command } from 'commander';
import { Refusal } from '../core/refusal.ts';
import { listFormat, takeOut } from './dossiers.ts';
import type { Session } from './session.ts';
import { companyId } from './sources.ts';
import { gathered, type Terminal } from './terminal.ts';

/** The grid an id or a name means, or a refusal in words. */
function gridId({ library }: Session, given: string): string {
  const grids = library.grids.list();
  const found = grids.filter((grid) => grid.id === given || grid.name === given);
  if (found.length === 1) return found[0]!.id;
  throw new Refusal(
    found.length === 0 ? 'not-found' : 'ambiguous',
    found.length === 0 ? `There is no grid "${given}".` : `Several grids are named "${given}". Give the id.`,
  );
}

/** The question of a grid that its number, its words or its id mean. */
function questionId({ library }: Session, grid: string, given: string): string {
  const { questions } = library.grids.open({ id: grid });
  const found =
    questions.find((one) => one.id === given || one.text === given) ??
    (/^\d+$/.test(given) ? questions[Number(given) - 1] : undefined);
  if (!found) throw new Refusal('not-found', `The grid has no question "${given}".`);
  return found.id;
}

/** Commands about grids: questions asked of several companies. */
export function gridCommands(program: Command, terminal: Terminal): void {
  const grid = program.command('grid').description('grids: questions asked of several companies');
  const show = (session: Session, id: string): void => {
    const view = session.library.grids.open({ id });
    const table = session.library.grids.table({ id });
    terminal
      .output()
      .result({ ...view, table }, () =>
        [table.columns, ...table.rows.map((row) => row.cells.map((cell) => cell.text))]
          .map((row) => row.join('\t'))
          .join('\n'),
      );
  };
  grid
    .command('new')
    .description('make a grid')
    .argument('<name>')
    .option('--question <text>', 'a question (may be repeated)', gathered)
    .option('--company <company>', 'a company it is asked of (may be repeated)', gathered)
    .action((name: string, options: { question?: string[]; company?: string[] }) =>
      terminal.library((session) => {
        const made = session.library.grids.add({
          name,
          questions: (options.question ?? []).map((text) => ({ text })),
          companyIds: (options.company ?? []).map((one) => companyId(session, one)),
        });
        show(session, made.id);
      }),
    );
  grid
    .command('list')
    .description('list all grids')
    .action(() =>
      terminal.library(({ library }) => {
        const grids = library.grids.list();
        terminal
          .output()
          .result({ total: grids.length, grids }, (r) =>
            r.grids
              .map(
                (one) => `${one.id}  ${one.name}  ${one.facts + one.looked}/${one.questions * one.companies}`,
              )
              .join('\n'),
          );
      }),
    );
  grid
    .command('show')
    .description('show one grid as a table')
    .argument('<grid>', 'id or name')
    .action((given: string) => terminal.library((session) => show(session, gridId(session, given))));
  grid
    .command('ask')
    .description('add questions or companies to a grid')
    .argument('<grid>', 'id or name')
    .option('--question <text>', 'a question (may be repeated)', gathered)
    .option('--company <company>', 'a company (may be repeated)', gathered)
    .action((given: string, options: { question?: string[]; company?: string[] }) =>
      terminal.library((session) => {
        const id = gridId(session, given);
        const companyIds = (options.company ?? []).map((one) => companyId(session, one));
        const questions = (options.question ?? []).map((text) => ({ text }));
        if (questions.length > 0) session.library.grids.addQuestions({ id, questions, companyIds });
        else if (companyIds.length > 0) session.library.grids.addCompanies({ id, companyIds });
        else throw new Refusal('usage', 'Give --question or --company.');
        show(session, id);
      }),
    );
  grid
    .command('answer')
    .description('answer a question about a company: with a fact, or "looked, not found"')
    .argument('<grid>', 'id or name')
    .argument('<question>', 'its number from 1, its words or its id')
    .argument('<company>', 'id or any alias')
    .option('--fact <id>', 'the fact that answers it')
    .option('--looked [day]', 'looked on a day (today when left out) and found nothing')
    .option('--clear', 'make the cell empty again')
    .action(
      (
        given: string,
        question: string,
        company: string,
        options: { fact?: string; looked?: string | true; clear?: boolean },
      ) =>
        terminal.library((session) => {
          const id = gridId(session, given);
          const at = {
            questionId: questionId(session, id, question),
            companyId: companyId(session, company),
          };
          const { grids } = session.library;
          if (options.fact !== undefined) grids.set({ ...at, factId: options.fact });
          else if (options.looked !== undefined)
            grids.looked({ ...at, ...(options.looked !== true && { on: options.looked }) });
          else if (options.clear) grids.clear(at);
          else throw new Refusal('usage', 'Give --fact, --looked or --clear.');
          show(session, id);
        }),
    );
  grid
    .command('fill')
    .description('fill empty cells from the facts on file')
    .argument('<grid>', 'id or name')
    .action((given: string) =>
      terminal.library((session) => {
        terminal
          .output()
          .result(
            session.library.grids.fillFromFacts({ id: gridId(session, given) }),
            (r) => `${r.filled} filled`,
          );
      }),
    );
  grid
    .command('export')
    .description('write a grid as CSV or XLSX, with its quotes')
    .argument('<grid>', 'id or name')
    .requiredOption('-o, --output <file>', 'a name that ends in .csv or .xlsx')
    .action((given: string, options: { output: string }) =>
      terminal.library(async (session) => {
        const file = await session.library.grids.export({
          id: gridId(session, given),
          format: listFormat(options.output),
        });
        terminal.output().result(takeOut(session, file, options.output), (r) => r.file);
      }),
    );
}
