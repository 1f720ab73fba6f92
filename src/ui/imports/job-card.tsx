import { useEffect, useRef, useState } from 'react';
import type { Job } from '../../library/views.ts';
import { library } from '../library.ts';
import { moment, number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { fail, say } from '../parts/toast.tsx';
import { paceOf } from './rate.ts';
import { Report } from './report.tsx';

const SHOWN = ['imported', 'duplicate', 'failed'] as const;

/** Time left in the largest unit that is at least one. */
function leftWords(seconds: number): string {
  if (seconds < 60) return t('imports.left.seconds', { count: Math.max(1, Math.round(seconds)) });
  if (seconds < 5400) return t('imports.left.minutes', { count: Math.round(seconds / 60) });
  return t('imports.left.hours', { count: Math.round(seconds / 3600) });
}

const headingOf = (job: Job): string => {
  const kind = t(`imports.kind.${job.kind}`);
  return job.state === 'running'
    ? t('imports.running', { kind })
    : t(job.interrupted ? 'imports.interrupted' : `imports.${job.state}`, { kind });
};

/** The bar of a job: its counts one after another, so that failures show while it runs. */
function Progress({ job }: { readonly job: Job }) {
  const total = Math.max(job.total ?? 0, job.done, 1);
  const counted = SHOWN.map((key) => job.counts[key] ?? 0);
  const sum = counted.reduce((all, one) => all + one, 0);
  const share = (count: number) => `${((sum > 0 ? (count / sum) * job.done : 0) / total) * 100}%`;
  return (
    <div
      className="im-bar"
      role="progressbar"
      aria-label={headingOf(job)}
      aria-valuemin={0}
      aria-valuemax={job.total ?? undefined}
      aria-valuenow={job.done}
      aria-valuetext={
        job.total === null
          ? t('imports.progressOpen', { done: number(job.done) })
          : t('imports.progress', { done: number(job.done), total: number(job.total) })
      }
    >
      {sum === 0 ? (
        <i style={{ width: `${(job.done / total) * 100}%` }} />
      ) : (
        SHOWN.map((key, i) => <i key={key} className={key} style={{ width: share(counted[i]!) }} />)
      )}
    </div>
  );
}

/** One job: how far it is, how fast, what came of it; running ones can be cancelled, finished imports undone. */
export function JobCard({ job, open: first }: { readonly job: Job; readonly open: boolean }) {
  const [open, setOpen] = useState(first);
  const [now, setNow] = useState(() => Date.now());
  const running = job.state === 'running';
  useEffect(() => {
    if (!running) return undefined;
    const tick = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(tick);
  }, [running]);
  // an import that goes on after it had stopped is timed from then
  const stopped = useRef(!running);
  const [from, setFrom] = useState<{ readonly at: string; readonly done: number } | undefined>(undefined);
  const { done } = job;
  useEffect(() => {
    if (!running) stopped.current = true;
    else if (stopped.current) {
      stopped.current = false;
      setFrom({ at: new Date().toISOString(), done });
    }
  }, [running, done]);
  const pace = running ? paceOf(job, now, from) : null;
  const isImport = job.kind === 'import';
  const work: {
    cancel: (asked: { jobId: string }) => Promise<unknown>;
    resume: (asked: { jobId: string }) => Promise<unknown>;
  } = job.kind === 'mentions' ? library.mentions : library.imports;
  const undo = async () => {
    try {
      await library.imports.undo({ jobId: job.id });
      say(t('imports.undone'), { label: t('frame.undo'), run: () => void library.history.undo({}) });
    } catch (reason) {
      fail(reason);
    }
  };
  return (
    <section className="box im-card" aria-label={headingOf(job)}>
      <div className="im-top">
        <div className="row im-row">
          <div className="grow">
            <h2 className={running ? 'im-big' : 'b'}>{headingOf(job)}</h2>
            {running ? (
              <p className="t2">{t('imports.words')}</p>
            ) : (
              <p className="sm t3 num">{moment(job.startedAt)}</p>
            )}
          </div>
          {running && (
            <Button icon="x" onClick={() => void work.cancel({ jobId: job.id }).catch(fail)}>
              {t('imports.cancel')}
            </Button>
          )}
          {job.resumable && (
            <Button
              kind="primary"
              icon="play"
              onClick={() => void work.resume({ jobId: job.id }).catch(fail)}
            >
              {t('imports.resume', { count: (job.total ?? 0) - job.done })}
            </Button>
          )}
          {!running && isImport && (job.counts['imported'] ?? 0) > 0 && (
            <Button kind="ghost" icon="undo-2" onClick={() => void undo()}>
              {t('imports.undo')}
            </Button>
          )}
          {isImport && !running && (
            <Button aria-expanded={open} onClick={() => setOpen(!open)}>
              {t(open ? 'imports.report.hide' : 'imports.report.show')}
            </Button>
          )}
        </div>
        {running && (
          <>
            <Progress job={job} />
            <div className="row sm t2 im-pace">
              <span className="num nw">
                {job.total === null
                  ? t('imports.progressOpen', { done: number(job.done) })
                  : t('imports.progress', { done: number(job.done), total: number(job.total) })}
              </span>
              {pace && (
                <span className="num nw">
                  {t('imports.rate', { rate: number(pace.rate, { maximumSignificantDigits: 2 }) })}
                </span>
              )}
              {pace && pace.left !== null && <span className="nw">{leftWords(pace.left)}</span>}
              {job.current !== null && (
                <span className="end clip">{t('imports.now', { name: job.current })}</span>
              )}
            </div>
          </>
        )}
      </div>
      {isImport && (
        <dl className="im-stats">
          {SHOWN.map((key) => (
            <div key={key} className={key}>
              <dt className="sm t2">{t(`imports.count.${key}`)}</dt>
              <dd className="num">{number(job.counts[key] ?? 0)}</dd>
            </div>
          ))}
          {running && job.total !== null && (
            <div>
              <dt className="sm t2">{t('imports.count.waiting')}</dt>
              <dd className="num">{number(Math.max(0, job.total - job.done))}</dd>
            </div>
          )}
        </dl>
      )}
      {isImport && open && <Report jobId={job.id} turn={running ? job.done : -1} />}
    </section>
  );
}
