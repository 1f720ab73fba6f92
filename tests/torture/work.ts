import { writeSync } from 'node:fs';
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

const annotating = ({ library, context }: OpenLibrary): void => {
  const sources = context.store
    .sql<[], { id: string; text: string }>(
      'SELECT s.id, v.text FROM source s JOIN version v ON v.id = s.version_id ORDER BY random() LIMIT 50',
    )
    .all();
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

const work: Readonly<Record<string, (open: OpenLibrary) => void | Promise<void>>> = {
  import: importing,
  annotate: annotating,
  brief: editing,
  backup: backing,
  rebuild: rebuilding,
};

if (import.meta.main) {
  const surroundings = tortureSurroundings();
  const open = openLibrary(file, surroundings);
  await work[kind]!(open);
  open.close();
  await surroundings.close();
}
