import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Refusal } from '../core/refusal.ts';
import type { Terminal } from './terminal.ts';

/** What a file holds as JSON. Throws a Refusal where it cannot be read or is none. */
function jsonIn(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Refusal(
      'unreadable',
      `${path} cannot be read (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal('unreadable', `${path} is not a file of Dossier settings.`);
  }
}

/** Commands about settings. */
export function settingsCommands(program: Command, terminal: Terminal): void {
  const settings = program.command('settings').description('what was changed in the settings, as a file');
  settings
    .command('export')
    .description('write the settings as JSON, to standard output or a file')
    .option('-o, --output <file>', 'where to')
    .action((options: { output?: string }) =>
      terminal.library(({ library }) => {
        const file = library.settings.export();
        const text = JSON.stringify(file, null, 2);
        if (options.output === undefined) {
          terminal.output().result(file, () => text);
          return;
        }
        const path = resolve(options.output);
        writeFileSync(path, `${text}\n`);
        const taken = Object.keys(file.settings).length;
        terminal
          .output()
          .result({ path, settings: taken }, (r) => `${r.settings} settings written to ${r.path}`);
      }),
    );
  settings
    .command('import')
    .description('take over the settings of such a file; what it does not name goes back to its default')
    .argument('<file>')
    .action((given: string) =>
      terminal.library(({ library }) => {
        const { taken } = library.settings.import({ file: jsonIn(resolve(given)) as never });
        terminal.output().result({ taken }, (r) => `${r.taken} settings taken over`);
      }),
    );
}
