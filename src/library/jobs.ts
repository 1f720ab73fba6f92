import { newId } from './ids.ts';
import type { Store } from './store.ts';
import type { ImportItem, Job, JobState } from './views.ts';

interface StoredJob {
  readonly id: string;
  readonly kind: Job['kind'];
  readonly state: JobState;
  readonly total: number | null;
  readonly done: number;
  readonly counts: string;
  readonly step_id: number | null;
  readonly pid: number;
  readonly request: string | null;
  readonly interrupted: number;
  readonly started_at: string;
  readonly ended_at: string | null;
}

const toJob = (row: StoredJob, current: string | null): Job => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  total: row.total,
  done: row.done,
  current,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  counts: JSON.parse(row.counts) as Record<string, number>,
  interrupted: row.interrupted === 1,
  resumable:
    row.request !== null &&
    (row.state === 'cancelled' || row.state === 'failed') &&
    row.total !== null &&
    row.done < row.total,
});

/** Writes a job that begins now; returns its id. `request` is what it was asked for, as JSON, when it could go on later. */
export function beginJob(
  store: Store,
  kind: Job['kind'],
  step: number | null,
  total: number | null = null,
  request: string | null = null,
): string {
  const id = newId();
  store.writeUnlogged(['job'], (db) => {
    db.prepare(
      "INSERT INTO job (id, kind, state, step_id, total, request, pid, started_at) VALUES (?, ?, 'running', ?, ?, ?, ?, ?)",
    ).run(id, kind, step, total, request, process.pid, store.now());
  });
  return id;
}

/** Takes up a job that had stopped, under the given step; returns its id. */
export function resumeJob(store: Store, id: string, step: number): string {
  store.writeUnlogged(['job'], (db) => {
    db.prepare(
      "UPDATE job SET state = 'running', interrupted = 0, ended_at = NULL, step_id = ?, pid = ? WHERE id = ?",
    ).run(step, process.pid, id);
  });
  return id;
}

/** Ends a job. */
export function endJob(
  store: Store,
  id: string,
  state: JobState,
  counts: Readonly<Record<string, number>>,
): void {
  store.writeUnlogged(['job'], (db) => {
    db.prepare('UPDATE job SET state = ?, counts = ?, ended_at = ? WHERE id = ?').run(
      state,
      JSON.stringify(counts),
      store.now(),
      id,
    );
  });
}

/** One job as it stands; null when there is none. */
export function jobById(store: Store, id: string, current: string | null = null): Job | null {
  const row = store.sql<[string], StoredJob>('SELECT * FROM job WHERE id = ?').get(id);
  return row ? toJob(row, current) : null;
}

/** The step of a job, for undo. */
export const stepOfJob = (store: Store, id: string): number | null =>
  (store.sql<[string], number>('SELECT step_id FROM job WHERE id = ?').pluck().get(id) as
    number | null | undefined) ?? null;

/** Jobs, newest first. */
export const listJobs = (store: Store): Job[] =>
  store
    .sql<[], StoredJob>('SELECT * FROM job ORDER BY started_at DESC, id DESC LIMIT 200')
    .all()
    .map((row) => toJob(row, null));

/** What came of each input of a job, in order. */
export const itemsOfJob = (store: Store, id: string): ImportItem[] =>
  store
    .sql<
      [string],
      {
        input: string;
        outcome: ImportItem['outcome'];
        source_id: string | null;
        title: string | null;
        code: string | null;
        message: string | null;
        kind: 'exact' | 'near' | null;
      }
    >('SELECT * FROM job_item WHERE job_id = ? ORDER BY number')
    .all(id)
    .map((row) => ({
      input: row.input,
      outcome: row.outcome,
      sourceId: row.source_id,
      title: row.title,
      code: row.code,
      message: row.message,
      kind: row.kind,
    }));

/** Marks jobs of programs that are gone as interrupted. What they reported as imported is in the library. */
export function closeInterruptedJobs(store: Store): number {
  const alive = (pid: number): boolean => {
    try {
      process.kill(pid, 0);
      return pid !== process.pid;
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
  };
  const dead = store
    .sql<[], StoredJob>("SELECT * FROM job WHERE state = 'running'")
    .all()
    .filter((job) => !alive(job.pid));
  if (dead.length === 0) return 0;
  store.writeUnlogged(['job'], (db) => {
    for (const job of dead)
      db.prepare("UPDATE job SET state = 'cancelled', interrupted = 1, ended_at = ? WHERE id = ?").run(
        store.now(),
        job.id,
      );
  });
  return dead.length;
}
