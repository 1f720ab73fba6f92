import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../db/folder.ts';
import { describeProgram, everyCommand } from '../../../src/cli/program.ts';
import { Output } from '../../../src/cli/output.ts';

const program = new Command('dossier');
describeProgram(program, {
  output: () => new Output(true, true),
  file: () => '',
  library: () => Promise.resolve(),
  exit: () => {},
});
const page = readFileSync(join(projectFolder(), 'docs/cli.md'), 'utf8');

/** A command with the names before it: `company add`. */
const fullName = (command: Command): string =>
  command.parent && command.parent !== program
    ? `${fullName(command.parent)} ${command.name()}`
    : command.name();

test('the page about the terminal names every command', () => {
  const missing = everyCommand(program)
    .filter((command) => command.commands.length === 0)
    .map(fullName)
    .filter((name) => !page.includes(`\`${name} `) && !page.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});

test('the page about the terminal names every option', () => {
  const options = [program, ...everyCommand(program)].flatMap((command) =>
    command.options.map((one) => one.long ?? ''),
  );
  const missing = [...new Set(options)].filter((name) => !new RegExp(`${name}\\b`).test(page));
  expect(missing).toEqual([]);
});

test('every command says what it does', () => {
  expect(everyCommand(program).filter((command) => command.description().length < 8)).toEqual([]);
});
