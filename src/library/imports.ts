import { z } from 'zod';
import { isUnread, type Captured } from '../core/capture/format.ts';
import { Refusal } from '../core/refusal.ts';
import { findDuplicate, insertSource, nearCopies, type Destination } from './captures.ts';
import type { Context, ReadRequest } from './context.ts';
import { inputFiles } from './input-files.ts';
import { beginJob, endJob, itemsOfJob, jobById, listJobs } from './jobs.ts';
import { storedSource, toSource } from './source-rows.ts';
import type { ImportItem, ImportReport, Job } from './views.ts';
import { ask, verb } from './verb.ts';

/** Sources written in one transaction: few enough to keep readers waiting for moments only, enough to share the disk flush. */
const BATCH = 8;

/** What to import. */
export interface ImportRequest extends Destination {
  readonly inputs: readonly (ReadRequest & { readonly origin: string })[];
}

type Outcome = ImportItem;
type Waiting = { readonly captured: Captured; readonly origin: string } | { readonly item: Outcome };

/** A place to breathe between pieces of work, so that questions are answered while an import runs. */
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Runs one import: reads each input, writes sources in small transactions that all belong to one step (one undo),
 * and records what came of every input in the same transaction. What is reported as imported is on disk.
 * A bad input never stops the rest. `signal` cancels; what is finished is kept.
 */
export async function runImport(
  context: Context,
  request: ImportRequest,
  signal: AbortSignal,
  onProgress: (job: Job) => void,
): Promise<{ readonly jobId: string; readonly items: readonly ImportItem[] }> {
  const { store, surroundings } = context;
  const step = store.beginStep({ label: 'step.import', params: { count: request.inputs.length } });
  const jobId = beginJob(store, 'import', step, request.inputs.length);
  const begun = jobById(store, jobId);
  if (begun) onProgress(begun);
  const counts = { imported: 0, duplicate: 0, failed: 0 };
  let number = 0;
  let inputsDone = 0;
  let waiting: Waiting[] = [];

  const flush = (current: string | null): void => {
    const batch = waiting;
    waiting = [];
    store.write({ step }, (change) => {
      const insert = store.sql(
        'INSERT INTO job_item (job_id, number, input, outcome, source_id, title, code, message, kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      );
      for (const next of batch) {
        let item: Outcome;
        if ('item' in next) item = next.item;
        else {
          const input = next.captured.within ? `${next.origin}/${next.captured.within}` : next.origin;
          const title = next.captured.article.title;
          const duplicate = findDuplicate(store, next.captured);
          item = duplicate
            ? {
                input,
                outcome: 'duplicate',
                sourceId: duplicate.of,
                title,
                code: null,
                message: null,
                kind: duplicate.kind,
              }
            : {
                input,
                outcome: 'imported',
                sourceId: insertSource(store, change, next.captured, next.origin, request),
                title,
                code: null,
                message: null,
                kind: null,
              };
        }
        counts[item.outcome]++;
        insert.run(
          jobId,
          ++number,
          item.input,
          item.outcome,
          item.sourceId,
          item.title,
          item.code,
          item.message,
          item.kind,
        );
      }
      change.db
        .prepare('UPDATE job SET total = ?, done = ?, counts = ? WHERE id = ?')
        .run(request.inputs.length, inputsDone, JSON.stringify(counts), jobId);
    });
    const job = jobById(store, jobId, current);
    if (job) onProgress(job);
  };

  let state: Job['state'] = 'done';
  try {
    for (const asked of request.inputs) {
      if (signal.aborted) break;
      try {
        for await (const found of surroundings.reader.read(asked)) {
          if (isUnread(found))
            waiting.push({ item: failed(`${asked.origin}/${found.within}`, found.code, found.message) });
          else waiting.push({ captured: found, origin: asked.origin });
          if (waiting.length >= BATCH) flush(asked.origin);
          await pause();
          if (signal.aborted) break;
        }
      } catch (error) {
        if (!(error instanceof Refusal)) surroundings.onBug(error);
        const code = error instanceof Refusal ? error.code : 'bug';
        if (code === 'no-space' || code === 'locked' || code === 'damaged') throw error;
        waiting.push({
          item: failed(asked.origin, code, error instanceof Error ? error.message : String(error)),
        });
      }
      inputsDone++;
      if (waiting.length >= BATCH) flush(asked.origin);
    }
    flush(null);
    if (signal.aborted) state = 'cancelled';
  } catch (error) {
    endJob(store, jobId, 'failed', counts);
    throw error;
  }
  endJob(store, jobId, state, counts);
  // an import that brought nothing is no step: undo would seem to do nothing
  store.writeUnlogged([], (db) => {
    db.prepare(
      'DELETE FROM step WHERE id = ? AND NOT EXISTS (SELECT 1 FROM change WHERE step_id = step.id)',
    ).run(step);
  });
  const job = jobById(store, jobId);
  if (job) onProgress(job);
  return { jobId, items: itemsOfJob(store, jobId) };
}

const failed = (input: string, code: string, message: string): Outcome => ({
  input,
  outcome: 'failed',
  sourceId: null,
  title: null,
  code,
  message,
  kind: null,
});

/** An import's items in the shape of the terminal contract. */
export function toReport(context: Context, items: readonly ImportItem[]): ImportReport {
  const { store } = context;
  return {
    imported: items.flatMap((item) =>
      item.outcome === 'imported' && item.sourceId
        ? [toSource(store, storedSource(store, item.sourceId))]
        : [],
    ),
    duplicates: items.flatMap((item) =>
      item.outcome === 'duplicate' && item.sourceId
        ? [{ input: item.input, of: item.sourceId, kind: item.kind ?? 'exact' }]
        : item.outcome === 'imported' && item.sourceId
          ? nearCopies(store, [item.sourceId], item.input)
          : [],
    ),
    failed: items.flatMap((item) =>
      item.outcome === 'failed'
        ? [{ input: item.input, code: item.code ?? 'bug', message: item.message ?? '' }]
        : [],
    ),
  };
}

/** Verbs about imports of many files. They run in the background; `job` announcements tell how far they are. */
export const importVerbs = (context: Context) => {
  const { store, surroundings } = context;
  const running = new Map<string, AbortController>();
  return {
    start: verb(
      z.object({
        tokens: z.array(z.string()).max(100_000).optional(),
        paths: z.array(z.string().min(1).max(4096)).max(10_000).optional(),
        as: z.string().max(40).optional(),
        tags: z.array(z.string().max(120)).max(100).optional(),
        collection: z.string().max(120).optional(),
      }),
      (input): Promise<{ jobId: string }> => {
        const inputs: (ReadRequest & { readonly origin: string })[] = [];
        for (const path of input.paths ?? [])
          for (const file of inputFiles(path)) inputs.push({ ...file, as: input.as });
        for (const token of input.tokens ?? []) {
          const spooled = surroundings.spool.find(token);
          if (!spooled) throw new Refusal('not-found', 'A chosen file is gone. Choose it again.');
          inputs.push({ ...spooled, origin: spooled.name, as: input.as });
        }
        if (inputs.length === 0)
          throw new Refusal('empty', 'There is nothing to import: no files were found.');
        const abort = new AbortController();
        return new Promise((resolve, reject) => {
          let known = false;
          runImport(
            context,
            { inputs, tags: input.tags, collection: input.collection },
            abort.signal,
            (job) => {
              if (!known) {
                known = true;
                running.set(job.id, abort);
                resolve({ jobId: job.id });
              }
              if (job.state !== 'running') running.delete(job.id);
              surroundings.onJob(job);
            },
          ).catch((error: unknown) => {
            if (known) surroundings.onBug(error);
            else reject(error instanceof Error ? error : new Error(String(error)));
          });
        });
      },
    ),
    cancel: verb(z.object({ jobId: z.string() }), (input) => {
      const abort = running.get(input.jobId);
      if (!abort) throw new Refusal('not-found', 'This import is not running.');
      abort.abort();
    }),
    list: ask(() => listJobs(store)),
    report: verb(z.object({ jobId: z.string() }), (input) => itemsOfJob(store, input.jobId)),
    /** Moves everything an import brought to the trash, in one undoable step. */
    undo: verb(z.object({ jobId: z.string() }), (input) => {
      const brought = itemsOfJob(store, input.jobId).flatMap((item) =>
        item.outcome === 'imported' && item.sourceId ? [item.sourceId] : [],
      );
      const there = brought.filter((id) =>
        store.sql('SELECT 1 FROM source WHERE id = ? AND trashed_at IS NULL').get(id),
      );
      store.write({ label: 'step.source.trash', params: { count: there.length } }, (change) => {
        for (const id of there) change.update('source', id, { trashed_at: store.now() });
      });
      return { count: there.length };
    }),
  };
};
