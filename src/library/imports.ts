import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';
import type { Context } from './context.ts';
import {
  requestOfJob,
  runImport,
  type ImportInput,
  type ImportRequest,
  type ResumedImport,
} from './import-run.ts';
import { inputFiles } from './input-files.ts';
import { itemsOfJob, jobById, listJobs } from './jobs.ts';
import { ask, verb } from './verb.ts';

/** Verbs about imports of many files. They run in the background; `job` announcements tell how far they are. */
export const importVerbs = (context: Context) => {
  const { store, surroundings } = context;
  const running = new Map<string, AbortController>();

  /** Starts an import, or goes on with one; answers as soon as its job is known. */
  const begin = (request: ImportRequest, resumed?: ResumedImport): Promise<{ jobId: string }> => {
    const abort = new AbortController();
    return new Promise((resolve, reject) => {
      let known = false;
      runImport(
        context,
        request,
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
        resumed,
      ).catch((error: unknown) => {
        if (known) surroundings.onBug(error);
        else reject(error instanceof Error ? error : new Error(String(error)));
      });
    });
  };

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
        const inputs: ImportInput[] = [];
        for (const path of input.paths ?? [])
          for (const file of inputFiles(path)) inputs.push({ ...file, as: input.as });
        for (const token of input.tokens ?? []) {
          const spooled = surroundings.spool.find(token);
          if (!spooled) throw new Refusal('not-found', 'A chosen file is gone. Choose it again.');
          inputs.push({ ...spooled, origin: spooled.name, as: input.as });
        }
        if (inputs.length === 0)
          throw new Refusal('empty', 'There is nothing to import: no files were found.');
        return begin({ inputs, tags: input.tags, collection: input.collection });
      },
    ),
    /** Stops an import; what is finished is kept, and `resume` goes on from there. */
    cancel: verb(z.object({ jobId: z.string() }), (input) => {
      const abort = running.get(input.jobId);
      if (!abort) throw new Refusal('not-found', 'This import is not running.');
      abort.abort();
    }),
    /** Goes on with an import that was cancelled, failed half-way, or was interrupted by the end of the program. */
    resume: verb(z.object({ jobId: z.string() }), (input) => {
      const job = jobById(store, input.jobId);
      if (!job) throw new Refusal('not-found', `There is no import ${input.jobId}.`);
      const request = requestOfJob(store, input.jobId);
      if (!job.resumable || !request)
        throw new Refusal('conflict', 'This import cannot go on: there is nothing left of it to do.');
      return begin(request, { jobId: job.id, done: job.done });
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
