import type { Job } from '../../library/views.ts';

/** How fast a job goes and how long it may still take. */
export interface Pace {
  /** Items a second, over the whole run. */
  readonly rate: number;
  /** Seconds left; null while the end is not known or in the first five seconds, when any guess would jump. */
  readonly left: number | null;
}

/** The pace of a running job since `from` (its start unless said); null before anything is done. */
export function paceOf(
  job: Job,
  now: number,
  from: { readonly at: string; readonly done: number } = { at: job.startedAt, done: 0 },
): Pace | null {
  const seconds = (now - Date.parse(from.at)) / 1000;
  if (job.done <= from.done || seconds <= 0) return null;
  const rate = (job.done - from.done) / seconds;
  return {
    rate,
    left: job.total === null || seconds < 5 ? null : Math.max(0, (job.total - job.done) / rate),
  };
}
