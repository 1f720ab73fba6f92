import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import type { Command } from 'commander';
import { Refusal } from '../core/refusal.ts';
import { copyForRestore, settleRestored } from '../host/workbench.ts';
import { rotateBackups, verifyInPieces } from '../library/backups.ts';
import { rebuildDerived, salvageLibrary } from '../library/salvage.ts';
import { serve } from '../local/serve.ts';
import { openWindow } from '../local/window.ts';
import { EXIT } from './output.ts';
import { wholeNumber, type Terminal } from './terminal.ts';
import { withLibrary, type Session } from './session.ts';

/** Commands about the library itself. */
export function libraryCommands(program: Command, terminal: Terminal): void {
  program
    .command('undo')
    .description('take back the newest step')
    .action(() =>
      terminal.library(({ library }) => {
        terminal
          .output()
          .result({ step: library.history.undo(undefined) }, (r) =>
            r.step ? `Undone: ${r.step.label}` : 'There is nothing to undo.',
          );
      }),
    );
  program
    .command('redo')
    .description('do the step undone last once more')
    .action(() =>
      terminal.library(({ library }) => {
        terminal
          .output()
          .result({ step: library.history.redo() }, (r) =>
            r.step ? `Done again: ${r.step.label}` : 'There is nothing to do again.',
          );
      }),
    );
  program
    .command('trash')
    .description('move sources to the trash, or bring them back')
    .argument('<source...>')
    .option('--restore', 'bring them back')
    .action((ids: string[], options: { restore?: boolean }) =>
      terminal.library(({ library }) => {
        if (options.restore) library.sources.restore({ ids });
        else library.sources.trash({ ids });
        terminal
          .output()
          .result({ ids }, (r) => `${r.ids.length} ${options.restore ? 'restored' : 'moved to the trash'}`);
      }),
    );
  program
    .command('export')
    .description('the whole library as an open archive, without loss')
    .requiredOption('-o, --output <file>', 'the zip to write')
    .action((options: { output: string }) =>
      terminal.library(async ({ library }) => {
        const made = await library.archive.export({ path: resolve(options.output) });
        terminal
          .output()
          .result(made, (r) =>
            [
              ...Object.entries(r.counts).map(([kind, n]) => `${n}  ${kind}`),
              `${r.path} (${r.size} bytes)`,
            ].join('\n'),
          );
      }),
    );
  program
    .command('repair')
    .description(
      'read every row that can be read of a damaged library into a new one; the damaged one stays as it is',
    )
    .argument('<from>', 'the damaged library')
    .argument('<to>', 'the new library, which must not exist yet')
    .action(async (given: string, to: string) => {
      const from = resolve(given);
      const file = resolve(to);
      const report = salvageLibrary(from, file);
      await withLibrary(file, terminal.output(), ({ open, library }) => {
        rebuildDerived(open.context);
        const check = library.health.check({ deep: true });
        terminal
          .output()
          .result(
            { ok: check.ok && report.lost.length === 0, problems: check.problems, ...report, file },
            (r) =>
              [
                ...Object.entries(r.counts).map(([table, n]) => `${n}  ${table}`),
                ...r.lost,
                ...r.problems,
                `${r.file} holds what could be read.`,
              ].join('\n'),
          );
        if (!check.ok || report.lost.length > 0) terminal.exit(EXIT.partly);
      });
    });
  program
    .command('backup')
    .description('a consistent, verified copy while the library is in use')
    .argument('<file>')
    .action((file: string) =>
      terminal.library(async ({ library }) => {
        const made = await library.health.backup({ path: resolve(file) });
        terminal.output().result({ ok: true, problems: [], ...made }, (r) => `${r.path} (${r.size} bytes)`);
      }),
    );
  program
    .command('restore')
    .description('put a backup back; the present library is kept as a backup first')
    .argument('<file>')
    .action(async (given: string) => {
      const from = resolve(given);
      const file = resolve(terminal.file());
      if (!existsSync(from)) throw new Refusal('not-found', `There is no file ${from}.`);
      const problems = await verifyInPieces(from);
      if (problems.length > 0) throw new Refusal('damaged', `${from} is not a sound library: ${problems[0]}`);
      mkdirSync(dirname(file), { recursive: true });
      // taken first: keeping the present library may let go of an older backup, which may be this one
      const copy = await copyForRestore(from, file);
      if (existsSync(file)) await keepPresent(file);
      settleRestored(copy, file);
      await withLibrary(file, terminal.output(), ({ library }) => {
        const check = library.health.check({});
        terminal
          .output()
          .result({ ok: check.ok, problems: check.problems, file }, (r) => `${r.file} restored`);
      });
    });
  program
    .command('check')
    .description('verify the library')
    .option('--deep', 'every page, every checksum, every annotation')
    .action((options: { deep?: boolean }) =>
      terminal.library(({ library }) => {
        const check = library.health.check({ deep: options.deep });
        terminal.output().result(check, (r) => (r.ok ? 'The library is sound.' : r.problems.join('\n')));
        return check.ok ? EXIT.done : EXIT.library;
      }),
    );
  program
    .command('serve')
    .description('the workbench in a browser on this machine')
    .option('--port <n>', 'a fixed port', wholeNumber)
    .option('--no-open', 'print the address only')
    .action(async (options: { port?: number; open: boolean }) => {
      await new Promise<void>((done, failed) => {
        const stop = (): void => {
          running
            .then(async ({ server, workbench }) => {
              await server.close();
              await workbench.close();
              done();
            })
            .catch(failed);
        };
        const running = serve({
          file: resolve(terminal.file()),
          port: options.port,
          onIdle: options.open ? stop : undefined,
        });
        running
          .then(({ server }) => {
            const url = server.link();
            terminal.output().result({ url }, (r) => r.url);
            if (options.open) terminal.output().say(openWindow(url, stop));
          })
          .catch(failed);
        process.once('SIGINT', stop);
        process.once('SIGTERM', stop);
      });
    });
}

/** Reads an archive of a whole library; says the counts per kind. */
export async function importWhole(session: Session, terminal: Terminal, path: string): Promise<number> {
  const report = await session.library.archive.import({ path: resolve(path) });
  terminal.output().result(report, (r) =>
    Object.entries(r.counts)
      .map(([kind, n]) => `${kind}: ${n.added} added, ${n.skipped} already there, ${n.refused} refused`)
      .join('\n'),
  );
  for (const why of report.refused) terminal.output().say(why);
  return report.refused.length > 0 ? EXIT.partly : EXIT.done;
}

/** The library as it is, before something takes its place; a damaged one is moved aside instead. */
async function keepPresent(file: string): Promise<void> {
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { timeout: 5000 });
    await rotateBackups(db, file, new Date().toISOString(), 'before-restore');
  } catch {
    const { renameSync } = await import('node:fs');
    renameSync(file, `${file}.damaged-${Date.now()}`);
  } finally {
    db?.close();
  }
}
