import { writeSync } from 'node:fs';
import { copyForRestore, settleRestored } from '../../src/host/workbench.ts';
import { exportArchive } from '../../src/library/archive-export.ts';
import { importArchive } from '../../src/library/archive-import.ts';
import { inputFiles } from '../../src/library/input-files.ts';
import { runImport } from '../../src/library/import-run.ts';
import { itemsOfJob } from '../../src/library/jobs.ts';
import { openLibrary, rebuildIndex, type OpenLibrary } from '../../src/library/library.ts';
import { tortureSurroundings } from './surroundings.ts';

// A program that works on a library until it is killed, and says on stdout what it has been told is done:
// node tests/torture/work.ts KIND LIBRARY INPUT
const [kind = '', file = '', input = ''] = process.argv.slice(2);

export type Acknowledged =
  | { readonly kind: 'source'; readonly id: string; readonly title: string }
  | { readonly kind: 'annotation'; readonly id: string; readonly note: string }
  | { readonly kind: 'brief'; readonly id: string; readonly edit: number }
  | { readonly kind: 'backup'; readonly path: string }
  | { readonly kind: 'rebuilt' }
  /** Said before it is done: what is found may be the state before it or after it. */
  | { readonly kind: 'restoring'; readonly path: string }
  | { readonly kind: 'restored'; readonly path: string }
  | { readonly kind: 'exported'; readonly path: string; readonly counts: Readonly<Record<string, number>> }
  | { readonly kind: 'received'; readonly path: string }
  | { readonly kind: 'started' }
  | { readonly kind: 'finished' };

/** Written straight to the pipe, so that nothing acknowledged waits in this process when it is killed. */
const say = (done: Acknowledged): void => {
  writeSync(1, `${JSON.stringify(done)}\n`);
};

const importing = async ({ context }: OpenLibrary): Promise<void> => {
  let told = 0;
  await runImport(context, { inputs: inputFiles(input) }, new AbortController().signal, (job) => {
    const items = itemsOfJob(context.store, job.id);
    for (const item of items.slice(told))
      if (item.outcome === 'imported') say({ kind: 'source', id: item.sourceId!, title: item.title! });
    told = items.length;
  });
  say({ kind: 'finished' });
};

const textsOf = ({ context }: OpenLibrary): { readonly id: string; readonly text: string }[] =>
  context.store
    .sql<[], { id: string; text: string }>(
      'SELECT s.id, v.text FROM source s JOIN version v ON v.id = s.version_id ORDER BY random() LIMIT 50',
    )
    .all();

const mark = (
  { library }: OpenLibrary,
  sources: readonly { readonly id: string; readonly text: string }[],
  n: number,
): void => {
  const { id: sourceId, text } = sources[n % sources.length]!;
  const start = (n * 131) % Math.max(1, text.length - 60);
  const end = Math.min(text.length, start + 40);
  const { id } = library.annotations.add({ sourceId, start, end, note: `note ${n}` });
  say({ kind: 'annotation', id, note: `note ${n}` });
};

const annotating = (open: OpenLibrary): void => {
  const sources = textsOf(open);
  const { library } = open;
  for (let n = 0; ; n++) {
    const { id: sourceId, text } = sources[n % sources.length]!;
    const start = (n * 131) % Math.max(1, text.length - 60);
    const end = Math.min(text.length, start + 40);
    const { id } = library.annotations.add({ sourceId, start, end, note: `note ${n}` });
    say({ kind: 'annotation', id, note: `note ${n}` });
    library.annotations.edit({ id, note: `note ${n}, again` });
    say({ kind: 'annotation', id, note: `note ${n}, again` });
  }
};

const editing = ({ library }: OpenLibrary): void => {
  const { id } = library.briefs.list()[0] ?? library.briefs.add({ title: 'Torture' });
  const before = Number(/edit (\d+)/.exec(library.briefs.get({ id }).title)?.[1] ?? 0);
  for (let edit = before + 1; ; edit++) {
    library.briefs.save({ id, title: `Torture, edit ${edit}` });
    library.briefs.addEvidence({ id, text: `Paragraph of edit ${edit}.` });
    say({ kind: 'brief', id, edit });
  }
};

const backing = async ({ library }: OpenLibrary): Promise<void> => {
  for (;;) say({ kind: 'backup', path: (await library.health.backup({})).path });
};

const rebuilding = ({ context }: OpenLibrary): void => {
  for (;;) {
    rebuildIndex(context);
    say({ kind: 'rebuilt' });
  }
};

/** Marks, backs up, marks more, and goes back to the backup as the window does; again and again. */
const restoring = async (first: OpenLibrary): Promise<void> => {
  const sources = textsOf(first);
  let open = first;
  for (let n = 0; ; n++) {
    mark(open, sources, 3 * n);
    const { path } = await open.library.health.backup({});
    say({ kind: 'backup', path });
    mark(open, sources, 3 * n + 1);
    mark(open, sources, 3 * n + 2);
    say({ kind: 'restoring', path });
    const copy = await copyForRestore(path, file);
    await open.library.health.backup({ why: 'before-restore' });
    open.close();
    settleRestored(copy, file);
    say({ kind: 'restored', path });
    open = openLibrary(file, surroundings);
  }
};

/** Writes an archive of the library and reads it into a new one, again and again. */
const archiving = async (open: OpenLibrary): Promise<void> => {
  for (let n = 1; ; n++) {
    const path = `${file}.${n}.zip`;
    const counts = await exportArchive(file, path, open.context.store.now());
    say({ kind: 'exported', path, counts });
    const other = openLibrary(`${file}.${n}.copy`, surroundings);
    await importArchive(other.context, path);
    other.close();
    say({ kind: 'received', path: `${file}.${n}.copy` });
  }
};

const work: Readonly<Record<string, (open: OpenLibrary) => void | Promise<void>>> = {
  import: importing,
  annotate: annotating,
  brief: editing,
  backup: backing,
  rebuild: rebuilding,
  restore: restoring,
  archive: archiving,
  // an older library is brought up to date by being opened
  migrate: () => say({ kind: 'finished' }),
};

const surroundings = tortureSurroundings();
if (import.meta.main) {
  say({ kind: 'started' });
  const open = openLibrary(file, surroundings);
  await work[kind]!(open);
  open.close();
  await surroundings.close();
}
