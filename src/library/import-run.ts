import { z } from 'zod';
import { isUnread, type Captured } from '../core/capture/format.ts';
import { withSiteRules } from '../core/capture/site-rule.ts';
import { Refusal } from '../core/refusal.ts';
import type { Context, ReadRequest } from './context.ts';
import { beginJob, endJob, itemsOfJob, jobById, resumeJob } from './jobs.ts';
import { findDuplicate, nearCopies } from './repeats.ts';
import { insertSource, type Destination } from './saving.ts';
import { siteRules } from './site-rules.ts';
import { storedSource, toSource } from './source-rows.ts';
import type { Store } from './store.ts';
import type { ImportItem, ImportReport, Job } from './views.ts';

/** One input: what to read, and what it is called in the report. */
export type ImportInput = ReadRequest & { readonly origin: string };

/** What to import. */
export interface ImportRequest extends Destination {
  readonly inputs: readonly ImportInput[];
}

/** An import that was stopped half-way: its job, and how many of its inputs were finished. */
export interface ResumedImport {
  readonly jobId: string;
  readonly done: number;
}

/** Inputs that are files can be asked for again later; bytes in hand cannot. */
const storedRequest = z.object({
  inputs: z.array(
    z.object({
      path: z.string(),
      origin: z.string(),
      as: z.string().optional(),
      url: z.string().optional(),
      mediaType: z.string().optional(),
    }),
  ),
  tags: z.array(z.string()).optional(),
  collection: z.string().optional(),
});

/** The request of a job that can go on, or null when it was not kept. */
export function requestOfJob(store: Store, jobId: string): ImportRequest | null {
  const json = store.sql<[string], string | null>('SELECT request FROM job WHERE id = ?').pluck().get(jobId);
  return json ? storedRequest.parse(JSON.parse(json)) : null;
}

/**
 * How long one write may take, in milliseconds: sources are written a few at a time, so that lists and searches asked
 * for meanwhile wait for moments only. How many that is follows from how long the last ones took.
 */
const MOMENT = 25;
const MOST_AT_ONCE = 32;

type Waiting = { readonly captured: Captured; readonly origin: string } | { readonly item: ImportItem };

/** A place to breathe between pieces of work, so that questions are answered while an import runs. */
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The step an import writes into: its own again while nothing was done since, else a new one. */
function stepFor(store: Store, count: number, resumed: ResumedImport | undefined): number {
  const own = resumed
    ? store
        .sql<[string], number>(
          "SELECT s.id FROM step s JOIN job j ON j.step_id = s.id WHERE j.id = ? AND s.state = 'done' AND s.id = (SELECT max(id) FROM step)",
        )
        .pluck()
        .get(resumed.jobId)
    : undefined;
  return own ?? store.beginStep({ label: 'step.import', params: { count } });
}

/**
 * Runs one import: reads each input, writes sources in small transactions that all belong to one step (one undo),
 * and records what came of every input in the same transaction. What is reported as imported is on disk.
 * A bad input never stops the rest. `signal` cancels; what is finished is kept, and `resumed` goes on from there: an
 * input left half-way is read again, and what it had brought already is passed over.
 */
export async function runImport(
  context: Context,
  request: ImportRequest,
  signal: AbortSignal,
  onProgress: (job: Job) => void,
  resumed?: ResumedImport,
): Promise<{ readonly jobId: string; readonly items: readonly ImportItem[] }> {
  const { store, surroundings } = context;
  const step = stepFor(store, request.inputs.length, resumed);
  const kept = storedRequest.safeParse(request);
  const jobId = resumed
    ? resumeJob(store, resumed.jobId, step)
    : beginJob(store, 'import', step, request.inputs.length, kept.success ? JSON.stringify(kept.data) : null);
  const begun = jobById(store, jobId);
  if (begun) onProgress(begun);
  const earlier = resumed ? itemsOfJob(store, jobId) : [];
  const told = new Set(earlier.map((item) => item.input));
  const counts = { imported: 0, duplicate: 0, failed: 0 };
  for (const item of earlier) counts[item.outcome]++;
  let number = earlier.length;
  let inputsDone = resumed?.done ?? 0;
  const rules = siteRules(store);
  let waiting: Waiting[] = [];
  let atOnce = 4;

  const outcome = (
    next: Waiting,
    insert: (captured: Captured, origin: string) => string,
  ): ImportItem | null => {
    if ('item' in next) return told.has(next.item.input) ? null : next.item;
    const input = next.captured.within ? `${next.origin}/${next.captured.within}` : next.origin;
    const item = { input, title: next.captured.article.title, code: null, message: null };
    const duplicate = findDuplicate(store, next.captured);
    if (!duplicate)
      return { ...item, outcome: 'imported', sourceId: insert(next.captured, next.origin), kind: null };
    // told before the import was stopped
    if (told.has(input)) return null;
    return { ...item, outcome: 'duplicate', sourceId: duplicate.of, kind: duplicate.kind };
  };

  const flush = (current: string | null): void => {
    const batch = waiting;
    waiting = [];
    const from = performance.now();
    store.write({ step }, (change) => {
      const insert = store.sql(
        'INSERT INTO job_item (job_id, number, input, outcome, source_id, title, code, message, kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      );
      for (const next of batch) {
        const item = outcome(next, (captured, origin) =>
          insertSource(store, change, captured, origin, request),
        );
        if (!item) continue;
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
    if (batch.length > 0) {
      const fits = Math.floor((batch.length * MOMENT) / Math.max(1, performance.now() - from));
      atOnce = Math.min(MOST_AT_ONCE, atOnce * 2, Math.max(1, fits));
    }
    const job = jobById(store, jobId, current);
    if (job) onProgress(job);
  };

  let state: Job['state'] = 'done';
  try {
    for (const asked of request.inputs.slice(inputsDone)) {
      if (signal.aborted) break;
      let whole = true;
      try {
        for await (const found of surroundings.reader.read(asked)) {
          if (isUnread(found))
            waiting.push({ item: failed(`${asked.origin}/${found.within}`, found.code, found.message) });
          else waiting.push({ captured: withSiteRules(found, rules), origin: asked.origin });
          if (waiting.length >= atOnce) flush(asked.origin);
          await pause();
          whole = !signal.aborted;
          if (!whole) break;
        }
      } catch (error) {
        if (!(error instanceof Refusal)) surroundings.onBug(error);
        const code = error instanceof Refusal ? error.code : 'bug';
        if (code === 'no-space' || code === 'locked' || code === 'damaged') throw error;
        waiting.push({
          item: failed(asked.origin, code, error instanceof Error ? error.message : String(error)),
        });
      }
      // an input that was left half-way is not done: going on reads it again
      if (whole) inputsDone++;
      if (waiting.length >= atOnce) flush(asked.origin);
    }
    flush(null);
    if (inputsDone < request.inputs.length) state = 'cancelled';
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

const failed = (input: string, code: string, message: string): ImportItem => ({
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
