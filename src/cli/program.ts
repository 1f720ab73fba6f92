import { Command, CommanderError, Option } from 'commander';
import { defaultLibrary } from '../host/places.ts';
import { programVersion } from '../host/version.ts';
import { annotationCommands } from './annotations.ts';
import { briefCommands } from './briefs.ts';
import { companyCommands } from './companies.ts';
import { factCommands } from './facts.ts';
import { gridCommands } from './grids.ts';
import { libraryCommands } from './library-commands.ts';
import { EXIT, Output } from './output.ts';
import { searchCommands } from './search.ts';
import { withLibrary } from './session.ts';
import { settingsCommands } from './settings.ts';
import type { Terminal } from './terminal.ts';
import { sourceCommands } from './sources.ts';
import { versionCommands } from './versions.ts';

/** Runs one command line; returns its exit code. Never throws. */
export async function run(argv: readonly string[]): Promise<number> {
  let code: number = EXIT.done;
  const program = new Command('dossier');
  const options = (): { library?: string; json?: boolean; quiet?: boolean } => program.opts();
  const output = (): Output => new Output(options().json ?? false, options().quiet ?? false);
  const spoken = { current: null as Output | null };
  const terminal: Terminal = {
    output: () => (spoken.current ??= output()),
    file: () => options().library ?? defaultLibrary(),
    library: async (work) => {
      const result = await withLibrary(terminal.file(), terminal.output(), work);
      if (typeof result === 'number') code = result;
    },
    exit: (given) => {
      code = given;
    },
  };
  describeProgram(program, terminal);
  try {
    await program.parseAsync(hoisted(argv), { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.done;
      if (argv.includes('--json'))
        process.stdout.write(
          `${JSON.stringify({ error: { code: 'usage', message: error.message.replace(/^error: /, '') } })}\n`,
        );
      return EXIT.usage;
    }
    return terminal.output().failure(error);
  }
  return code;
}

/** Gives a program its description, the global options and every command. */
export function describeProgram(program: Command, terminal: Terminal): void {
  program
    .description('Save what you read, prove what you write: a research workbench over one library file.')
    .version(programVersion())
    .addOption(
      new Option('--library <file>', 'the library to open, made when missing').env('DOSSIER_LIBRARY'),
    )
    .option('--json', 'one JSON document on stdout and nothing else there')
    .option('--quiet', 'no progress and no remarks')
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(text) })
    .showHelpAfterError('(run "dossier --help" for the commands)');
  sourceCommands(program, terminal);
  versionCommands(program, terminal);
  searchCommands(program, terminal);
  annotationCommands(program, terminal);
  companyCommands(program, terminal);
  factCommands(program, terminal);
  gridCommands(program, terminal);
  briefCommands(program, terminal);
  libraryCommands(program, terminal);
  settingsCommands(program, terminal);
  for (const command of everyCommand(program))
    command.exitOverride().showHelpAfterError('(run with --help for the options)');
}

/** All commands below a command, in order. */
export const everyCommand = (command: Command): Command[] =>
  command.commands.flatMap((child) => [child, ...everyCommand(child)]);

/** Global options may stand anywhere on the line, before or after the command. */
function hoisted(argv: readonly string[]): string[] {
  const global: string[] = [];
  const rest: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (word === '--') {
      rest.push(...argv.slice(i));
      break;
    }
    if (word === '--json' || word === '--quiet') global.push(word);
    else if (word === '--library' && argv[i + 1] !== undefined) global.push(word, argv[++i]!);
    else if (word.startsWith('--library=')) global.push(word);
    else rest.push(word);
  }
  return [...global, ...rest];
}
