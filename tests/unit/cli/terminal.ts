import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { projectFolder } from '../../../db/folder.ts';

/** What one command answered. */
export interface Told {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The program to run: the built one where the whole suite has just built it, which starts in half the time. */
const program = process.env['DOSSIER_BUILT'] ?? join(projectFolder(), 'src/cli/main.ts');

/** The terminal shell run as a program of its own, over a library in a folder of its own. */
export class TestTerminal implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'dossier-terminal-'));
  readonly file = join(this.folder, 'library.dossier');

  /** Writes a file into the folder; returns its path. */
  write(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  run(args: readonly string[], input: string | Uint8Array = ''): Promise<Told> {
    const { DOSSIER_LIBRARY: _other, ...env } = process.env;
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [program, ...args], {
        cwd: this.folder,
        env: { ...env, DOSSIER_DATA: this.folder },
      });
      let out = '';
      let err = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code: code ?? -1, out, err }));
      // a command that reads no input may have ended before it is written
      child.stdin.on('error', () => {});
      child.stdin.end(input);
    });
  }

  /** Runs a command with `--json` and gives its one document. */
  async json<T = Record<string, unknown>>(args: readonly string[], input?: string, code = 0): Promise<T> {
    const told = await this.run([...args, '--json'], input);
    expect(told.code, `${args.join(' ')}\n${told.err}`).toBe(code);
    expect(told.out.trimEnd().split('\n'), args.join(' ')).toHaveLength(1);
    return JSON.parse(told.out) as T;
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Documents of JSON Lines. */
export const lines = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

export const ARTICLE = `Tidewell buys a yard in Gdynia

By Ana Kowalska
12 March 2025

Tidewell Marine (泰威尔) said on Wednesday that it would pay $45 million for a shipyard in Gdynia.

"We want to build where the steel is," said Jo Lind, its chief executive. The yard employs 640 people.

The deal should close in June, the company said.
`;
